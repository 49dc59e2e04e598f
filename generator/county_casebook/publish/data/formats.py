"""Values become the bytes of a data file: JSON for programs, CSV with BOM for Excel."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence


def json_bytes(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def csv_bytes(rows: Sequence[Mapping[str, object]]) -> bytes:
    """The rows under the keys of the first."""
    return csv_lines([list(rows[0]), *(list(row.values()) for row in rows)])


def csv_lines(lines: Iterable[Sequence[object]]) -> bytes:
    """Lines of values as CSV; no text of them is a formula to a program that opens it."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([harmless(value) for value in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


_FORMULA = re.compile(r"\s*+[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"-?[0-9][0-9,.]*+%?")


def harmless(value: object) -> object:
    """Return a value as a cell may hold it: a text that a spreadsheet would compute has an apostrophe before it, a number stays."""
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value
