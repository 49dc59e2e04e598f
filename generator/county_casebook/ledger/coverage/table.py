"""What a coverage table is: columns, rows of cells, one sentence that sums it up, one that says what is missing."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key for programs, its title for readers, and the way to what it stands for, if there is one."""

    key: str
    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value, with the address it leads to (relative to the site's root; empty: none) and a sign to be seen before it."""

    value: str | int
    url: str = ""
    sign: str = ""

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

    @property
    def is_wide(self) -> bool:
        """Whether heads must stand upright for the columns to fit."""
        return len(self.columns) > 8 and any(column.url for column in self.columns)

    def is_figure(self, position: int) -> bool:
        """Whether a column holds numbers."""
        return bool(self.rows) and self.rows[0][position].is_number

    def without_empty_columns(self) -> tuple[Table, tuple[str, ...]]:
        """The same table without the columns that are 0 in every row, and their titles."""
        empty = {
            position
            for position in range(len(self.columns))
            if self.is_figure(position) and not any(cells[position].value for cells in self.rows)
        }
        kept = [position for position in range(len(self.columns)) if position not in empty]
        return (
            replace(
                self,
                columns=tuple(self.columns[position] for position in kept),
                rows=tuple(tuple(cells[position] for position in kept) for cells in self.rows),
            ),
            tuple(self.columns[position].title for position in sorted(empty)),
        )


def row(*values: str | int | Cell) -> tuple[Cell, ...]:
    """Make a row; plain values become cells."""
    return tuple(value if isinstance(value, Cell) else Cell(value) for value in values)


def columns(**titles: str) -> tuple[Column, ...]:
    """Make columns from keys and titles."""
    return tuple(Column(key, title) for key, title in titles.items())
