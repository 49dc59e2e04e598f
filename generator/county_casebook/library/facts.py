"""The table of facts that records were written from becomes the set of its ids."""

from __future__ import annotations

import csv
from pathlib import Path

from county_casebook.problems import Problem
from county_casebook.source import Refused, decode, forbidden_characters, location_in

FACTS = "facts.csv"
"""The table of facts, one a row with its source, that records were written from; sources name its ids."""


def fact_ids(file: Path, shown: str) -> tuple[frozenset[str], list[Problem]]:
    """Return the ids of a table of facts, and what is wrong with it; `shown` is the path that messages name."""
    try:
        text = decode(file.read_bytes(), shown, most=_MOST)
    except Refused as refused:
        return frozenset(), list(refused.problems)
    problems, lines = list(forbidden_characters(text, shown)), tuple(text.splitlines())
    reader, ids = csv.DictReader(text.splitlines(keepends=True), strict=True), set()
    try:
        if "id" not in (reader.fieldnames or ()):
            return frozenset(), [_bad(shown, lines, 1, "第一行没有 id 这一栏", "第一行写栏名")]
        for row in reader:
            if not row["id"] or row["id"] in ids:
                said = f"编号 {row['id']} 写了两次" if row["id"] else "这一行没有编号"
                problems.append(_bad(shown, lines, reader.line_num, said, "每行一个不同的编号"))
            ids.add(row["id"])
    except csv.Error as error:
        problems.append(
            _bad(shown, lines, max(reader.reader.line_num, 1), f"这一行不是 CSV（{error}）", "引号要成对")
        )
    return frozenset(ids), problems


_MOST = 16 << 20
"""The largest table that is read, in bytes."""


def _bad(shown: str, lines: tuple[str, ...], line: int, said: str, hint: str) -> Problem:
    return Problem(location_in(shown, lines, line, 1), "bad-facts", said, hint)
