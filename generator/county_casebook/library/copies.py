"""What records say becomes who says the same as whom: nearly the same clauses, but for numbers, places and a few words.

A clause is what stands between two punctuation marks. Another word makes another clause of it and no more, so that a copy
keeps most of its clauses, while records that were written for themselves share few.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from county_casebook.library.derived import kept_each
from county_casebook.library.library import Library
from county_casebook.records import Record, gist
from county_casebook.schema.walk import is_prose, leaves

FEWEST = 12
"""A record of fewer clauses tells too little: a question of two sentences may well be asked in the same words."""

ENOUGH = 0.7
"""The share of its clauses that makes a record a copy; of records written for themselves the most is a quarter."""

_LIKELY = 3
_NO_DAY = 10**7
_NUMBER = re.compile(r"\d[\d.,]*")
_SHORTEST = 6
_CLAUSE = re.compile(r"\w{6,}")


class Copy(NamedTuple):
    """A record, the earlier one that has nearly all its clauses, and the share of them."""

    record: Record
    earlier: Record
    share: float


def copies(library: Library) -> Iterator[Copy]:
    """Yield each record that is nearly a copy of an earlier one of its kind: published before it, else before it by id."""
    for records in library.kinds.values():
        yield from _in_kind(library, records.values())


def _in_kind(library: Library, records: Iterable[Record]) -> Iterator[Copy]:
    first: dict[int, str] = {}
    known: dict[str, tuple[Record, frozenset[int]]] = {}
    for record in sorted(records, key=lambda record: (gist.published(record) or _NO_DAY, record.id)):
        own = frozenset(array("I", bytes.fromhex(_clauses(library, record))))
        if len(own) >= FEWEST:
            yield from _copied(record, own, first, known)
            known[record.key] = record, own
            for clause in own:
                first.setdefault(clause, record.key)


def _copied(
    record: Record,
    own: frozenset[int],
    first: Mapping[int, str],
    known: Mapping[str, tuple[Record, frozenset[int]]],
) -> Iterator[Copy]:
    """Hold a record against the few in which most of its clauses stood first, so that all records take linear time."""
    stood = Counter(map(first.get, own))
    likely = sorted((-count, key) for key, count in stood.items() if key)[:_LIKELY]
    shared = [(len(own & known[key][1]), known[key][0]) for _, key in likely]
    most, nearest = max(shared, key=lambda pair: pair[0], default=(0, record))
    if most >= ENOUGH * len(own):
        yield Copy(record, nearest, most / len(own))


@kept_each()
def _clauses(library: Library, record: Record) -> str:
    """The clauses of what a record says at length, eight signs each; of a record that was withdrawn none."""
    if record.status == "withdrawn":
        return ""
    said = [str(leaf.value) for leaf in leaves(record, is_prose)]
    text = "\n".join((*said, str(getattr(record, "summary", "")))).replace(" ", "")
    if len(text) < FEWEST * _SHORTEST:
        return ""
    for name in _names(library, record):
        text = text.replace(name, "某地")
    clauses = _CLAUSE.findall(_NUMBER.sub("0", text))
    return array("I", map(zlib.crc32, map(str.encode, clauses))).tobytes().hex()


def _names(library: Library, record: Record) -> tuple[str, ...]:
    """What a record calls the places it stands in, the longest first: 浙江省, 天台县, 天台."""
    places = library.divisions_of(record)
    return _names_of(tuple((place.name, place.prefecture, place.province) for place in places))


@lru_cache(maxsize=1 << 12)
def _names_of(places: tuple[tuple[str, str, str], ...]) -> tuple[str, ...]:
    whole = {name for names in places for name in names}
    short = {name[:-1] for name in whole if len(name) > len("沙县")}
    return tuple(sorted(whole | short - {""}, key=lambda name: (-len(name), name)))


__all__ = ["ENOUGH", "FEWEST", "Copy", "copies"]
