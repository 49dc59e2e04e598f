"""The font of share cards: the characters it has, and itself in a size.

It comes with the package, since what a system has would make other pictures on every machine; see `card_fonts/README.md`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PIL import ImageFont

_FOLDER = Path(__file__).parent / "card_fonts"
INSTEAD = "〓"
"""What is drawn for a character that the font has not."""


@cache
def characters() -> frozenset[str]:
    """The characters of the font."""
    return frozenset((_FOLDER / "characters.txt").read_text("utf-8").replace("\n", ""))


def drawable(text: str) -> str:
    """Return a text with what can be drawn of it."""
    return "".join(each if each in characters() else INSTEAD for each in text)


@cache
def card_font(size: int) -> ImageFont.FreeTypeFont:
    """Return the font in a size; laid out by Pillow alone, as other libraries are not on every machine."""
    path = _FOLDER / "NotoSerifCJKsc-Bold-subset.otf"
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


__all__ = ["INSTEAD", "card_font", "characters", "drawable"]
