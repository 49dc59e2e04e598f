"""A list of changes that has become long becomes the newest year's list, and one of each year before; of one year, of each month before."""

from __future__ import annotations

from collections.abc import Sequence

from county_casebook.layout.canonical import canonical, formatted
from county_casebook.layout.comments import Comments, comments_of
from county_casebook.records.change import Change
from county_casebook.source import decode, read
from county_casebook.yaml_plain import Value

_YEAR, _MONTH = len("2026"), len("2026-11")


def by_year(data: bytes, path: str) -> tuple[str, dict[str, str]]:
    """Return what stays of the list, and what goes by the year or month of its entries; comments stand where they stood. Raises Refused."""
    value, comments = read(data, path).value, comments_of(decode(data, path))
    entries = value if isinstance(value, list) else []
    days = [_day(entry) for entry in entries]
    for length in (_YEAR, _MONTH):
        newest = max((day[:length] for day in days), default="")
        moved = [day[:length] if len(day) >= length and day[:length] != newest else "" for day in days]
        if any(moved):
            break
    else:
        return canonical(Change, value, comments), {}
    going = {name: _of(entries, comments, moved, name) for name in sorted({*moved} - {""})}
    rest = {at: lines for at, lines in comments.items() if not (at and isinstance(at[0], int) and at[0] >= 0)}
    return _of(entries, comments, moved, "", rest), going


def _day(entry: Value) -> str:
    return str(entry.get("date", "")) if isinstance(entry, dict) else ""


def _of(
    entries: Sequence[Value],
    comments: Comments,
    moved: Sequence[str],
    name: str,
    rest: Comments | None = None,
) -> str:
    """Return the list of the entries of a name, each with its comments; `rest` are comments of the list as a whole."""
    places = [at for at, told in enumerate(moved) if told == name]
    own = {
        (new, *at[1:]): lines
        for new, old in enumerate(places)
        for at, lines in comments.items()
        if at[:1] == (old,)
    }
    return canonical(Change, [entries[at] for at in places], {**own, **(rest or {})})


def before(newer: str, older: bytes, path: str) -> str:
    """Return one list of two, where the first is not already the beginning of the other; raises Refused."""
    written = formatted(older, path, Change)
    if written.startswith(newer):
        return written
    return newer if written.strip() == "[]" else formatted(f"{newer}{written}".encode(), path, Change)
