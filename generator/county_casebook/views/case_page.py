"""What the page of a case shows, gathered from the library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from county_casebook.ledger.words import designation_word
from county_casebook.library.edition import Edition
from county_casebook.library.handwritten import GRADE_TABLE, page_with
from county_casebook.library.library import Library
from county_casebook.library.matching import match_url
from county_casebook.library.related import related_cases
from county_casebook.library.similar import similar_counties
from county_casebook.pictures import change_picture
from county_casebook.places.divisions import Division, EconomicRegion
from county_casebook.records import Case, Collection, County, Organization, Pairing, Technique
from county_casebook.records.case import Actor, Figure, Indicator
from county_casebook.records.record import Grade, label, measured_words
from county_casebook.render.environment import figure
from county_casebook.render.qr_code import qr_code
from county_casebook.schema.fields import NOT_STATED
from county_casebook.schema.sections import Section
from county_casebook.schema.walk import is_choice, leaves
from county_casebook.text.phrases import PHRASES
from county_casebook.views.ask import Ask, ask
from county_casebook.views.brief import Brief, brief
from county_casebook.views.citation import Citation, cite
from county_casebook.views.clause_links import ClauseLink, clause_links
from county_casebook.views.entries import Entry, Part
from county_casebook.views.lacking import Lacking, lacking
from county_casebook.views.lineage import Lineage, lineage
from county_casebook.views.page import root_of
from county_casebook.views.shapes import Named
from county_casebook.views.told import period
from county_casebook.views.view import entry

LEAD_WORDS = "来源没有写明做法，还不是案例：不计入案例的数目，搜索、比较和各处的案例列表里也没有它。"
"""What a lead is, as its own page and the list of leads say it."""

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
    lead_words: str
    root: str
    trail: list[tuple[str, str]]
    place: str
    also: list[str]
    division: Division | None
    county: County | None
    economic_region: EconomicRegion | None
    period: str
    setting: list[tuple[str, str]]
    terms: list[tuple[str, list[Named]]]
    designations: str
    grade: Grade
    grades_url: str
    headings: Mapping[str, str]
    contents: list[tuple[str, str]]
    gaps: Lacking
    ask: Ask
    key_figures: list[KeyFigure]
    techniques: list[Entry]
    actors: list[tuple[Actor, Organization | None]]
    pictures: list[tuple[Indicator, Markup, bool]]
    lineage: Lineage
    clauses: list[ClauseLink]
    pairings: list[Entry]
    related: list[tuple[Entry, str]]
    like: list[LikeCounty]
    match: str
    collections: list[Entry]
    parts: tuple[Part, ...]
    brief: Brief
    citation: Citation
    address: str
    qr: Markup
    history: str


def case_page(
    edition: Edition, case: Case, parts: tuple[Part, ...], trail: Sequence[tuple[str, str]]
) -> CasePage:
    """Return what stands on the page of a case; `parts` are the lists of what names it, `trail` the way to its list."""
    library, site = edition.library, edition.site
    county = library.of(County).get(case.county or "")
    descent = lineage(library, case)
    lists = sum(len(part.shown) for part in parts) + max(0, descent.lines - len(case.adoptions))
    paper = brief(case, lists)
    address, division, terms = site.address_of(case.url), library.division(case), _terms(library, case)
    return CasePage(
        case=case,
        lead_words=LEAD_WORDS,
        root=root_of(case.url),
        trail=[*trail, *((term.name, term.url) for _, found in terms[:1] for term in found[:1])],
        place=division.full_name if division else county.code if county else PHRASES.place_unknown,
        also=_also(library, case),
        division=division,
        county=county,
        economic_region=library.economic_region(case),
        period=period(case.period.start, case.period.end),
        setting=_setting(case),
        terms=terms,
        designations="、".join(designation_kinds(library, county)),
        grade=library.evidence(case),
        grades_url=page_with(library.pages, GRADE_TABLE),
        headings={section.id: section.heading for section in Case.sections},
        contents=[
            (section.id, section.heading)
            for section in Case.sections
            if _is_told(case, section) or (section.id == "adoptions" and descent)
        ],
        gaps=lacking(library, case, *_empty(case), without=("setting",)),
        ask=ask(library, case),
        key_figures=[key for line in case.indicators if (key := key_figure(line))][:3],
        techniques=_techniques(library, case),
        actors=[(actor, library.of(Organization).get(actor.organization or "")) for actor in case.actors],
        pictures=list(_pictures(case, paper)),
        lineage=descent,
        clauses=clause_links(library, case.clauses),
        pairings=[entry(library, pairing) for pairing in library.citing(case, Pairing, "cases")],
        related=[
            (entry(library, related.record), related.reason) for related in related_cases(library, case)
        ],
        like=_like(library, county) if county and not case.is_lead else [],
        match="" if case.is_lead else match_url(library, None),
        collections=[entry(library, found) for found in library.citing(case, Collection, "cases")],
        parts=parts,
        brief=paper,
        citation=cite(library, case, site),
        address=address,
        qr=qr_code(address),
        history=site.history_of(case.path),
    )


def _techniques(library: Library, case: Case) -> list[Entry]:
    """The techniques a case uses that readers can see, in its order."""
    held = library.of(Technique)
    return [entry(library, held[key]) for key in case.techniques if key in held]


def _pictures(case: Case, paper: Brief) -> Iterator[tuple[Indicator, Markup, bool]]:
    """Yield the indicators with their charts, and whether a brief leaves them out."""
    drawn = 0
    for indicator in case.indicators:
        picture = change_picture(indicator)
        drawn += bool(picture)
        yield indicator, picture, bool(paper.parts) and (not picture or drawn > paper.charts)


def _setting(case: Case) -> list[tuple[str, str]]:
    """What is stated of where the practice grew: the title of each field and its words."""
    stated: dict[str, list[str]] = {}
    for leaf in leaves(case.setting, is_choice) if case.setting else ():
        if leaf.value != NOT_STATED:
            stated.setdefault(leaf.field.title, []).append(label(case, leaf.value))
    return [(title, "、".join(words)) for title, words in stated.items()]


def _terms(library: Library, case: Case) -> list[tuple[str, list[Named]]]:
    """The terms of each vocabulary with their addresses."""
    found = [
        (
            title,
            [
                Named(found, f"{vocabulary}/{key}/")
                for key in getattr(case, vocabulary)
                if (found := library.term_title(vocabulary, key))
            ],
        )
        for title, vocabulary in TERMS
    ]
    return [(title, terms) for title, terms in found if terms]


def designation_kinds(library: Library, county: County | None) -> tuple[str, ...]:
    """What the kinds of a county's designations are called, each once."""
    kinds = (designation_word(library, found.kind) for found in county.designations) if county else ()
    return tuple(dict.fromkeys(kinds))


_ALWAYS = ("limits", "ask", "trail")
"""Sections that stand whatever the sources say."""


def _empty(case: Case) -> Iterator[str]:
    """The sections whose lists hold nothing although a case is read for them."""
    if not case.results and not case.indicators:
        yield next(section.heading for section in Case.sections if section.id == "results")
    sides = {
        side for line in case.indicators for side in ("before", "after") if getattr(line, side) == NOT_STATED
    }
    yield from (f"部分指标{Indicator.model_fields[side].title}的数" for side in sorted(sides, reverse=True))


def _is_unstated(case: Case, name: str) -> bool:
    return bool(getattr(case, name) == NOT_STATED)


def _also(library: Library, case: Case) -> list[str]:
    """The further places of a practice across provinces, each with the year of its code."""
    found = ((library.divisions.at(area.code, area.as_of), area) for area in case.also)
    return [f"{division.full_name if division else area.code}（{area.as_of} 年）" for division, area in found]


def _is_told(case: Case, section: Section) -> bool:
    """Whether a section stands on the page."""
    return section.id in _ALWAYS or any(
        getattr(case, name) and not _is_unstated(case, name) for name in section.fields
    )


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
        years = _years(first, last)
        return KeyFigure(
            indicator.name, figure(first.value), figure(last.value), indicator.unit, years, measured
        )
    known = first or last
    if not known:
        return None
    return KeyFigure(indicator.name, "", figure(known.value), indicator.unit, known.when, measured)


def _years(first: Figure, last: Figure) -> str:
    """The years of two figures in words: 「1999—2001 年」, and of each side where one is not stated."""
    if isinstance(first.year, int) and isinstance(last.year, int):
        return f"{first.year}—{last.year} 年" if first.year != last.year else last.when
    return first.when if first.when == last.when else f"前：{first.when}，后：{last.when}"
