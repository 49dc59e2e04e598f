"""The tokenizer in JavaScript gives what its Python twin gives, for the shared vectors and for texts nobody wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county_casebook.publish.search.folding import fold, runs, words
from tests.js.engine import Engine

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/tokenizer.json").read_text("utf-8"))
SIGNS = "科技特派员县市〇々𠮷鿿 \u00a0\u2009\n，。、（）()&.-%％〔〕abcRDGDPéñ０１９ＡＢ012５㎡①½ﬁ\u0301"
ENGINE = Engine("search/tokenizer.js")


def test_the_shared_vectors_are_cut_alike() -> None:
    assert ENGINE.run(f"{json.dumps([one['text'] for one in VECTORS])}.map(casebook.runs)") == [
        one["runs"] for one in VECTORS
    ]


@settings(max_examples=150, deadline=None)
@given(st.text(SIGNS, max_size=24))
def test_any_text_is_folded_cut_and_divided_as_in_python(text: str) -> None:
    asked = json.dumps(text)
    found = ENGINE.run(f"[casebook.fold({asked}), casebook.runs({asked}), casebook.words({asked})]")
    assert found == [fold(text), runs(text), words(text)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("科技 特派", [["科", "技"], ["特", "派"]]),
        ("1999 年 2 月", [["1999", "年", "2", "月"]]),
        ("R&D，GDP增长", [["r&d"], ["gdp", "增", "长"]]),
        (" ，", []),
    ],
)
def test_a_query_is_cut_word_by_word(query: str, found: list[list[str]]) -> None:
    assert ENGINE.call("queryRuns", query) == found


def test_only_one_chinese_character_is_han() -> None:
    texts = ["县", "𠮷", "县市", "a", "1", ""]
    assert ENGINE.run(f"{json.dumps(texts)}.map(casebook.isHan)") == [True, True, False, False, False, False]
