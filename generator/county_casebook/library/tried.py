"""A record tried in a library, before any file of it is there."""

from __future__ import annotations

from dataclasses import replace

from county_casebook.library.gone import moved_of
from county_casebook.library.library import Library
from county_casebook.records import Record


def with_record(library: Library, record: Record) -> Library:
    """Return the library with a record added, or in the place of the one of its id; the ids it had before lead to it."""
    of_kind = {**library.kinds[record.kind], record.id: record}
    kinds = {**library.kinds, record.kind: dict(sorted(of_kind.items()))}
    return replace(library, kinds=kinds, moved=moved_of(kinds))
