"""A row of a table as one line of a text, `| 1 | 甲县 | 某某公司 |`: so that each row has an address and keeps its columns."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LONGEST_AGAIN = 100
_BREAKS = re.compile(r"\s*\n\s*")


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


__all__ = ["again", "cells_of", "row_line"]
