"""Two versions of a record become the fields in which they differ, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from county_casebook.edit.hints import NOT_STATED_WORDS
from county_casebook.edit.shape import Shape, chosen_part, shapes
from county_casebook.records import Record
from county_casebook.records.record import label
from county_casebook.schema.fields import NOT_STATED


@dataclass(frozen=True, slots=True)
class Difference:
    """A field and what either version says there; empty where it says nothing."""

    title: str
    mine: str
    theirs: str


def differences(model: type[Record], mine: dict[str, Any], theirs: dict[str, Any]) -> list[Difference]:
    """Return the fields in which two versions of a record differ."""
    return list(_differing(model, model, mine, theirs, ""))


def _differing(
    kind: type[Record], model: type[BaseModel], mine: dict[str, Any], theirs: dict[str, Any], before: str
) -> Iterator[Difference]:
    known = {shape.name: shape for shape in shapes(model)}
    for name in dict.fromkeys([*known, *mine, *theirs]):
        ours, other = mine.get(name), theirs.get(name)
        if ours == other:
            continue
        shape = known.get(name)
        title = before + (shape.field.title if shape else name)
        if shape and shape.widget == "part" and isinstance(ours, dict) and isinstance(other, dict):
            yield from _differing(kind, chosen_part(shape, ours), ours, other, f"{title} › ")
        else:
            yield Difference(title, _worded(kind, shape, ours), _worded(kind, shape, other))


def _worded(kind: type[Record], shape: Shape | None, value: Any) -> str:
    """Return what a field holds in words, over several lines where it holds several things."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(f"{number}. {_worded(kind, shape, one)}" for number, one in enumerate(value, 1))
    if isinstance(value, dict):
        known = {one.name: one for one in shapes(chosen_part(shape, value))} if shape and shape.parts else {}
        return "；".join(_line(kind, name, known.get(name), held) for name, held in value.items())
    if value == NOT_STATED:
        return NOT_STATED_WORDS
    return label(kind, value) if shape and value in shape.choices else str(value)


def _line(kind: type[Record], name: str, shape: Shape | None, value: Any) -> str:
    return f"{shape.field.title if shape else name}：{_worded(kind, shape, value)}"


__all__ = ["Difference", "differences"]
