"""Two texts become pieces: what stayed, what was taken out and what was put in, cut where words end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORD = re.compile(r"[A-Za-z]++|[0-9]++(?:[.,][0-9]++)*+|[\s\S]")
_SENTENCE = re.compile(r"[^。！？；\n]*+[。！？；\n]?+")
_MOST_WORDS = 3_000
_LEAST_KEPT = 2
"""Characters that two texts must have in common between changes to be told as unchanged: single ones are chance."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether it stands in both texts, only in the old one or only in the new one."""

    state: Literal["kept", "removed", "added"]
    text: str


def compared(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of two texts in order; those kept and removed make the old one, those kept and added the new one."""
    words, others = _WORD.findall(old), _WORD.findall(new)
    if len(words) + len(others) > _MOST_WORDS:
        words, others = _sentences(old), _sentences(new)
    return tuple(_pieces(_coarse(_steps(words, others))))


def likeness(old: str, new: str) -> float:
    """How alike two texts are, from 0 to 1, by the words they share."""
    if old == new:
        return 1.0
    words, others = _WORD.findall(old[:_MOST_WORDS]), _WORD.findall(new[:_MOST_WORDS])
    return SequenceMatcher(None, words, others, autojunk=False).ratio() if words and others else 0.0


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.findall(text) if sentence]


def _steps(words: Sequence[str], others: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (kept, removed, added) in order."""
    for tag, a, b, c, d in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "".join(words[a:b]), "", ""
        else:
            yield "", "".join(words[a:b]), "".join(others[c:d])


def _coarse(steps: Iterator[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Join changes that only a chance character parts, so that a rewritten sentence is told as one change."""
    removed = added = waiting = ""
    for kept, out, into in steps:
        if not kept:
            removed, added = removed + waiting + out, added + waiting + into
            waiting = ""
        elif (removed or added) and len(kept) < _LEAST_KEPT:
            waiting = kept
        else:
            yield from ((("", removed, added),) if removed or added else ())
            yield kept, "", ""
            removed = added = ""
    yield from ((("", removed, added),) if removed or added else ())
    yield from (((waiting, "", ""),) if waiting else ())


def _pieces(steps: Iterator[tuple[str, str, str]]) -> Iterator[Piece]:
    for kept, removed, added in steps:
        if kept:
            yield Piece("kept", kept)
        if removed:
            yield Piece("removed", removed)
        if added:
            yield Piece("added", added)
