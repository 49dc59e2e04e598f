"""The search page: its body; what it finds with is the index beside it."""

from __future__ import annotations

from generator.link import Library
from generator.publish.pages.indexes import ways_into_cases
from generator.records import KINDS
from generator.render.environment import render
from generator.views.page import Page


def search_page(library: Library) -> Page:
    """The page at /search/: without JavaScript it leads to the lists."""
    kinds = [
        (model.kind_name, f"{kind}/", len(library.of_kind(kind)))
        for kind, model in KINDS.items()
        if library.of_kind(kind)
    ]
    body = render("records/search.html", kinds=kinds, groups=ways_into_cases(library), root="../")
    return Page("search/", "搜索", "在案例、县市、结对、政策和机构里查找", body)
