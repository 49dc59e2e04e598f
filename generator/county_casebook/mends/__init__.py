"""A YAML text that its reader refuses becomes what its writer may have meant: small mends, each with what is wrong without it.

A mend is a guess. Whoever tries them believes one only where the text reads better with it, so a good text never gets one.
"""

from __future__ import annotations

from collections.abc import Sequence

from county_casebook.mends.lines import Edit, Known, Mend, told_lines
from county_casebook.mends.nesting import blanks, children, continued, indents, items
from county_casebook.mends.signs import braces, brackets, colons, dashes, joined, remarks, thousands, values

_SURE = (blanks, remarks, colons, dashes, brackets, braces, joined, thousands, children, items)
"""Guesses from what stands in a line, wherever it is."""
_NEAR = (continued, values, indents)
"""Guesses about the lines round the place where reading stopped."""


def sure_mends(lines: Sequence[str], known: Known, around: int | None) -> list[Mend]:
    """Return what may be mended wherever it stands; `around` is the line (from 1) at which reading stopped, if it did."""
    told = list(told_lines(lines))
    found = [mend for guess in _SURE for mend in guess(told, known)]
    if around is None:
        return found
    return sorted(
        (mend for mend in found if mend.line <= around + 1), key=lambda mend: abs(mend.line - around)
    )


def near_mends(lines: Sequence[str], around: int) -> list[Mend]:
    """Return what may be mended in the lines beside the one at which reading stopped."""
    told = list(told_lines(lines))
    near = [line for apart in (0, -1, 1) for line in told if line.number - around == apart]
    return [mend for guess in _NEAR for mend in guess(told, near)]


__all__ = ["Edit", "Known", "Mend", "near_mends", "sure_mends"]
