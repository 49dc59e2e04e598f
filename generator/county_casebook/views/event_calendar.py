"""Events as a calendar of links: a table of years and months, and for each year its months day by day. No script is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from county_casebook.library.groups import grouped
from county_casebook.library.library import Library
from county_casebook.records import Event
from county_casebook.render.environment import render
from county_casebook.views.entries import Entry, Part, part_pages
from county_casebook.views.event_months import Month, last_day, month_pages, months, months_of
from county_casebook.views.page import Page, root_of
from county_casebook.views.view import entry

URL = "events/calendar/"
_TRAIL = (("活动", "events/"),)
_MOST = 100
"""Events without a month that are listed below a calendar; more stand on pages of their own."""


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """What `kinds/event/calendar.html` shows: for each year, how many events each of its twelve months has."""

    years: list[tuple[int, list[int], int]]
    undated: Part
    trail: Sequence[tuple[str, str]]
    root: str


@dataclass(frozen=True, slots=True)
class YearPage:
    """What `kinds/event/year.html` shows."""

    year: int
    months: list[Month]
    unplaced: Part
    previous: int | None
    following: int | None
    trail: Sequence[tuple[str, str]]
    root: str


def has_day(event: Event) -> bool:
    """Whether an event begins on a day that is known."""
    first = event.days.first if event.days else None
    return bool(first and first.day)


def calendar_pages(library: Library) -> Iterator[Page]:
    """Yield the table of years and months, then each year."""
    events = sorted(library.of(Event).values(), key=lambda event: (str(next(event.dates(), "")), event.id))
    by_year = grouped(events, lambda event: {month[0] for month in months_of(event)})
    years = sorted(by_year)
    rows = [(year, _counts(by_year[year], year), len(by_year[year])) for year in reversed(years)]
    without = tuple(entry(library, event) for event in events if not months_of(event))
    undated = Part("日期未载明的", "undated", without, f"{URL}undated/", most=_MOST)
    shown = CalendarPage(rows, undated, _TRAIL, root_of(URL))
    lead = "活动按月排列；只知道年份的列在当年之下。"
    yield Page(URL, "活动日历", lead, render("kinds/event/calendar.html", shown), "events")
    for position, year in enumerate(years):
        around = (years[position - 1] if position else None, next(iter(years[position + 1 :]), None))
        yield from _year(library, year, by_year[year], around)
    yield from part_pages([undated], "活动日历", section="events", trail=(*_TRAIL, ("活动日历", URL)))


def _counts(events: Sequence[Event], year: int) -> list[int]:
    months = [month for event in events for month in months_of(event)]
    return [months.count((year, number)) for number in range(1, 13)]


def _year(
    library: Library, year: int, events: Sequence[Event], around: tuple[int | None, int | None]
) -> Iterator[Page]:
    """Yield the page of a year, those of its months where it has many events, and of what is known by the year alone."""
    url, trail = f"{URL}{year}/", (*_TRAIL, ("活动日历", URL))
    unplaced = Part(
        "只知道年份的", "unplaced", _entries(library, events, (year, 0)), f"{url}unplaced/", most=_MOST
    )
    shown = YearPage(year, months(library, url, year, events), unplaced, *around, trail, root_of(url))
    title = f"{year} 年活动日历"
    below = (*trail, (title, url))
    yield Page(url, title, title, render("kinds/event/year.html", shown), "events")
    yield from month_pages(library, url, year, events, below)
    yield from part_pages([unplaced], title, section="events", trail=below)


def _entries(library: Library, events: Sequence[Event], month: tuple[int, int]) -> tuple[Entry, ...]:
    return tuple(entry(library, event) for event in events if month in months_of(event))


__all__ = ["URL", "calendar_pages", "has_day", "last_day"]
