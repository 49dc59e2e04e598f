"""What a record may name becomes lists of ids with what each is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from county_casebook.library.library import Library
from county_casebook.records import County, Policy, Record

_SHORT = 30


def ids_of(library: Library, kinds: Iterable[str], most: int) -> Mapping[str, str]:
    """Return the ids that a reference to these kinds may name, each with its title; none when there are more than `most`.

    Kinds are those of `Reference`: of records, of vocabularies, `clauses`, `records`.
    """
    found = dict(islice((pair for kind in kinds for pair in _pairs(library, kind)), most + 1))
    return found if len(found) <= most else {}


def unread_ids(library: Library, kinds: Iterable[str]) -> Mapping[str, str]:
    """Return the ids of records of these kinds that cannot be read yet: they may be named, and are no reader's business."""
    keys = (key.partition("/") for key in sorted(library.broken))
    return {record_id: "还没有写完" for kind, _, record_id in keys if kind in kinds}


def _pairs(library: Library, kind: str) -> Iterator[tuple[str, str]]:
    if kind == "clauses":
        yield from _clauses(library)
    elif kind == "records":
        yield from ((record.key, _name(library, record)) for record in library.records())
    elif kind in library.vocabulary:
        yield from ((key, term.title) for key, term in library.terms(kind).items())
    else:
        yield from ((key, _name(library, record)) for key, record in library.of_kind(kind).items())


def _name(library: Library, record: Record) -> str:
    """What an editor knows a record by: a county by its place and year, another by its title."""
    division = library.division(record) if isinstance(record, County) else None
    if division and isinstance(record, County):
        return f"{division.full_name}（{record.as_of}）"
    return library.name(record)


def _clauses(library: Library) -> Iterator[tuple[str, str]]:
    for policy in library.of(Policy).values():
        for clause in policy.clauses:
            words = " ".join(policy.words(clause).split())
            yield f"{policy.id}#{clause.id}", words if len(words) <= _SHORT else f"{words[:_SHORT]}…"


__all__ = ["ids_of", "unread_ids"]
