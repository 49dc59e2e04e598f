"""The months of a year as its calendar shows them, day by day; of a year with many events each month has pages of its own."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from county_casebook.library.groups import grouped
from county_casebook.library.library import Library
from county_casebook.records import Event
from county_casebook.records.event import Days
from county_casebook.render.environment import render
from county_casebook.views.entries import PAGE_SIZE, Entry, Slice, facts_of, page_addresses, sliced
from county_casebook.views.page import Page, root_of
from county_casebook.views.view import entry

_LONGEST = 366
_MANY = 400
"""Lines of a year, an event once for each of its months, from which on each month has pages of its own."""
_NAMED = 3
"""Events named at a day of a year with many."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a month: its number, and the way to what happens on it (empty: nothing); 0 is outside the month."""

    number: int
    way: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its number, its weeks, how many events it has, and these in the order of their days.

    `rest` is where its events stand when they are not told here.
    """

    number: int
    weeks: list[list[Day]]
    count: int
    events: list[tuple[str, Entry]]
    rest: str = ""


@dataclass(frozen=True, slots=True)
class MonthPage:
    """What `kinds/event/month.html` shows; the weeks stand on the first page alone."""

    year: int
    month: Month
    part: Slice
    trail: Sequence[tuple[str, str]]
    root: str


def months_of(event: Event) -> list[tuple[int, int]]:
    """The months an event falls in, as (year, month); month 0 where only the year is known."""
    first = event.days.first if event.days else None
    if not event.days or not first:
        return []
    if not first.month:
        return [(first.year, 0)]
    end = event.days.end
    last = end if end and end.month and end > first else first
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [(number // 12, number % 12 + 1) for number in numbers[:_LONGEST]]


def last_day(days: Days) -> date:
    """The last day of an event that begins on a known day; its first where the last is known by month or year alone."""
    first = days.first.first_day if days.first else date.min
    end = days.end
    return end.first_day if end and end.day and end.first_day >= first else first


def months(library: Library, url: str, year: int, events: Sequence[Event]) -> list[Month]:
    """Return the months of a year that have events, as the page of the year at `url` shows them."""
    by_month = _by_month(year, events)
    if not _are_many(by_month):
        return [_told(library, year, number, found) for number, found in by_month.items()]
    return [_named(url, root_of(url), year, number, found) for number, found in by_month.items()]


def month_pages(
    library: Library, url: str, year: int, events: Sequence[Event], trail: Sequence[tuple[str, str]]
) -> Iterator[Page]:
    """Yield the pages of each month of a year with many events."""
    by_month = _by_month(year, events)
    for number, found in by_month.items() if _are_many(by_month) else ():
        title = f"{year} 年 {number} 月活动"
        for part in sliced(f"{url}{number}/", list(enumerate(found))):
            lines = _lines(library, number, cast("list[tuple[int, Event]]", part.members))
            weeks = _named(url, root_of(part.url), year, number, found).weeks if part.number == 1 else []
            month = Month(number, weeks, len(found), lines)
            body = render("kinds/event/month.html", MonthPage(year, month, part, trail, root_of(part.url)))
            yield Page(
                part.url,
                title if part.number == 1 else f"{title}（第 {part.number} 页）",
                title,
                body,
                "events",
            )


def _by_month(year: int, events: Sequence[Event]) -> dict[int, tuple[Event, ...]]:
    found = grouped(events, lambda event: {month for of, month in months_of(event) if of == year and month})
    return {number: found[number] for number in sorted(found)}


def _are_many(by_month: dict[int, tuple[Event, ...]]) -> bool:
    return sum(map(len, by_month.values())) > _MANY


def _told(library: Library, year: int, number: int, events: Sequence[Event]) -> Month:
    """A month with its events below its days."""
    weeks = _weeks(year, number, events, lambda at: f"#{_anchor(number, at)}", len(events))
    return Month(number, weeks, len(events), _lines(library, number, list(enumerate(events))))


def _named(url: str, root: str, year: int, number: int, events: Sequence[Event]) -> Month:
    """A month whose events stand on pages of its own; `root` is the way to the site's root from where it is shown."""
    base = f"{url}{number}/"
    addresses = page_addresses(base, len(events))

    def way(at: int) -> str:
        return f"{root}{addresses[at // PAGE_SIZE]}#{_anchor(number, at)}"

    return Month(number, _weeks(year, number, events, way, _NAMED), len(events), [], base)


def _anchor(number: int, at: int) -> str:
    return f"m{number}-{at + 1}"


def _weeks(
    year: int, number: int, events: Sequence[Event], way: Callable[[int], str], most: int
) -> list[list[Day]]:
    """The weeks of a month; none where no event has a known day. At most so many events are named at a day."""
    on = grouped(enumerate(events), lambda placed: _days_of(placed[1]))
    return [
        [_day(on.get(day, ()), day, way, most) if day.month == number else Day(0) for day in week]
        for week in (Calendar().monthdatescalendar(year, number) if on else ())
    ]


def _day(found: Sequence[tuple[int, Event]], day: date, way: Callable[[int], str], most: int) -> Day:
    if not found:
        return Day(day.day)
    more = f"等 {len(found)} 项" if len(found) > most else ""
    return Day(day.day, way(found[0][0]), "、".join(event.title for _, event in found[:most]) + more)


def _days_of(event: Event) -> list[date]:
    """The days of an event; none where its first day is not known."""
    if not event.days or not event.days.first or not event.days.first.day:
        return []
    first = event.days.first.first_day
    length = (last_day(event.days) - first).days + 1
    return [first + timedelta(days=number) for number in range(min(length, _LONGEST))]


def _lines(library: Library, number: int, events: Sequence[tuple[int, Event]]) -> list[tuple[str, Entry]]:
    """Events in their month: when, where, of what type; each with its anchor."""
    return [(_anchor(number, at), _line(library, event)) for at, event in events]


def _line(library: Library, event: Event) -> Entry:
    line = entry(library, event)
    return Entry(line.url, line.title, "", facts_of(*(fact.words for fact in line.facts)))
