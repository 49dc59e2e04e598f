"""The counties on a roll, each with what it did: its leaders' projects, what its designation says, its cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from county_casebook.ledger.leaders import project_words
from county_casebook.library.library import Library
from county_casebook.records import Case, County, Honour
from county_casebook.records.county import Designation
from county_casebook.render.environment import render
from county_casebook.views.entries import Entry, Slice, by_place, sliced
from county_casebook.views.page import Page, root_of
from county_casebook.views.view import entry

SHOWN = 12
"""How many counties stand on the roll's own page; the rest on pages of their own."""
_CASES = 3


@dataclass(frozen=True, slots=True)
class Honoured:
    """One county of a roll: what it was called, the grade of the source of that, and what it did."""

    name: str
    url: str
    titles: str
    grade: str
    did: tuple[tuple[str, str], ...]
    cases: tuple[Entry, ...]
    more: int


@dataclass(frozen=True, slots=True)
class HonouredPage:
    """What `kinds/honour/counties_page.html` shows."""

    title: str
    trail: Sequence[tuple[str, str]]
    part: Slice
    counted: str
    root: str


def honoured(library: Library, honour: Honour) -> list[Honoured]:
    """Return the counties whose designations name a roll, in the order of their codes."""
    counties = by_place(library, library.citing(honour, County, "designations.honour"))
    return [_honoured(library, county, honour) for county in counties if isinstance(county, County)]


def honoured_pages(
    title: str, url: str, trail: Sequence[tuple[str, str]], found: list[Honoured]
) -> Iterator[Page]:
    """Yield the whole list of the counties of a roll where its own page shows only the first of them."""
    if len(found) <= SHOWN:
        return
    for part in sliced(f"{url}counties/", found):
        shown = HonouredPage(title, [*trail, (title, url)], part, f"共 {len(found)} 个", root_of(part.url))
        heading = f"{title}：县（市）"
        name = heading if part.number == 1 else f"{heading}（第 {part.number} 页）"
        yield Page(part.url, name, heading, render("kinds/honour/counties_page.html", shown), "counties")


def _honoured(library: Library, county: County, honour: Honour) -> Honoured:
    told = [found for found in county.designations if found.honour == honour.id]
    division, cases = library.division(county), library.citing(county, Case, "county")
    return Honoured(
        division.full_name if division else county.code,
        county.url,
        "；".join(dict.fromkeys(found.title for found in told)),
        _grade(county, told[0]) if told else "",
        tuple(_did(county, told)),
        tuple(entry(library, case) for case in cases[:_CASES]),
        max(0, len(cases) - _CASES),
    )


def _grade(county: County, found: Designation) -> str:
    """The grade of the source of a designation; D without one."""
    has_source = found.source and found.source <= len(county.sources)
    return county.sources[found.source - 1].grade if found.source and has_source else "D"


def _did(county: County, told: list[Designation]) -> Iterator[tuple[str, str]]:
    """What the designations and the leaders' projects say was done, as (name, words)."""
    for found in told:
        for name, words in (
            ("挂帅", found.leader_post),
            ("项目", found.project),
            ("特色", found.feature),
        ):
            if words:
                yield name, words
    for project in county.leader_projects:
        yield "一把手工程", project_words(project)
