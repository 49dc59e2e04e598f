"""Events as a calendar of links: a table of years and months, and for each year its months day by day. No script is needed."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from county_casebook.library.groups import grouped
from county_casebook.library.library import Library
from county_casebook.records import Event
from county_casebook.records.event import Days
from county_casebook.render.environment import render
from county_casebook.views.entries import Entry, facts_of
from county_casebook.views.page import Page, root_of
from county_casebook.views.view import entry

URL = "events/calendar/"
_TRAIL = (("活动", "events/"),)
_LONGEST = 366


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a month: its number, and the address of what happens on it (empty: nothing); 0 is outside the month."""

    number: int
    anchor: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its number, its weeks, and its events in the order of their days."""

    number: int
    weeks: list[list[Day]]
    events: list[tuple[str, Entry]]


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """What `kinds/event/calendar.html` shows: for each year, how many events each of its twelve months has."""

    years: list[tuple[int, list[int], int]]
    undated: list[Entry]
    trail: Sequence[tuple[str, str]]
    root: str


@dataclass(frozen=True, slots=True)
class YearPage:
    """What `kinds/event/year.html` shows."""

    year: int
    months: list[Month]
    unplaced: list[Entry]
    previous: int | None
    following: int | None
    trail: Sequence[tuple[str, str]]
    root: str


def has_day(event: Event) -> bool:
    """Whether an event begins on a day that is known."""
    first = event.days.first if event.days else None
    return bool(first and first.day)


def last_day(days: Days) -> date:
    """The last day of an event that begins on a known day; its first where the last is known by month or year alone."""
    first = days.first.first_day if days.first else date.min
    end = days.end
    return end.first_day if end and end.day and end.first_day >= first else first


def calendar_pages(library: Library) -> Iterator[Page]:
    """Yield the table of years and months, then each year."""
    events = sorted(library.of(Event).values(), key=lambda event: (str(next(event.dates(), "")), event.id))
    by_year = grouped(events, lambda event: {month[0] for month in _months(event)})
    years = sorted(by_year)
    rows = [(year, _counts(by_year[year], year), len(by_year[year])) for year in reversed(years)]
    undated = [entry(library, event) for event in events if not _months(event)]
    shown = CalendarPage(rows, undated, _TRAIL, root_of(URL))
    lead = "活动按月排列；只知道年份的列在当年之下。"
    yield Page(URL, "活动日历", lead, render("kinds/event/calendar.html", shown), "events")
    for position, year in enumerate(years):
        around = (years[position - 1] if position else None, next(iter(years[position + 1 :]), None))
        yield _year(library, year, by_year[year], around)


def _months(event: Event) -> list[tuple[int, int]]:
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


def _counts(events: Sequence[Event], year: int) -> list[int]:
    months = [month for event in events for month in _months(event)]
    return [months.count((year, number)) for number in range(1, 13)]


def _year(
    library: Library, year: int, events: Sequence[Event], around: tuple[int | None, int | None]
) -> Page:
    months = [
        _month(library, year, number, [event for event in events if (year, number) in _months(event)])
        for number in range(1, 13)
    ]
    unplaced = [entry(library, event) for event in events if (year, 0) in _months(event)]
    url = f"{URL}{year}/"
    shown = YearPage(
        year,
        [month for month in months if month.events],
        unplaced,
        *around,
        (*_TRAIL, ("活动日历", URL)),
        root_of(url),
    )
    title = f"{year} 年活动日历"
    return Page(url, title, title, render("kinds/event/year.html", shown), "events")


def _month(library: Library, year: int, number: int, events: Sequence[Event]) -> Month:
    on = grouped(events, _days_of)
    anchors = {event.id: f"m{number}-{position + 1}" for position, event in enumerate(events)}
    weeks = [
        [_day(on, anchors, day) if day.month == number else Day(0) for day in week]
        for week in Calendar().monthdatescalendar(year, number)
    ]
    listed = [(anchors[event.id], _line(library, event)) for event in events]
    return Month(number, weeks if on else [], listed)


def _days_of(event: Event) -> list[date]:
    """The days of an event; none where its first day is not known."""
    if not event.days or not event.days.first or not event.days.first.day:
        return []
    first = event.days.first.first_day
    length = (last_day(event.days) - first).days + 1
    return [first + timedelta(days=number) for number in range(min(length, _LONGEST))]


def _day(on: dict[date, tuple[Event, ...]], anchors: dict[str, str], day: date) -> Day:
    found = on.get(day, ())
    if not found:
        return Day(day.day)
    return Day(day.day, anchors[found[0].id], "、".join(event.title for event in found))


def _line(library: Library, event: Event) -> Entry:
    """An event in its month: when, where, of what type."""
    line = entry(library, event)
    return Entry(line.url, line.title, "", facts_of(*(fact.words for fact in line.facts)))
