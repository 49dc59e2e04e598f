"""The cases become a timeline: how many began in which year, leading to the list of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.pictures import Picture, timeline_picture
from county_casebook.records import Case
from county_casebook.render.environment import render
from county_casebook.views.case import cases_by_year
from county_casebook.views.entries import entry_pages, newest
from county_casebook.views.page import Page, PageUnit, Unit, root_of
from county_casebook.views.view import entry

_URL = "years/"


@dataclass(frozen=True, slots=True)
class YearsPage:
    """What `pages/years.html` shows."""

    lead: str
    picture: Picture
    ways: list[tuple[int, str, int]]
    root: str


def year_pages(edition: Edition) -> Iterator[PageUnit]:
    """Yield the units of the list of each year in which a case began, then of `/years/`."""
    library = edition.library
    years = cases_by_year(library)
    for year, found in years.items():
        yield Unit(f"{_URL}{year}/", partial(_year, library, year, found))
    yield Unit(_URL, partial(_timeline, library, {year: len(found) for year, found in years.items()}))


def _year(library: Library, year: int, found: Sequence[Case]) -> Iterator[Page]:
    entries = [entry(library, case) for case in newest(found)]
    trail = [("案例", "cases/"), ("年份", _URL)]
    yield from entry_pages(f"{_URL}{year}/", f"{year} 年开始的案例", entries, section="cases", trail=trail)


def _timeline(library: Library, counts: dict[int, int]) -> Iterator[Page]:
    root = root_of(_URL)
    years = [year for year, count in counts.items() for _ in range(count)]
    unknown = len(library.of(Case)) - len(years)
    picture = timeline_picture(years, unknown, {year: f"{root}{_URL}{year}/" for year in counts})
    if picture:
        lead = "案例按开始的年份排列；选年份查看当年开始的案例。"
        ways = [(year, f"{_URL}{year}/", counts[year]) for year in sorted(counts, reverse=True)]
        body = render("pages/years.html", YearsPage(lead, picture, ways, root))
        yield Page(_URL, "年份", lead, body, "cases")
