"""In a library of 31 provinces every duty of the plan computes, and the one gap planted in each is found wherever it must stand."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.build import Checked, check_content
from county_casebook.demo import write_plan
from county_casebook.demo.places import counties
from county_casebook.demo.plan import PROVINCES, UNITS, Gap, gaps
from county_casebook.ledger.coverage import coverage
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.places.divisions import real_divisions
from county_casebook.publish.data.chain import chain_files
from county_casebook.publish.data.duties import duty_files
from county_casebook.publish.pages.chain import chain_pages
from county_casebook.publish.pages.duties import duty_pages
from county_casebook.records import County
from county_casebook.views.page import made_by
from county_casebook.views.view import view_of
from tests.building import one

pytestmark = pytest.mark.slow
FOUND = {
    "advanced-counties": ("advanced-without-recommender", "没有写推荐单位"),
    "demonstration-counties": ("region-without-basis", "是否在限定的地区，没有依据"),
    "advanced-pairings": ("helper-without-pairing", "没有结对"),
    "zone-pairings": ("helper-without-pairing", "没有结对"),
    "advanced-assessed": ("advanced-not-assessed", "2004 年考核不合格"),
    "all-assessed": ("result-not-published", "2004 年未公布"),
    "spend-share": ("share-below-line", "2004 年（决算）0.99%，未达标"),
    "provincial-lists": ("deadline-passed", "2004 年 8 月 12 日，晚于期限"),
    "leaders-trained": ("deadline-passed", "科技局长晚于期限"),
    "conference": ("deadline-passed", "2004 年 10 月 12 日举行，晚于期限"),
}
"""By duty: the rule that warns of its gap, and what page, data and warning say of it."""
GAPS = {gap.duty: gap for gap in gaps()}


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Checked:
    folder = tmp_path_factory.mktemp("plan")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1141171200")
        write_plan(folder)
        return check_content(folder / "content")


@pytest.fixture(scope="module")
def library(checked: Checked) -> Library:
    return checked.library.published()


@pytest.fixture(scope="module")
def rows(library: Library) -> dict[str, dict[str, Any]]:
    data = json.loads(dict(duty_files(Edition(library)))["duties/duties.json"])
    return {row["id"]: row for row in data}


@pytest.fixture(scope="module")
def pages(library: Library) -> dict[str, LexborHTMLParser]:
    found = made_by((*duty_pages(Edition(library)), *chain_pages(Edition(library))))
    return {page.url: LexborHTMLParser(page.body) for page in found}


def name_of(library: Library, gap: Gap) -> str:
    """What readers call whom a gap is about: a record, the helper without pairing, or the province."""
    if gap.path.startswith("pairings/"):
        who, _, number = gap.path.partition("/")[2].partition("-")
        at = int(number)
        return f"示例高新区第{at + 1}号" if who == "zone" else counties(UNITS, provinces=PROVINCES)[at].name
    record = library.record(gap.path)
    assert record
    division = library.division(record)
    if gap.path.startswith("honours/"):
        assert division
        return division.province
    return library.name(record)


def test_all_ten_duties_compute(rows: dict[str, dict[str, Any]]) -> None:
    assert rows.keys() == FOUND.keys() == GAPS.keys() - {"chain"}
    assert {row["state"] for row in rows.values()} == {"partly", "not_met"}
    assert [key for key, row in rows.items() if row["state"] == "not_met"] == ["conference"]
    assert rows["provincial-lists"]["denominator"] == PROVINCES - 1
    assert rows["all-assessed"]["denominator"] == rows["leaders-trained"]["denominator"] == UNITS
    assert (rows["zone-pairings"]["numerator"], rows["zone-pairings"]["denominator"]) == (52, 53)


@pytest.mark.parametrize("duty", FOUND)
def test_the_gap_of_a_duty_is_found_in_json(
    duty: str, rows: dict[str, dict[str, Any]], library: Library
) -> None:
    (line,) = (line for line in rows[duty]["list"] if not line["counts"])
    assert line["name"] == name_of(library, GAPS[duty])
    assert FOUND[duty][1] in line["why"]


@pytest.mark.parametrize("duty", FOUND)
def test_the_gap_of_a_duty_is_found_on_its_page(
    duty: str, pages: dict[str, LexborHTMLParser], library: Library
) -> None:
    page = pages[f"duties/{duty}/"]
    first, *others = page.css(".cb-lines tbody tr")
    assert name_of(library, GAPS[duty]) in one(first, "th").text()
    assert FOUND[duty][1] in first.text()
    assert not first.css(".cb-verdict-met")
    assert all(row.css(".cb-verdict-met") for row in others)
    assert not one(pages["duties/"], f"#{duty}").css(".cb-duty-verdict .cb-verdict-no_data")


@pytest.mark.parametrize("duty", FOUND)
def test_the_gap_of_a_duty_is_a_warning(duty: str, checked: Checked) -> None:
    rule, words = FOUND[duty]
    name = name_of(checked.library, GAPS[duty])
    (problem,) = (
        problem
        for problem in checked.problems
        if problem.rule == rule and name in problem.message and words in problem.message
    )
    assert problem.level == "warning"
    assert problem.location.line > 1


def test_nothing_else_is_wrong_with_it(checked: Checked) -> None:
    rules = sorted(problem.rule for problem in checked.problems)
    assert rules == sorted([*(rule for rule, _ in FOUND.values()), "level-without-task"])


def test_the_chain_of_a_county_shows_its_four_levels_with_one_missing(
    library: Library, pages: dict[str, LexborHTMLParser], checked: Checked
) -> None:
    gap = GAPS["chain"]
    county = library.record(gap.path)
    assert isinstance(county, County)
    name = library.name(county)
    body = LexborHTMLParser(next(view_of(County).page(Edition(library), county)).body)
    states = [cell.text(strip=True) for cell in body.css(".cb-tasks .cb-verdict")]
    assert states == ["●已办", "●已办", "○缺", "◇待办"]
    heads = [head.text(deep=False).strip() for head in body.css(".cb-tasks tbody th")]
    assert heads == ["国家", "省（市）", "地（市）", "县（市）"]
    assert one(pages["chain/"], "h3").text(strip=True).startswith(name)
    assert "缺一级" in one(pages["chain/"], ".cb-tasks caption").text()
    (missing,) = (
        row for row in pages["chain/levels/prefecture/"].css("tbody tr") if row.css(".cb-verdict-missing")
    )
    assert name in missing.text()
    data = json.loads(dict(chain_files(Edition(library)))["chain/chain.json"])
    (told,) = (found for found in data["counties"] if found["missing"])
    assert (told["name"], told["missing"]) == (name, ["prefecture"])
    assert [problem.message for problem in checked.problems if problem.rule == "level-without-task"] == [
        f"{name}（示例试点示范县（市））缺地（市）一级的任务"
    ]


@cache
def real_names() -> frozenset[str]:
    return frozenset(row.name for row in real_divisions().rows)


def test_its_places_are_fictional_and_each_has_its_province(library: Library) -> None:
    provinces = library.divisions.provinces
    assert len(provinces) == len({province.name for province in provinces}) == PROVINCES
    rows = library.divisions.rows
    assert all(row.code.startswith("99") for row in rows)
    assert len({row.code for row in rows}) == len(rows)
    assert not [row.name for row in rows if row.name in real_names()]
    units = [row for row in rows if row.level == "county"]
    assert len(units) == UNITS
    assert {row.province for row in units} == {province.name for province in provinces}


def test_the_same_bytes_come_every_time(tmp_path: Path) -> None:
    write_plan(tmp_path / "one")
    write_plan(tmp_path / "two")
    paths = [path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file()]
    assert paths
    assert all((tmp_path / "one" / p).read_bytes() == (tmp_path / "two" / p).read_bytes() for p in paths)


def test_coverage_names_the_same_gaps(library: Library) -> None:
    tables = coverage(library)
    assert [cells[0].value for cells in tables["advanced"].rows] == [
        name_of(library, GAPS["advanced-pairings"])
    ]
    assert [cells[0].value for cells in tables["zones"].rows] == [name_of(library, GAPS["zone-pairings"])]
    assert tables["zones"].summary == "已结对 52 / 53"
    assert tables["weak"].summary == "有帮扶方 151 / 153"
    assert len(tables["weak"].rows) == 2
