"""What `/match/` decides before it draws: which unit is meant, what the address says, who is alike, and what is told of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.library.likeness import APART, ENOUGH, GROUNDS, SETTING, WEIGHTS
from county_casebook.places.divisions import Division, Divisions, real_divisions
from county_casebook.publish.data.match import match_files, places_data
from tests.js.engine import Engine
from tests.village import UNITS, case, county, pairing, village

PLACES = Engine("match/places.js")
ASKED = Engine("match/asked.js")
LIKENESS = Engine("match/likeness.js")
ANSWER = Engine("match/answer.js")
VECTORS = json.loads((Path(__file__).parents[1] / "vectors/likeness.json").read_text("utf-8"))
REGIONS = {"甲省": "东部", "乙省": "东部", "丙省": "西部"}
OFFERED = {"terrain": ["mountain", "karst"], "industry": ["tea"], "scarce": ["water", "money"]}
NOTHING: dict[str, Any] = {"county": "", "terrain": [], "industry": [], "scarce": []}
LABELS = {"water": "缺水", "mountain": "山区", "tea": "茶叶", "plain": "平原"}


def rows(divisions: Divisions) -> list[tuple[str, str, str]]:
    found = PLACES.call("unitsOf", places_data(divisions))
    return [(unit["code"], unit["name"], unit["province"]) for unit in found]


def test_every_unit_of_the_real_table_comes_back_from_its_file() -> None:
    divisions = real_divisions()
    assert len(divisions.units) > 2800
    assert rows(divisions) == [(unit.code, unit.name, unit.province) for unit in divisions.units]
    assert len(json.dumps(places_data(divisions), ensure_ascii=False).encode()) < 50_000


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.from_regex(r"99[0-2][0-9]{3}", fullmatch=True),
        st.text("茶山县A1 長，:乐", min_size=1, max_size=5).map(str.strip).filter(bool),
        min_size=1,
        max_size=9,
    )
)
def test_any_table_of_a_librarys_own_comes_back_from_its_file(names: dict[str, str]) -> None:
    provinces = {"0": "甲省", "1": "乙省", "2": "丙省"}
    units = tuple(
        Division(code, name, "county", provinces[code[2]], "直辖", 1981, None, ())
        for code, name in names.items()
    )
    found = rows(Divisions(units, {}))
    assert found == sorted((unit.code, unit.name.replace(",", "，"), unit.province) for unit in units)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("新昌", "330624"),
        ("新昌县", "330624"),
        ("xinchang", "330624"),
        ("Xin Chang", "330624"),
        ("浙江新昌", "330624"),
        ("绍兴市新昌", "330624"),
        ("lvchun", "532531"),
        ("luchun", "532531"),
        ("绿春", "532531"),
        ("zhangzi", "140428"),
        ("长子", "140428"),
        ("恭城", "450332"),
        ("gcyzzzx", "450332"),
        ("langkazi", "540531"),
        ("神农架", "429021"),
        ("六枝特区", "520203"),
    ],
)
def test_a_unit_is_found_by_name_short_name_reading_and_initials(typed: str, first: str) -> None:
    data = json.dumps(places_data(real_divisions()))
    found = PLACES.run(f"casebook.unitsLike(casebook.unitsOf({data}), {json.dumps(typed)})")
    assert found[0]["code"] == first
    assert len(found) <= 8


@pytest.mark.parametrize("typed", ["", " ", "……", "？", "zzzzzz", "没有的县"])
def test_nothing_is_offered_for_what_means_no_unit(typed: str) -> None:
    data = json.dumps(places_data(real_divisions()))
    assert PLACES.run(f"casebook.unitsLike(casebook.unitsOf({data}), {json.dumps(typed)})") == []


@given(
    st.sampled_from(["", "330624"]),
    *(st.lists(st.sampled_from(values), unique=True) for values in OFFERED.values()),
)
@settings(max_examples=60, deadline=None)
def test_what_is_said_comes_back_from_its_address(
    code: str, terrain: list[str], industry: list[str], scarce: list[str]
) -> None:
    chosen = {"terrain": terrain, "industry": industry, "scarce": scarce}
    said = {"county": code, **{name: sorted(chosen[name], key=OFFERED[name].index) for name in OFFERED}}
    query = ASKED.call("queryOf", said)
    assert ASKED.call("askedOf", parse_qsl(query[1:]), OFFERED) == said
    assert (query == "") is (said == NOTHING)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?county=<img src=x>",
        "?county=33062",
        f"?terrain={quote('<b>')}",
        "?industry=,,",
        "?scarce=gold&terrain=tea",
    ],
)
def test_what_is_not_offered_is_not_said(query: str) -> None:
    assert ASKED.call("askedOf", parse_qsl(query[1:]), OFFERED) == NOTHING


def test_a_county_brings_what_its_cases_tell_where_the_reader_said_nothing() -> None:
    known = {"terrain": ["karst"], "industry": ["tea"], "scarce": ["water"]}
    said = ASKED.call("withCounty", NOTHING, "530000", known)
    assert said == {"county": "530000", "terrain": ["karst"], "industry": ["tea"], "scarce": []}
    kept = ASKED.call("withCounty", {**NOTHING, "terrain": ["mountain"]}, "530000", known)
    assert kept["terrain"] == ["mountain"]
    other = ASKED.call("withCounty", said, "510000", {"terrain": ["mountain"]}, known)
    assert other == {"county": "510000", "terrain": ["mountain"], "industry": [], "scarce": []}


def _likeness() -> dict[str, Any]:
    return {
        "weights": {name: [each.same, each.different, each.most] for name, each in WEIGHTS.items()},
        "grounds": GROUNDS,
        "apart": APART,
        "enough": ENOUGH,
        "words": SETTING,
    }


def _traits(side: dict[str, Any], otherwise: str) -> dict[str, list[str]]:
    province = side.get("province", otherwise)
    rest = {name: value if isinstance(value, list) else [value] for name, value in side.items()}
    return {**rest, "province": [province], "economic_region": [REGIONS[province]]}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["why"])
def test_the_browser_judges_likeness_as_the_pages_do(vector: dict[str, Any]) -> None:
    mine, theirs = _traits(vector["mine"], "丙省"), _traits(vector["theirs"], "甲省")
    for one, other in ((mine, theirs), (theirs, mine)):
        found = LIKENESS.call("compared", _likeness(), one, other)
        assert (found["score"], found["isAlike"]) == (vector["score"], vector["alike"])


def test_reasons_are_words_of_what_is_shared() -> None:
    shared = {
        "terrain": ["mountain"],
        "province": ["甲省"],
        "economic_region": ["东部"],
        "less_developed": ["yes"],
    }
    found = LIKENESS.call("reasonsOf", {"shared": shared}, SETTING, LABELS)
    assert found == ["地形相同：山区", "同属欠发达", "同省（甲省）"]
    assert LIKENESS.call(
        "reasonsOf", {"shared": {"economic_region": ["西部"], "designations": ["x"]}}, SETTING, LABELS
    ) == [
        "同在西部",
        "同类称号",
    ]


def setting(**traits: list[str]) -> dict[str, Any]:
    return {"setting": {"scale": "not_stated", **traits}}


def answered(library: Library, code: str, **said: list[str]) -> dict[str, Any]:
    """What the page answers for a unit of the village and what is said of it."""
    files = {name: json.loads(data) for name, data in match_files(Edition.of(library))}
    places, held = files["match/places.json"], files["match/library.json"]
    units = PLACES.call("unitsOf", places)
    unit = next((unit for unit in units if unit["code"] == code), None)
    asked = {**NOTHING, "county": code, **said}
    answer: dict[str, Any] = ANSWER.run(
        f"casebook.answerFor(casebook.readLibrary({json.dumps(held)}), {json.dumps(asked)}, "
        f"{json.dumps(unit)} ?? undefined, {json.dumps(LABELS)})"
    )
    answer["status"] = ANSWER.run(
        f"casebook.statusFor({json.dumps(asked)}, {json.dumps(unit)} ?? undefined, {json.dumps(answer)}, 9)"
    )
    return answer


def _village() -> Library:
    return village(
        *(county(unit) for unit in (0, 1, 5, 9)),
        case("own", 0, ["tea"], **setting(terrain=["mountain"], industry=["tea"])),
        case("tea-mountain", 5, ["tea"], **setting(terrain=["mountain"], industry=["tea"])),
        case("greenhouse", 1, ["tea"], **setting(terrain=["plain"], industry=["vegetables"])),
        case("lead", 1, ["tea"], **setting(terrain=["mountain"], industry=["tea"]), approach="not_stated"),
        pairing("helps-tea", 1, 5),
        pairing("takes-tea", 5, 9, cases=["tea-mountain"]),
        pairing("helps-own", 5, 0),
        pairing("helps-near", 9, 1),
    )


def test_the_answer_holds_practices_alike_with_reasons_and_never_a_lead_or_what_is_apart() -> None:
    answer = answered(_village(), UNITS[0].code, terrain=["mountain"], industry=["tea"])
    assert [(each["id"], each["reasons"]) for each in answer["practices"]] == [
        ("tea-mountain", ["地形相同：山区", "产业相同：茶叶"])
    ]
    assert [each["id"] for each in answer["helped"]] == ["helps-tea"]
    assert [each["id"] for each in answer["own"]["practices"]] == ["own"]
    assert [each["id"] for each in answer["own"]["pairings"]] == ["helps-own"]
    assert answer["status"] == "找到 1 个条件相近的做法，共同点多的在前。"


def test_without_enough_in_common_the_page_says_so_and_names_pairings_near_as_near() -> None:
    answer = answered(_village(), UNITS[0].code)
    assert answer["practices"] == answer["helped"] == []
    assert [each["id"] for each in answer["near"]] == ["helps-near"]
    assert answer["status"] == "只凭所在的地方或一样难处，共同点还不够：请再选地形或产业。"
    other = answered(_village(), UNITS[0].code, terrain=["karst"], industry=["fruit"])
    assert other["practices"] == []
    assert other["status"] == "本库 9 个做法里，没有一个与甲一县的共同点够多，所以都没有列出。"
    assert answered(_village(), "")["status"] == "先选自己的县，再选地形、产业和缺什么。"


def test_a_practice_across_provinces_is_in_each_of_them() -> None:
    area, also = ({"code": code, "as_of": "2004"} for code in ("990000", "991000"))
    wide = case("wide", 0, ["tea"], county=None, area=area, also=[also], **setting(scarce=["water"]))
    for unit in (UNITS[0], UNITS[7]):
        (found,) = answered(village(wide), unit.code, scarce=["water"])["practices"]
        assert found["reasons"] == ["难处相同：缺水", f"同省（{unit.province}）"]
    assert answered(village(wide), UNITS[9].code, scarce=["water"])["practices"] == []


def test_a_unit_without_a_record_has_an_answer_too() -> None:
    answer = answered(_village(), UNITS[7].code, terrain=["mountain"], industry=["tea"])
    assert [each["id"] for each in answer["practices"]] == ["tea-mountain", "own"]
    assert answer["practices"][0]["reasons"][-1] == "同省（乙省）"


def test_a_library_without_units_or_without_cases_has_no_data_for_it() -> None:
    assert list(match_files(Edition.of(village(county(0))))) == []
    bare = village(county(0), case("x", 0, ["tea"]), divisions=Divisions((), {}))
    assert list(match_files(Edition.of(bare))) == []


def test_judged_rows_are_those_of_conditions_cost_and_limits_in_this_order() -> None:
    rows_of_a_case = [
        {"name": "主题", "lines": ["茶"], "section": ""},
        {"name": "没有做好的", "lines": ["一句"], "section": "limits"},
        {"name": "推广条件", "lines": ["有路"], "section": "transfer"},
        {"name": "投入：资金", "lines": [], "nothing": "来源未载明", "section": "resources"},
        {"name": "投入：人力", "lines": ["三人"], "section": "resources"},
    ]
    found = Engine("match/found.js").call("judgedRows", rows_of_a_case)
    assert [row["name"] for row in found["stated"]] == ["推广条件", "投入：人力", "没有做好的"]
    assert found["unstated"] == ["投入：资金"]
