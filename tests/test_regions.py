"""A province's page: what the library holds of it, all of it reachable without a script, and what it lacks."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from county_casebook.library.edition import Edition
from county_casebook.publish.pages.regions import region_pages
from county_casebook.records import Case, County, Pairing
from county_casebook.views.entries import SHOWN
from county_casebook.views.page import made_by
from county_casebook.views.view import view_of
from tests.village import case, county, pairing, village


def links(html: str, kind: str) -> list[str]:
    return re.findall(rf'<li>\s*<a href="[./]*{kind}/([^/"]+)/"', html)


def test_a_long_list_shows_its_beginning_and_stands_whole_on_numbered_pages() -> None:
    cases = [case(f"case-{number:03}", number % 4, ["tea"]) for number in range(120)]
    library = village(*(county(unit) for unit in range(4)), *cases)
    by_url = {page.url: page.body for page in made_by(region_pages(Edition(library)))}
    front = by_url["regions/990000/"]
    assert len(links(front, "cases")) == SHOWN
    assert '<a class="cb-more" href="../../regions/990000/cases/">查看全部 120 条</a>' in front
    parts = [url for url in by_url if url.startswith("regions/990000/cases/")]
    assert parts == ["regions/990000/cases/", "regions/990000/cases/page/2/", "regions/990000/cases/page/3/"]
    assert sorted(key for url in parts for key in links(by_url[url], "cases")) == sorted(library.of(Case))


def test_a_county_with_many_pairings_has_pages_of_them() -> None:
    units = [county(unit) for unit in range(12)]
    library = village(*units, *(pairing(f"p{number:02}", 0, 1 + number % 11) for number in range(60)))
    pages = {page.url: page.body for page in made_by(view_of(County).pages(Edition(library)))}
    assert "counties/c0/helping/page/2/" in pages
    found = [
        *links(pages["counties/c0/helping/"], "pairings"),
        *links(pages["counties/c0/helping/page/2/"], "pairings"),
    ]
    assert sorted(found) == sorted(library.of(Pairing))
    assert not [url for url in pages if url.startswith("counties/c1/helped/")]


def test_gaps_are_what_the_records_do_not_hold() -> None:
    spending = {"year": "2004", "st_spend": "1", "fiscal_spend": "100", "account": "final"}
    library = village(county(0, funding=[spending]), county(1), county(4), case("one", 0, ["tea", "fish"]))
    body = next(
        page.body for page in made_by(region_pages(Edition(library))) if page.url == "regions/990000/"
    )
    gaps = [" ".join(node.text().split()) for node in LexborHTMLParser(body).css(".cb-rail li")]
    assert gaps == [
        "有记录而没有案例的县市：1 / 2 个",
        "科技投入缺数据的县市：1 / 2 个",
        "还没有案例的主题：2 个grain、envoys",
    ]
    assert "现行代码表 4 个，本库有记录的 2 个" in body


def test_help_beyond_the_province_is_listed_on_both_sides() -> None:
    library = village(county(0), county(1), county(4), pairing("inside", 0, 1), pairing("outside", 0, 4))
    by_url = {page.url: page.body for page in made_by(region_pages(Edition(library)))}
    assert "对省外的帮扶（1）" in by_url["regions/990000/"]
    assert "受助的结对（1）" in by_url["regions/990000/"]
    assert "受助的结对（1）" in by_url["regions/991000/"]
    assert "对省外的帮扶" not in by_url["regions/991000/"]
