"""Which records are compared, and which rows of theirs are shown."""

from __future__ import annotations

import json

import pytest

from county_casebook.publish.packed import packed
from county_casebook.views.compared import place_of
from tests.js.engine import Engine

COMPARE = Engine("compare/choice.js", "compare/rows.js")
CHUNKS = Engine("compare/chunks.js")


@pytest.mark.parametrize(
    ("asked", "remembered", "chosen"),
    [
        ([None, None, None], [], []),
        ([None, None, None], ["cases/aaa", "cases/bbb"], ["cases/aaa", "cases/bbb"]),
        (["cases/aaa", None, None], [], ["cases/aaa"]),
        (["cases/aaa", None, None], ["cases/bbb", "counties/ccc"], ["cases/bbb", "cases/aaa"]),
        (["cases/aaa", None, None], ["cases/aaa", "cases/bbb"], ["cases/bbb", "cases/aaa"]),
        (
            ["cases/ddd", None, None],
            ["cases/aaa", "cases/bbb", "cases/ccc"],
            ["cases/bbb", "cases/ccc", "cases/ddd"],
        ),
        (["cases/aaa", "counties/bbb", "cases/ccc"], ["cases/xxx"], ["cases/aaa", "cases/ccc"]),
        (["cases/aaa", "cases/aaa", None], [], ["cases/aaa"]),
        (["../../etc", "javascript:x", "cases/a b"], [], []),
    ],
)
def test_one_alone_joins_those_of_its_kind_and_the_oldest_makes_room(
    asked: list[str | None], remembered: list[str], chosen: list[str]
) -> None:
    assert COMPARE.call("chosen", asked, remembered) == chosen


@pytest.mark.parametrize("text", [None, "", "{", "null", '{"a":1}', "[1, null]"])
def test_what_is_broken_in_the_store_is_forgotten(text: str | None) -> None:
    assert COMPARE.call("rememberedIn", text) == []


def test_addresses_are_read_and_written() -> None:
    assert COMPARE.call("addressOf", ["cases/aaa", "cases/bbb"]) == "?a=cases/aaa&b=cases/bbb"
    assert COMPARE.call("keyIn", "counties/xinchang/") == "counties/xinchang"
    assert COMPARE.call("keyIn", "policies/plan/#1.2") == COMPARE.call("keyIn", "themes/") == ""


def held(rows: list[list[str]], records: dict[str, list[object]]) -> dict[str, object]:
    """A file of what is compared, as the generator writes it."""
    return {"rows": rows, "records": records}


CASES = held(
    [["主题", ""], ["没有做好的", "limits"], ["花费", "transfer"]],
    {
        "aaa": ["甲", [["cases/bbb", "乙"], ["cases/ccc", "丙"]], [["茶"], "来源未载明", ["少"]]],
        "bbb": ["乙", [["cases/ccc", "丙"], ["cases/aaa", "甲"]], [["果"], "来源未载明", "来源未载明"]],
    },
)


def test_what_no_side_says_has_no_row_and_its_name_is_told() -> None:
    found = [CHUNKS.call("recordFrom", CASES, key) for key in ("cases/aaa", "cases/bbb")]
    assert COMPARE.call("comparedRows", found) == {
        "shown": [
            {"name": "主题", "sides": [{"lines": ["茶"]}, {"lines": ["果"]}]},
            {"name": "花费", "sides": [{"lines": ["少"]}, {"lines": [], "nothing": "来源未载明"}]},
        ],
        "empty": ["没有做好的"],
    }
    assert COMPARE.call("similarTo", found) == [["cases/ccc", "丙"]]


def test_what_a_file_does_not_hold_is_no_record() -> None:
    for key in ("cases/zzz", "cases/constructor", "cases/toString"):
        assert CHUNKS.call("recordFrom", CASES, key) is None


@pytest.mark.parametrize("key", ["xinchang-rd", "a1b", "case-00307", "z" * 80, "0-0-0", "constructor"])
@pytest.mark.parametrize("files", [1, 2, 128, 4096])
def test_script_and_generator_look_for_a_record_in_the_same_file(key: str, files: int) -> None:
    assert CHUNKS.call("fileOf", key, files) == place_of(key, files)


def test_a_record_is_read_from_one_file_and_an_unknown_kind_from_none() -> None:
    files = {
        f"../compare/cases/{place_of(key, 2)}.bin": packed(json.dumps(CASES).encode())
        for key in ("aaa", "bbb")
    }
    reading = Engine("compare/chunks.js")
    reading.put(files)
    made = 'casebook.filesIn("cases/2 counties/1")'
    assert reading.run(f'casebook.readRecord("../", {made}, "cases/aaa")')["title"] == "甲"
    assert reading.run(f'casebook.readRecord("../", {made}, "policies/aaa")') is None
    assert len(reading.run("asked")) == 1


def test_what_is_offered_can_be_compared_and_is_not_chosen_yet() -> None:
    rows = [
        ["xin", "新昌县", "县市", "counties/xinchang/", 0],
        ["xin", "新昌的做法", "案例", "cases/xinchang-rd/", 3],
        ["xin", "新法", "政策", "policies/new-law/", 2],
        ["xin", "新主题", "主题", "themes/new/", 1],
    ]
    pick = Engine("compare/pick.js")

    def offered(kinds: list[str], chosen: list[str]) -> list[str]:
        return [row[1] for row in pick.call("comparableRows", rows, kinds, chosen)]

    assert offered(["cases", "counties"], []) == ["新昌县", "新昌的做法"]
    assert offered(["counties"], []) == ["新昌县"]
    assert offered(["cases"], ["cases/xinchang-rd"]) == []
