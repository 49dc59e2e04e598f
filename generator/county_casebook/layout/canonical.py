"""A record's value and its comments become YAML in the one form everything of ours writes.

Fields stand in the order of the model and what it does not know after them; lists of short values in brackets; nothing is ever left
out, however wrong it is, since a draft with mistakes is still somebody's work.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from pydantic import BaseModel

from county_casebook.layout.comments import END, Comments, comments_of, settled
from county_casebook.layout.scalars import literal, member, scalar
from county_casebook.schema.walk import Field, fields
from county_casebook.source import Path, decode, read
from county_casebook.yaml_plain import Value

WIDEST = 100
"""A list in brackets takes no more characters than this, its name and indentation included."""
_SHORTEST = 6
"""Members of so few characters, such as the numbers of facts, stand in brackets however many they are."""
_LONGEST_NAME = 120
"""YAML takes a longer name only behind a question mark."""
NO_COMMENTS: Comments = MappingProxyType({})


class _Shape(NamedTuple):
    """What a value should be: the field it belongs to, and the models that may stand there."""

    field: Field | None
    parts: tuple[type[BaseModel], ...]

    @property
    def is_figure(self) -> bool:
        return self.field is not None and self.field.is_figure

    @property
    def is_prose(self) -> bool:
        return self.field is not None and self.field.type == "prose"


_UNKNOWN = _Shape(None, ())


def canonical(model: type[BaseModel] | None, value: Value, comments: Comments = NO_COMMENTS) -> str:
    """Return a value, as `source.read` gives it, as YAML; a list is one of such values, as in a vocabulary.

    `source.read` gives the same value for it. Every comment is in it, those whose place is gone at the end of what they stood in.
    """
    writer = _Writer(settled(comments, value))
    writer.document(value, _Shape(None, (model,) if model else ()))
    return "\n".join(writer.lines) + "\n"


def formatted(data: bytes, path: str, model: type[BaseModel] | None) -> str:
    """Return a file's content in the canonical form, comments kept; raise Refused with every problem that keeps it from being read."""
    value = read(data, path).value
    return canonical(model, value, comments_of(decode(data, path)))


def prepended(data: bytes, path: str, model: type[BaseModel], values: Sequence[Mapping[str, str]]) -> str:
    """Return a file that is a list with more values at its head, comments kept; raise Refused as above."""
    value, count = read(data, path).value, len(values)
    comments = {
        (at[0] + count, *at[1:]) if at and isinstance(at[0], int) and at[0] >= 0 else at: lines
        for at, lines in comments_of(decode(data, path)).items()
    }
    return canonical(
        model,
        [*(dict[str, Value](each) for each in values), *(value if isinstance(value, list) else ())],
        comments,
    )


class _Writer:
    """Holds the lines written so far, and which of them was the last to be left blank between others."""

    def __init__(self, comments: Mapping[Path, list[str]]) -> None:
        self.comments = comments
        self.lines: list[str] = []
        self.blank = -1
        self.commented = {
            path[:depth] for path, lines in comments.items() if any(lines) for depth in range(len(path))
        }

    def document(self, value: Value, shape: _Shape) -> None:
        head = self.comments.get((), [])
        self._tell(head, "")
        if isinstance(value, (dict, list)) and value:
            self._tell([""] if any(head) else [], "")
            self._children(value, (), shape, "", "")
        elif value is None:
            self._tell(self.comments.get((END,), []), "")
            self.lines.append("---")
        else:
            self._value("", value, (), shape, "")
            self._tell(self.comments.get((END,), []), "")
        if self.blank == len(self.lines) - 1:
            self.lines.pop()

    def _tell(self, lines: Iterable[str], indent: str) -> None:
        """Write comments; never two blank lines on end, and none where a text ends with its own or nothing stands above."""
        for line in lines:
            if line:
                self.lines.append(f"{indent}{line}")
            elif self.lines and self.lines[-1]:
                self.blank = len(self.lines)
                self.lines.append("")

    def _children(self, value: Value, path: Path, shape: _Shape, first: str, rest: str) -> None:
        """Write what a mapping or list holds; `first` stands before the first of it (dashes), `rest` before the others."""
        before = first
        for key, inner, inner_shape in _members(value, shape):
            here = (*path, key)
            self._tell(self.comments.get(here, []), before[: len(before) - len(before.lstrip(" "))])
            if isinstance(value, list):
                self._item(before, inner, here, inner_shape, rest)
            else:
                self._entry(before, inner, here, inner_shape, rest)
            before = rest
        self._tell(self.comments.get((*path, END), []), rest)

    def _item(self, before: str, inner: Value, path: Path, shape: _Shape, rest: str) -> None:
        head = f"{before}-"
        if isinstance(inner, (dict, list)) and inner and self._in_brackets(head, inner, path, shape) is None:
            self._children(inner, path, shape, f"{head} ", f"{rest}  ")
        else:
            self._value(head, inner, path, shape, rest)

    def _entry(self, before: str, inner: Value, path: Path, shape: _Shape, rest: str) -> None:
        name = str(path[-1]) if shape.field else scalar(str(path[-1]))
        head = f"{before}{name}:"
        if len(name) > _LONGEST_NAME:
            self.lines.append(f"{before}? {name}")
            head = f"{rest}:"
        self._value(head, inner, path, shape, rest)

    def _value(self, head: str, value: Value, path: Path, shape: _Shape, rest: str) -> None:
        """Write a value behind its name or dash, or below it."""
        text = literal(value, rest, is_prose=shape.is_prose) if isinstance(value, str) else None
        if text:
            self.lines.append(_behind(head, text[0]))
            self.lines += text[1]
        elif (said := self._in_brackets(head, value, path, shape)) is not None:
            self.lines.append(said)
        elif value is None:
            self.lines.append(head)
            self._tell(self.comments.get((*path, END), []), f"{rest}  ")
        elif isinstance(value, str):
            self.lines.append(_behind(head, scalar(value, is_figure=shape.is_figure)))
        else:
            self.lines.append(head)
            self._children(value, path, shape, f"{rest}  ", f"{rest}  ")

    def _in_brackets(self, head: str, value: Value, path: Path, shape: _Shape) -> str | None:
        """Return the line of a list of short values without comments, or of what is empty; None for everything else."""
        if value in ([], {}):
            return _behind(head, "[]" if isinstance(value, list) else "{}")
        if not isinstance(value, list) or path in self.commented:
            return None
        members = [inner for inner in value if isinstance(inner, str) and "\n" not in inner]
        said = _behind(head, f"[{', '.join(member(inner, is_figure=shape.is_figure) for inner in members)}]")
        is_short = len(said) <= WIDEST or all(len(inner) <= _SHORTEST for inner in members)
        return said if len(members) == len(value) and is_short else None


def _behind(head: str, said: str) -> str:
    return f"{head} {said}" if head else said


def _members(value: Value, shape: _Shape) -> list[tuple[str | int, Value, _Shape]]:
    """Return what a mapping or list holds, each with its place and what it should be."""
    if isinstance(value, list):
        return [(number, inner, shape) for number, inner in enumerate(value)]
    if not isinstance(value, dict):
        return []
    known = {field.name: field for field in fields(_fitting(shape.parts, value))} if shape.parts else {}
    order = [*(name for name in known if name in value), *(name for name in value if name not in known)]
    shapes = {name: _Shape(field, field.parts) for name, field in known.items()}
    return [(name, value[name], shapes.get(name, _UNKNOWN)) for name in order]


def _fitting(parts: tuple[type[BaseModel], ...], value: Mapping[str, Value]) -> type[BaseModel]:
    """Return the model that a mapping was meant for: the one whose fixed words it says, then the one that knows most of its names."""

    def fits(part: type[BaseModel]) -> tuple[int, int]:
        known = fields(part)
        fixed = sum(len(field.choices) == 1 and value.get(field.name) in field.choices for field in known)
        return fixed, sum(field.name in value for field in known)

    return max(parts, key=fits)


__all__ = ["NO_COMMENTS", "canonical", "formatted"]
