"""The table of places a fictional library brings becomes Divisions, or problems at the lines of its rows.

The columns are those of the table that travels with the package: `divisions.csv`, and `regions.csv` for the economic regions.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from county_casebook.places.divisions import (
    ECONOMIC_REGIONS,
    Division,
    Divisions,
    read_divisions,
    read_economic_regions,
)
from county_casebook.problems import Problem, did_you_mean
from county_casebook.source import Refused, decode, forbidden_characters, location_in
from county_casebook.text.width import half_width

_Row = Mapping[str | None, str | None]
_COLUMNS = ("code", "name", "level", "province", "prefecture", "start", "end", "status", "successors")
_LEVELS = get_args(Division.__annotations__["level"]) or ("county", "prefecture", "province")
_CODE = re.compile(r"[0-9]{6}")
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")
_SUCCESSORS = re.compile(r"[0-9]{6}@[0-9]{4}(?:;[0-9]{6}@[0-9]{4})*")


@dataclass
class Table:
    """A CSV file as read: its rows with their line numbers, and what is wrong with it."""

    path: str
    lines: tuple[str, ...] = ()
    rows: list[tuple[int, _Row]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, line: int, message: str, hint: str, rule: str = "bad-divisions") -> None:
        self.problems.append(Problem(location_in(self.path, self.lines, line, 1), rule, message, hint))


def own_divisions(divisions: Path, regions: Path | None) -> tuple[Divisions | None, list[Problem]]:
    """Return the places of a library's `divisions.csv` and `regions.csv`, or None and what is wrong with them."""
    table = _read(divisions, _COLUMNS, _row_faults)
    economic_regions = _read(regions, ("province", "region_nbs4"), _region_faults) if regions else None
    problems = [*table.problems, *(economic_regions.problems if economic_regions else ())]
    if problems:
        return None, problems
    rows = read_divisions(table.lines)
    for line, row in table.rows:
        if not str(row["code"]).startswith("99"):
            what, hint = "自带的代码表只能有 99 开头的虚构代码", "真实地方用随程序的代码表"
            table.refuse(line, f"{what}，这一行是 {row['code']}", hint, "real-and-fictional")
            break
    return Divisions(
        rows, read_economic_regions(economic_regions.lines) if economic_regions else {}
    ), table.problems


def _read(path: Path, columns: tuple[str, ...], faults: Callable[[_Row], Iterator[tuple[str, str]]]) -> Table:
    table = Table(f"{path.parent.name}/{path.name}")
    try:
        text = decode(path.read_bytes(), table.path)
    except Refused as refused:
        table.problems.extend(refused.problems)
        return table
    table.problems.extend(forbidden_characters(text, table.path))
    table.lines = tuple(text.splitlines())
    if not table.problems:
        _read_rows(table, columns)
    for line, row in () if table.problems else table.rows:
        for message, hint in faults(row):
            table.refuse(line, message, hint)
    return table


def _read_rows(table: Table, columns: tuple[str, ...]) -> None:
    reader = csv.DictReader(table.lines, strict=True)
    try:
        missing = [column for column in columns if column not in (reader.fieldnames or ())]
        if missing:
            table.refuse(1, f"第一行缺少列名 {'、'.join(missing)}", f"第一行写 {','.join(columns)}")
            return
        table.rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        table.refuse(max(reader.reader.line_num, 1), f"这一行不是 CSV（{error}）", "引号要成对，一行一个地方")


def _row_faults(row: _Row) -> Iterator[tuple[str, str]]:
    if None in row or None in row.values():
        found = sum(value is not None for value in row.values())
        yield f"这一行的列数与第一行不同（有 {found} 列）", f"按 {','.join(_COLUMNS)} 写齐，空的也留逗号"
        return
    if not _CODE.fullmatch(str(row["code"])):
        yield f"code 写的是“{row['code']}”，不是六位代码", _narrow(str(row["code"])) or "如 990101"
    if not str(row["name"]).strip():
        yield "name 是空的", "写这个地方的名称"
    if row["level"] not in _LEVELS:
        hint = did_you_mean(str(row["level"]), _LEVELS) or f"可以是 {'、'.join(_LEVELS)}"
        yield f"level 没有“{row['level']}”这个值", hint
    yield from _year_faults(str(row["start"]), str(row["end"]))
    if row["successors"] and not _SUCCESSORS.fullmatch(str(row["successors"])):
        yield f"successors 写的是“{row['successors']}”", "写成 代码@年份，几个用 ; 隔开，如 990102@1996"


def _year_faults(start: str, end: str) -> Iterator[tuple[str, str]]:
    for name, year in (("start", start), ("end", end)):
        if not _YEAR.fullmatch(year) and (name == "start" or year):
            yield f"{name} 写的是“{year}”，不是年份", _narrow(year) or "写四位数，如 1981"
            return
    if end and end <= start:
        yield f"end {end} 不晚于 start {start}", "end 是不再使用的第一年"


def _region_faults(row: _Row) -> Iterator[tuple[str, str]]:
    if row["region_nbs4"] not in ECONOMIC_REGIONS:
        found = row["region_nbs4"] or ""
        yield (
            f"region_nbs4 没有“{found}”这个值",
            did_you_mean(found, ECONOMIC_REGIONS) or f"可以是 {'、'.join(ECONOMIC_REGIONS)}",
        )


def _narrow(text: str) -> str:
    mended = half_width(text).strip()
    return f"数字用半角：{mended}" if mended != text else ""
