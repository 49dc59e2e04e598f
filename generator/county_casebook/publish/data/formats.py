"""Values become the bytes of a data file: JSON for programs, CSV with BOM for Excel."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence


def json_bytes(data: object) -> bytes:
    """Return JSON without blanks; of a list of mappings each stands on a line, so that two versions can be compared."""
    return f"{_in_lines(data)}\n".encode()


def _in_lines(data: object) -> str:
    if isinstance(data, Mapping) and any(
        isinstance(value, (list, tuple, Mapping)) for value in data.values()
    ):
        return f"{{{','.join(f'{_compact(str(key))}:{_in_lines(value)}' for key, value in data.items())}}}"
    if isinstance(data, (list, tuple)) and any(isinstance(value, Mapping) for value in data):
        return "[\n" + ",\n".join(map(_in_lines, data)) + "\n]"
    return _compact(data)


_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


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
MARK = "'"


def harmless(value: object) -> object:
    """Return a value as a cell may hold it: a text that a spreadsheet would compute has an apostrophe before it, a number stays.

    A text that begins with an apostrophe has another before it, so that `unmarked` finds every text again.
    """
    is_marked = isinstance(value, str) and (value.startswith(MARK) or _FORMULA.match(value))
    return f"{MARK}{value}" if is_marked and not _NUMBER.fullmatch(str(value)) else value


_SIGNS = frozenset("0123456789０１２３４５６７８９ \t.,:/%+-()¥￥$€£eE年月日时分秒点")
_MONTH = re.compile(
    r"[0-9 ,/.-]*+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*+[0-9 ,/.-]*+", re.IGNORECASE
)
_TIME = re.compile(r"[0-9]++(?::[0-9]++)*+ ?[ap]m?", re.IGNORECASE)
_LOGICAL = ("TRUE", "FALSE")


def kept_text(text: str) -> str:
    """Return a text as a cell that spreadsheets leave a text: marked too where they would make a number, a date or a time of it."""
    if "\u4e00" <= text[:1] <= "\u9fff" and text[0] not in _SIGNS:  # what most texts are: words
        return text
    is_read = _SIGNS.issuperset(text) or _MONTH.fullmatch(text) or _TIME.fullmatch(text)
    if is_read and any(sign.isdigit() for sign in text):
        return f"{MARK}{text}"
    if text.startswith(MARK) or _FORMULA.match(text) or text.upper() in _LOGICAL:
        return f"{MARK}{text}"
    return text


def unmarked(cell: str) -> str:
    """Return the text of a cell."""
    return cell.removeprefix(MARK)
