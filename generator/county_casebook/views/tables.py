"""A table made from records as a page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from county_casebook.ledger.coverage import Table
from county_casebook.views.entries import Slice


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table without its columns that are 0 throughout, their titles, and the rows that are shown."""

    table: Table
    empty: tuple[str, ...]
    rows: Sequence[object]

    @classmethod
    def of(cls, table: Table, part: Slice | None = None) -> ShownTable:
        """Make what is shown of a table: all its rows, or those of one page."""
        kept, empty = table.without_empty_columns()
        return cls(kept, empty, part.members if part else kept.rows)
