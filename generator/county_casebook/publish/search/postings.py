"""Tokens become postings: what stands where, term by term, in the order and the form in which shards hold them.

Three kinds of term, told apart by their spelling; `theme/assets/js/search/postings.js` reads them:

- one token (`县`, `gdp`): which records hold it, and how heavily;
- two neighbouring tokens (`科技`, `2010年`): every position, record by record;
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
from county_casebook.publish.search.tokenizer import FIELD_STARTS, FIRST_WORD, Numbers, Small, Tokens

FIELD_WEIGHTS = (12, 6, 4, 1)
"""What one occurrence weighs in title, keywords, summary and body."""

TITLE_CLASSES = ((4, 2.0), (8, 1.5), (16, 1.0))
"""A hit in a short title says more: titles of up to so many tokens weigh so many times as much; longer ones `LONG_TITLE`."""

LONG_TITLE = 0.75

FREQUENT = 400
"""Occurrences from which a Chinese pair is divided by what follows it."""

RECORDS, WORD_FOLLOWS, RUN_ENDS = " ", "#", "."
"""The third sign of a divided pair where it is no character."""

_UNDIVIDED, _END, _WORD = -1, 0, 1
_PARTS = 8


@dataclass(frozen=True, slots=True)
class Term:
    """One term as it is spelled, and its postings as bytes."""

    name: str
    data: bytes


def title_class(length: int) -> int:
    """The place of a title of so many tokens in `TITLE_CLASSES`."""
    return next(
        (order for order, (most, _) in enumerate(TITLE_CLASSES) if length <= most), len(TITLE_CLASSES)
    )


def title_boosts() -> list[float]:
    """What a title of each class weighs."""
    return [*(boost for _, boost in TITLE_CLASSES), LONG_TITLE]


class Postings:
    """Collects tokens batch by batch, then yields terms."""

    def __init__(self) -> None:
        self._tokens: list[Small] = []
        self._positions: list[Small] = []
        self._owners: list[Small] = []
        self._singles: list[tuple[Numbers, Sums]] = []
        self._boosts: list[Sums] = []
        self._count = 0

    def add(self, batch: Tokens) -> None:
        """Take in the tokens of further documents, numbered on from those before."""
        owners = np.repeat(np.arange(len(batch.counts), dtype=np.int32), batch.counts)
        boosts = np.array([title_boosts()[title_class(n)] for n in batch.title_lengths.tolist()])
        weights = _weights(batch.positions, boosts[owners])
        owners += self._count
        self._count += len(batch.counts)
        self._boosts.append(boosts)
        self._tokens.append(batch.tokens)
        self._positions.append(batch.positions)
        self._owners.append(owners)
        self._singles.append(_summed(batch.tokens.astype(np.int64) << 32 | owners, weights))

    def terms(self, spelled: Mapping[int, str]) -> Iterator[Term]:
        """Yield every term in the order of JavaScript's strings (UTF-16); `spelled` gives words by their numbers."""
        if not self._tokens:
            return
        name = _Names(spelled)
        found: list[tuple[str, bytes]] = []
        keys, sums = (np.concatenate(part) for part in zip(*self._singles, strict=True))
        self._singles = []
        found += records_tokens(keys, sums, name.single)
        del keys, sums
        tokens, positions, owners = _whole(self._tokens), _whole(self._positions), _whole(self._owners)
        boosts = np.concatenate(self._boosts)
        for low, high in _ranges(tokens):
            pairs = _pairs(tokens, positions, owners, low, high)
            divided = _divide(pairs)
            found += _divided_records(pairs, divided, boosts, name)
            _sort_divided(pairs, divided)
            found += positions_tokens(pairs.keys, pairs.thirds, pairs.owners, pairs.positions, name.followed)
        found.sort(key=lambda term: term[0].encode("utf-16-be"))
        for spelling, data in found:
            yield Term(spelling, data)


@dataclass(slots=True)
class _Pairs:
    """Every occurrence of two neighbouring tokens: both as one key, what follows, whose it is, where it stands."""

    keys: Numbers
    thirds: Small
    owners: Small
    positions: Small


def _whole(parts: list[Small]) -> Small:
    """The parts as one array; they are let go, so that a column is never held twice for long."""
    whole = np.concatenate(parts)
    parts.clear()
    return whole


def _ranges(tokens: Small) -> Iterator[tuple[int, int]]:
    """Parts of the tokens, about equally frequent, that are worked on one after another so that memory stays flat."""
    sample = tokens[:: max(1, len(tokens) // 10_000)]
    shares: list[float] = np.percentile(sample, range(0, 100, 100 // _PARTS)).tolist() if len(tokens) else []
    edges = [0, *sorted({int(edge) for edge in shares[1:]}), int(np.iinfo(np.int32).max)]
    yield from pairwise(edges)


def _pairs(tokens: Small, positions: Small, owners: Small, low: int, high: int) -> _Pairs:
    """The pairs whose first token is in [low, high), sorted by key; within a key in the order of records and positions."""
    joined = np.zeros(len(tokens) + 1, dtype=bool)
    joined[: len(tokens) - 1] = (positions[1:] == positions[:-1] + 1) & (owners[1:] == owners[:-1])
    at = np.flatnonzero(joined[:-1] & (tokens >= low) & (tokens < high)).astype(np.int32)
    keys = tokens[at].astype(np.int64) << 32 | tokens[at + 1]
    order = np.argsort(keys, kind="stable").astype(np.int32)
    keys, at = keys[order], at[order]
    following = np.where(joined[at + 1], tokens[np.minimum(at + 2, len(tokens) - 1)], _END)
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
    """Spells terms."""

    def __init__(self, spelled: Mapping[int, str]) -> None:
        self._spelled = spelled

    def single(self, token: int) -> str:
        return self._spelled[token] if token >= FIRST_WORD else chr(token)

    def pair(self, key: int) -> str:
        return self.single(key >> 32) + self.single(key & 0xFFFFFFFF)

    def followed(self, key: int, third: int) -> str:
        return self.pair(key) + self.third(third)

    def third(self, token: int) -> str:
        return {_UNDIVIDED: "", _END: RUN_ENDS, _WORD: WORD_FOLLOWS}.get(token) or (
            chr(token) if token > _WORD else ""
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
