"""What a number at the beginning of a line says of the clause that it opens, and the blanks that may follow it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BLANKS = (
    " \t\v\f\x85\u00a0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b"
    "\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
"""White space of Unicode 15 that ends no line, and the three characters that have no width: what may part a number from its words."""
SPACE = f"[{BLANKS}]"
ENDS = f"{BLANKS}\r\n"
"""What is not part of the words of a line when it stands at either end."""

Kind = Literal[
    "head",
    "part",
    "chapter",
    "section",
    "article",
    "item",
    "point",
    "paragraph",
    "tail",
    "annex",
    "contents",
    "told",
]
"""What a piece of a text is; `told` is what a policy whose text is not held says, in the words of the library."""

DIVISION_RANK, ARTICLE_RANK, ITEM_RANK, PARAGRAPH_RANK, POINT_RANK = 3, 4, 5, 9, 10
OUTLINE = "1.1"
"""The sign of a decimal outline, whatever its depth."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A number at the beginning of a line: `sign` is the way of writing it, `stem` what it adds to an address.

    `path` are all numbers of a decimal outline, empty for other signs. One that is not `is_sure` may be words or a quantity as
    well: it counts only where it goes on with what is open. `is_apart` says that a blank follows.
    """

    kind: Kind
    sign: str
    rank: int
    stem: str
    value: int
    label: str
    rest: str
    path: tuple[int, ...] = ()
    is_sure: bool = True
    is_apart: bool = True
