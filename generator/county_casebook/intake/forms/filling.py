"""A record becomes what stands in each place of its form: read back it gives the same record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from county_casebook.intake.forms.cells import written
from county_casebook.intake.forms.names import Names
from county_casebook.intake.forms.shape import ID, OWNER, Entry, Form, Listing
from county_casebook.schema.fields import NOT_STATED

Paragraphs: TypeAlias = tuple[str, ...]
Written: TypeAlias = Mapping[tuple[str, ...], Paragraphs]
"""The paragraphs of each place, by its path."""


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in a form: the paragraphs of its entries, and the rows of its listings; empty for a form to be filled in."""

    entries: Written = field(default_factory=dict)
    rows: Mapping[tuple[str, ...], list[Written]] = field(default_factory=dict)


def content_of(form: Form, record_id: str, value: Any, names: Names) -> Content:
    """Return what stands in the form of a record's value (as YAML gives it: texts, lists and mappings)."""
    entries = {entry.path: _places(entry, form, _at(value, entry.path), names) for entry in form.entries()}
    entries[ID,] = (record_id,)
    rows = {listing.path: list(_rows(listing, form, value, names)) for listing in form.listings()}
    return Content({path: found for path, found in entries.items() if found}, rows)


def _places(entry: Entry, form: Form, value: Any, names: Names) -> Paragraphs:
    if value is None or (entry.is_whole and value != NOT_STATED):
        return ()
    return written(entry, form.kind, value, names) if isinstance(value, (str, list)) else ()


def _rows(listing: Listing, form: Form, value: Any, names: Names) -> Iterator[Written]:
    for owner, item in _items(listing, value):
        found = {
            column.path: _places(column, form, _at(item, column.path), names) for column in listing.columns
        }
        if listing.owner:
            found[OWNER,] = (str(owner),)
        yield {path: paragraphs for path, paragraphs in found.items() if paragraphs}


def _items(listing: Listing, value: Any) -> Iterator[tuple[int, Any]]:
    """Yield the items of a listing, each with the number of the outer item it belongs to."""
    if not listing.owner:
        yield from ((0, item) for item in _list(_at(value, listing.path)))
        return
    inner = listing.path[len(listing.owner.path) :]
    for number, outer in enumerate(_list(_at(value, listing.owner.path)), 1):
        yield from ((number, item) for item in _list(_at(outer, inner)))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _at(value: Any, path: tuple[str, ...]) -> Any:
    """Return what stands at a path of names inside a value; None where nothing does."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value.rstrip("\n") if isinstance(value, str) else value


__all__ = ["Content", "Paragraphs", "Written", "content_of"]
