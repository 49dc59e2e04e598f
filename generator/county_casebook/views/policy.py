"""How a policy is met: facts, the whole text with an address on every clause, and beside it who carries it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from county_casebook.ledger.coverage.clauses import cases_within
from county_casebook.library.edition import Edition, Site
from county_casebook.library.library import Library
from county_casebook.library.text_pages import page_below, page_of
from county_casebook.records import Case, County, Pairing, Policy
from county_casebook.records.policy import Version
from county_casebook.records.record import label
from county_casebook.render.environment import render
from county_casebook.schema.fields import NOT_STATED, CoarseDate
from county_casebook.text.clauses import citation
from county_casebook.views.citation import Citation, cite
from county_casebook.views.clause_links import ClauseLink, clause_links
from county_casebook.views.clauses import ClauseView, clause_pages, clause_views
from county_casebook.views.compared_texts import compared_pages
from county_casebook.views.entries import Entry, Fact, Part, facts_of
from county_casebook.views.lacking import Lacking, lacking
from county_casebook.views.linked import Linked
from county_casebook.views.page import Page, root_of
from county_casebook.views.points import PointGroup, point_groups, told_versions
from county_casebook.views.policy_linked import policy_linked
from county_casebook.views.policy_text import (
    Contents,
    Gaps,
    TextPage,
    first_text_page,
    gap_pages,
    gaps_of,
    later_text_pages,
)
from county_casebook.views.referring import referring_parts
from county_casebook.views.relations import Chain, Standing, chain, standing
from county_casebook.views.searched import part_lines
from county_casebook.views.shapes import Named
from county_casebook.views.view import Backlink, Passage, View, began, entry

ENDED_SIGN = "✕"
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """What `kinds/policy/page.html` shows."""

    policy: Policy
    root: str
    standing: Standing | None
    original: str
    text: TextPage
    clauses: list[ClauseView]
    contents: Contents
    gaps: Gaps
    lacks: Lacking
    place: Named | None
    asked: list[ClauseLink]
    point_groups: list[PointGroup]
    versions: list[tuple[Version, bool]]
    chain: Chain
    pairing_count: int
    pairings: list[Entry]
    designated_count: int
    designated: list[Entry]
    citation: Citation
    case_count: int
    parts: tuple[Part, ...]


class PolicyView(View[Policy]):
    """Official texts."""

    lead: ClassVar[str] = "收录正文的，每一条都有自己的网址；未收录正文的，列出文号、日期和来源。"
    counted: ClassVar[str] = "份政策"
    has_tab: ClassVar[bool] = True
    weight: ClassVar[int] = 2
    facets: ClassVar[tuple[str, ...]] = ("层级", "发文机关", "效力", "正文")
    backlinks: ClassVar[tuple[Backlink, ...]] = (Backlink("points.theme", "讲到它的政策", "policies"),)

    def page(self, edition: Edition, record: Policy) -> Iterator[Page]:
        """Yield the page of a policy, the later ones of a long text, and those of every clause that many cite."""
        library, root = edition.library, root_of(record.url)
        views, within = clause_views(library, record), cases_within(library, record)
        facts = "，".join(filter(None, (record.doc_no, "、".join(record.issuers))))
        script = f'<script src="{root}assets/js/policy.js" defer></script>'
        yield Page(
            record.url,
            record.title,
            f"{record.title}（{facts}）",
            render("kinds/policy/page.html", _page(library, edition.site, record, views, within)),
            self.tab,
            script,
        )
        yield from later_text_pages(library, edition.site, record, views, within)
        yield from gap_pages(library, record, views)
        yield from clause_pages(library, record, views)
        yield from compared_pages(library, record)
        yield from self.part_pages(edition, record)

    def parts(self, library: Library, record: Policy) -> tuple[Part, ...]:
        """The lists of records that name it, and of the policies whose texts refer to it."""
        return (*super().parts(library, record), *referring_parts(library, record))

    def entry(self, library: Library, record: Policy) -> Entry:
        """Its number, issuers, year and legal status."""
        facts = facts_of(record.doc_no or "", "、".join(record.issuers), began(record))
        return Entry(record.url, record.title, _held(record), (*facts, legal_status(record)))

    def linked(self, edition: Edition, record: Policy) -> Linked:
        """The text, what it has to do with others, and its clauses."""
        return policy_linked(edition, record)

    def in_order(self, library: Library) -> list[Policy]:
        """Those whose text is held first, then the newest."""
        return sorted(
            library.of(Policy).values(), key=lambda policy: (policy.text is None, -_day(policy), policy.id)
        )

    def alternatives(self, record: Policy) -> tuple[str, ...]:
        """Its number."""
        return (record.doc_no,) if record.doc_no else ()

    def facet_values(self, library: Library, record: Policy) -> Mapping[str, Sequence[str]]:
        """Its level, issuers, legal status, whether its text is held, and the themes of its points."""
        themes = (point.theme for point in record.points if point.theme)
        return {
            "层级": () if record.level == NOT_STATED else (label(record, record.level),),
            "发文机关": record.issuers,
            "效力": (record.validity,),
            "正文": ("收录正文" if record.text else "只有要点" if record.points else "只有文号和来源",),
            "主题": library.titles("themes", themes),
        }

    def passages(self, library: Library, record: Policy) -> Iterator[Passage]:
        """Every clause and point under its name, then the note and the history of the text."""
        clauses = {clause.id: clause for clause in record.clauses}
        points = {
            point.id: "\n".join(part_lines(library, record, ("points",), point)) for point in record.points
        }
        for clause in record.clauses:
            words = points[clause.id] if clause.kind == "told" else record.words(clause).strip()
            yield Passage(
                citation(clause, clauses), words, clause.id, page_below(page_of(library, record, clause.id))
            )
        told = super().passages(library, record)
        yield from (passage for passage in told if record.text is not None or passage.anchor != "points")


VIEW = PolicyView(Policy)


def _day(policy: Policy) -> int:
    return policy.issued.first_day.toordinal() if isinstance(policy.issued, CoarseDate) else 0


def legal_status(policy: Policy) -> Fact:
    """The validity of a policy; one that has ended carries a sign, so that no list shows it as if it were in force."""
    if policy.validity == "不详":
        return Fact("效力不详")
    if policy.has_ended:
        return Fact(f"{ENDED_SIGN} {policy.validity}", has_ended=True)
    return Fact(policy.validity)


def _page(
    library: Library,
    site: Site,
    policy: Policy,
    views: list[ClauseView],
    within: Mapping[str, Mapping[str, Case]],
) -> PolicyPage:
    text = first_text_page(library, policy, views, within)
    pairings = library.citing(policy, Pairing, "scheme")
    designated = library.citing(policy, County, "designations.scheme")
    return PolicyPage(
        policy=policy,
        root=root_of(policy.url),
        standing=standing(library, policy),
        original=_original(policy),
        text=text,
        clauses=text.clauses,
        contents=text.contents,
        gaps=gaps_of(library, policy, views),
        lacks=lacking(library, policy),
        place=_place(library, policy),
        asked=clause_links(library, [policy.work_programmes] if policy.work_programmes else []),
        point_groups=point_groups(library, policy, views),
        versions=list(told_versions(policy)),
        chain=chain(library, policy),
        pairing_count=len(pairings),
        pairings=[entry(library, pairing) for pairing in pairings[:_SHOWN]],
        designated_count=len(designated),
        designated=[entry(library, county) for county in designated[:_SHOWN]],
        citation=cite(library, policy, site),
        case_count=len({case for found in within.values() for case in found}),
        parts=VIEW.parts(library, policy),
    )


def _place(library: Library, policy: Policy) -> Named | None:
    """The province or prefecture it was issued for, leading to the page of the province; None for the others."""
    division = library.division(policy)
    province = library.divisions.province_of(division) if division else None
    return Named(division.full_name, f"regions/{province.code}/") if division and province else None


def _held(policy: Policy) -> str:
    """What the library holds of a policy, where that is not its text."""
    if policy.text is not None:
        return ""
    points = f"列有 {len(policy.points)} 条要点" if policy.points else "只列文号、日期和来源"
    return f"本站未收录正文，{points}。"


def _original(policy: Policy) -> str:
    """The address of the text itself: of the first source, where that is the policy and no report of it."""
    first = policy.sources[0] if policy.sources else None
    named = (policy.title, policy.doc_no or policy.title)
    is_it = first and first.grade == "A" and any(name in first.title for name in named)
    return first.url or "" if first and is_it else ""
