"""Events added up: how many there were, persons and hours, for each audience, each type and each province."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from county_casebook.library.groups import grouped
from county_casebook.library.library import Library
from county_casebook.records import Event
from county_casebook.records.event import Attendance, EventType
from county_casebook.records.record import label
from county_casebook.render.environment import render
from county_casebook.views.page import Page, root_of

URL = "events/totals/"
_OTHERS = "没有写明对象"
_SEVERAL = "几个省份合办的"


@dataclass(frozen=True, slots=True)
class Total:
    """One line: a name with its address, events planned and held, persons (in words) and hours as far as sources give them."""

    name: str
    url: str
    planned: int
    held: int
    persons: str
    counted: int
    hours: Decimal


@dataclass(frozen=True, slots=True)
class TotalsPage:
    """What `kinds/event/totals.html` shows: tables as (heading, first column, lines)."""

    tables: list[tuple[str, str, list[Total]]]
    trail: Sequence[tuple[str, str]]
    root: str


def totals_pages(library: Library) -> Iterator[Page]:
    """Yield the page of the totals."""
    tables = [
        ("按对象", "对象", list(_by_audience(library))),
        ("按类别", "类别", list(_by_type(library))),
        ("按省份", "省份", list(_by_province(library))),
    ]
    shown = TotalsPage([table for table in tables if table[2]], (("活动", "events/"),), root_of(URL))
    lead = "活动的次数、人数和学时，按对象、类别和省份合计；只加来源写了的。"
    yield Page(URL, "活动合计", lead, render("kinds/event/totals.html", shown), "events")


def _by_audience(library: Library) -> Iterator[Total]:
    """The audiences in the order of their list; of each the persons that are told of it, then those told of none."""
    for key, title in library.titles_in("audiences").items():
        events = [event for event in library.of(Event).values() if key in _audiences(event)]
        if events:
            yield _total(title, f"audiences/{key}/", events, audience=key)
    others = [event for event in library.of(Event).values() if not _audiences(event)]
    if others:
        yield _total(_OTHERS, "", others)


def _audiences(event: Event) -> set[str]:
    return {*event.audiences, *(told.audience for told in event.attendance if told.audience)}


def _by_type(library: Library) -> Iterator[Total]:
    for name in get_args(EventType):
        events = [event for event in library.of(Event).values() if event.type == name]
        if events:
            yield _total(label(Event, name), f"events/types/{name.replace('_', '-')}/", events)


def _by_province(library: Library) -> Iterator[Total]:
    """The provinces, then the events held in several: sources do not say how many persons came in which of them."""
    held_in = grouped(library.of(Event).values(), lambda event: _provinces(library, event))
    for province in library.divisions.provinces:
        found = [event for event in held_in.get(province.name, ()) if len(_provinces(library, event)) == 1]
        if found:
            yield _total(province.name, f"regions/{province.code}/", found)
    several = [event for event in library.of(Event).values() if len(_provinces(library, event)) > 1]
    if several:
        yield _total(_SEVERAL, "", several)


def _provinces(library: Library, event: Event) -> set[str]:
    return {place.province for place in library.divisions_of(event)}


def _total(name: str, url: str, events: Iterable[Event], *, audience: str = "") -> Total:
    """Add events up; with an audience only the persons told of it count."""
    found = list(events)
    told = [
        line
        for event in found
        for line in event.attendance
        if isinstance(line.persons, int) and (not audience or line.audience == audience)
    ]
    return Total(
        name,
        url,
        sum(event.planned is not None for event in found),
        sum(event.actual is not None for event in found),
        persons_words(sum(line.persons for line in told if isinstance(line.persons, int)), _precision(told)),
        len(told),
        sum((event.hours for event in found if event.hours), Decimal(0)),
    )


def _precision(told: Iterable[Attendance]) -> str:
    """What a sum may say of itself: at least so many as soon as one figure does, else about as soon as one does."""
    precisions = {line.precision for line in told}
    return next((word for word in ("at_least", "about") if word in precisions), "")


def persons_words(number: int, precision: str) -> str:
    """A number of persons in words: 「约 70 人」, 「500 人以上」."""
    words = label(Event, precision) if precision else ""
    return f"{number} 人{words}" if precision == "at_least" else f"{words} {number} 人".strip()
