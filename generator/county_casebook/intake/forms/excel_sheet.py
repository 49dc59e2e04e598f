"""A sheet of a workbook as people see it: its cells, and what stands beside them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell: its name, what it shows, other ways to write it, what is wrong with it as such, whether it holds a number."""

    name: str
    text: str
    numeric: tuple[str, ...] = ()
    fault: str = ""
    is_number: bool = False


@dataclass(slots=True)
class Sheet:
    """One sheet: its title, rows of cells by (row, column), merged ranges, and pictures by the cell they begin in.

    `apart` is what people read and no cell holds, by the cell it belongs to.
    """

    title: str
    cells: dict[tuple[int, int], Shown] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    pictures: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    apart: list[tuple[tuple[int, int], str]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    is_hidden: bool = False

    def hides(self, row: int, column: int) -> bool:
        """Whether nobody sees a cell who opens the workbook."""
        is_in = any(first <= column <= last for first, last in self.hidden_columns)
        return self.is_hidden or row in self.hidden_rows or is_in

    def source(self, row: int, column: int) -> tuple[int, int]:
        """Return where what a cell shows is written: the first cell of the merged range it lies in, else itself."""
        for left, top, right, bottom in self.merged:
            if left <= column <= right and top <= row <= bottom:
                return top, left
        return row, column


__all__ = ["Sheet", "Shown"]
