"""Pages that are tables made from what counties tell: a heading, one or more tables, what belongs beside them, a data file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from county_casebook.render.environment import render
from county_casebook.views.entries import Entry, Slice
from county_casebook.views.page import Page
from county_casebook.views.tables import ShownTable
from county_casebook.views.ways import Group


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
    ways: Sequence[Group] = ()


def tables_page(url: str, shown: TablesPage) -> Page:
    """Make a page of tables, under the tab of the counties."""
    number = shown.part.number if shown.part else 1
    name = shown.title if number == 1 else f"{shown.title}（第 {number} 页）"
    return Page(url, name, shown.lead, render("pages/tables.html", shown), "counties")
