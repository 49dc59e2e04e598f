"""What a browser sends of a screen becomes the values of its fields.

The fields of the model are asked for one by one, so that nothing else that was sent gets in. A name is the path of a field with
dots; behind it stand `!` (the source does not say), `+` (picked from a list), `#` (how many items) and `~` (a value that the form
cannot show and gives back as it was).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from pydantic import BaseModel

from county_casebook.edit import typed
from county_casebook.edit.shape import Shape, shapes
from county_casebook.records.record import Area
from county_casebook.schema.fields import NOT_STATED
from county_casebook.schema.walk import case_of
from county_casebook.source import MAX_DEPTH

Value: TypeAlias = "str | list[Any] | dict[str, Any] | None"
Sent: TypeAlias = "Mapping[str, Sequence[str]]"

MOST_ITEMS = 500
"""Items of a list that a form takes; a longer list is shown as what no control fits, and given back as it is."""

_TYPED: Mapping[str, Callable[[str], str]] = {
    "prose": typed.several_lines,
    "date": typed.date,
    "number": typed.number,
    "source": typed.number,
}


@dataclass(frozen=True, slots=True)
class Posted:
    """The fields a browser sent; `pick` makes what was picked from a list the id that is written."""

    sent: Sent
    pick: Callable[[str], str] = str

    def values(self, wanted: Iterable[Shape], before: str = "") -> dict[str, Value]:
        """Return the values of fields by name; what was left blank is left out. `before` is the path of the part they stand in."""
        found = ((shape.name, self._value(shape, f"{before}{shape.name}")) for shape in wanted)
        return {name: value for name, value in found if not _is_blank(value)}

    def _one(self, name: str) -> str:
        return next(iter(self.sent.get(name, ())), "")

    def _value(self, shape: Shape, name: str) -> Value:
        if f"{name}~" in self.sent and f"{name}~drop" not in self.sent:
            return _kept(self._one(f"{name}~"))
        value = self._stated(shape, name)
        is_aside = shape.not_stated and f"{name}!" in self.sent
        return NOT_STATED if is_aside and _says_nothing(value) else value

    def _stated(self, shape: Shape, name: str) -> Value:
        if shape.widget == "parts":
            return self._items(shape, name)
        if shape.parts:
            return self._part(shape.parts, name)
        if shape.widget == "lines":
            return list(dict.fromkeys(typed.each_line(self._one(name))))
        if shape.is_listed:
            return self._several(name)
        picked = typed.one_line(self._one(f"{name}+"))
        if picked:
            return self.pick(picked)
        return _TYPED.get(shape.widget, typed.one_line)(self._one(name))

    def _several(self, name: str) -> list[str]:
        """The texts that were ticked or stand there already, those just picked after them."""
        picked = (self.pick(value) for value in self.sent.get(f"{name}+", ()) if value)
        return list(dict.fromkeys([*map(typed.one_line, filter(None, self.sent.get(name, ()))), *picked]))

    def _items(self, shape: Shape, name: str) -> list[Value]:
        count = self._one(f"{name}#")
        many = min(int(count), MOST_ITEMS) if count.isascii() and count.isdecimal() else 0
        return [self._item(shape, f"{name}.{position}") for position in range(many)]

    def _item(self, shape: Shape, name: str) -> Value:
        if f"{name}~" in self.sent and f"{name}~drop" not in self.sent:
            return _kept(self._one(f"{name}~"))
        return self._part(shape.parts, name)

    def _part(self, parts: Sequence[type[BaseModel]], name: str) -> dict[str, Value]:
        """A part; of alternatives all that was filled in, so that another choice of type takes nothing away."""
        value: dict[str, Value] = {}
        for part in parts:
            value.update(self.values(shapes(part), f"{name}."))
        if len(parts) > 1:
            case = case_of(parts[0])[0]
            value = {**({case: value[case]} if case in value else {}), **value}
        picked = self._one(f"{name}+")
        if parts[0] is Area and "@" in picked:
            value["code"], _, value["as_of"] = typed.one_line(picked).partition("@")
        others = _kept(self._one(f"{name}~others")) if f"{name}~others~drop" not in self.sent else None
        return {**value, **others} if isinstance(others, dict) else value


def _kept(text: str) -> Value:
    """Return a value that the form gave back; what is none of ours is left out."""
    try:
        return _plain(json.loads(text), 0) if text else None
    except (ValueError, RecursionError):
        return None


def _plain(value: Any, depth: int) -> Value:
    if depth > MAX_DEPTH:
        raise ValueError
    if isinstance(value, dict):
        return {typed.one_line(str(key)): _plain(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner, depth + 1) for inner in value]
    return None if value is None else typed.visible(str(value))


def _is_blank(value: Value) -> bool:
    return value in (None, "", [], {})


def _says_nothing(value: Value) -> bool:
    """Whether a value holds nothing but blanks and what sources do not say."""
    if isinstance(value, dict):
        return all(map(_says_nothing, value.values()))
    if isinstance(value, list):
        return all(map(_says_nothing, value))
    return not value or value == NOT_STATED


def as_before(old: Any, new: Any) -> Any:
    """Return a value as it stood before wherever the form only shows it otherwise: without blanks at its ends or fields left empty."""
    if isinstance(old, str) and isinstance(new, str):
        return old if old.strip() == new.strip() else new
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [as_before(was, now) for was, now in zip(old, new, strict=True)]
    if isinstance(old, dict) and isinstance(new, dict):
        empty = {name: was for name, was in old.items() if was in (None, [], {}) and name not in new}
        return {**empty, **{name: as_before(old.get(name), now) for name, now in new.items()}}
    return new


__all__ = ["MOST_ITEMS", "Posted", "Sent", "Value", "as_before"]
