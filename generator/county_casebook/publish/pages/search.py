"""The search page: its body; what it finds with is the index beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.records import Case
from county_casebook.render.environment import render
from county_casebook.views.page import Page, PageUnit, Unit
from county_casebook.views.view import view_of, views
from county_casebook.views.ways import Group


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What `pages/search.html` shows."""

    kinds: list[tuple[str, str, int]]
    groups: tuple[Group, ...]
    root: str


def search_page(edition: Edition) -> Iterator[PageUnit]:
    """Yield the unit of the page at /search/."""
    yield Unit("search/", partial(_search, edition.library))


def _search(library: Library) -> Iterator[Page]:
    """Yield the search page: without JavaScript it leads to the lists."""
    kinds = [
        (view.kind.kind_name, f"{view.kind.kind}/", len(library.of(view.kind)))
        for view in views()
        if library.of(view.kind)
    ]
    body = render("pages/search.html", SearchPage(kinds, view_of(Case).groups(library), "../"))
    yield Page("search/", "搜索", "在案例、县市、结对、政策和机构里查找", body)
