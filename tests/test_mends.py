"""One slip in one line of a record is one problem in that line, whatever the record and wherever the line.

Every record of the tiny library is spoilt line by line in the ways in which beginners spoil them; no input here was chosen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from county_casebook.library.content import Content
from county_casebook.library.refused import why_no_record
from county_casebook.problems import Problem
from county_casebook.records import KINDS
from county_casebook.source import Refused, read
from tests.building import TINY

ROOT = TINY / "content"
FIELD = re.compile(r"( *)((?:- )?)([a-z_]+): (.+)")
GROUP = re.compile(r"( *)((?:- )?)([a-z_]+):")
Slip = Callable[[str], str | None]


def field(change: Callable[[str, str, str, str], str], *, plain: bool = False, inner: bool = False) -> Slip:
    """A slip in a line of a field: of plain text only, or only of fields that stand inside others behind no dash."""

    def slip(line: str) -> str | None:
        match = FIELD.fullmatch(line)
        if not match or (plain and match[4][0] in "[{\"'|>") or (inner and (match[2] or not match[1])):
            return None
        return change(match[1], match[2], match[3], match[4])

    return slip


def group(line: str) -> str | None:
    match = GROUP.fullmatch(line)
    return f"{line[:-1]}：" if match else None


def listed(change: str) -> Slip:
    return lambda line: line.replace("- ", change, 1) if line.lstrip().startswith("- ") else None


def unclosed(line: str) -> str | None:
    match = FIELD.fullmatch(line)
    return line[:-1] if match and match[4][0] == "[" and line.endswith("]") and "{" not in line else None


SLIPS: dict[str, tuple[Slip, str]] = {
    "full-width colon": (field(lambda blanks, dash, name, value: f"{blanks}{dash}{name}：{value}"), "冒号是全角“：”"),
    "no blank": (field(lambda blanks, dash, name, value: f"{blanks}{dash}{name}:{value}"), "冒号后少一个空格"),
    "wide blank": (field(lambda blanks, dash, name, value: f"{blanks}{dash}{name}:　{value}"), "冒号后面是全角空格"),
    "equals": (field(lambda blanks, dash, name, value: f"{blanks}{dash}{name}={value}"), "后面写成了“=”"),
    "full-width colon of a group": (group, "冒号是全角“：”"),
    "full-width dash": (listed("－"), "短横是全角“－”"),
    "bullet": (listed("• "), "“•”不能当列表的短横"),
    "dash without blank": (listed("-"), "短横后少一个空格"),
    "unclosed list": (unclosed, "打开了，没有合上"),
}  # fmt: skip
VALID_AT_TIMES: dict[str, tuple[Slip, str]] = {
    "unclosed quote": (field(lambda blanks, dash, name, value: f'{blanks}{dash}{name}: "{value}', plain=True), "没有合上"),
    "bracket first": (field(lambda blanks, dash, name, value: f"{blanks}{dash}{name}: [试]{value}", plain=True), "文字以 [ 开头"),
    "quote first": (field(lambda blanks, dash, name, value: f'{blanks}{dash}{name}: "试"{value}', plain=True), '文字以 " 开头'),
    "colon inside": (field(lambda blanks, dash, name, value: f"{blanks}{dash}{name}: 试: {value}", plain=True), "文字里有半角冒号加空格"),
    "wide indent": (field(lambda blanks, _, name, value: f"{'　' * (len(blanks) // 2)}{name}: {value}", inner=True), "缩进用了全角空格"),
    "tab": (field(lambda blanks, _, name, value: f"{chr(9) * (len(blanks) // 2)}{name}: {value}", inner=True), "用了制表符（Tab）"),
}  # fmt: skip
"""Where the line stands alone, some of these are valid YAML, and no problem."""


def problems_of(kind: str, lines: list[str], name: str) -> list[Problem]:
    data = "\n".join(lines).encode()
    try:
        document = read(data, name)
        KINDS[kind].read(document.value, record_id="x-x", document=document.kept())
    except (Refused, ValidationError):
        return why_no_record(data, name, kind, Content(ROOT))
    return []


def spoilt(slip: Slip) -> Iterator[tuple[Path, int, list[Problem]]]:
    """Every record with every fourth line that can be spoilt in this way spoilt, one at a time, and what is said of it."""
    for file in sorted(ROOT.rglob("*.yml")):
        kind, lines = file.relative_to(ROOT).parts[0], file.read_text("utf-8").split("\n")
        found = [(at, line) for at, text in enumerate(lines) if (line := slip(text))] if kind in KINDS else []
        for at, line in found[:: max(1, len(found) // 4)]:
            yield file, at + 1, problems_of(kind, [*lines[:at], line, *lines[at + 1 :]], f"x/{file.name}")


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_one_problem_at_its_line(name: str) -> None:
    slip, said = SLIPS[name]
    told = list(spoilt(slip))
    assert len(told) > 10
    for file, line, problems in told:
        assert [problem.location.line for problem in problems] == [line], (file.name, line, problems)
        assert said in problems[0].message


@pytest.mark.slow
@pytest.mark.parametrize("name", VALID_AT_TIMES)
def test_a_slip_that_breaks_a_text_is_one_problem_at_its_line(name: str) -> None:
    slip, said = VALID_AT_TIMES[name]
    told = [found for found in spoilt(slip) if found[2]]
    assert len(told) > 10
    for file, line, problems in told:
        assert [problem.location.line for problem in problems] == [line], (file.name, line, problems)
        assert said in problems[0].message


@pytest.mark.slow
@pytest.mark.parametrize("blanks", [1, 2, 3])
def test_a_line_that_stands_askew_is_told_in_one_problem_at_most_a_line_away(blanks: int) -> None:
    told = list(
        spoilt(field(lambda indent, _, name, value: f"{' ' * blanks}{indent}{name}: {value}", inner=True))
    )
    assert sum(bool(problems) for *_, problems in told) > 10
    for file, line, problems in told:
        assert len(problems) <= 1, (file.name, line, problems)
        assert all(abs(problem.location.line - line) <= 1 for problem in problems)


def test_a_file_with_windows_line_ends_gets_the_same_message() -> None:
    text = (ROOT / "cases/chengxi-envoys.yml").read_text("utf-8").replace("\ntitle: ", "\ntitle：")
    plain = problems_of("cases", text.split("\n"), "x.yml")
    windows = problems_of("cases", text.replace("\n", "\r\n").split("\n"), "x.yml")
    assert plain == windows
    assert len(plain) == 1


def test_a_long_or_hopeless_text_is_read_a_bounded_number_of_times() -> None:
    lines = [f"field{number}：甲" for number in range(400)]
    assert problems_of("cases", lines, "x.yml")
    assert problems_of("cases", [*lines, "# " + "x" * (1 << 16)], "x.yml")
