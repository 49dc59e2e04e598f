"""How a technique is met: what it is and needs, what it costs, where it fits, who gives advice, and the cases that use it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, get_args

from markupsafe import Markup

from county_casebook.library.edition import Edition
from county_casebook.library.groups import grouped
from county_casebook.library.library import Library
from county_casebook.pictures import change_picture
from county_casebook.records import Case, County, Organization, Technique, gist
from county_casebook.records.case import Indicator
from county_casebook.records.record import label
from county_casebook.records.technique import Advice, Cost, TechniqueType
from county_casebook.render.environment import render
from county_casebook.text.phrases import PHRASES
from county_casebook.views.clause_links import ClauseLink, clause_links
from county_casebook.views.entries import Entry, Part, entry_pages, facts_of
from county_casebook.views.lacking import Lacking, lacking
from county_casebook.views.linked import Linked, article
from county_casebook.views.page import Page, PageUnit, Unit, root_of
from county_casebook.views.view import Backlink, View, entry
from county_casebook.views.ways import Group, Way, vocabulary_ways


@dataclass(frozen=True, slots=True)
class TechniquePage:
    """What `kinds/technique/page.html` shows.

    `terms` and `fits` are (title, [(words, address or empty)]), `costs` each cost with its year in words, `advice` each
    line with the organization of the library.
    """

    technique: Technique
    root: str
    trail: tuple[tuple[str, str], ...]
    headings: Mapping[str, str]
    terms: list[tuple[str, list[tuple[str, str]]]]
    costs: list[tuple[Cost, str]]
    pictures: list[tuple[Indicator, Markup]]
    fits: list[tuple[str, str]]
    advice: list[tuple[Advice, Organization | None]]
    clauses: list[ClauseLink]
    gaps: Lacking
    parts: tuple[Part, ...]


class TechniqueView(View[Technique]):
    """Techniques."""

    lead: ClassVar[str] = (
        "几个县都用得上的品种、工艺、装备和组织办法：需要什么、花多少钱、在哪里合用、向谁请教。"
    )
    counted: ClassVar[str] = "项技术"
    section: ClassVar[str] = "cases"
    weight: ClassVar[int] = 3
    facets: ClassVar[tuple[str, ...]] = ("主题", "对象")
    chosen_by: ClassVar[tuple[str, ...]] = ("type", "terrain", "industry")
    compares: ClassVar[bool] = True
    backlinks: ClassVar[tuple[Backlink, ...]] = (
        Backlink("themes", "用得上的技术", "techniques"),
        Backlink("advice.organization", "能指点的技术", "techniques"),
        Backlink("audiences", "他们用得上的技术", "techniques", "learn"),
    )

    def beside(self, edition: Edition) -> Iterator[PageUnit]:
        """Yield the units of the list of every type."""
        yield from _lists(edition.library)

    def page(self, edition: Edition, record: Technique) -> Iterator[Page]:
        """Yield the page of a technique."""
        body = render("kinds/technique/page.html", _page(edition.library, record))
        yield Page(record.url, record.title, record.summary, body, self.tab)
        yield from self.part_pages(edition, record)

    def linked(self, edition: Edition, record: Technique) -> Linked:
        """An article on how something is done."""
        return article(edition, record, "TechArticle")

    def parts(self, library: Library, record: Technique) -> tuple[Part, ...]:
        """The lists of records that name it, then the counties whose cases use it."""
        return (*super().parts(library, record), *_counties(library, record))

    def entry(self, library: Library, record: Technique) -> Entry:
        """Its type, how many cases use it, and its themes."""
        used = len(library.citing(record, Case, "techniques"))
        facts = facts_of(
            label(record, record.type),
            f"{used} 个案例用到" if used else "",
            "、".join(library.titles("themes", record.themes)),
        )
        return Entry(record.url, record.title, record.summary, facts, compared=record.key)

    def in_order(self, library: Library) -> list[Technique]:
        """Type by type; of each type what most cases use first."""
        return sorted(library.of(Technique).values(), key=lambda record: _place(library, record))

    def groups(self, library: Library) -> tuple[Group, ...]:
        """Types, themes and audiences that have techniques."""
        groups = (
            Group("类别", tuple(_type_ways(library))),
            Group(
                "主题",
                vocabulary_ways(library, "themes", library.cited(Technique, "themes")),
                whole="themes/",
            ),
            Group("对象", vocabulary_ways(library, "audiences", library.cited(Technique, "audiences"))),
        )
        return tuple(group for group in groups if group.ways)

    def alternatives(self, record: Technique) -> tuple[str, ...]:
        """Its other names."""
        return record.also_called

    def facet_values(self, library: Library, record: Technique) -> Mapping[str, Sequence[str]]:
        """Its themes and audiences."""
        return {
            "主题": library.titles("themes", record.themes),
            "对象": library.titles("audiences", record.audiences),
        }


VIEW = TechniqueView(Technique)
_TYPES = get_args(TechniqueType)


def _place(library: Library, technique: Technique) -> tuple[int, int, str]:
    used = len(library.citing(technique, Case, "techniques"))
    return _TYPES.index(technique.type), -used, technique.id


def _page(library: Library, technique: Technique) -> TechniquePage:
    return TechniquePage(
        technique=technique,
        root=root_of(technique.url),
        trail=VIEW.trail,
        headings={section.id: section.heading for section in Technique.sections},
        terms=[(title, found) for title, name in _TERMS if (found := _terms(library, technique, name))],
        costs=[(cost, _year(technique, cost)) for cost in technique.stated_costs],
        pictures=[(indicator, change_picture(indicator)) for indicator in technique.indicators],
        fits=_fits(technique),
        advice=[
            (advice, library.of(Organization).get(advice.organization or "")) for advice in technique.advice
        ],
        clauses=clause_links(library, technique.clauses),
        gaps=lacking(library, technique),
        parts=VIEW.parts(library, technique),
    )


_TERMS = (("主题", "themes"), ("对象", "audiences"))


def _terms(library: Library, technique: Technique, vocabulary: str) -> list[tuple[str, str]]:
    """The terms it is filed under in one vocabulary, each with its address."""
    known = ((key, library.term_title(vocabulary, key)) for key in getattr(technique, vocabulary))
    return [(title, f"{vocabulary}/{key}/") for key, title in known if title]


def _year(technique: Technique, cost: Cost) -> str:
    """The year of a cost in words; where it is not stated, the year of the source that tells it."""
    if isinstance(cost.year, int):
        return str(cost.year)
    told = technique.year_of_source(cost.source)
    return f"{PHRASES.without_year}（来源 {told} 年）" if told else PHRASES.without_year


def _fits(technique: Technique) -> list[tuple[str, str]]:
    """For which land, trade and wants it is, as (title, words)."""
    found = (
        (str(Technique.model_fields[name].title), getattr(technique, name))
        for name in ("terrain", "industry", "scarce")
    )
    return [
        (title, "、".join(label(technique, value) for value in values)) for title, values in found if values
    ]


def _counties(library: Library, technique: Technique) -> Iterator[Part]:
    """The counties whose cases use it, those with most cases first."""
    cases = library.citing(technique, Case, "techniques")
    counts = Counter(
        county for case in cases if (county := gist.whereabouts(case).county) in library.of(County)
    )
    ordered = sorted(counts, key=lambda key: (-counts[key], key or ""))
    entries = tuple(entry(library, library.of(County)[key]) for key in ordered if key)
    if entries:
        yield Part("用过的县（市）", "counties", entries, f"{technique.url}counties/")


# Lists by type ---------------------------------------------------------------------------------------------------------


def _by_type(library: Library) -> dict[str, tuple[Technique, ...]]:
    """Techniques by type, in the order of the types; those without any left out."""
    found = grouped(VIEW.in_order(library), lambda technique: [technique.type])
    return {name: found[name] for name in _TYPES if name in found}


def _type_ways(library: Library) -> Iterator[Way]:
    for name, found in _by_type(library).items():
        yield Way(label(Technique, name), f"techniques/types/{name}/", len(found))


def _lists(library: Library) -> Iterator[PageUnit]:
    """Yield the unit of the list of every type that has techniques."""
    for way, found in zip(_type_ways(library), _by_type(library).values(), strict=True):
        yield Unit(way.url, partial(_list, library, way, found))


def _list(library: Library, way: Way, found: Sequence[Technique]) -> Iterator[Page]:
    entries = [entry(library, technique) for technique in found]
    yield from entry_pages(way.url, f"{way.title}（技术）", entries, section=VIEW.tab, trail=VIEW.trail)
