"""Rounds of assessment, leaders' projects and bureaus: what counties tell of themselves, added up, and what is no data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from county_casebook.ledger.coverage import Table
from county_casebook.ledger.leaders import leader_county_table, leader_province_table, leader_provinces
from county_casebook.ledger.lists import advanced_assessed, all_assessed
from county_casebook.ledger.round_tables import county_table, province_table, round_table
from county_casebook.ledger.rounds import commended, rolls_of, round_title, rounds, units
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.publish.data.tables import table_files
from county_casebook.publish.pages.assessments import assessment_pages
from county_casebook.publish.pages.leaders import leader_pages
from county_casebook.records import County, Policy
from county_casebook.views.page import made_by
from tests.building import TINY

PASSED = {"year": "2003", "result": "passed"}


@cache
def tiny() -> Library:
    return link(load(TINY / "content"), date(2006, 3, 1))


def holding(**counties: dict[str, Any]) -> Library:
    """The tiny library with these fields of its counties, and no other assessment, project or bureau."""
    made = {}
    for key, county in tiny().of(County).items():
        bare = county.model_dump(mode="json", exclude_none=True) | {
            "assessments": [],
            "leader_projects": [],
            "bureau": [],
        }
        made[key] = County.model_validate({**_as_text(bare), **counties.get(key, {})})
        made[key].called(key)
    return replace(tiny(), kinds={**tiny().kinds, "counties": made})


def _as_text(value: Any) -> Any:
    """Values as they are written in YAML: everything but lists and groups is text."""
    if isinstance(value, dict):
        return {key: _as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_text(inner) for inner in value]
    return str(value)


def cells(table: Table, key: str) -> list[str | int]:
    position = [column.key for column in table.columns].index(key)
    return [row[position].value for row in table.rows]


# Rounds ----------------------------------------------------------------------------------------------------------------


def told(library: Library) -> list[tuple[str, str, int]]:
    return [(found.url, round_title(library, found), len(found.lines)) for found in rounds(library)]


def test_assessments_of_one_year_level_scheme_and_place_are_one_round() -> None:
    local = {"year": "2004", "until": "2005", "level": "prefecture", "result": "failed"}
    library = holding(
        chengxi={"assessments": [PASSED, local]},
        yanpu={"assessments": [{**PASSED, "result": "failed"}, {**local, "scheme": "demo-plan"}]},
        lingping={"assessments": [{**PASSED, "level": "provincial"}]},
    )
    assert told(library) == [
        (
            "assessments/2004-2005-990100-demo-plan/",
            "2004—2005 年度霁川市《示例县（市）科技工作方案》考核",
            1,
        ),
        ("assessments/2004-2005-990100/", "2004—2005 年度霁川市科技进步考核", 1),
        ("assessments/2003/", "2003 年度全国科技进步考核", 2),
        ("assessments/2003-990000/", "2003 年度云岚省科技进步考核", 1),
    ]


def test_a_round_says_who_passed_and_of_how_many_units_it_knows() -> None:
    library = holding(
        chengxi={"assessments": [{**PASSED, "input": "占 1.2%"}]},
        yanpu={"assessments": [{**PASSED, "result": "failed"}]},
    )
    table = round_table(library, national=True)
    (found,) = rounds(library)
    of = len(units(library, found))
    assert [cells(table, key)[0] for key in ("passed", "failed", "absent", "unpublished")] == [1, 1, 0, 0]
    assert [cells(table, key)[0] for key in ("input", "institution", "known", "units")] == [1, 0, 2, of]
    counties = county_table(library, found)
    assert cells(counties, "input") == ["占 1.2%", "缺数据"]
    assert cells(counties, "result") == ["合格", "不合格"]
    assert f"其余 {of - 2} 个缺数据" in counties.summary
    assert round_table(library, national=False).rows == ()
    provinces = province_table(library, found)
    assert cells(provinces, "known") == [2]
    assert cells(provinces, "units") == [
        sum(
            row.level == "county" and row.province == "云岚省" and row.holds(2003)
            for row in library.divisions.rows
        )
    ]


def test_a_local_round_is_told_by_rank_with_its_words_and_without_heads_it_does_not_have() -> None:
    local = {"year": "2004", "level": "prefecture", "result": "passed"}
    library = holding(
        chengxi={"assessments": [{**local, "rank": "2", "of": "9", "score": "89.50", "grade": "二等奖"}]},
        yanpu={"assessments": [{**local, "rank": "1", "of": "9", "score": "103.5", "note": "加分 4 分"}]},
    )
    (found,) = rounds(library)
    table = county_table(library, found)
    assert [column.key for column in table.columns] == ["county", "result", "rank", "note", "source"]
    assert cells(table, "rank") == ["9 个中第 1", "9 个中第 2"]
    assert cells(table, "result") == ["合格，103.5 分", "合格，二等奖，89.50 分"]
    assert all(row.code.startswith("9901") for row in units(library, found))


def test_commended_counties_and_rolls_stand_beside_the_years_they_were_assessed_for() -> None:
    library = holding(chengxi={"assessments": [PASSED]}, yanpu={"assessments": [{**PASSED, "year": "2004"}]})
    later, found = rounds(library)
    assert [county.id for county in commended(library, found)] == ["chengxi"]
    assert [roll.id for roll in rolls_of(library, found)] == ["tea-roll"]
    assert commended(library, later) == []
    assert rolls_of(library, later) == []


def test_a_local_assessment_meets_no_duty_of_the_national_plan() -> None:
    def found(level: str) -> tuple[str, str]:
        library = holding(chengxi={"assessments": [{**PASSED, "year": "2004", "level": level}]})
        policy = library.of(Policy)["demo-plan"]
        duties = {duty.measure: duty for duty in policy.duties}
        some = next(iter(policy.duties))
        one = advanced_assessed(library, policy, duties.get("advanced_assessed", some))
        return one.state, all_assessed(library, policy, duties.get("all_assessed", some)).state

    assert found("national") == ("met", "partly")
    assert found("prefecture") == ("no_data", "no_data")


# Leaders and bureaus ---------------------------------------------------------------------------------------------------

PROJECT = {"title": "茶园示范", "leader_post": "县长", "year": "2004"}


def test_leaders_projects_and_bureaus_are_told_with_their_state_and_the_rest_is_no_data() -> None:
    bureau = {"year": "2004", "staff": "not_stated", "professionals": "5", "functions": "管项目"}
    older = {"year": "2001", "staff": "30"}
    library = holding(
        chengxi={"leader_projects": [{**PROJECT, "state": "done"}, {**PROJECT, "title": "桑园示范"}]},
        yanpu={"bureau": [bureau, older]},
    )
    table = leader_province_table(library)
    assert [cells(table, key) for key in ("counties", "led", "done", "not_stated", "bureau", "staff")] == [
        [3],
        [1],
        [1],
        [1],
        [1],
        [0],
    ]
    ((_, counties),) = leader_provinces(library).items()
    each = leader_county_table(library, counties)
    assert cells(each, "state") == ["已完成；来源未载明", "缺数据", "缺数据"]
    assert cells(each, "staff") == ["缺数据", "2004 年专业背景 5 人", "缺数据"]
    assert cells(each, "bureau") == ["缺数据", "管项目", "缺数据"]


def pages(library: Library) -> Mapping[str, str]:
    edition = Edition(library)
    return {page.url: page.body for page in made_by((*assessment_pages(edition), *leader_pages(edition)))}


def test_pages_and_files_are_made_only_where_there_is_something_to_tell() -> None:
    bare = holding()
    assert list(pages(bare)) == ["leaders/", "leaders/990000/"]
    assert "缺数据的省" in pages(bare)["leaders/"]
    assert leader_province_table(bare).rows == ()
    assert "缺数据" in pages(bare)["leaders/990000/"]
    assert sorted(path for path, _ in made_by(table_files(Edition(bare)))) == ["leaders/counties.csv"]
    told = holding(chengxi={"assessments": [PASSED]})
    assert "assessments/2003/" in pages(told)
    assert "示例先进县和先进集体名单" in pages(told)["assessments/2003/"]
    files = dict(made_by(table_files(Edition(told))))
    assert "2003 年度全国科技进步考核" in files["assessments/counties.csv"].decode("utf-8-sig")
    nothing = replace(bare, kinds={**bare.kinds, "counties": {}})
    assert pages(nothing) == {}
    assert list(made_by(table_files(Edition(nothing)))) == []


def test_a_table_of_a_thousand_counties_is_cut_into_pages() -> None:
    county = holding(chengxi={"assessments": [PASSED]}).of(County)["chengxi"]
    many = {f"c{number:04}": county.model_copy() for number in range(1000)}
    for key, made in many.items():
        made.called(key)
    library = replace(tiny(), kinds={**tiny().kinds, "counties": many})
    found = pages(library)
    assert len([url for url in found if url.startswith("assessments/2003/")]) == 20
    assert max(len(body) for body in found.values()) < 200_000
