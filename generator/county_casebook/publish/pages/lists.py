"""Every kind with records becomes a list: 50 a page, with the ways in that need no script."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from county_casebook.library.edition import Edition
from county_casebook.views.entries import Finder, entry_pages
from county_casebook.views.page import Page, PageUnit, Unit
from county_casebook.views.said import said
from county_casebook.views.view import View, entry, views


def list_pages(edition: Edition) -> Iterator[PageUnit]:
    """Yield the unit of the list of every kind that has records."""
    for view in views():
        if edition.library.of(view.kind) or view.lists_more(edition.library):
            yield Unit(f"{view.kind.kind}/", partial(_list, edition, view))


def _list(edition: Edition, view: View[Any]) -> Iterator[Page]:
    """Yield the pages of the list of a kind."""
    kind, library = view.kind, edition.library
    yield from entry_pages(
        f"{kind.kind}/",
        kind.kind_name,
        [entry(library, record) for record in view.in_order(library)],
        section=view.tab,
        trail=_trail(edition, view),
        lead=library.lead(kind.kind, view.lead),
        groups=view.groups(library),
        opening=view.opening(edition),
        closing=said(library, kind.kind, "../"),
        finder=Finder(kind.kind_name, "date" if kind.newest_first else "county"),
    )


def _trail(edition: Edition, view: View[Any]) -> list[tuple[str, str]]:
    """The way to a list that stands under another kind's tab, where that kind has records and is what it holds."""
    owner = next((other for other in views() if other.kind.kind == view.tab and other is not view), None)
    holds = owner is not None and view.holds == owner.kind.kind
    return [*owner.trail] if owner and holds and edition.library.of(owner.kind) else []
