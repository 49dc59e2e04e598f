"""How a case is met: told in its sections, compared, and beside it what it is linked with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from county_casebook.ledger.words import designation_word
from county_casebook.library.edition import Edition
from county_casebook.library.handwritten import GRADE_TABLE, page_with
from county_casebook.library.library import Library
from county_casebook.library.related import related_cases
from county_casebook.library.similar import similar_counties
from county_casebook.pictures import change_picture
from county_casebook.places.divisions import Division, EconomicRegion
from county_casebook.records import Case, Collection, County, Organization, Pairing, Record, Term
from county_casebook.records.case import Actor, Adoption, Figure, Indicator, Result
from county_casebook.records.record import Grade, grade_in_words, label, measured_words, measurer
from county_casebook.render.environment import figure, linked_data, render
from county_casebook.render.markdown import plain
from county_casebook.schema.fields import NOT_STATED
from county_casebook.schema.sections import Section
from county_casebook.views.brief import Brief, brief
from county_casebook.views.citation import Citation, cite, qr_code
from county_casebook.views.clause_links import ClauseLink, clause_links
from county_casebook.views.entries import Entry, Part, facts_of
from county_casebook.views.page import Page, root_of
from county_casebook.views.told import period
from county_casebook.views.view import Backlink, Row, View, began, entry, part_rows, row
from county_casebook.views.ways import Group, Way, province_ways, vocabulary_ways

TERMS = (("主题", "themes"), ("计划", "programmes"), ("对象", "audiences"))
"""The vocabularies a case is filed under, with what readers call them."""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number set large: what it counts, from where to where, in which years, and who measured."""

    name: str
    before: str
    after: str
    unit: str
    years: str
    measured_by: str


@dataclass(frozen=True, slots=True)
class LikeCounty:
    """A county like that of the case, why, and what it did."""

    county: Entry
    reason: str
    cases: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class CasePage:
    """What `kinds/case/page.html` shows."""

    case: Case
    root: str
    trail: list[tuple[str, str]]
    place: str
    division: Division | None
    county: County | None
    economic_region: EconomicRegion | None
    period: str
    terms: list[tuple[str, list[tuple[Term, str]]]]
    designations: str
    grade: Grade
    grades_url: str
    headings: Mapping[str, str]
    contents: list[tuple[str, str]]
    unstated: list[str]
    key_figures: list[KeyFigure]
    actors: list[tuple[Actor, Organization | None]]
    pictures: list[tuple[Indicator, Markup]]
    adoptions: list[tuple[Adoption, County | None, str]]
    clauses: list[ClauseLink]
    pairings: list[Entry]
    related: list[tuple[Entry, str]]
    like: list[LikeCounty]
    collections: list[Entry]
    parts: tuple[Part, ...]
    brief: Brief
    citation: Citation
    address: str
    qr: Markup
    history: str


class CaseView(View[Case]):
    """Cases: the reason the site exists."""

    lead: ClassVar[str] = "每个案例都写明难点、做法、成效、不足与不适用之处，并注明来源等级、由谁衡量。"
    counted: ClassVar[str] = "个案例"
    has_tab: ClassVar[bool] = True
    weight: ClassVar[int] = 3
    facets: ClassVar[tuple[str, ...]] = ("主题", "计划", "对象", "称号", "来源等级", "谁来衡量")
    compares: ClassVar[bool] = True
    backlinks: ClassVar[tuple[Backlink, ...]] = (
        Backlink("county", "本县案例", "cases"),
        Backlink("adoptions.county", "借鉴的做法", "adopted"),
        Backlink("actors.organization", "参与的案例", "cases"),
    )

    def page(self, edition: Edition, record: Case) -> Iterator[Page]:
        """Yield the page of a case."""
        body = render("kinds/case/page.html", _page(edition, record))
        head = _linked_data(edition.library, record)
        yield Page(record.url, record.title, record.summary, body, self.tab, head)
        yield from self.part_pages(edition, record)

    def entry(self, library: Library, record: Case) -> Entry:
        """Its place, the year it began, its themes and its grade."""
        division = library.division(record)
        themes = "、".join(library.titles("themes", record.themes))
        facts = facts_of(division.full_name if division else "", began(record), themes)
        grade = library.evidence(record)
        return Entry(record.url, record.title, record.summary, facts, grade, compared=record.key)

    def groups(self, library: Library) -> tuple[Group, ...]:
        """Themes, provinces, audiences, programmes and years that have cases."""
        groups = (
            Group("主题", vocabulary_ways(library, "themes", library.cited(Case, "themes")), "themes/"),
            Group("省份", province_ways(library, library.of(Case).values()), "regions/"),
            Group("对象", vocabulary_ways(library, "audiences", library.cited(Case, "audiences"))),
            Group("计划", vocabulary_ways(library, "programmes", library.cited(Case, "programmes"))),
            Group("年份", _year_ways(library)),
        )
        return tuple(group for group in groups if group.ways)

    def words(self, library: Library, record: Case) -> Iterator[str]:
        """Its place, themes and programmes."""
        yield from super().words(library, record)
        yield from library.titles("themes", record.themes)
        yield from library.titles("programmes", record.programmes)

    def facet_values(self, library: Library, record: Case) -> Mapping[str, Sequence[str]]:
        """Its terms, its grade, who measured, and what its county is called."""
        county = library.of(County).get(record.county or "")
        return {
            **{title: library.titles(vocabulary, getattr(record, vocabulary)) for title, vocabulary in TERMS},
            "称号": designation_kinds(library, county),
            "来源等级": (grade_in_words(library.evidence(record)),),
            "谁来衡量": tuple(map(measurer, _measured_by(record))),
        }

    def rows(self, library: Library, record: Case) -> Iterator[Row]:
        """The facts, then what each section says, field by field."""
        division, economic_region, grade = (
            library.division(record),
            library.economic_region(record),
            library.evidence(record),
        )
        place = division.full_name if division else "不详"
        yield Row("地方", (f"{place}（{economic_region}）" if economic_region else place,))
        when = period(record.period.start, record.period.end)
        yield Row("时间", (when,) if when else ())
        for title, vocabulary in TERMS:
            yield Row(title, ("、".join(library.titles(vocabulary, getattr(record, vocabulary))) or "—",))
        yield Row("来源等级", (grade_in_words(grade),))
        yield Row("来源方式", (label(record, record.provenance.type),))
        yield row(library, record, "problem")
        approach = () if isinstance(record.approach, str) else record.approach
        yield Row(_heading("approach"), tuple(plain(step.what) for step in approach))
        claims = (
            f"{plain(result.claim)}（{measured_words(result.measured_by)}）" for result in record.results
        )
        yield Row(_heading("results"), (*_figures(record), *claims))
        yield from part_rows(library, record, "limits")
        yield from part_rows(library, record, "transfer")
        yield from part_rows(library, record, "resources", f"{_heading('resources')}：")
        adopters = tuple(_adopter(library, adoption.county) for adoption in record.adoptions)
        yield Row(_heading("adoptions"), adopters or ("—",))

    def near(self, library: Library, record: Case) -> Iterator[Record]:
        """Its related cases."""
        yield from (related.record for related in related_cases(library, record))


VIEW = CaseView(Case)


def _page(edition: Edition, case: Case) -> CasePage:
    library, site = edition.library, edition.site
    county = library.of(County).get(case.county or "")
    address, division, terms = site.address_of(case.url), library.division(case), _terms(library, case)
    return CasePage(
        case=case,
        root=root_of(case.url),
        trail=[*VIEW.trail, *((term.title, url) for _, found in terms[:1] for term, url in found[:1])],
        place=division.full_name if division else county.code if county else "不详",
        division=division,
        county=county,
        economic_region=library.economic_region(case),
        period=period(case.period.start, case.period.end),
        terms=terms,
        designations="、".join(designation_kinds(library, county)),
        grade=library.evidence(case),
        grades_url=page_with(library.pages, GRADE_TABLE),
        headings={section.id: section.heading for section in Case.sections},
        contents=[(section.id, section.heading) for section in Case.sections if _is_told(case, section)],
        unstated=[
            str(Case.model_fields[name].title) for name in _MAY_BE_UNSTATED if _is_unstated(case, name)
        ],
        key_figures=[key for line in case.indicators if (key := key_figure(line))][:3],
        actors=[(actor, library.of(Organization).get(actor.organization or "")) for actor in case.actors],
        pictures=[
            (indicator, change_picture(indicator, f"{case.id}-{order}"))
            for order, indicator in enumerate(case.indicators)
        ],
        adoptions=[
            (adoption, library.of(County).get(adoption.county), _adopter(library, adoption.county))
            for adoption in case.adoptions
        ],
        clauses=clause_links(library, case.clauses),
        pairings=[entry(library, pairing) for pairing in library.citing(case, Pairing, "cases")],
        related=[
            (entry(library, related.record), related.reason) for related in related_cases(library, case)
        ],
        like=_like(library, county) if county else [],
        collections=[entry(library, found) for found in library.citing(case, Collection, "cases")],
        parts=VIEW.parts(library, case),
        brief=brief(case),
        citation=cite(case, site),
        address=address,
        qr=qr_code(address),
        history=site.history_of(case.path),
    )


def _terms(library: Library, case: Case) -> list[tuple[str, list[tuple[Term, str]]]]:
    """The terms of each vocabulary with their addresses."""
    found = [
        (
            title,
            [
                (term, f"{vocabulary}/{key}/")
                for key in getattr(case, vocabulary)
                if (term := library.term(vocabulary, key))
            ],
        )
        for title, vocabulary in TERMS
    ]
    return [(title, terms) for title, terms in found if terms]


def designation_kinds(library: Library, county: County | None) -> tuple[str, ...]:
    """What the kinds of a county's designations are called, each once."""
    kinds = (designation_word(library, found.kind) for found in county.designations) if county else ()
    return tuple(dict.fromkeys(kinds))


_MAY_BE_UNSTATED = ("problem", "approach", "transfer", "benefit_sharing", "resources")
"""Fields that are named in one line when the sources do not give them, instead of an empty section each."""
_ALWAYS = ("results", "limits", "trail")
"""Sections that stand whatever the sources say."""


def _is_unstated(case: Case, name: str) -> bool:
    return bool(getattr(case, name) == NOT_STATED)


def _is_told(case: Case, section: Section) -> bool:
    """Whether a section stands on the page."""
    return section.id in _ALWAYS or any(
        getattr(case, name) and not _is_unstated(case, name) for name in section.fields
    )


def _measured_by(case: Case) -> tuple[str, ...]:
    """Who measured what the results and indicators of a case say, each once."""
    claims: tuple[Result | Indicator, ...] = (*case.results, *case.indicators)
    return tuple(dict.fromkeys(claim.measured_by for claim in claims))


def _heading(section_id: str) -> str:
    return next(section.heading for section in Case.sections if section.id == section_id)


def _year_ways(library: Library) -> tuple[Way, ...]:
    """The timeline, then each year."""
    years = cases_by_year(library)
    every = Way("时间轴", "years/", sum(map(len, years.values())))
    ways = (Way(f"{year}", f"years/{year}/", len(cases)) for year, cases in years.items())
    return (every, *ways) if years else ()


def cases_by_year(library: Library) -> dict[int, list[Case]]:
    """Cases by the year they began, newest first."""
    years: dict[int, list[Case]] = {}
    for case in library.of(Case).values():
        if (year := start_year(case)) is not None:
            years.setdefault(year, []).append(case)
    return dict(sorted(years.items(), reverse=True))


def start_year(case: Case) -> int | None:
    """The year a case began; None where the sources do not say."""
    return None if isinstance(case.period.start, str) else case.period.start.year


def _like(library: Library, county: County) -> list[LikeCounty]:
    """Three counties like this one, each with up to two of its cases."""
    return [
        LikeCounty(
            entry(library, found.county),
            " · ".join(found.reasons),
            tuple(entry(library, case) for case in library.citing(found.county, Case, "county")[:2]),
        )
        for found in similar_counties(library, county)[:3]
    ]


def key_figure(indicator: Indicator) -> KeyFigure | None:
    """An indicator as a number set large; with one side only when the sources give one; None without any."""
    before, after, measured = indicator.before, indicator.after, measured_words(indicator.measured_by)
    first = before if isinstance(before, Figure) else None
    last = after if isinstance(after, Figure) else None
    if first and last:
        years = f"{first.year}—{last.year} 年" if first.year != last.year else f"{last.year} 年"
        return KeyFigure(
            indicator.name, figure(first.value), figure(last.value), indicator.unit, years, measured
        )
    known = first or last
    if not known:
        return None
    return KeyFigure(indicator.name, "", figure(known.value), indicator.unit, f"{known.year} 年", measured)


def _figures(case: Case) -> Iterator[str]:
    for key in filter(None, map(key_figure, case.indicators)):
        change = f"{key.before} → {key.after}" if key.before else key.after
        yield f"{key.name}：{change} {key.unit}（{key.years}，{key.measured_by}）"


def _adopter(library: Library, key: str) -> str:
    county = library.of(County).get(key)
    return library.name(county) if county else key


def _linked_data(library: Library, case: Case) -> str:
    division = library.division(case)
    data = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": case.title,
        "abstract": case.summary,
        "inLanguage": "zh-CN",
        "datePublished": str(case.published) if case.published else None,
        "about": {"@type": "AdministrativeArea", "name": division.full_name} if division else None,
        "isBasedOn": list(case.clauses) or None,
    }
    return linked_data({key: value for key, value in data.items() if value})
