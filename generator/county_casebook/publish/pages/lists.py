"""Every kind with records becomes a list: 50 a page, with the ways in that need no script."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

from county_casebook.library.derived import derived
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.records import Record
from county_casebook.views.entries import Entry, Finder, entry_pages, page_addresses
from county_casebook.views.page import Page, PageUnit, Unit
from county_casebook.views.said import said
from county_casebook.views.view import View, entry, views

_V = TypeVar("_V")


def _of_each_kind(name: str, find: Callable[[View[Any], Library], _V]) -> dict[str, Callable[[Library], _V]]:
    """Return, by kind, what is found of a library with the view of the kind, found once for each library."""

    def of_kind(view: View[Any]) -> Callable[[Library], _V]:
        def found(library: Library) -> _V:
            return find(view, library)

        found.__qualname__ = f"{name} of {view.kind.kind}"
        return derived(found)

    return {view.kind.kind: of_kind(view) for view in views()}


_ORDERED = _of_each_kind("order", lambda view, library: tuple(view.in_order(library)))
_GROUPS = _of_each_kind("groups", lambda view, library: tuple(view.groups(library)))


class _Entries(Sequence[Entry]):
    """The entries of records, made when they are taken."""

    def __init__(self, library: Library, records: Sequence[Record]) -> None:
        self.library, self.records = library, records

    def __len__(self) -> int:
        return len(self.records)

    def __getitem__(self, which: Any) -> Any:
        found = self.records[which]
        return (
            [entry(self.library, each) for each in found]
            if isinstance(which, slice)
            else entry(self.library, found)
        )


def list_pages(edition: Edition) -> Iterator[PageUnit]:
    """Yield a unit for each page of the list of every kind that has records: an edit concerns one of two hundred."""
    for view in views():
        records = edition.library.of(view.kind)
        if records or view.lists_more(edition.library):
            for number, url in enumerate(page_addresses(f"{view.kind.kind}/", len(records)), start=1):
                yield Unit(url, partial(_list, edition, view, number))


def _list(edition: Edition, view: View[Any], number: int) -> Iterator[Page]:
    """Yield one page of the list of a kind."""
    kind, library = view.kind, edition.library
    yield from entry_pages(
        f"{kind.kind}/",
        kind.kind_name,
        _Entries(library, _ORDERED[kind.kind](library)),
        section=view.tab,
        trail=_trail(edition, view),
        lead=library.lead(kind.kind, view.lead),
        groups=_GROUPS[kind.kind](library),
        opening=view.opening(edition) if number == 1 else "",
        closing=said(library, kind.kind, "../") if number == 1 else "",
        finder=Finder(kind.kind_name, "date" if kind.newest_first else "county"),
        only=number,
    )


def _trail(edition: Edition, view: View[Any]) -> list[tuple[str, str]]:
    """The way to a list that stands under another kind's tab, where that kind has records and is what it holds."""
    owner = next((other for other in views() if other.kind.kind == view.tab and other is not view), None)
    holds = owner is not None and view.holds == owner.kind.kind
    return [*owner.trail] if owner and holds and edition.library.of(owner.kind) else []
