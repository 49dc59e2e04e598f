"""A comment never takes text away in silence: what stands behind ` #` on the line of a value is an error with that text."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from county_casebook.build import check_content
from county_casebook.problems import Problem
from county_casebook.source import Refused, read
from tests.building import TINY


def problems(text: str) -> list[Problem]:
    """What the reader says of a text."""
    try:
        read(text.encode(), "x.yml")
    except Refused as refused:
        return list(refused.problems)
    return []


SWALLOWING = [
    ("a: 甲乙 #1 丙\nb: 1\n", 1, 7, "#1 丙"),
    ("a: 甲乙\t#1 丙\n", 1, 7, "#1 丙"),
    ("a: #1 丙\nb: 1\n", 1, 4, "#1 丙"),
    ("a: 甲 #\n", 1, 6, "#"),
    ("a: '甲' # 乙\n", 1, 8, "# 乙"),
    ('a: "甲\n  乙" # 丙\n', 2, 6, "# 丙"),
    ("a: [甲, 乙] # 丙\n", 1, 11, "# 丙"),
    ("a: [甲, # 乙\n  丙]\n", 1, 8, "# 乙"),
    ("a: [甲 , # 乙\n  丙]\n", 1, 9, "# 乙"),
    ("a: [ # 甲\n  乙]\n", 1, 6, "# 甲"),
    ("a: {b: 甲} # 乙\n", 1, 11, "# 乙"),
    ("a: | # 甲\n  乙\n", 1, 6, "# 甲"),
    ("a: >-2 # 甲\n   乙\n", 1, 8, "# 甲"),
    ("- 甲 #乙\n- 丙\n", 1, 5, "#乙"),
    ("- # 甲\n- 丙\n", 1, 3, "# 甲"),
    ("a:\n  - b: 甲 #乙\n    c: 丙\n", 2, 10, "#乙"),
    ("a: 甲\n  乙 #丙\nb: 丁\n", 2, 5, "#丙"),
    ("a: 𠀀𠀁 #甲\n", 1, 7, "#甲"),
    ("b: 1\r\na: 甲 #乙\r\n", 2, 6, "#乙"),
    ("a: 甲 #乙\n  丙\nb: 丁\n", 1, 6, "#乙"),
    ("a: 甲\n\n  # 乙\n\n  丙\nb: 丁\n", 3, 3, "# 乙"),
    ("a:\n  - 甲 #1\n    乙\n    丙\n  - b\n", 2, 7, "#1"),
    ("a: #1 甲\n  乙\nb: 丙\n", 1, 4, "#1 甲"),
    ("a: # 甲\n  # 乙\n  '丙'\n", 1, 4, "# 甲"),
    ("- # 甲\n  乙\n- 丙\n", 1, 3, "# 甲"),
    ("- 甲\n- # 乙\n  丙\n", 2, 3, "# 乙"),
    ("- - # 甲\n    乙\n", 1, 5, "# 甲"),
    ("a:\n- 甲\n- # 乙\nb: 1\n", 3, 3, "# 乙"),
    ("a: # 甲\n  [乙]\n", 1, 4, "# 甲"),
    ("a: # 甲\n  |\n  乙\n", 1, 4, "# 甲"),
    ("a: '甲'#乙\n", 1, 7, "#乙"),
    ("a: [甲]#乙\n", 1, 7, "#乙"),
    ("a: [甲,#乙\n  丙]\n", 1, 7, "#乙"),
    ("a: |#乙\n  丙\n", 1, 5, "#乙"),
    ("a: [甲, 乙 #1, 丙]\nb: 丁\n", 1, 10, "#1, 丙]"),
    ("a: [#甲, 乙]\nb: 丁\n", 1, 5, "#甲, 乙]"),
    ("a: {b: 甲 #1}\nb: 丁\n", 1, 10, "#1}"),
]


@pytest.mark.parametrize(("text", "line", "column", "lost"), SWALLOWING)
def test_a_comment_that_takes_text_away_is_one_error_at_its_sign(
    text: str, line: int, column: int, lost: str
) -> None:
    (problem,) = problems(text)
    assert (problem.rule, problem.level) == ("swallowed-comment", "error")
    assert (problem.location.line, problem.location.column) == (line, column)
    assert f"“{lost}”" in problem.message
    assert "加引号" in problem.hint


@pytest.mark.parametrize(
    "text",
    [
        "# 甲 # 乙\na: 丙\n",
        "a: http://example.org/#甲\n",
        "a: '甲 #乙'\nb: \"丙 #丁\"\n",
        "a: |\n  甲 #乙\n  # 丙\nb: >\n  丁 #戊\n",
        "a: 甲#乙\nb: 甲\u3000#乙\nc: 甲 ＃乙\n",
        "a:  # 甲\n  - 乙\nb: # 丙\n  c: 丁\n",
        "a:\n  # 甲\n  - # 乙\n    b: 丙\n  # 丁\nc: 戊\n",
        "a: 甲\n# 乙\nb: 丙\n  # 丁\n",
        "a: [甲,\n  # 乙\n  丙]\n",
    ],
)
def test_what_takes_nothing_away_is_no_error(text: str) -> None:
    assert problems(text) == []


def test_a_comment_does_not_hide_another_mistake() -> None:
    found = problems("a: 甲 #乙\nb: c: d\n")
    assert [(problem.rule, problem.location.line) for problem in found] == [
        ("swallowed-comment", 1),
        ("yaml-syntax", 2),
    ]


@given(st.text(alphabet="甲乙# \t,", min_size=1, max_size=12))
def test_a_value_is_read_whole_or_refused(words: str) -> None:
    for before, place in (("a: ", "a"), ("- ", 0)):
        try:
            value: Any = read(f"{before}{words}\n".encode(), "x.yml").value
        except Refused:
            continue
        assert (value[place] or "") == words.strip(" \t")


PIECES = [
    "甲",
    "乙 丙",
    " #1 丁",
    "#戊",
    "'己'",
    '"庚 #辛"',
    " # ",
    ",",
    "[x, y]",
    "|",
    "x#y",
    "http://a/#b",
    "\t#t",
    "-",
]
VALUES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)
FIELDS = st.sampled_from(
    [
        "{k}: {v}\n",
        "{k}: {v}\n  w{v}\n",
        "{k}: {v}\n\n  w{v}\n  w\n",
        "{k}:\n  - {v}\n  - {v}\n",
        "{k}:\n  m: 1\n  n: {v}\n",
        "{k}: [{v}, z]\n",
        "{k}: [{v}] # q\n",
        "{k}: {m: {v}}\n",
        "{k}: |\n  b {v}\n",
        "{k}: | # q\n  b {v}\n",
    ]
)


def as_value(value: object) -> object:
    """A value with the full-width sign, which begins no comment, written as the plain one."""
    if isinstance(value, dict):
        return {as_value(key): as_value(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_value(inner) for inner in value]
    return value.replace("＃", "#") if isinstance(value, str) else value


@example([("{k}: {m: {v}}\n", " #1 丁")])
@given(st.lists(st.tuples(FIELDS, VALUES), min_size=1, max_size=4))
def test_a_text_means_what_it_would_mean_if_there_were_no_comments_or_says_so(
    drawn: list[tuple[str, str]],
) -> None:
    text = "".join(field.replace("{k}", f"k{n}").replace("{v}", v) for n, (field, v) in enumerate(drawn))
    try:
        meant = as_value(read(text.replace("#", "＃").encode(), "x.yml").value)
    except Refused:
        return
    found = problems(text)
    if not found:
        assert read(text.encode(), "x.yml").value == meant
    else:
        assert {problem.rule for problem in found} == {"swallowed-comment"}


def test_a_cut_summary_is_told_in_every_kind_of_file(tmp_path: Path) -> None:
    shutil.copytree(TINY / "content", tmp_path / "content")
    files = [path for path in (tmp_path / "content").rglob("*.yml") if "title: " in path.read_text("utf-8")]
    for path in files:
        text = path.read_text("utf-8")
        path.write_text(text.replace("title: ", "title: 甲 #1 ", 1), "utf-8")
    found = {
        p.location.path for p in check_content(tmp_path / "content").problems if p.rule == "swallowed-comment"
    }
    assert found == {path.relative_to(tmp_path).as_posix() for path in files}


@pytest.mark.parametrize(
    "text",
    [
        "a: b" + " " * 100_000 + "\nc: d #e\n",
        "a: b" + " " * 100_000 + "#\n",
        "a: [" + "b, " * 30_000 + "b] # c\n",
        "a: b\n" + "# c #d\n" * 15_000 + "  e\n",
        "a: |" + "1" * 3 + " " * 100_000 + "\n  b #c\n",
    ],
)
def test_looking_for_comments_takes_no_time(text: str) -> None:
    before = time.process_time()
    problems(text)
    assert time.process_time() - before < 1
