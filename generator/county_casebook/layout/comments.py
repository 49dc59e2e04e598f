"""The comments of a YAML text by where they stand in its tree, so that they can be written again when the tree is.

A path leads to the field or list item before which the lines stand. `()` is the head of the file, which a blank line parts from
what comes first; `(*path, -1)` is the end of the mapping or list at a path, and `(-1,)` the end of the file. A line is a comment from
its `#` on, or empty: one blank line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

import yaml

from county_casebook.source import Path
from county_casebook.yaml_plain import Value

Comments: TypeAlias = "Mapping[Path, tuple[str, ...]]"

END = -1
_LINE_END = re.compile(r"\r\n|\n|\r")


class _Line(NamedTuple):
    """A comment, or an empty line, and its column; what stands behind something else on its line has none."""

    text: str
    column: int | None


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet."""

    path: Path
    is_list: bool
    column: int
    in_brackets: bool
    key: str | None = None
    count: int = 0


def comments_of(text: str) -> dict[Path, tuple[str, ...]]:
    """Return the comments of a text that can be read as a record (`source.decode` gives it)."""
    found = _Search(text)
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        found.look(event)
    return found.by_path()


class _Search:
    """Walks the events of one text; what lies between two of them is blanks, signs and comments."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.open: list[_Open] = []
        self.closed: list[tuple[Path, int]] = []
        self.waiting: list[_Line] = []
        self.first: Path | None = None
        self.found: dict[Path, list[str]] = {}

    def look(self, event: Any) -> None:
        """Take the comments before one event."""
        if isinstance(event, yaml.StreamEndEvent):
            self._give(self._gap(len(self.text)), (END,), -1)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)

    def by_path(self) -> dict[Path, tuple[str, ...]]:
        """Return everything found, what stands before the first field parted into the head and the rest."""
        lines = self.found.get(self.first, []) if self.first else []
        if self.first and "" in lines:
            cut = len(lines) - lines[::-1].index("")
            self.found[()] = lines[: cut - 1]
            self.found[self.first] = lines[cut:]
        return {path: tuple(lines) for path, lines in self.found.items() if lines}

    def _gap(self, end: int) -> list[_Line]:
        """Return the lines between the last event and an offset, and go there."""
        before, self.at = self.at, max(end, self.at)
        parts = _LINE_END.split(self.text[before:end])
        is_whole = before == 0 or self.text[before - 1] in "\n\r"
        found, self.waiting = self.waiting, []
        for number, part in enumerate(parts):
            stands_alone = number > 0 or is_whole
            if "#" in part:
                column = part.index("#")
                alone = stands_alone and not part[:column].strip()
                found.append(_Line(part[column:].rstrip(), column if alone else None))
            elif stands_alone and number < len(parts) - 1 and not part.strip():
                found.append(_Line("", None))
        return found

    def _next(self, event: Any) -> tuple[Path, bool]:
        """Return the path of the node that an event begins, and whether it is a name."""
        if not self.open:
            return (), False
        top = self.open[-1]
        if top.is_list:
            top.count += 1
            return (*top.path, top.count - 1), False
        if top.key is None:
            top.key = str(event.value)
            return (*top.path, top.key), True
        path, top.key = (*top.path, top.key), None
        return path, False

    def _scalar(self, event: Any) -> None:
        path, is_name = self._next(event)
        self._give(self._gap(event.start_mark.index), path, self._column)
        self.at = max(self.at, self._end_of(event))
        if not is_name and event.value == "" and not event.style and path:
            self.closed = [(path, self._column + 1)]

    @property
    def _column(self) -> int:
        return self.open[-1].column if self.open else -1

    def _end_of(self, event: Any) -> int:
        """Return where a scalar ends; blank lines below a literal text are its own only when its sign says so."""
        start, end = event.start_mark.index, event.end_mark.index
        raw = self.text[start:end]
        if event.style not in ("|", ">") or "+" in _LINE_END.split(raw, 1)[0]:
            return int(end)
        if event.style == ">":
            return int(start + len(raw.rstrip(" \t\r\n")))
        body = event.value.rstrip("\n")
        last = body.count("\n") + 1 if body else 0
        return next(
            (int(start) + found.start() for found in islice(_LINE_END.finditer(raw), last, None)), int(end)
        )

    def _begin(self, event: Any) -> None:
        in_list = bool(self.open) and self.open[-1].is_list
        path, _ = self._next(event)
        start: Any = event.start_mark
        in_brackets = bool(event.flow_style) and self.text[start.index] in "[{"
        lines = self._gap(start.index)
        if in_brackets or in_list:
            self._give(lines, path, self._column)
        else:
            behind = [line for line in lines if line.text and line.column is None] if path else []
            self._give(behind, path, self._column)
            self.waiting = lines[len(behind) :]
        is_list = isinstance(event, yaml.SequenceStartEvent)
        self.open.append(_Open(path, is_list, start.column, in_brackets))
        if in_brackets:
            self.at = event.end_mark.index

    def _close(self, event: Any) -> None:
        ended = self.open.pop()
        if not ended.in_brackets:
            self.closed.append((ended.path, ended.column))
            return
        lines = self._gap(event.start_mark.index)
        self._note((*ended.path, END), [line.text for line in lines if line.text])
        self.at = event.end_mark.index
        self.closed = []

    def _give(self, lines: Sequence[_Line], path: Path, column: int) -> None:
        """Give lines to what comes next, at `path`, or to the end of what was closed before it, by how deep they are indented."""
        if self.first is None and path not in ((), (END,)):
            self.first = path
        blank: list[str] = []
        for line in lines:
            if not line.text:
                blank = [""]
                continue
            self._note(self._owner(line, path, column), [*blank, line.text])
            blank = []
        self._note(path, blank)
        self.closed = []

    def _owner(self, line: _Line, path: Path, column: int) -> Path:
        """Return whose a line is; one that is given to what comes next takes all those below it along."""
        own = -1 if line.column is None else line.column
        while self.closed and (self.closed[0][1] > own or own <= column):
            self.closed.pop(0)
        return (*self.closed[0][0], END) if self.closed else path

    def _note(self, path: Path, lines: Iterable[str]) -> None:
        self.found.setdefault(path, []).extend(lines)


def settled(comments: Comments, value: Value) -> dict[Path, list[str]]:
    """Return comments by where they can stand in a value, none of them left out."""
    found: dict[Path, list[str]] = {}
    for path, lines in comments.items():
        found.setdefault(_above_dashes(_place(path, value)), []).extend(_whole(lines))
    return found


def _above_dashes(path: Path) -> Path:
    """Return where comments of a path stand: those of the first member of a list within a list above the dash of both."""
    while path[-1:] == (0,) and len(path) > 1 and isinstance(path[-2], int):
        path = path[:-1]
    return path


def _place(path: Path, value: Value) -> Path:
    """Return where comments of a path can stand in a value: there, else at the end of what is left of it, else before it."""
    for depth, part in enumerate(path):
        before, has_end = path[:depth], value is None or (bool(value) and not isinstance(value, str))
        if part == END and has_end:
            return (*before, END)
        if not _holds(value, part):
            return (*before, END) if has_end or not before else before
        value = value[part]  # type: ignore[index]
    return path


def _holds(value: Value, part: str | int) -> bool:
    if isinstance(value, dict):
        return part in value
    return isinstance(value, list) and isinstance(part, int) and 0 <= part < len(value)


def _whole(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines as comments: each begins with `#` or is empty."""
    for line in lines:
        for part in _LINE_END.split(line):
            words = part.strip()
            yield words if not words or words.startswith("#") else f"# {words}"


__all__ = ["END", "Comments", "comments_of", "settled"]
