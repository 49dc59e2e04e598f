"""Dense terms are divided by what follows them, one character after another, so that a phrase is found without all that begins like it.

A pair is divided once (`postings.py`). Three and more characters that are dense still (`科技特`) become terms of one more
(`科技特派`) that hold the positions, and `科技特 ` (with a space) for the records. Where the same character always follows,
this one is empty: its records are those of the next term that is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from county_casebook.publish.search.encoding import positions_tokens, sorted_places, starts_of
from county_casebook.publish.search.folding import HAN
from county_casebook.publish.search.tokenizer import Numbers, Small, Unsigned

DENSE = 4_000
"""Occurrences from which three or more Chinese characters are divided by what follows them."""

LONGEST = 32
"""Characters of the longest terms; `theme/assets/js/search/phrases.js` goes by it too."""

RECORDS, WORD_FOLLOWS, RUN_ENDS = " ", "#", "."
"""The last sign of a divided term where it is no character."""

UNDIVIDED, END, WORD = -2, 0, -1
"""What stands for what follows where that is no character."""

_IS_HAN = re.compile(f"[{HAN}]")

Chosen = NDArray[np.bool_]
Terms = Iterator[tuple[str, bytes]]


class Spelling:
    """Spells terms."""

    def __init__(self, spelled: Sequence[str]) -> None:
        self._spelled = ("", *spelled)
        self.is_han = np.array(
            [len(word) == 1 and bool(_IS_HAN.match(word)) for word in self._spelled], dtype=bool
        )
        self.radix = len(self._spelled)

    def single(self, token: int) -> str:
        return self._spelled[token]

    def pair(self, key: int) -> str:
        return self._spelled[key // self.radix] + self._spelled[key % self.radix]

    def records(self, key: int) -> str:
        return self.pair(key) + RECORDS

    def followed(self, key: int, next_token: int) -> str:
        return self.pair(key) + self.next(next_token)

    def next(self, token: int) -> str:
        """What follows a term, as its last sign."""
        return (
            self._spelled[token] if token > 0 else {UNDIVIDED: "", END: RUN_ENDS, WORD: WORD_FOLLOWS}[token]
        )

    def following(self, tokens: Unsigned) -> Small:
        """Tokens as what follows a term: a character, `END` or `WORD`."""
        found = tokens.astype(np.int32)
        found[~self.is_han[found] & (found != END)] = WORD
        return found


@dataclass(slots=True)
class Occurrences:
    """Occurrences of terms, in the order of these: each as a key, what follows, whose it is, where it stands there and in the stream."""

    keys: Numbers
    thirds: Small
    owners: Small
    positions: Small
    at: Numbers

    def taken(self, chosen: Chosen | Numbers) -> Occurrences:
        """Return some of them, or all in another order."""
        owners, positions = self.owners[chosen], self.positions[chosen]
        return Occurrences(self.keys[chosen], self.thirds[chosen], owners, positions, self.at[chosen])


@dataclass(frozen=True, slots=True)
class Divisions:
    """Makes terms of occurrences; `records` those that hold records."""

    spelling: Spelling
    stream: Unsigned
    records: Callable[[Numbers, Small, Small, Callable[[int], str]], Terms]

    def terms(self, pairs: Occurrences) -> Terms:
        """Yield what pairs are divided into, and pairs that are not."""
        yield from self._parted(pairs, self.spelling.followed, 2)

    def _parted(self, held: Occurrences, name: Callable[[int, int], str], length: int) -> Terms:
        """Yield terms of a length with their positions, or what they are divided into."""
        dense = _dense(held) if length + 1 < LONGEST else np.zeros(len(held.keys), dtype=bool)
        rest = held.taken(~dense)
        yield from positions_tokens(rest.keys, rest.thirds, rest.owners, rest.positions, name)
        if dense.any():
            yield from self._divided(held.taken(dense), name, length + 1)

    def _divided(self, held: Occurrences, name: Callable[[int, int], str], length: int) -> Terms:
        """Yield the records of dense terms of a length, and what they are divided into."""
        starts = starts_of(held.keys, held.thirds)
        firsts = zip(held.keys[starts].tolist(), held.thirds[starts].tolist(), strict=True)
        names = [name(*first) for first in firsts]
        counts = np.diff(np.append(starts, len(held.keys)))
        held.keys = np.repeat(np.arange(len(names)), counts)
        held.thirds = self.spelling.following(self.stream[held.at + length])
        alone = _alone(held.thirds, starts) & (length + 1 < LONGEST)
        yield from ((names[key] + RECORDS, b"") for key in np.flatnonzero(alone).tolist())
        same = np.repeat(alone, counts)
        rest = held.taken(~same)
        yield from self.records(rest.keys, rest.owners, rest.positions, lambda key: names[key] + RECORDS)
        _, order = sorted_places(rest.keys * (self.spelling.radix + 1) + rest.thirds - WORD)
        parted = held.taken(np.concatenate((np.flatnonzero(same), np.flatnonzero(~same)[order])))
        yield from self._parted(parted, partial(self._longer, names), length)

    def _longer(self, names: Sequence[str], key: int, next_token: int) -> str:
        return names[key] + self.spelling.next(next_token)


def _dense(held: Occurrences) -> Chosen:
    """Which occurrences are of terms that are divided further."""
    starts = starts_of(held.keys, held.thirds)
    counts = np.diff(np.append(starts, len(held.keys)))
    return np.repeat((held.thirds[starts] > 0) & (counts >= DENSE), counts)


def _alone(thirds: Small, starts: Numbers) -> Chosen:
    """Which of the terms that begin there are always followed by the same character."""
    least, most = np.minimum.reduceat(thirds, starts), np.maximum.reduceat(thirds, starts)
    found: Chosen = (least == most) & (least > 0)
    return found
