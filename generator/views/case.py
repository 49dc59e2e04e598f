"""A case becomes its page: facts, problem, approach, results, limits, transfer, and everything it is linked with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.edition import NOWHERE, Site
from generator.link import Library
from generator.pictures import change_picture
from generator.records import Case, Collection, County, Organization, Pairing, Term
from generator.records.case import Figure, Indicator
from generator.records.clauses import citation
from generator.records.fields import NOT_STATED, CoarseDate
from generator.records.record import label
from generator.related import related_cases
from generator.render.environment import figure, linked_data, render
from generator.similarity import similar_counties
from generator.views.brief import Brief, brief
from generator.views.citation import cite, qr_code
from generator.views.lists import Entry, entry
from generator.views.page import Page, root_of


@dataclass(frozen=True, slots=True)
class ClauseLink:
    """A clause as a case cites it."""

    url: str
    policy: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number set large: what it counts, from where to where, in which years."""

    name: str
    before: str
    after: str
    unit: str
    years: str


@dataclass(frozen=True, slots=True)
class LikeCounty:
    """A county like that of the case, why, and what it did."""

    county: Entry
    reason: str
    cases: tuple[Entry, ...]


def case_pages(library: Library, site: Site = NOWHERE) -> Iterator[Page]:
    """Yield the page of every case."""
    for case in library.of(Case).values():
        context = {**_facts(library, case), **_told(library, case), **_links(library, case)}
        body = render("records/case.html", **context, **_paper(case, site), root=root_of(case.url))
        yield Page(case.url, case.title, case.summary, body, "cases", _linked_data(library, case))


def _facts(library: Library, case: Case) -> dict[str, object]:
    county, division = library.of(County).get(case.county or ""), library.division(case)
    return {
        "case": case,
        "trail": [("案例", "cases/"), *_first_term(library, case)],
        "division": division,
        "county": county,
        "place": division.full_name if division else county.code if county else "不详",
        "band": library.band(case),
        "period": period(case.period.start, case.period.end),
        "terms": [
            (title, found)
            for title, vocabulary, ids in (
                ("主题", "themes", case.themes),
                ("计划", "programmes", case.programmes),
                ("对象", "audiences", case.audiences),
            )
            if (found := _terms(library, vocabulary, ids))
        ],
        "designations": _designations(county),
        "grade": library.evidence(case),
    }


def _first_term(library: Library, case: Case) -> list[tuple[str, str]]:
    """The first theme, else programme, else audience of a case, as a step of the way to it."""
    terms = (
        *_terms(library, "themes", case.themes),
        *_terms(library, "programmes", case.programmes),
        *_terms(library, "audiences", case.audiences),
    )
    return [(term.title, url) for term, url in terms[:1]]


def _terms(library: Library, vocabulary: str, ids: tuple[str, ...]) -> list[tuple[Term, str]]:
    """Terms with their addresses."""
    return [(term, f"{vocabulary}/{key}/") for key in ids if (term := library.term(vocabulary, key))]


def _designations(county: County | None) -> str:
    kinds = dict.fromkeys(label(County, found.kind) for found in county.designations) if county else {}
    return "、".join(kinds)


def _told(library: Library, case: Case) -> dict[str, object]:
    unstated = [name for name in _MAY_BE_UNSTATED if getattr(case, name) == NOT_STATED]
    return {
        "actors": [(actor, library.of(Organization).get(actor.organization or "")) for actor in case.actors],
        "pictures": [
            (indicator, change_picture(indicator, f"{case.id}-{order}"))
            for order, indicator in enumerate(case.indicators)
        ],
        "key_figures": [key for line in case.indicators if (key := key_figure(line))][:3],
        "adoptions": [
            (adoption, county, library.place_name(county) if county else adoption.county)
            for adoption in case.adoptions
            for county in [library.of(County).get(adoption.county)]
        ],
        "unstated": [str(Case.model_fields[name].title) for name in unstated],
        "contents": _contents(case),
    }


_MAY_BE_UNSTATED = ("problem", "approach", "transfer", "benefit_sharing", "resources")
"""Sections that are left out and named in one line when the sources do not give them; limits always stand."""


def _contents(case: Case) -> list[tuple[str, str]]:
    """The sections of the page that are there, as (anchor, heading)."""
    there = {
        "problem": case.problem != NOT_STATED,
        "approach": case.approach != NOT_STATED or bool(case.media),
        "results": True,
        "limits": True,
        "transfer": case.transfer != NOT_STATED,
        "actors": bool(case.actors) or case.benefit_sharing != NOT_STATED,
        "resources": case.resources != NOT_STATED,
        "adoptions": bool(case.adoptions),
        "sources": bool(case.sources),
        "trail": True,
    }
    return [(anchor, HEADINGS[anchor]) for anchor, is_there in there.items() if is_there]


HEADINGS = {
    "problem": "难点",
    "approach": "做法",
    "results": "成效",
    "limits": "不足与不适用",
    "transfer": "推广条件",
    "actors": "参与方与利益联结",
    "resources": "投入",
    "adoptions": "谁借鉴了",
    "sources": "来源",
    "trail": "来历与引用",
}


def _links(library: Library, case: Case) -> dict[str, object]:
    county = library.of(County).get(case.county or "")
    return {
        "clauses": clause_links(library, case.clauses),
        "pairings": [entry(library, pairing) for pairing in library.citing(case, Pairing, "cases")],
        "related": [
            (entry(library, related.record), related.reason) for related in related_cases(library, case)
        ],
        "like": _like(library, county) if county else [],
        "collections": [entry(library, found) for found in library.citing(case, Collection, "cases")],
    }


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


def _paper(case: Case, site: Site) -> dict[str, object]:
    """What stands on paper and under the text: the reference, the QR code, the history, and what the brief leaves out."""
    address = site.address_of(case.url)
    shortened: Brief = brief(case)
    return {
        "brief": shortened,
        "citation": cite(case, site),
        "address": address,
        "qr": qr_code(address),
        "history": site.history_of(case.path),
        "headings": HEADINGS,
    }


def key_figure(indicator: Indicator) -> KeyFigure | None:
    """An indicator as a number set large; with one side only when the sources give one; None without any."""
    before, after = indicator.before, indicator.after
    first = before if isinstance(before, Figure) else None
    last = after if isinstance(after, Figure) else None
    if first and last:
        years = f"{first.year}—{last.year} 年" if first.year != last.year else f"{last.year} 年"
        return KeyFigure(indicator.name, figure(first.value), figure(last.value), indicator.unit, years)
    known = first or last
    if not known:
        return None
    return KeyFigure(indicator.name, "", figure(known.value), indicator.unit, f"{known.year} 年")


def period(start: object, end: CoarseDate | None) -> str:
    """A period in words: 「1999 年 2 月起」, 「2004–2013 年」, or empty when nothing is known."""
    if not isinstance(start, CoarseDate):
        return f"至 {end.chinese}" if end else ""
    return f"{start.chinese}—{end.chinese}" if end else f"{start.chinese}起"


def clause_links(library: Library, references: tuple[str, ...]) -> list[ClauseLink]:
    """Resolve clause references; those that lead nowhere are left to the rules."""
    return [link for reference in references if (link := _clause_link(library, reference))]


def _clause_link(library: Library, reference: str) -> ClauseLink | None:
    resolved = library.clause(reference)
    if not resolved:
        return None
    policy, clause = resolved
    words = " ".join((policy.text or "")[clause.start : clause.end].split())
    name = citation(clause, {other.id: other for other in policy.clauses})
    return ClauseLink(
        f"{policy.url}#{clause.id}", policy.title, name, words[:70] + ("…" if len(words) > 70 else "")
    )


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


__all__ = ["HEADINGS", "ClauseLink", "KeyFigure", "case_pages", "clause_links", "key_figure", "period"]
