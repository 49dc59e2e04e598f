"""Which records are compared, and which rows of theirs are shown."""

from __future__ import annotations

import json

import pytest

from tests.js.engine import Engine

COMPARE = Engine("compare/choice.js", "compare/rows.js")


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


def test_what_no_side_says_has_no_row_and_its_name_is_told() -> None:
    records = [
        {
            "key": "cases/a",
            "rows": [["主题", sides[0], ""], ["没有做好的", [], "limits", "来源未载明"], *rest],
            "near": near,
        }
        for sides, rest, near in (
            ([["茶"]], [["花费", ["少"], "transfer"]], [["cases/b", "乙"], ["cases/c", "丙"]]),
            ([["果"]], [["花费", [], "transfer", "来源未载明"]], [["cases/c", "丙"], ["cases/a", "甲"]]),
        )
    ]
    assert COMPARE.run(f"casebook.comparedRows({json.dumps(records)})") == {
        "shown": [
            {"name": "主题", "sides": [{"lines": ["茶"]}, {"lines": ["果"]}]},
            {"name": "花费", "sides": [{"lines": ["少"]}, {"lines": [], "nothing": "来源未载明"}]},
        ],
        "empty": ["没有做好的"],
    }
    assert COMPARE.call("similarTo", records) == [["cases/b", "乙"], ["cases/c", "丙"]]


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
