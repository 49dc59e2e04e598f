"""Documents become tokens: whole texts cut at once by numpy, and each token a number.

The rule is that of `folding.py`, and a test holds both to one answer; Python itself touches only Latin words and digits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from county_casebook.publish.search.documents import SearchDocument
from county_casebook.publish.search.folding import HAN, fold

FIELDS = 4
"""Title, keywords, summary and body, in this order."""

_FIRST_WORD = 0x110000
"""Tokens below are code points of Chinese characters; from here on they are words, numbered as they come."""

_HAN = re.compile(f"[{HAN}]")
_LETTER = re.compile(r"[^\W_]")
_SEPARATOR, _CHARACTER, _WORD, _UNKNOWN = 0, 1, 2, 3

Numbers = NDArray[np.int64]
Small = NDArray[np.int32]
Unsigned = NDArray[np.unsignedinteger[Any]]
"""Numbers in as few bytes as hold the largest."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of some records in reading order.

    `stream` has 0 before each run, then for each of its tokens the place in `signs` (Chinese characters) and after these in
    `words`, counted from 1. `sizes` has for each record how long its fields are in the stream, without the 0 before the
    first run: so a token's place tells its record, its field, and its position there.
    """

    signs: str
    words: tuple[str, ...]
    stream: Unsigned
    sizes: Small


def tokenize(documents: Sequence[SearchDocument]) -> Tokens:
    """Return the tokens of documents."""
    text, lines = _joined(documents)
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    starts, ends, is_word = _cut(points)
    fields = np.append(0, np.flatnonzero(points == ord("\n")) + 1)[lines]
    tokens, signs, words = _spelled(text, points, starts, ends, is_word)
    parted = np.ones(len(starts), dtype=np.int64)
    parted[1:] = starts[1:] != ends[:-1]
    places = np.arange(len(starts)) + np.cumsum(parted)
    stream = np.zeros(
        int(places[-1]) + 1 if len(places) else 0, dtype=np.min_scalar_type(len(signs) + len(words))
    )
    stream[places] = tokens
    return Tokens(signs, words, stream, _sizes(places, np.searchsorted(starts, fields)))


def _joined(documents: Sequence[SearchDocument]) -> tuple[str, list[int]]:
    """The texts of documents, one a line or several, folded; and the lines with which fields begin, four a document."""
    pieces: list[str] = []
    lines: list[int] = []
    at = 0
    for document in documents:
        body = [text for passage in document.passages for text in (passage.heading, passage.text)]
        for group in ((document.title,), document.keywords, (document.summary,), body):
            lines.append(at)
            pieces += group
            at += len(group) + sum(text.count("\n") for text in group)
    return fold("\n".join((*pieces, ""))), lines


def _cut(points: NDArray[np.uint32]) -> tuple[Numbers, Numbers, NDArray[np.bool_]]:
    """Where each token begins and ends, and whether it is a word."""
    kinds = _kinds(points)
    word = kinds == _WORD
    begins = (kinds == _CHARACTER) | (word & ~np.append(False, word[:-1]))
    starts = np.flatnonzero(begins)
    ends = starts + 1
    is_word = word[starts]
    ends[is_word] = np.flatnonzero(word & ~np.append(word[1:], False)) + 1
    return starts, ends, is_word


def _spelled(
    text: str, points: NDArray[np.uint32], starts: Numbers, ends: Numbers, is_word: NDArray[np.bool_]
) -> tuple[Small, str, tuple[str, ...]]:
    """Each token as its place among the characters and words, from 1, and these."""
    tokens = points[starts].astype(np.int64)
    known: dict[str, int] = {}
    tokens[is_word] = [
        known.setdefault(text[start:end], _FIRST_WORD + len(known))
        for start, end in zip(starts[is_word].tolist(), ends[is_word].tolist(), strict=True)
    ]
    held = np.zeros(_FIRST_WORD + len(known), dtype=bool)
    held[tokens] = True
    found = np.flatnonzero(held)
    numbers = np.empty(len(held), dtype=np.int32)
    numbers[found] = np.arange(1, len(found) + 1)
    return numbers[tokens], "".join(map(chr, found[found < _FIRST_WORD].tolist())), tuple(known)


def _kinds(points: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """What each code point is: separator, Chinese character, or part of a word (`3.2`, `r&d`)."""
    table = _known_kinds()
    kinds = table[points]
    new = np.unique(points[kinds == _UNKNOWN])
    if len(new):
        table[new] = [_kind(chr(point)) for point in new.tolist()]
        kinds = table[points]
    for sign, low, high in ((".", "0", "9"), ("&", "a", "z")):
        at = np.flatnonzero(points == ord(sign))
        at = at[(at > 0) & (at < len(points) - 1)]
        before, after = points[at - 1], points[at + 1]
        inside = (before >= ord(low)) & (before <= ord(high)) & (after >= ord(low)) & (after <= ord(high))
        kinds[at[inside]] = _WORD
    return kinds


@cache
def _known_kinds() -> NDArray[np.uint8]:
    """What each code point is, filled in as they are met."""
    return np.full(_FIRST_WORD, _UNKNOWN, dtype=np.uint8)


def _kind(sign: str) -> int:
    return _CHARACTER if _HAN.match(sign) else _WORD if _LETTER.match(sign) else _SEPARATOR


def _sizes(places: Numbers, groups: Numbers) -> Small:
    """How long each field is in the stream, four a record; `groups` is each field's first token."""
    bounds = np.append(groups, len(places))
    filled = np.diff(bounds) > 0
    sizes = np.zeros(len(groups), dtype=np.int32)
    sizes[filled] = places[bounds[1:][filled] - 1] - places[bounds[:-1][filled]] + 1
    return sizes.reshape(-1, FIELDS)


__all__ = ["FIELDS", "Numbers", "Small", "Tokens", "Unsigned", "tokenize"]
