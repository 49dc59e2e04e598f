"""A case becomes its page: facts, problem, approach, results, limits, transfer, and everything it is linked with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.link import Library
from generator.publish.pages.environment import linked_data, render
from generator.publish.pages.lists import Entry, entry
from generator.publish.pages.page import Page, root_of
from generator.publish.pictures import change_picture
from generator.records import Case, County
from generator.records.case import Indicator
from generator.records.clauses import citation
from generator.records.fields import NOT_STATED, CoarseDate
from generator.records.policy import Policy


@dataclass(frozen=True, slots=True)
class ClauseLink:
    """A clause as a case cites it."""

    url: str
    policy: str
    name: str
    words: str


def case_pages(library: Library) -> Iterator[Page]:
    """Yield the page of every case."""
    for case in library.cases.values():
        body = render("records/case.html", **_context(library, case), root=root_of(case.url))
        yield Page(case.url, case.title, case.summary, body, "cases", _linked_data(library, case))


def _context(library: Library, case: Case) -> dict[str, object]:
    division = library.division(case)
    county = library.counties.get(case.county or "")
    return {
        "case": case,
        "division": division,
        "county": county,
        "band": library.band(case),
        "period": period(case.period.start, case.period.end),
        "themes": [(library.term("themes", key), key) for key in case.themes if library.term("themes", key)],
        "programmes": [
            (library.term("programmes", key), key)
            for key in case.programmes
            if library.term("programmes", key)
        ],
        "audiences": [
            (library.term("audiences", key), key) for key in case.audiences if library.term("audiences", key)
        ],
        "grade": library.evidence(case),
        "clauses": clause_links(library, case.clauses),
        "actors": [(actor, library.organizations.get(actor.organization or "")) for actor in case.actors],
        "pictures": [
            (indicator, change_picture(indicator, f"{case.id}-{order}"))
            for order, indicator in enumerate(case.indicators)
        ],
        "key_figures": [indicator for indicator in case.indicators if is_complete(indicator)][:3],
        "adoptions": [(adoption, library.counties.get(adoption.county)) for adoption in case.adoptions],
        "names": {key: library.county_name(county) for key, county in _mentioned(library, case).items()},
        "pairings": [entry(library, pairing) for pairing in library.pairings_of_case.get(case.id, ())],
        "related": [
            (entry(library, related.record), related.reason) for related in library.related_cases(case)
        ],
        "unstated": [
            str(Case.model_fields[name].title)
            for name in _MAY_BE_UNSTATED
            if getattr(case, name) == NOT_STATED
        ],
        "citation": cite(library, case),
    }


_MAY_BE_UNSTATED = ("problem", "approach", "transfer", "benefit_sharing", "resources")
"""Sections that are left out and named in one line when the sources do not give them; limits always stand."""


def _mentioned(library: Library, case: Case) -> dict[str, County]:
    keys = [case.county or "", *(adoption.county for adoption in case.adoptions)]
    return {key: library.counties[key] for key in keys if key in library.counties}


def is_complete(indicator: Indicator) -> bool:
    return indicator.before != NOT_STATED and indicator.after != NOT_STATED


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


def cite(library: Library, record: Case | Policy) -> str:
    """The record as a reference after GB/T 7714-2015 (electronic resource)."""
    division = library.division(record)
    author = division.full_name if division else "县域科技经验库"
    published = f"（{record.published}）" if record.published else ""
    return f"{author}. {record.title}[EB/OL]. 县域科技经验库{published}."


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


__all__ = ["ClauseLink", "Entry", "case_pages", "cite", "clause_links", "is_complete", "period"]
