"""Tokens become postings: what stands where, term by term, in the order and the form in which shards hold them.

Three kinds of term, told apart by their spelling; `theme/assets/js/search/postings.js` reads them:

- one token (`县`, `gdp`): which records hold it, and how heavily;
- two neighbouring tokens (`科技`, `2010年`): every position, record by record;
- a frequent Chinese pair is divided by what follows it: `科技特` (a character), `科技#` (a word), `科技.` (the end of the
  run) hold the positions, and `科技 ` (with a space) holds the records, so that neither a short query nor a long phrase
  has to fetch all of it; what is dense even so is divided further (`divisions.py`).

Tokens are numbered in the order of their spelling, so that the terms that begin with the same signs are made together
and nothing but these has to be in memory at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from county_casebook.publish.search.divisions import UNDIVIDED, WORD, Divisions, Occurrences, Spelling
from county_casebook.publish.search.encoding import records_tokens, sorted_places, starts_of
from county_casebook.publish.search.places import Places
from county_casebook.publish.search.tokenizer import Numbers, Small, Tokens, Unsigned

FREQUENT = 400
"""Occurrences from which a Chinese pair is divided by what follows it."""

_TOGETHER = 500_000
"""Occurrences from which the terms that begin with further signs are made for themselves."""

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Term:
    """One term as it is spelled, and its postings as bytes."""

    name: str
    data: bytes


class Postings:
    """Collects tokens part by part, then yields terms."""

    def __init__(self) -> None:
        self._signs = np.zeros(0x110000, dtype=np.int32)
        self._words: dict[str, int] = {}
        self._spelled: list[str] = []
        self._streams: list[tuple[Small, Unsigned]] = []
        self._sizes: list[Small] = []

    def add(self, part: Tokens) -> None:
        """Take in the tokens of further records, numbered on from those before."""
        numbers = np.array([0, *self._of_signs(part.signs), *map(self._of_word, part.words)], dtype=np.int32)
        self._streams.append((numbers, part.stream))
        self._sizes.append(part.sizes)

    def _of_signs(self, signs: str) -> list[int]:
        """The numbers of Chinese characters, from 1."""
        points = np.frombuffer(signs.encode("utf-32-le"), dtype=np.uint32)
        new = points[self._signs[points] == 0]
        self._signs[new] = np.arange(len(new)) + len(self._spelled) + 1
        self._spelled += map(chr, new.tolist())
        numbers: list[int] = self._signs[points].tolist()
        return numbers

    def _of_word(self, word: str) -> int:
        """The number of a word."""
        number = self._words.get(word)
        if number is None:
            self._spelled.append(word)
            number = self._words[word] = len(self._spelled)
        return number

    def terms(self) -> Iterator[Term]:
        """Yield every term in the order of JavaScript's strings (UTF-16); the tokens taken in are let go."""
        if not self._spelled:
            return
        spelled, stream = self._in_order()
        made = _Made(Spelling(spelled), stream, Places(np.concatenate(self._sizes)))
        for low, high in _ranges(spelled, stream):
            found = made.terms(low, high)
            found.sort(key=lambda term: _order(term[0]))
            for name, data in found:
                yield Term(name, data)

    def _in_order(self) -> tuple[list[str], Unsigned]:
        """The tokens in the order of their spelling, and all streams as one that counts in this order, from 1."""
        words = self._spelled
        order = sorted(range(len(words)), key=lambda number: _order(words[number]))
        ranks: Unsigned = np.zeros(len(words) + 1, dtype=np.min_scalar_type(len(words)))
        ranks[np.array(order) + 1] = np.arange(1, len(words) + 1)
        whole: Unsigned = np.zeros(sum(len(stream) for _, stream in self._streams) + 2, dtype=ranks.dtype)
        at = 0
        for numbers, stream in self._streams:
            whole[at : at + len(stream)] = ranks[numbers][stream]
            at += len(stream)
        self._streams = []
        return [words[number] for number in order], whole


def _order(text: str) -> bytes:
    return text.encode("utf-16-be", "surrogatepass")


def _ranges(spelled: Sequence[str], stream: Unsigned) -> Iterator[tuple[int, int]]:
    """Parts of the tokens, none of them between two that begin with the same sign."""
    counts = np.zeros(len(spelled) + 1, dtype=np.int64)
    for start in range(0, len(stream), _CHUNK):
        counts += np.bincount(stream[start : start + _CHUNK], minlength=len(counts))
    low, held = 1, 0
    for number in range(1, len(counts)):
        if held >= _TOGETHER and spelled[number - 1][0] != spelled[number - 2][0]:
            yield low, number
            low, held = number, 0
        held += int(counts[number])
    yield low, len(counts)


@dataclass(frozen=True, slots=True)
class _Made:
    """The terms that begin with a token of a range, as they are spelled, with their postings."""

    spelling: Spelling
    stream: Unsigned
    places: Places

    def terms(self, low: int, high: int) -> list[tuple[str, bytes]]:
        """Return the terms of one token, those of two, and what frequent ones are divided into, as they come."""
        at = self._places_of(low, high)
        owners, positions = self.places.owners_and_positions(at)
        return [*self._singles(at, owners, positions), *self._followed(at, owners, positions)]

    def _singles(self, at: Numbers, owners: Small, positions: Small) -> Iterator[tuple[str, bytes]]:
        keys, order = sorted_places(self.stream[at].astype(np.int64))
        yield from self._records(keys, owners[order], positions[order], self.spelling.single)

    def _followed(self, at: Numbers, owners: Small, positions: Small) -> Iterator[tuple[str, bytes]]:
        pairs = self._pairs(at, owners, positions)
        divided = self._divide(pairs)
        keys = pairs.keys[divided]
        yield from self._records(keys, pairs.owners[divided], pairs.positions[divided], self.spelling.records)
        self._sort_divided(pairs, divided)
        yield from Divisions(self.spelling, self.stream, self._records).terms(pairs)

    def _places_of(self, low: int, high: int) -> Numbers:
        """Where the tokens of a range stand."""
        parts = [
            np.flatnonzero((part >= low) & (part < high)) + start
            for start in range(0, len(self.stream), _CHUNK)
            if len(part := self.stream[start : start + _CHUNK])
        ]
        return np.concatenate(parts)

    def _records(
        self, keys: Numbers, owners: Small, positions: Small, name: Callable[[int], str]
    ) -> Iterator[tuple[str, bytes]]:
        """Yield terms that hold records; occurrences come in the order of terms, and there of records."""
        starts = starts_of(keys, owners)
        weights = self.places.weights(owners, positions)
        sums = np.add.reduceat(weights, starts) if len(starts) else weights
        yield from records_tokens(keys[starts], owners[starts], sums, name)

    def _pairs(self, at: Numbers, owners: Small, positions: Small) -> Occurrences:
        """The pairs that begin at these places, sorted by key; within a key in the order of records and positions."""
        joined = np.flatnonzero(self.stream[at + 1])
        at = at[joined]
        keys, order = sorted_places(
            self.stream[at].astype(np.int64) * self.spelling.radix + self.stream[at + 1]
        )
        at = at[order]
        thirds = self.spelling.following(self.stream[at + 2])
        order = joined[order]
        return Occurrences(keys, thirds, owners[order], positions[order], at)

    def _divide(self, pairs: Occurrences) -> Numbers:
        """Mark what is not divided in `thirds`; return the places of the occurrences of divided pairs."""
        starts = starts_of(pairs.keys)
        counts = np.diff(np.append(starts, len(pairs.keys)))
        first, second = np.divmod(pairs.keys[starts], self.spelling.radix)
        chinese = self.spelling.is_han[first] & self.spelling.is_han[second]
        divided = np.repeat(chinese & (counts >= FREQUENT), counts)
        pairs.thirds[~divided] = UNDIVIDED
        return np.flatnonzero(divided)

    def _sort_divided(self, pairs: Occurrences, divided: Numbers) -> None:
        """Order the occurrences of each divided pair by what follows."""
        keys, thirds = pairs.keys[divided], pairs.thirds[divided]
        starts = starts_of(keys)
        ranks = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(keys))))
        _, order = sorted_places(ranks * (self.spelling.radix + 1) + thirds - WORD)
        for column in (pairs.thirds, pairs.owners, pairs.positions, pairs.at):
            column[divided] = column[divided[order]]
