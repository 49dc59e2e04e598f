"""Texts put into a YAML file at places of its tree: nothing is written anew, so that comments, order and line ends stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")


@dataclass(frozen=True, slots=True)
class Insertion:
    """A text to be put in before the character at an offset."""

    offset: int
    text: str


class NoRoom(Exception):
    """Nothing can be put in at a place, counted from 1: a pair in brackets that has no braces of its own."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(line, column)
        self.line, self.column = line, column


def tree(text: str) -> Any:
    """Return libyaml's nodes of a document, which know where they begin and end; raises yaml.YAMLError."""
    return yaml.compose(text, Loader=yaml.CSafeLoader)


def child(node: Any, key: str) -> Any:
    """Return the value of a key of a mapping node; None without it, or of a node that is no mapping."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for name, value in pairs if name.value == key), None)


def mappings_in(node: Any) -> Iterator[Any]:
    """Yield the mappings that a sequence node holds; none of another node."""
    if isinstance(node, yaml.SequenceNode):
        yield from (inner for inner in node.value if isinstance(inner, yaml.MappingNode))


def new_pair(text: str, mapping: Any, pair: str) -> Insertion:
    """Return what puts a `key: value` into a mapping node, on a line of its own unless the mapping stands in braces.

    The line follows the mapping's last value that stands on one line with its key. Raises NoRoom.
    """
    if mapping.flow_style:
        return _in_braces(text, mapping, pair)
    lines = _Lines(text)
    indent = " " * mapping.start_mark.column
    whole = [key for key, value in mapping.value if _is_on_one_line(key, value)]
    if whole:
        line = whole[-1].start_mark.line
        return Insertion(lines.end(line), f"{lines.line_end(line)}{indent}{pair}")
    start = mapping.start_mark
    return Insertion(lines.offset(start), f"{pair}{lines.line_end(start.line)}{indent}")


def inserted(text: str, insertions: Iterable[Insertion]) -> str:
    """Return a text with everything put in at its place."""
    for insertion in sorted(insertions, key=lambda found: found.offset, reverse=True):
        text = f"{text[: insertion.offset]}{insertion.text}{text[insertion.offset :]}"
    return text


def _in_braces(text: str, mapping: Any, pair: str) -> Insertion:
    start = mapping.start_mark
    offset = _Lines(text).offset(start)
    if text[offset] != "{":
        raise NoRoom(start.line + 1, start.column + 1)
    return Insertion(offset + 1, f"{pair}, " if mapping.value else pair)


def _is_on_one_line(key: Any, value: Any) -> bool:
    return (
        isinstance(value, yaml.ScalarNode)
        and value.style not in ("|", ">")
        and value.end_mark.line == key.start_mark.line
    )


class _Lines:
    """Where the lines of a text begin and end, as libyaml counts them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = [match.span() for match in _LINE.finditer(text)]

    def offset(self, mark: Any) -> int:
        """The offset of a mark: its line and column, counted from 0."""
        return int(self.lines[mark.line][0] + mark.column)

    def end(self, line: int) -> int:
        """The offset behind the last character of a line, before its line end."""
        begin, end = self.lines[line]
        return begin + len(self.text[begin:end].rstrip("\r\n"))

    def line_end(self, line: int) -> str:
        """The line end of a line; of the last, which may have none, that of the first."""
        end = self.lines[line][1]
        return self.text[self.end(line) : end] or self.text[self.end(0) : self.lines[0][1]] or "\n"
