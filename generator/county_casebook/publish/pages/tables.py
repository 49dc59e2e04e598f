"""Pages that are tables made from what counties tell: a heading, one or more tables, what belongs beside them, a data file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from county_casebook.ledger.coverage import Table
from county_casebook.render.environment import render
from county_casebook.views.entries import Entry, Slice
from county_casebook.views.page import Page


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


@dataclass(frozen=True, slots=True)
class TablesPage:
    """What `pages/tables.html` shows; `about` holds (what, words, address) of the facts at its head."""

    title: str
    lead: str
    trail: Sequence[tuple[str, str]]
    tables: Sequence[ShownTable]
    root: str
    about: Sequence[tuple[str, str, str]] = ()
    part: Slice | None = None
    beside: tuple[str, Sequence[Entry]] = ("", ())
    data: str = ""


def tables_page(url: str, shown: TablesPage) -> Page:
    """Make a page of tables, under the tab of the counties."""
    number = shown.part.number if shown.part else 1
    name = shown.title if number == 1 else f"{shown.title}（第 {number} 页）"
    return Page(url, name, shown.lead, render("pages/tables.html", shown), "counties")
