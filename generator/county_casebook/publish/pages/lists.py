"""Every kind with records becomes a list: 50 a page, with the ways in that need no script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from county_casebook.library.edition import Edition
from county_casebook.views.entries import Finder, entry_pages
from county_casebook.views.page import Page
from county_casebook.views.said import said
from county_casebook.views.view import View, views


def list_pages(edition: Edition) -> Iterator[Page]:
    """Yield the list of every kind that has records."""
    for view in views():
        records = view.in_order(edition.library)
        if records or view.lists_more(edition.library):
            kind = view.kind
            yield from entry_pages(
                f"{kind.kind}/",
                kind.kind_name,
                [view.entry(edition.library, record) for record in records],
                section=view.tab,
                trail=_trail(edition, view),
                lead=edition.library.lead(kind.kind, view.lead),
                groups=view.groups(edition.library),
                opening=view.opening(edition),
                closing=said(edition.library, kind.kind, "../"),
                finder=Finder(kind.kind_name, "date" if kind.newest_first else "county"),
            )


def _trail(edition: Edition, view: View[Any]) -> list[tuple[str, str]]:
    """The way to a list that stands under another kind's tab, where that kind has records and is what it holds."""
    owner = next((other for other in views() if other.kind.kind == view.tab and other is not view), None)
    holds = owner is not None and view.holds == owner.kind.kind
    return [*owner.trail] if owner and holds and edition.library.of(owner.kind) else []
