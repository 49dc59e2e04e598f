"""The page that sets two or three records side by side; without JavaScript it says so and leads to the lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.records import Case, Record
from county_casebook.render.environment import render
from county_casebook.views.compared import compared_files_said, compared_kinds
from county_casebook.views.entries import Entry, newest
from county_casebook.views.page import Page, PageUnit, Unit
from county_casebook.views.view import entry

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class ComparePage:
    """What `pages/compare.html` shows."""

    recent: list[tuple[Entry, str]]
    lists: list[tuple[str, str]]
    files: str
    root: str


def compare_page(edition: Edition) -> Iterator[PageUnit]:
    """Yield the unit of the page at /compare/ when records of a kind that compares are there."""
    if compared := compared_kinds(edition.library):
        yield Unit("compare/", partial(_compare, edition.library, compared))


def _compare(library: Library, compared: Sequence[type[Record]]) -> Iterator[Page]:
    """Yield the page whose rows come from the JSON beside it."""
    recent = [(entry(library, case), case.key) for case in newest(list(library.of(Case).values()))[:_SHOWN]]
    lists = [(kind.kind_name, f"{kind.kind}/") for kind in compared]
    body = render("pages/compare.html", ComparePage(recent, lists, compared_files_said(library), "../"))
    yield Page("compare/", "比较", "把两三个案例或县（市）并排放在一起看", body)
