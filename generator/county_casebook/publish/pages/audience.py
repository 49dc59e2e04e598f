"""An audience becomes three answers at the head of its page: whom it can ask, what it can learn, what it can apply for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from county_casebook.library.library import Library
from county_casebook.library.text_pages import clause_address
from county_casebook.pictures import short_name
from county_casebook.places.divisions import Division
from county_casebook.records import Case, Organization, Policy, Question, Term, gist
from county_casebook.records.organization import SERVICE_TYPES
from county_casebook.views.entries import SHOWN, Entry, Part, newest
from county_casebook.views.organization_network import provinces
from county_casebook.views.service import Service, is_open, provinces_served, service
from county_casebook.views.view import entry
from county_casebook.views.ways import Way

_LINES, _THEMES, _POINTS = 5, 8, 8


@dataclass(frozen=True, slots=True)
class InProvince:
    """Who can be asked in one province: `rest` more stand on the page `more`; `helped` took part in cases there.

    `cases` are the cases for this audience there, on the page of the province; without any its address is empty.
    """

    province: Division
    name: str
    services: tuple[Service, ...]
    rest: int
    more: str
    helped: tuple[Service, ...]
    cases: Way


@dataclass(frozen=True, slots=True)
class PointLine:
    """A point of a policy that is meant for an audience."""

    url: str
    policy: str
    clause: str
    words: str
    has_ended: bool


@dataclass(frozen=True, slots=True)
class AudienceDoor:
    """What `pages/audience.html` shows above the cases of an audience; `named` is what it is called inside a sentence."""

    ask: str
    nationwide: tuple[Service, ...]
    provinces: tuple[InProvince, ...]
    services: int
    every: str
    questions: tuple[Entry, ...]
    asked: int
    learn: tuple[Part, ...]
    themes: tuple[tuple[Way, Entry], ...]
    apply: tuple[Part, ...]
    programmes: tuple[Way, ...]
    points: tuple[PointLine, ...]
    more_points: tuple[PointLine, ...]


def audience_door(
    library: Library, term: Term, url: str, cases: Sequence[Case], parts: Sequence[Part]
) -> AudienceDoor:
    """Return the three answers for an audience whose page stands at `url`."""
    serving = _serving(library, term.id)
    wide = [each for each in serving if each.reach == "nationwide"]
    questions = _questions(library, term)
    points = tuple(_points(library, term.id))
    return AudienceDoor(
        ask=term.ask or "",
        nationwide=tuple(service(library, each) for each in wide[:SHOWN]),
        provinces=tuple(_provinces(library, [each for each in serving if each not in wide], cases, url)),
        services=len(serving),
        every=next((part.base for part in parts if part.answers == "ask" and part.more), ""),
        questions=tuple(entry(library, question) for question in questions[:_LINES]),
        asked=len(questions),
        learn=tuple(part for part in parts if part.answers == "learn"),
        themes=tuple(_by_theme(library, cases)),
        apply=tuple(part for part in parts if part.answers == "apply"),
        programmes=tuple(_programmes(library, cases)),
        points=points[:_POINTS],
        more_points=points[_POINTS:],
    )


# Whom to ask ----------------------------------------------------------------------------------------------------------


def _serving(library: Library, audience: str) -> list[Organization]:
    """The organizations that serve an audience and have not closed: those that exist to serve first."""
    found = library.citing(audience, Organization, "audiences")
    still = [organization for organization in found if is_open(library, organization)]
    return sorted(still, key=lambda each: (each.type not in SERVICE_TYPES, not each.contact, each.id))


def _provinces(
    library: Library, serving: Sequence[Organization], cases: Sequence[Case], url: str
) -> Iterator[InProvince]:
    """Every province that readers may come from, with who serves it."""
    for province in provinces(library):
        own = _of_province(library, serving, province)
        there = [case for case in cases if province.name in _provinces_of(library, case)]
        helped = [each for each in _helpers(library, there) if each not in own]
        yield InProvince(
            province,
            short_name(province.name),
            tuple(service(library, each) for each in own[:SHOWN]),
            max(0, len(own) - SHOWN),
            province_url(url, province) if len(own) > SHOWN else "",
            tuple(service(library, each) for each in helped[:_LINES]),
            Way(province.name, f"regions/{province.code}/" if there else "", len(there)),
        )


def _of_province(library: Library, serving: Sequence[Organization], province: Division) -> list[Organization]:
    """Those that serve a province: those that stand in it first."""
    own = [each for each in serving if province.name in provinces_served(library, each)]
    return sorted(own, key=lambda each: not _stands_in(library, each, province))


def _stands_in(library: Library, organization: Organization, province: Division) -> bool:
    division = library.division(organization)
    return division is not None and division.province == province.name


def _provinces_of(library: Library, case: Case) -> set[str]:
    return {division.province for division in library.divisions_of(case)}


def _helpers(library: Library, cases: Sequence[Case]) -> list[Organization]:
    """The organizations that took part in some cases, those in most first."""
    held = library.of(Organization)
    named = (name for case in cases for name in gist.named(case, "actors.organization"))
    counts = Counter(name for name in named if name in held and is_open(library, held[name]))
    return [held[name] for name in sorted(counts, key=lambda name: (-counts[name], name))]


def province_url(url: str, province: Division) -> str:
    """Where all who serve an audience in one province stand."""
    return f"{url}in-{province.code}/"


def province_parts(library: Library, audience: str, door: AudienceDoor) -> Iterator[Part]:
    """The whole lists of those provinces that have more than their place on the page holds."""
    for line in door.provinces:
        if line.more:
            local = [each for each in _serving(library, audience) if each.reach != "nationwide"]
            entries = tuple(entry(library, each) for each in _of_province(library, local, line.province))
            yield Part(f"{line.province.name}能问的机构", f"in-{line.province.code}", entries, line.more)


def _questions(library: Library, term: Term) -> list[Question]:
    """Answered questions of those who ask as this audience, the newest first."""
    every = library.of(Question).values()
    answered = [each for each in every if each.asked_by in term.asks_as and each.answering != "open"]
    return sorted(answered, key=lambda each: (each.asked, each.id), reverse=True)


# What to learn --------------------------------------------------------------------------------------------------------


def _by_theme(library: Library, cases: Sequence[Case]) -> Iterator[tuple[Way, Entry]]:
    """The themes with most of the cases, each with how many and the newest of them, another one for each while there is one."""
    told: set[str] = set()
    counts = Counter(theme for case in cases for theme in gist.named(case, "themes"))
    for theme in sorted(counts, key=lambda theme: (-counts[theme], theme))[:_THEMES]:
        title = library.term_title("themes", theme)
        its = newest([case for case in cases if theme in gist.named(case, "themes")])
        first = next((case for case in its if case.id not in told), its[0])
        told.add(first.id)
        if title:
            yield Way(title, f"themes/{theme}/", counts[theme]), entry(library, first)


# What to apply for ----------------------------------------------------------------------------------------------------


def _programmes(library: Library, cases: Sequence[Case]) -> Iterator[Way]:
    """The programmes that the cases used, those in most cases first."""
    counts = Counter(programme for case in cases for programme in gist.named(case, "programmes"))
    for programme in sorted(counts, key=lambda programme: (-counts[programme], programme)):
        if title := library.term_title("programmes", programme):
            yield Way(title, f"programmes/{programme}/", counts[programme])


def _points(library: Library, audience: str) -> Iterator[PointLine]:
    """The points of policies that are meant for an audience: of policies in force first, then those that have ended."""
    lines = [
        PointLine(
            clause_address(library, policy, point.id if policy.text is None else point.clause or "points"),
            policy.title,
            point.clause or "" if policy.text is None else "",
            point.point,
            policy.has_ended,
        )
        for policy in library.citing(audience, Policy, "points.audiences")
        for point in policy.points
        if audience in point.audiences
    ]
    yield from sorted(lines, key=lambda line: line.has_ended)
