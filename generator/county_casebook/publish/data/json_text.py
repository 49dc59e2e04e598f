"""What a record says becomes JSON whose numbers are exactly as they were written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from county_casebook.library.edition import Edition
from county_casebook.publish.tables.sets import DataSet

_SIGN = "\0"
"""Stands in no text of a record: control characters are refused where it is read."""
_NUMBER = re.compile(r'"\\u0000(-?[0-9.]+)\\u0000"')


def json_text(value: object, *, indent: int | None = None) -> str:
    """Return JSON; a Decimal is a number with the digits it has."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=_exact)
    return _NUMBER.sub(r"\1", text)


def _exact(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{_SIGN}{value:f}{_SIGN}"
    raise TypeError(type(value).__name__)


def json_lines(edition: Edition, each: DataSet) -> Iterator[bytes]:
    """Yield a line of JSON for each record of a set, with its id, its address, its name and all its fields."""
    return (f"{json_text(value)}\n".encode() for value in each.values(edition))


def json_list(values: Iterable[object]) -> Iterator[bytes]:
    """Yield, in pieces, the list of what a set holds, an item a line."""
    between = b"["
    for value in values:
        yield between + f"\n{json_text(value)}".encode()
        between = b","
    yield b"[]\n" if between == b"[" else b"\n]\n"


__all__ = ["json_lines", "json_list", "json_text"]
