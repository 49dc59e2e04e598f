"""A county or an organization that no case tells of shows what the library does know: cases near it, and the clauses that speak of it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.ledger.ledger import ledger
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.records import County, Organization
from county_casebook.views.nearby import nearby
from county_casebook.views.spoken import _found, spoken
from tests.building import TINY, one
from tests.village import case, county, village


@cache
def tiny() -> Library:
    return link(load(TINY / "content"), date(2006, 3, 1)).published()


@pytest.fixture(scope="module")
def site(tiny_site: Path) -> Path:
    return tiny_site


def page(site: Path, url: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / url / "index.html").read_text("utf-8"))


def told(library: Library, record: County) -> list[tuple[str, str]]:
    return [(found.title, str(found.facts[0])) for part in nearby(library, record) for found in part.entries]


def test_cases_of_the_same_province_come_first_and_other_regions_never() -> None:
    units = [county(unit) for unit in range(12)]
    cases = [case(f"k{unit}", unit, ["tea"]) for unit in (1, 3, 4, 8)]
    library = village(*units, *cases)
    assert told(library, units[0]) == [("k1", "同省"), ("k3", "同省")]
    assert told(library, units[5]) == [("k4", "同省")]


def test_six_are_shown_those_nearest_by_code() -> None:
    cases = [case(f"k{number:02}", number % 3 + 1, ["tea"]) for number in range(30)]
    library = village(*(county(unit) for unit in range(4)), *cases)
    found = told(library, library.of(County)["c0"])
    assert len(found) == 6
    assert {title for title, _ in found} <= {f"k{number:02}" for number in range(0, 30, 3)}


def test_a_region_without_cases_shows_no_empty_list() -> None:
    assert told(village(county(0), county(4), case("k", 4, ["tea"])), county(0)) == []


def test_a_county_without_a_case_shows_near_ones_and_one_with_a_case_does_not(site: Path) -> None:
    assert "同省、同地带的做法" in one(page(site, "counties/yanpu"), "main").text()
    assert "同省、同地带的做法" not in one(page(site, "counties/chengxi"), "main").text()


def test_the_clause_that_binds_every_organization_of_a_type_speaks_of_each() -> None:
    zone = next(record for record in tiny().of(Organization).values() if record.type == "high_tech_zone")
    clauses = [found.clause.url for found in spoken(tiny(), zone)]
    duty = next(
        duty
        for policy in tiny().of_kind("policies").values()
        for duty in getattr(policy, "duties", ())
        if duty.measure == "zone_pairings"
    )
    assert [url for url in clauses if url.endswith(duty.clause.partition("#")[2])]


def test_what_every_county_owes_speaks_of_each_and_says_what_was_found() -> None:
    measures = ("spend_share", "all_assessed", "leaders_trained")
    owed = [state.duty.clause.partition("#")[2] for state in ledger(tiny()) if state.duty.measure in measures]
    assert owed
    for record in tiny().of(County).values():
        found = {line.clause.url.partition("#")[2]: line.found for line in spoken(tiny(), record)}
        assert all(found[clause] for clause in owed), record.id


def test_zones_stand_in_a_table_with_province_and_pairings(site: Path) -> None:
    table = one(page(site, "organizations/demo-zone"), 'section[aria-labelledby="peers"] table')
    assert [cell.text() for cell in table.css("thead th")] == ["名称", "省份", "结对"]
    rows = [[cell.text().strip() for cell in row.css("th, td")] for row in table.css("tbody tr")]
    assert len(rows) == 1
    assert rows[0][2] == "1 项"
    assert not page(site, "organizations/demo-institute").css('section[aria-labelledby="peers"]')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支持甲乙县和丙丁自治县。", {"甲乙县", "丙丁自治县"}),
        ("甲乙", set()),
        ("", set()),
        ("丙丁自治县甲乙县", {"甲乙县", "丙丁自治县"}),
    ],
)
def test_names_are_found_wherever_they_stand(text: str, expected: set[str]) -> None:
    assert _found(text, {"甲乙县", "丙丁自治县"}, (3, 5)) == expected
