"""Words become lines that fit: as large as there is room, of about the same length, and broken where Chinese may be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from county_casebook.files.card_font import card_font

_SIZES = ((76, 2), (64, 3), (54, 4))
"""Sizes of a title with how many lines of each find room, the largest first."""
_PIECE = re.compile(r"[A-Za-z0-9]+|.", re.DOTALL)
_CLAUSE = re.compile(r"[^：，；]+[：，；]*")
_ENDS = "，。、；：？！）》〉」』】〕”’…—·％%"
"""Signs that begin no line."""
_BEGINS = "（《〈「『【〔“‘"
"""Signs that end no line."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a title and their size."""

    size: int
    lines: Sequence[str]


def title_lines(title: str, width: int) -> Lines:
    """Return the lines a title fills; what finds no room in the smallest size ends in 「…」."""
    for size, most in _SIZES:
        broken = _broken(title, width, size)
        if len(broken) <= most:
            return Lines(size, _at_pauses(title, width, size, most) or _balanced(title, width, size, broken))
    return Lines(size, first_lines(title, width, size, most))


def first_lines(text: str, width: int, size: int, most: int) -> list[str]:
    """Return the lines of a text; of more than `most` the first, the last with 「…」 behind."""
    broken = _broken(text, width, size)
    if len(broken) <= most:
        return broken
    last = broken[most - 1]
    while last and width_of(f"{last}…", size) > width:
        last = last[:-1]
    return [*broken[: most - 1], f"{last}…"]


def width_of(text: str, size: int) -> float:
    """Return how wide a text is."""
    return sum(_advance(each, size) for each in text)


@cache
def _advance(character: str, size: int) -> float:
    return card_font(size).getlength(character)


def _at_pauses(title: str, width: int, size: int, most: int) -> list[str]:
    """The clauses of a title, a line each; none where it has but one, or they do not fit."""
    clauses = _CLAUSE.findall(title)
    fit = 1 < len(clauses) <= most and all(width_of(clause, size) <= width for clause in clauses)
    return clauses if fit else []


def _balanced(title: str, width: int, size: int, broken: list[str]) -> list[str]:
    """The lines of the narrowest block that is no higher."""
    for narrower in range(width - size // 2, width // 2, -(size // 2)):
        found = _broken(title, narrower, size)
        if len(found) > len(broken):
            break
        broken = found
    return broken


def _broken(text: str, width: int, size: int) -> list[str]:
    lines, line = [], ""
    for piece in _pieces(text):
        if line and width_of((line + piece).rstrip(), size) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> Iterator[str]:
    """Yield what no line break may part: a word or a character, with the signs that belong to it."""
    held = ""
    for piece in _PIECE.findall(text):
        if held and piece[0] not in _ENDS and held[-1] not in _BEGINS:
            yield held
            held = ""
        held += piece
    if held:
        yield held


__all__ = ["Lines", "first_lines", "title_lines", "width_of"]
