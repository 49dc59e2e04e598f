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
    assert COMPARE.call("keyIn", "https://example.org/lib/counties/xinchang/#top") == "counties/xinchang"
    assert COMPARE.call("keyIn", "https://example.org/policies/plan/") == ""


def test_what_nobody_states_is_named_once_but_failures_keep_their_row() -> None:
    names = ["主题", "规模", "没有做好的"]
    records = [
        {
            "key": "cases/a",
            "rows": [[name, lines] for name, lines in zip(names, sides, strict=True)],
            "near": near,
        }
        for sides, near in (
            ([["茶"], [], []], [["cases/b", "乙"], ["cases/c", "丙"]]),
            ([["果"], [], []], [["cases/c", "丙"], ["cases/a", "甲"]]),
        )
    ]
    assert COMPARE.run(f"casebook.comparedRows({json.dumps(records)})") == {
        "shown": [{"name": "主题", "sides": [["茶"], ["果"]]}, {"name": "没有做好的", "sides": [[], []]}],
        "unstated": ["规模"],
    }
    assert COMPARE.call("similarTo", records) == [["cases/b", "乙"], ["cases/c", "丙"]]
