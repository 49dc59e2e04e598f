"""A row of a table as one line of a text, `| 1 | 甲县 | 某某公司 |`: so that each row has an address and keeps its columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

_LONGEST_AGAIN = 100
_BREAKS = re.compile(r"(?<!\s)[^\S\n]*+\n\s*+")


def row_line(cells: Iterable[str]) -> str:
    """Return cells as a row; breaks inside a cell become blanks, and no cell ends early."""
    words = (_BREAKS.sub(" ", cell.strip()).replace("|", "｜") for cell in cells)
    return f"| {' | '.join(words)} |"


def again(words: str) -> str:
    """Return what a cell says in the further rows that it covers: the same, unless it is long."""
    return words if len(words) <= _LONGEST_AGAIN else "（同上）"


def cells_of(line: str) -> list[str]:
    """Return the cells of a line that is a row; empty when it is none."""
    line = line.strip()
    if not (line.startswith("|") and line.endswith("|") and len(line) > 2):
        return []
    return [cell.strip() for cell in line[1:-1].split("|")]


def cell_places(line: str) -> list[tuple[int, int]]:
    """Return where the words of each cell of a row begin and end in a line; empty when it is no row."""
    if not cells_of(line):
        return []
    bars = [at for at, sign in enumerate(line) if sign == "|"]
    found = []
    for before, after in pairwise(bars):
        words = line[before + 1 : after]
        start = before + 1 + len(words) - len(words.lstrip())
        found.append((start, max(start, after - (len(words) - len(words.rstrip())))))
    return found


__all__ = ["again", "cell_places", "cells_of", "row_line"]
