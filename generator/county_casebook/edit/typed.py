"""What was typed becomes the text of a record: without signs that nobody sees, dates as the library writes them.

Nothing is guessed: what cannot be turned stays as it was typed, and the rules say what is wrong with it.
"""

from __future__ import annotations

import re

from county_casebook.text.characters import is_hidden
from county_casebook.text.width import half_width

LOST = "〓"
"""What stands in place of a sign that came as none: of a private font, or lost before it was pasted."""

_STANDS_FOR_A_WORD = ("\ufffd",)
_CHINESE_DATE = re.compile(r"([0-9]{4})(?: *年(?: *([0-9]{1,2})(?: *月(?: *([0-9]{1,2}) *日?)?)?)?)?")
_DATE = re.compile(r"([0-9]{4}) *(?P<sign>[-./]) *([0-9]{1,2})(?: *(?P=sign) *([0-9]{1,2}))?")
"""One sign throughout: 2004.1-2 is two months, no day."""


def visible(text: str) -> str:
    """Return a text with line ends as ours, and what nobody sees taken out; a lost sign is a 〓, so that it is seen."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(_seen(sign) if is_hidden(sign) else sign for sign in text)


def _seen(sign: str) -> str:
    if sign in "\u2028\u2029\x0b\x0c\x85":
        return "\n"
    return LOST if sign in _STANDS_FOR_A_WORD or 0xE000 <= ord(sign) <= 0xF8FF else ""


def one_line(text: str) -> str:
    """Return a text on one line: what was broken between Chinese characters goes on without a blank."""
    lines = [line.strip() for line in visible(text).split("\n")]
    joined = ""
    for line in filter(None, lines):
        gap = " " if joined[-1:].isascii() and line[:1].isascii() and joined else ""
        joined += gap + line
    return joined


def several_lines(text: str) -> str:
    """Return a text of paragraphs: without blanks at the ends of lines and empty lines at its ends."""
    return "\n".join(line.rstrip() for line in visible(text).split("\n")).strip("\n")


def each_line(text: str) -> list[str]:
    """Return the lines of a text that hold something."""
    return [line.strip() for line in visible(text).split("\n") if line.strip()]


def date(text: str) -> str:
    """Return a date as the library writes it: 2024年5月 is 2024-05; what is no date stays as it is."""
    said = one_line(text)
    plain = half_width(said)
    match = _CHINESE_DATE.fullmatch(plain) or _DATE.fullmatch(plain)
    if not match:
        return said
    year, *rest = (part for part in match.groups() if part and part.isdecimal())
    return "-".join([year, *(part.zfill(2) for part in rest)])


def number(text: str) -> str:
    """Return a number with digits and signs in half width; what is no number stays as it is."""
    said = one_line(text)
    narrow = half_width(said)
    return narrow if re.fullmatch(r"-?[0-9][0-9,.]*", narrow) else said


__all__ = ["LOST", "date", "each_line", "number", "one_line", "several_lines", "visible"]
