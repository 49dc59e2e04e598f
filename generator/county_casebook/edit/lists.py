"""Items of a list are added, moved and taken away; where these are sources, whatever names them by number goes with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from pydantic import BaseModel

from county_casebook.edit.posted import MOST_ITEMS
from county_casebook.edit.shape import Shape, chosen_part, shape_at, shapes
from county_casebook.records import Record
from county_casebook.source import Path
from county_casebook.text.source_marks import SOURCE_MARK

Steps: TypeAlias = "Sequence[str]"


def steps_of(name: str) -> tuple[str, ...]:
    """Return the steps of a path with dots."""
    return tuple(name.split("."))


def list_at(value: Any, steps: Steps) -> list[Any] | None:
    """Return the list a path leads to; None where there is none."""
    for step in steps:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value if isinstance(value, list) else None


def added(model: type[Record], value: dict[str, Any], name: str) -> str:
    """Add an empty item to the list at a path, and return its path; nothing where there is no such list, or it is full."""
    *above, last = steps_of(name)
    holder = _holder(value, above)
    shape = shape_at(model, steps_of(name))
    if holder is None or shape is None or shape.widget != "parts":
        return name
    held = holder.get(last)
    items = held if isinstance(held, list) else []
    if len(items) >= MOST_ITEMS:
        return name
    holder[last] = [*items, {}]
    return f"{name}.{len(items)}"


@dataclass(frozen=True, slots=True)
class Moved:
    """The list at a path holds other items, or the same in another order: each by where it stood before."""

    steps: Path
    order: Sequence[int]

    def place(self, path: Path) -> Path:
        """Return where what stood at a path stands now; what is gone stands at the end of the list."""
        many = len(self.steps)
        if (
            path[:many] != self.steps
            or len(path) == many
            or not isinstance(path[many], int)
            or path[many] == -1
        ):
            return path
        if path[many] in self.order:
            return (*self.steps, self.order.index(path[many]), *path[many + 1 :])
        return (*self.steps, -1)


def changed(model: type[Record], value: dict[str, Any], name: str, what: str) -> Moved | None:
    """Move the item at a path (`up`, `down`) or take it away (`remove`); return what moved, None where there was nothing."""
    *steps, last = steps_of(name)
    held = list_at(value, steps)
    if held is None or not last.isdecimal() or int(last) >= len(held):
        return None
    order = _order(len(held), int(last), what)
    held[:] = [held[was] for was in order]
    if steps == ["sources"]:
        renumber(model, value, {was + 1: now + 1 for now, was in enumerate(order)})
    return Moved(tuple(int(step) if step.isdecimal() else step for step in steps), order)


def cleared(value: dict[str, Any], name: str) -> None:
    """Take away what stands at a path."""
    *above, last = steps_of(name)
    holder = _holder(value, above)
    if holder is not None:
        holder.pop(last, None)


def _order(many: int, at: int, what: str) -> list[int]:
    order = list(range(many))
    other = at - 1 if what == "up" else at + 1
    if what == "remove":
        order.remove(at)
    elif 0 <= other < many:
        order[at], order[other] = order[other], order[at]
    return order


def renumber(model: type[BaseModel], value: dict[str, Any], numbers: Mapping[int, int]) -> None:
    """Let what names a source by number name the same source; what named one that is gone names none."""
    for shape in shapes(model):
        if shape.name in value:
            found = _renumbered(shape, value[shape.name], numbers)
            if found is None:
                del value[shape.name]
            else:
                value[shape.name] = found


def _renumbered(shape: Shape, value: Any, numbers: Mapping[int, int]) -> Any:
    if shape.parts:
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                renumber(chosen_part(shape, part), part, numbers)
        return value
    if not isinstance(value, str):
        return value
    if shape.widget == "source":
        return _number(value, numbers) if value.isdecimal() else value
    return SOURCE_MARK.sub(lambda mark: _mark(mark[1], numbers), value) if shape.widget == "prose" else value


def _number(text: str, numbers: Mapping[int, int]) -> str | None:
    now = numbers.get(int(text))
    return None if now is None else str(now)


def _mark(text: str, numbers: Mapping[int, int]) -> str:
    now = numbers.get(int(text))
    return f"[^{now}]" if now else ""


def _holder(value: Any, steps: Steps) -> dict[str, Any] | None:
    """Return the part a path leads to; parts that are not there yet are made."""
    for step in steps:
        if isinstance(value, dict):
            if not isinstance(value.get(step), (dict, list)):
                value[step] = {}
            value = value[step]
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value if isinstance(value, dict) else None


__all__ = ["Moved", "added", "changed", "cleared", "list_at", "renumber", "steps_of"]
