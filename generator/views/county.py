"""A county becomes its page: who it was in its year and is today, its designations, money, cases and pairings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.link import Library
from generator.pictures import neighbourhood_picture, share_picture
from generator.records import Case, County, Pairing, Policy
from generator.records.county import Funding, share_percent
from generator.records.places import Division
from generator.render.environment import render
from generator.similarity import Neighbour, similar_counties
from generator.views.lists import Entry, entry
from generator.views.page import Page, root_of
from generator.views.parts import Part, part_pages

_TOLD = 3
"""How many cases and pairings of a neighbour are named; its own page has the rest."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A county like this one: why, what it did, and who helped it or whom it helped."""

    entry: Entry
    reason: str
    cases: tuple[Entry, ...]
    pairings: tuple[Entry, ...]
    more: int


def county_pages(library: Library) -> Iterator[Page]:
    """Yield the page of every county record, and pages for its lists where they are long."""
    for county in library.of(County).values():
        division = library.division(county)
        name = division.full_name if division else county.code
        title = f"{library.place_name(county)}（{county.as_of}）"
        parts = _parts(library, county)
        body = render(
            "records/county.html", **_context(library, county), parts=parts, root=root_of(county.url)
        )
        yield Page(
            county.url,
            title,
            f"{name}的称号、科技投入、案例与结对（{county.as_of} 年代码 {county.code}）",
            body,
            "counties",
        )
        yield from part_pages(
            parts, title, section="counties", trail=[("县市", "counties/"), (title, county.url)]
        )


def _parts(library: Library, county: County) -> tuple[Part, ...]:
    return tuple(
        Part(title, anchor, tuple(entry(library, record) for record in records), f"{county.url}{anchor}/")
        for title, anchor, records in (
            ("本县案例", "cases", library.citing(county, Case, "county")),
            ("借鉴的做法", "adopted", library.citing(county, Case, "adoptions.county")),
            ("受助结对", "helped", library.citing(county, Pairing, "helped.county")),
            ("帮扶结对", "helping", library.citing(county, Pairing, "helper.county")),
        )
        if records
    )


def _context(library: Library, county: County) -> dict[str, object]:
    division = library.division(county)
    today = [row for row in library.divisions.today(division) if row != division] if division else []
    province = library.divisions.province_of(division) if division else None
    return {
        "county": county,
        "name": library.place_name(county),
        "division": division,
        "trail": [("县市", "counties/"), *_step_to(province)],
        "code_years": _code_years(division) if division else "",
        "band": library.band(county),
        "today": today,
        "eras": [entry(library, era) for era in library.eras(county)],
        "schemes": {
            d.scheme: (library.scheme_title(d.scheme), library.of(Policy).get(d.scheme))
            for d in county.designations
        },
        "shares": [(funding, share_words(funding)) for funding in county.funding],
        "share_picture": share_picture(county.funding, county.id),
        "neighbourhood": neighbourhood_picture(library, county, root_of(county.url)),
        "alike": [_alike(library, neighbour) for neighbour in similar_counties(library, county)],
    }


def _step_to(province: Division | None) -> list[tuple[str, str]]:
    return [(province.name, f"regions/{province.code}/")] if province else []


def _code_years(division: Division) -> str:
    """The years in which a code meant this place: 「1999—2003 年」, 「1999 年起」."""
    return f"{division.start}—{division.end - 1} 年" if division.end else f"{division.start} 年起"


def _alike(library: Library, neighbour: Neighbour) -> Alike:
    county = neighbour.county
    cases = (
        *library.citing(county, Case, "county"),
        *library.citing(county, Case, "adoptions.county"),
    )
    pairings = (
        *library.citing(county, Pairing, "helped.county"),
        *library.citing(county, Pairing, "helper.county"),
    )
    return Alike(
        entry(library, county),
        neighbour.reason,
        tuple(entry(library, case) for case in cases[:_TOLD]),
        tuple(entry(library, pairing) for pairing in pairings[:_TOLD]),
        max(0, len(cases) - _TOLD) + max(0, len(pairings) - _TOLD),
    )


def share_words(funding: Funding) -> tuple[str, str]:
    """The share in words with the verdict against 1 per cent: 0.99 % is 未达标, 1.00 % 达标, a missing figure 缺数据."""
    share = funding.computed_share
    if share is None:
        return "", "缺数据"
    return share_percent(share), "达标" if share >= 1 else "未达标"
