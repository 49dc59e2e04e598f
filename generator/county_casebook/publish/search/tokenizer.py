"""Documents become tokens: whole texts cut at once by numpy, each token with its position and its record.

The rule is that of `folding.py`, and a test holds both to one answer; Python itself touches only Latin words and digits.
Positions tell the field they stand in (`FIELD_STARTS`), so that a search can weigh a hit without asking anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from county_casebook.publish.search.documents import SearchDocument
from county_casebook.publish.search.folding import HAN, fold

FIELD_STARTS = (0, 256, 1024, 2048)
"""The positions at which title, keywords, summary and body begin; a field that overflows pushes the next one back."""

FIRST_WORD = 0x110000
"""Tokens below are code points of Chinese characters; from here on they are words, numbered as they come."""

_BATCH_CHARACTERS = 4_000_000
_HAN = re.compile(f"[{HAN}]")
_LETTER = re.compile(r"[^\W_]")
_SEPARATOR, _CHARACTER, _WORD = 0, 1, 2

Numbers = NDArray[np.int64]
Small = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens in reading order: what each is, where it stands, whose it is; and how long each record and its title are."""

    tokens: Small
    positions: Small
    counts: Numbers
    lengths: Numbers
    title_lengths: Numbers


class Tokenizer:
    """Tokenizes batches of documents; numbers words across them."""

    def __init__(self) -> None:
        self._words: dict[str, int] = {}

    def tokenize(self, documents: Sequence[SearchDocument]) -> Tokens:
        """Return the tokens of a batch; `counts` are the tokens of each document."""
        text, fields = _joined(documents)
        tokens, starts, ends = self._tokenize(text)
        groups = np.searchsorted(starts, fields)
        positions, sizes = _positions(starts, ends, groups)
        counts = np.diff(np.append(groups[::4], len(tokens)))
        return Tokens(tokens, positions, counts, sizes.sum(axis=1), sizes[:, 0])

    def spelled(self) -> dict[int, str]:
        """The words by their numbers."""
        return {number: word for word, number in self._words.items()}

    def _tokenize(self, text: str) -> tuple[Small, Numbers, Numbers]:
        """Tokens of a folded text as numbers (characters their code point, words from `_FIRST_WORD`), with where each begins and ends."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        kinds = _kinds(points)
        begins = kinds == _CHARACTER
        word = kinds == _WORD
        begins |= word & ~np.concatenate(([False], word[:-1]))
        starts = np.flatnonzero(begins)
        ends = starts + 1
        of_words = np.flatnonzero(word[starts])
        closes = np.flatnonzero(word & ~np.concatenate((word[1:], [False]))) + 1
        ends[of_words] = closes
        tokens = points[starts].astype(np.int32)
        words = self._words
        tokens[of_words] = [
            words.setdefault(text[start:end], FIRST_WORD + len(words))
            for start, end in zip(starts[of_words].tolist(), closes.tolist(), strict=True)
        ]
        return tokens, starts, ends


def _joined(documents: Sequence[SearchDocument]) -> tuple[str, list[int]]:
    """The folded texts of documents, one a line, and the offsets at which fields begin, four a document."""
    pieces: list[str] = []
    fields: list[int] = []
    at = 0
    for document in documents:
        body = [text for passage in document.passages for text in (passage.heading, passage.text)]
        for group in ((document.title,), document.keywords, (document.summary,), body):
            fields.append(at)
            for text in group:
                pieces.append(fold(text))
                at += len(pieces[-1]) + 1
    return "\n".join(pieces) + "\n", fields


def batches(documents: Iterator[SearchDocument]) -> Iterator[list[SearchDocument]]:
    """Group documents so that memory stays flat."""
    batch: list[SearchDocument] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += sum(len(passage.text) for passage in document.passages)
        if size >= _BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _kinds(points: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """What each code point is: separator, Chinese character, or part of a word (`3.2`, `r&d`)."""
    known, inverse = np.unique(points, return_inverse=True)
    table = np.array([_kind(chr(point)) for point in known.tolist()], dtype=np.uint8)
    kinds = table[inverse]
    for sign, low, high in ((".", "0", "9"), ("&", "a", "z")):
        at = np.flatnonzero(points == ord(sign))
        at = at[(at > 0) & (at < len(points) - 1)]
        before, after = points[at - 1], points[at + 1]
        inside = (before >= ord(low)) & (before <= ord(high)) & (after >= ord(low)) & (after <= ord(high))
        kinds[at[inside]] = _WORD
    return kinds


def _kind(sign: str) -> int:
    return _CHARACTER if _HAN.match(sign) else _WORD if _LETTER.match(sign) else _SEPARATOR


def _positions(starts: Numbers, ends: Numbers, groups: Numbers) -> tuple[Small, Numbers]:
    """The position of each token, and how many positions each field takes (four a document); `groups` is each field's first token.

    Positions count on within a field, two on where a run ends; each field begins at its own start.
    """
    parted = np.ones(len(starts), dtype=np.int64)
    parted[1:] = starts[1:] != ends[:-1]
    running = np.arange(len(starts)) + np.cumsum(parted)
    bounds = np.append(groups, len(starts))
    filled = np.diff(bounds) > 0
    sizes = np.zeros(len(groups), dtype=np.int64)
    sizes[filled] = running[bounds[1:][filled] - 1] - running[bounds[:-1][filled]] + 1
    by_field = sizes.reshape(-1, 4)
    begins = np.zeros_like(by_field)
    for field in range(1, 4):
        begins[:, field] = np.maximum(FIELD_STARTS[field], begins[:, field - 1] + by_field[:, field - 1] + 1)
    shift = np.zeros(len(groups), dtype=np.int64)
    shift[filled] = begins.reshape(-1)[filled] - running[bounds[:-1][filled]]
    return (running + np.repeat(shift, np.diff(bounds))).astype(np.int32), by_field
