"""What a coverage table is: columns, rows of cells, one sentence that sums it up, one that says what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key for programs, its title for readers, and the way to what it stands for, if there is one."""

    key: str
    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value, with the address it leads to (relative to the site's root; empty: none)."""

    value: str | int
    url: str = ""

    @property
    def is_number(self) -> bool:
        return isinstance(self.value, int)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as readers and programs get it; `missing` is what to say when there is no row."""

    id: str
    title: str
    summary: str
    missing: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def row(*values: str | int | Cell) -> tuple[Cell, ...]:
    """Make a row; plain values become cells."""
    return tuple(value if isinstance(value, Cell) else Cell(value) for value in values)


def columns(**titles: str) -> tuple[Column, ...]:
    """Make columns from keys and titles."""
    return tuple(Column(key, title) for key, title in titles.items())


def some(words: Sequence[str], limit: int = 3) -> str:
    """The first few of a list, and how many there are in all: 「甲、乙、丙等 9 个」."""
    shown = "、".join(words[:limit])
    return shown if len(words) <= limit else f"{shown}等 {len(words)} 个"
