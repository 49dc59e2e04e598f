"""A county becomes its page: who it was in its year and is today, its designations, money, cases and pairings."""

from __future__ import annotations

from collections.abc import Iterator

from generator.link import Library
from generator.publish.pages.environment import render
from generator.publish.pages.lists import entry
from generator.publish.pages.page import Page, root_of
from generator.publish.pictures import share_picture
from generator.records import County
from generator.records.county import Funding, share_percent
from generator.similarity import similar_counties


def county_pages(library: Library) -> Iterator[Page]:
    """Yield the page of every county record."""
    for county in library.counties.values():
        division = library.division(county)
        name = division.full_name if division else county.code
        title = f"{library.county_name(county)}（{county.as_of}）"
        body = render("records/county.html", **_context(library, county), root=root_of(county.url))
        yield Page(
            county.url,
            title,
            f"{name}的称号、科技投入、案例与结对（{county.as_of} 年代码 {county.code}）",
            body,
            "counties",
        )


def _context(library: Library, county: County) -> dict[str, object]:
    division = library.division(county)
    today = [row for row in library.divisions.today(division) if row != division] if division else []
    province = library.divisions.province_of(division) if division else None
    return {
        "county": county,
        "name": library.county_name(county),
        "division": division,
        "province": province,
        "band": library.band(county),
        "today": today,
        "eras": [entry(library, era) for era in library.eras(county)],
        "schemes": {
            d.scheme: (library.scheme_title(d.scheme), library.policies.get(d.scheme))
            for d in county.designations
        },
        "shares": [(funding, share_words(funding)) for funding in county.funding],
        "share_picture": share_picture(county.funding, county.id),
        "cases": [entry(library, case) for case in library.cases_of_county.get(county.id, ())],
        "adopted": [entry(library, case) for case in library.adoptions_by_county.get(county.id, ())],
        "helped": [entry(library, pairing) for pairing in library.pairings_helped.get(county.id, ())],
        "helping": [entry(library, pairing) for pairing in library.pairings_helping.get(county.id, ())],
        "neighbours": [
            (entry(library, neighbour.county), neighbour.reason)
            for neighbour in similar_counties(library, county)
        ],
    }


def share_words(funding: Funding) -> tuple[str, str]:
    """The share in words with the verdict against 1 per cent: 0.99 % is 未达标, 1.00 % 达标, a missing figure 缺数据."""
    share = funding.computed_share
    if share is None:
        return "", "缺数据"
    return share_percent(share), "达标" if share >= 1 else "未达标"
