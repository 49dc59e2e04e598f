"""The search page: its body; what it finds with is the index beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.edition import Edition
from generator.records import Case
from generator.render.environment import render
from generator.views.page import Page
from generator.views.view import view_of, views
from generator.views.ways import Group


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What `pages/search.html` shows."""

    kinds: list[tuple[str, str, int]]
    groups: tuple[Group, ...]
    root: str


def search_page(edition: Edition) -> Iterator[Page]:
    """Yield the page at /search/: without JavaScript it leads to the lists."""
    library = edition.library
    kinds = [
        (view.kind.kind_name, f"{view.kind.kind}/", len(library.of(view.kind)))
        for view in views()
        if library.of(view.kind)
    ]
    body = render("records/search.html", SearchPage(kinds, view_of(Case).groups(library), "../"))
    yield Page("search/", "搜索", "在案例、县市、结对、政策和机构里查找", body)
