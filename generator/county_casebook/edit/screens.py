"""A kind becomes the screens of its form: what has no section first, then a screen for each section, its state last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from county_casebook.edit.shape import Shape, shapes
from county_casebook.records import Record
from county_casebook.records.record import OF_STATE

FIRST, LAST = "basics", "state"


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: `id` stands in its address, `names` are the record's fields on it."""

    id: str
    heading: str
    shapes: tuple[Shape, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(shape.name for shape in self.shapes)


@cache
def screens(kind: type[Record]) -> tuple[Screen, ...]:
    """Return the screens of a kind, every field on exactly one of them."""
    return tuple(screen for screen in _screens(kind) if screen.shapes)


def _screens(kind: type[Record]) -> Iterator[Screen]:
    by_name = {shape.name: shape for shape in shapes(kind)}
    held = {name: section for section in reversed(kind.sections) for name in section.fields}
    rest = tuple(shape for name, shape in by_name.items() if name not in held and name not in OF_STATE)
    last = [name for name, section in held.items() if section.id == "trail"]
    yield Screen(FIRST, "基本信息", rest)
    for section in kind.sections:
        names = [name for name in section.fields if held[name] is section and name not in last]
        yield Screen(section.id, section.heading, tuple(by_name[name] for name in names))
    yield Screen(LAST, "状态与审核", tuple(by_name[name] for name in (*OF_STATE, *last)))


def screen_of(kind: type[Record], name: str) -> Screen:
    """Return the screen a field is on; the first for anything else."""
    return next((screen for screen in screens(kind) if name in screen.names), screens(kind)[0])


__all__ = ["FIRST", "LAST", "Screen", "screen_of", "screens"]
