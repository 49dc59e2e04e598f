"""Every reference of a library as written, and whether it leads anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from county_casebook.library.library import Library
from county_casebook.records import Record
from county_casebook.records.vocabulary import VOCABULARIES
from county_casebook.schema.walk import is_reference, leaves


class Mention(NamedTuple):
    """One reference as written: from which record, at which field path, to what."""

    record: Record
    path: tuple[str | int, ...]
    kinds: tuple[str, ...]
    target: str


def mentions(library: Library) -> Iterator[Mention]:
    """Yield every reference in every record."""
    for record in library.records():
        yield from mentions_of(record)


def mentions_of(record: Record) -> Iterator[Mention]:
    """Yield every reference in a record."""
    for leaf in leaves(record, is_reference):
        yield Mention(record, leaf.path, leaf.field.reference, leaf.value)


def resolves(library: Library, kinds: Iterable[str], target: str) -> bool:
    """Whether a reference leads to a record, a term or a clause of one of these kinds."""
    return any(_resolves(library, kind, target) for kind in kinds)


def _resolves(library: Library, kind: str, target: str) -> bool:
    if kind == "clauses":
        return library.clause(target) is not None
    if kind == "records":
        return library.record(target) is not None
    return target in (library.ids_in(kind) if kind in VOCABULARIES else library.of_kind(kind))
