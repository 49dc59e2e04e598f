"""A path of names and positions becomes the line and column where its value stands, in YAML as records are written.

Whoever shows a problem asks for the place of one value; to read the whole text with libyaml for it takes four times as long.
Of what `yaml_plain` does not understand, and of what is not there, nothing is said here, and libyaml is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from county_casebook.yaml_plain import Line, Unsure, members, understood

Place = tuple[int, int, str]
"""Line and column, counted from 1, and the line."""


def place_in(data: bytes, path: Sequence[str | int], *, key: bool = False) -> Place | None:
    """Return where a value (or its name) stands in a file of UTF-8; None where only libyaml can tell."""
    text = _written(data)
    found = text.place(path, key=key) if text else None
    return (found[0] + 1, found[1] + 1, text.raw[found[0]]) if text and found else None


@lru_cache(maxsize=32)
def _written(data: bytes) -> _Written | None:
    try:
        return _Written(*understood(data.decode("utf-8-sig")))
    except (Unsure, UnicodeDecodeError):
        return None


class _Written:
    """The lines of a text that is understood; lines and columns are counted from 0."""

    def __init__(self, raw: list[str], lines: list[Line]) -> None:
        self.raw, self.lines = raw, lines

    def place(self, path: Sequence[str | int], *, key: bool) -> tuple[int, int] | None:
        """Return the line and the column of a value or its name; None where it is not found."""
        found = self._content(0)
        for step, part in enumerate(path, 1):
            if found is None:
                return None
            if isinstance(part, int):
                found = self._member(found, part)
            else:
                at = self._named(found, part)
                if at is not None and key and step == len(path):
                    return at, found[1]
                found = None if at is None else self._behind(at, found[1])
        return None if key else found

    def _content(self, start: int) -> tuple[int, int] | None:
        """The place of the first line from `start` on that is neither blank nor a comment."""
        for at in range(start, len(self.lines)):
            before, dash, name, rest = self.lines[at]
            if dash or name or (rest and rest[0] != "#"):
                return at, len(before)
        return None

    def _block(self, start: tuple[int, int]) -> Iterator[int]:
        """The lines of the list or mapping that begins at a place, as far as they stand right at its edge."""
        first, column = start
        yield first
        for at in range(first + 1, len(self.lines)):
            before, dash, name, rest = self.lines[at]
            if (dash or name) and len(before) == column:
                yield at
            elif len(before) < column and (dash or name or (rest and rest[0] != "#")):
                return

    def _named(self, start: tuple[int, int], name: str) -> int | None:
        """The line of the mapping at a place on which a name stands; its first may stand behind a dash."""
        first, column = start
        for at in self._block(start):
            before, dash, found, _ = self.lines[at]
            if found == name and len(before) + len(dash) == column and (at == first or not dash):
                return at
        return None

    def _behind(self, at: int, column: int) -> tuple[int, int] | None:
        """The place of the value behind a name: on its line, or below it; None where there is none."""
        rest = self.lines[at][3]
        if rest:
            return at, len(self.raw[at]) - len(rest)
        below = self._content(at + 1)
        is_list = below is not None and bool(self.lines[below[0]][1])
        return below if below and (below[1] > column or (is_list and below[1] == column)) else None

    def _member(self, start: tuple[int, int], position: int) -> tuple[int, int] | None:
        """The place of a member of the list at a place."""
        first, column = start
        if self.raw[first].startswith("[", column):
            offsets = [column + offset for offset in members(self.raw[first][column:])]
            return (first, offsets[position]) if position < len(offsets) else None
        if not self.lines[first][1] or len(self.lines[first][0]) != column:
            return None
        for at in self._block(start):
            if not self.lines[at][1]:
                return None
            if not position:
                return at, column + 2
            position -= 1
        return None


__all__ = ["Place", "place_in"]
