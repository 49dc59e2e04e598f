"""What a reader cannot see stands in no file of ours, however it was written: as it is, or as an escape of YAML."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest

from county_casebook.build import check_content
from county_casebook.intake.decoding import without_hidden
from county_casebook.problems import Location, Problem, format_problems
from county_casebook.source import Refused, forbidden_characters, read
from county_casebook.text.characters import hidden, is_hidden, shown
from tests.building import copy_of_tiny

NAMED = (
    "\u202e\u200b\u061c\u00ad\u2028\u2029\u115f\u1160\u3164\uffa0\u034f\u180e\ufe0f\u2800\ue000\U000f0000\U000e0041"
    "\U000e0100\ufdd0\uffff\U0001ffff\ufeff\x85\x7f\x01\ufffd"
)
CATEGORIES = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}


def test_no_code_point_of_a_hidden_category_is_let_through() -> None:
    let_through = [
        code
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in CATEGORIES and not is_hidden(chr(code))
    ]
    assert let_through == [0x09, 0x0A, 0x0D]


def test_every_letter_number_and_punctuation_a_reader_sees_is_let_through() -> None:
    refused = [
        code
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code))[0] in "LNPS" and is_hidden(chr(code))
    ]
    assert refused == [0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0, 0xFFFC, 0xFFFD]


@pytest.mark.slow
def test_looking_fast_finds_what_looking_at_each_character_finds() -> None:
    text = "".join(chr(code) for code in range(sys.maxunicode + 1))
    assert [offset for offset, _ in hidden(text)] == [
        offset for offset, sign in enumerate(text) if is_hidden(sign)
    ]


@pytest.mark.parametrize("sign", [*NAMED, "\r", "\x00"], ids=lambda sign: f"{ord(sign):X}")
@pytest.mark.parametrize("form", ['a: "甲{}乙"', '- "{}"', '"{}": b', 'a: {{b: ["{}"]}}'])
def test_an_escape_of_yaml_hides_nothing(sign: str, form: str) -> None:
    text = form.format(f"\\U{ord(sign):08x}")
    with pytest.raises(Refused) as refused:
        read(text.encode(), "a.yml")
    assert [problem.rule for problem in refused.value.problems] == ["hidden-character"]
    assert f"U+{ord(sign):04X}" in refused.value.problems[0].message


@pytest.mark.parametrize("sign", list(NAMED), ids=lambda sign: f"{ord(sign):X}")
def test_a_hidden_character_is_told_at_its_column(sign: str) -> None:
    (problem,) = forbidden_characters(f"一\r\n二三{sign}四\n", "a.txt")
    assert (problem.location.line, problem.location.column) == (2, 3)
    assert f"U+{ord(sign):04X}" in problem.message


@pytest.mark.parametrize(
    "path",
    ["vocabulary/themes.yml", "vocabulary/synonyms.yml", "policies/demo-plan.txt", "cases/jichuan-tea.yml"],
)
@pytest.mark.parametrize(
    "sign", ["\u202e", "\u00ad", "\ue000", "\U000e0041"], ids=lambda sign: f"{ord(sign):X}"
)
def test_every_source_is_looked_through(path: str, sign: str, tmp_path: Path) -> None:
    content = copy_of_tiny(tmp_path).parent / "content"
    text = (content / path).read_text("utf-8")
    (content / path).write_text(text + f"# {sign}\n", "utf-8")
    told = [problem for problem in check_content(content).problems if problem.rule == "hidden-character"]
    assert [problem.location.path for problem in told] == [f"content/{path}"]


def test_waivers_are_looked_through(tmp_path: Path) -> None:
    content = copy_of_tiny(tmp_path).parent / "content"
    (content / "waivers.yml").write_text('- rule: "\\u202e"\n', "utf-8")
    assert [problem.rule for problem in check_content(content).problems] == ["hidden-character"]


@pytest.mark.parametrize("layout", ["text", "json", "github", "sarif"])
def test_no_message_turns_the_terminal_round(layout: str) -> None:
    problem = Problem(Location("content/a\u202e\n.yml", 1, 1, "x\x1b[31m"), "r", "“\u202e\x1b”", "\u2066")
    drawn = format_problems([problem], layout)
    assert not list(hidden(drawn.replace("�", "")))
    assert shown("甲\n乙\t丙") == "甲↵乙→丙"


def test_an_imported_text_loses_nothing_without_a_word() -> None:
    text, told = without_hidden("甲\u200b乙\u2028丙\ue000丁")
    assert text == "甲乙\n丙丁"
    assert told == [
        "看不见的分行符换成了换行",
        "去掉了 1 个看不见的字符 U+200B",
        "去掉了 1 个私用区字符（各人电脑上显示不同） U+E000：原文这里可能有字，请对照原件补上",
    ]
