"""The page that sets two or three cases or counties side by side; without JavaScript it says so and leads to the lists."""

from __future__ import annotations

from generator.link import Library
from generator.records import KINDS, Case
from generator.render.environment import render
from generator.views.lists import entry, newest
from generator.views.page import Page

_SHOWN = 8


def compare_page(library: Library) -> Page:
    """The page at /compare/, whose rows come from the JSON beside it."""
    recent = [(entry(library, case), case.key) for case in newest(tuple(library.of(Case).values()))[:_SHOWN]]
    lists = [(KINDS[kind].kind_name, f"{kind}/") for kind in ("cases", "counties") if library.of_kind(kind)]
    body = render("records/compare.html", recent=recent, lists=lists, root="../")
    return Page("compare/", "比较", "把两三个案例或县（市）并排放在一起看", body, "cases")
