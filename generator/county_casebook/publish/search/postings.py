"""Units become postings: what stands where, token by token, in the order and the form in which shards hold them.

Three kinds of token, told apart by their spelling; `theme/assets/js/search/postings.js` reads them:

- one unit (`县`, `gdp`): which records hold it, and how heavily;
- two neighbouring units (`科技`, `2010年`): every position, record by record;
- a frequent Chinese pair is divided by what follows it: `科技特` (a character), `科技#` (a word), `科技.` (the end of the
  run) hold the positions, and `科技 ` (with a space) holds the records, so that neither a short query nor a long phrase
  has to fetch all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from county_casebook.publish.search.encoding import Sums, positions_tokens, records_tokens, starts_of
from county_casebook.publish.search.tokens import FIELD_STARTS, FIRST_WORD, Numbers, Small, Units

FIELD_WEIGHTS = (12, 6, 4, 1)
"""What one occurrence weighs in title, keywords, summary and body."""

TITLE_CLASSES = ((4, 2.0), (8, 1.5), (16, 1.0))
"""A hit in a short title says more: titles of up to so many units weigh so many times as much; longer ones `LONG_TITLE`."""

LONG_TITLE = 0.75

FREQUENT = 400
"""Occurrences from which a Chinese pair is divided by what follows it."""

RECORDS, WORD_FOLLOWS, RUN_ENDS = " ", "#", "."
"""The third sign of a divided pair where it is no character."""

_UNDIVIDED, _END, _WORD = -1, 0, 1
_PARTS = 8


@dataclass(frozen=True, slots=True)
class Token:
    """One token as it is spelled, and its postings as bytes."""

    name: str
    data: bytes


def title_class(length: int) -> int:
    """The place of a title of so many units in `TITLE_CLASSES`."""
    return next(
        (order for order, (most, _) in enumerate(TITLE_CLASSES) if length <= most), len(TITLE_CLASSES)
    )


def title_boosts() -> list[float]:
    """What a title of each class weighs."""
    return [*(boost for _, boost in TITLE_CLASSES), LONG_TITLE]


class Postings:
    """Collects units batch by batch, then yields tokens."""

    def __init__(self) -> None:
        self._units: list[Small] = []
        self._positions: list[Small] = []
        self._owners: list[Small] = []
        self._singles: list[tuple[Numbers, Sums]] = []
        self._boosts: list[Sums] = []
        self._count = 0

    def add(self, batch: Units) -> None:
        """Take in the units of further documents, numbered on from those before."""
        owners = np.repeat(np.arange(len(batch.counts), dtype=np.int32), batch.counts)
        boosts = np.array([title_boosts()[title_class(n)] for n in batch.title_lengths.tolist()])
        weights = _weights(batch.positions, boosts[owners])
        owners += self._count
        self._count += len(batch.counts)
        self._boosts.append(boosts)
        self._units.append(batch.units)
        self._positions.append(batch.positions)
        self._owners.append(owners)
        self._singles.append(_summed(batch.units.astype(np.int64) << 32 | owners, weights))

    def tokens(self, spelled: Mapping[int, str]) -> Iterator[Token]:
        """Yield every token in the order of JavaScript's strings (UTF-16); `spelled` gives words by their numbers."""
        if not self._units:
            return
        name = _Names(spelled)
        found: list[tuple[str, bytes]] = []
        keys, sums = (np.concatenate(part) for part in zip(*self._singles, strict=True))
        self._singles = []
        found += records_tokens(keys, sums, name.single)
        del keys, sums
        units, positions, owners = _whole(self._units), _whole(self._positions), _whole(self._owners)
        boosts = np.concatenate(self._boosts)
        for low, high in _ranges(units):
            pairs = _pairs(units, positions, owners, low, high)
            divided = _divide(pairs)
            found += _divided_records(pairs, divided, boosts, name)
            _sort_divided(pairs, divided)
            found += positions_tokens(pairs.keys, pairs.thirds, pairs.owners, pairs.positions, name.followed)
        found.sort(key=lambda token: token[0].encode("utf-16-be"))
        for spelling, data in found:
            yield Token(spelling, data)


@dataclass(slots=True)
class _Pairs:
    """Every occurrence of two neighbouring units: both as one key, what follows, whose it is, where it stands."""

    keys: Numbers
    thirds: Small
    owners: Small
    positions: Small


def _whole(parts: list[Small]) -> Small:
    """The parts as one array; they are let go, so that a column is never held twice for long."""
    whole = np.concatenate(parts)
    parts.clear()
    return whole


def _ranges(units: Small) -> Iterator[tuple[int, int]]:
    """Parts of the units, about equally frequent, that are worked on one after another so that memory stays flat."""
    sample = units[:: max(1, len(units) // 10_000)]
    shares: list[float] = np.percentile(sample, range(0, 100, 100 // _PARTS)).tolist() if len(units) else []
    edges = [0, *sorted({int(edge) for edge in shares[1:]}), int(np.iinfo(np.int32).max)]
    yield from pairwise(edges)


def _pairs(units: Small, positions: Small, owners: Small, low: int, high: int) -> _Pairs:
    """The pairs whose first unit is in [low, high), sorted by key; within a key in the order of records and positions."""
    joined = np.zeros(len(units) + 1, dtype=bool)
    joined[: len(units) - 1] = (positions[1:] == positions[:-1] + 1) & (owners[1:] == owners[:-1])
    at = np.flatnonzero(joined[:-1] & (units >= low) & (units < high)).astype(np.int32)
    keys = units[at].astype(np.int64) << 32 | units[at + 1]
    order = np.argsort(keys, kind="stable").astype(np.int32)
    keys, at = keys[order], at[order]
    following = np.where(joined[at + 1], units[np.minimum(at + 2, len(units) - 1)], _END)
    thirds = np.where(following >= FIRST_WORD, _WORD, following).astype(np.int32)
    return _Pairs(keys, thirds, owners[at], positions[at])


def _divide(pairs: _Pairs) -> Numbers:
    """Mark what is not divided in `thirds`; return the places of the occurrences of divided pairs."""
    starts = starts_of(pairs.keys)
    counts = np.diff(np.append(starts, len(pairs.keys)))
    keys = pairs.keys[starts]
    chinese = (keys >> 32 < FIRST_WORD) & (keys & 0xFFFFFFFF < FIRST_WORD)
    divided = np.repeat(chinese & (counts >= FREQUENT), counts)
    pairs.thirds[~divided] = _UNDIVIDED
    return np.flatnonzero(divided)


def _sort_divided(pairs: _Pairs, divided: Numbers) -> None:
    """Order the occurrences of each divided pair by what follows."""
    order = divided[np.lexsort((pairs.thirds[divided], pairs.keys[divided]))]
    for column in (pairs.thirds, pairs.owners, pairs.positions):
        column[divided] = column[order]


def _divided_records(
    pairs: _Pairs, divided: Numbers, boosts: Sums, name: _Names
) -> Iterator[tuple[str, bytes]]:
    """The records that hold each divided pair."""
    owners = pairs.owners[divided]
    known, ranks = np.unique(pairs.keys[divided], return_inverse=True)
    weights = _weights(pairs.positions[divided], boosts[owners])
    keys, sums = _summed(ranks.astype(np.int64) << 32 | owners, weights)
    return records_tokens(keys, sums, lambda rank: name.pair(int(known[rank])) + RECORDS)


class _Names:
    """Spells tokens."""

    def __init__(self, spelled: Mapping[int, str]) -> None:
        self._spelled = spelled

    def single(self, unit: int) -> str:
        return self._spelled[unit] if unit >= FIRST_WORD else chr(unit)

    def pair(self, key: int) -> str:
        return self.single(key >> 32) + self.single(key & 0xFFFFFFFF)

    def followed(self, key: int, third: int) -> str:
        return self.pair(key) + self.third(third)

    def third(self, unit: int) -> str:
        return {_UNDIVIDED: "", _END: RUN_ENDS, _WORD: WORD_FOLLOWS}.get(unit) or (
            chr(unit) if unit > _WORD else ""
        )


def _weights(positions: Small, boosts: Sums) -> Sums:
    """What each occurrence weighs; `boosts` are those of its record's title."""
    fields = np.searchsorted(FIELD_STARTS, positions, side="right") - 1
    weights = np.array(FIELD_WEIGHTS, dtype=np.float64)[fields]
    return np.where(fields == 0, weights * boosts, weights)


def _summed(keys: Numbers, weights: Sums) -> tuple[Numbers, Sums]:
    """Distinct keys in order, with the weights of each added up."""
    if not len(keys):
        return keys, weights
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = starts_of(keys)
    return keys[starts], np.add.reduceat(weights[order], starts)
