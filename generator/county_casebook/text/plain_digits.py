"""Digits, however they are written or hidden, become plain runs of ASCII digits whose places in the text are known.

A number written full-width, with soft hyphens inside, as `&#49;` or as `%31` is still the number for who reads the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote_to_bytes

_INVISIBLE = (
    "\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u20d0-\u20ff\ufe00-\ufe0f\ufeff\ufffd\U000e0000-\U000e01ef"
)
"""Characters that show nothing of their own beside a digit: format characters, combining marks, variation selectors."""
_SEPARATORS = r" \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000._\-\u2010-\u2015\u2212\u00b7\u30fb\ufe58\ufe63\uff0d\uff0e\uff3f"
_CHECK_LETTERS = "XxＸｘⅩⅹХх"

_RUN = re.compile(
    rf"\d(?<!\d\d)(?:[{_INVISIBLE}{_SEPARATORS}]{{0,6}}+\d){{10,}}+(?:[{_INVISIBLE}{_SEPARATORS}]{{0,6}}+[{_CHECK_LETTERS}])?+"
)
"""Eleven digits and more, the shortest number that is personal; linear, since separators and digits are disjoint.

Behind a digit no run begins that would not have begun at that digit, so the digits of a shorter number are gone through once.
"""


class _Folded(dict[int, int]):
    """What a character of a run counts as: a digit, `X`, a blank, `-`, `.`, `_`, or NUL for what is not seen."""

    def __missing__(self, code: int) -> int:
        folded = self[code] = ord(_fold(chr(code)))
        return folded


def _fold(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    if sign in _CHECK_LETTERS:
        return "X"
    category = unicodedata.category(sign)
    if category in ("Cf", "Mn", "Me", "Lo") or sign == "\ufffd":
        return "\0"
    if category == "Zs" or sign == "\t":
        return " "
    if category == "Pd" or sign == "\u2212":
        return "-"
    return "_" if category == "Pc" else "."


_FOLDED = _Folded()


@dataclass(frozen=True, slots=True)
class Run:
    """Digits and what separates them, in ASCII; `offsets[i]` is where character i stands in the text, the last its end."""

    plain: str
    offsets: Sequence[int]


def runs(text: str) -> Iterator[Run]:
    """Yield every run of eleven digits and more, separated or not, with a check letter that may end it."""
    for match in _RUN.finditer(text):
        folded = match.group().translate(_FOLDED)
        offsets: Sequence[int] = range(match.start(), match.end() + 1)
        if "\0" in folded:
            seen = [position for position, sign in enumerate(folded) if sign != "\0"]
            folded = folded.replace("\0", "")
            offsets = [*(match.start() + position for position in seen), match.end()]
        yield Run(folded, offsets)


_ESCAPE = re.compile(
    r"[%&\\](?:(?<=%)(?P<percent>3[0-9]|40|2[0-9A-Fa-f]|5[Ff]|[Ee][Ff]%[Bb][BbCcDd]%[0-9A-Fa-f]{2}|[Cc]2%[0-9A-Fa-f]{2}"
    r"|[Ee]2%8[01]%[0-9A-Fa-f]{2}|[Ee]3%80%80)"
    r"|(?<=&)(?P<entity>#(?!3[49];)[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}"
    r"|shy|[a-z]{0,4}sp|(?:nb|hair|thin)sp|zwj|zwnj|lrm|rlm|NoBreak|ZeroWidthSpace|commat|period|lowbar|hyphen|dash|[nm]dash|minus"
    r"|middot|centerdot|plus|lpar|rpar);"
    r"|(?<=\\)(?P<code>x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U000[0-9A-Fa-f]{5}))"
)
"""Escapes of digits, of what separates them and of `@`; others lead to no number and are passed over."""


_BEGINS = tuple(re.compile(rf"{sign}[#0-9A-Za-z]") for sign in ("%", "&", r"\\"))
"""What every escape begins with: most texts have none, and one sign is looked for much more quickly than one of three."""


def has_escapes(text: str) -> bool:
    """Whether something in a text would be resolved by `unescaped`."""
    return any(begins.search(text) for begins in _BEGINS) and _ESCAPE.search(text) is not None


def unescaped(text: str) -> tuple[str, Sequence[int]]:
    r"""Return a text with `%31`, `&#49;` and `\u0031` resolved, and where each of its characters stood (the last: the end)."""
    if not has_escapes(text):
        return text, range(len(text) + 1)
    pieces: list[str] = []
    offsets: list[int] = []
    end = 0
    for match in _ESCAPE.finditer(text):
        pieces.append(text[end : match.start()])
        offsets.extend(range(end, match.start()))
        for sign, place in _resolved(match):
            pieces.append(sign)
            offsets.append(place)
        end = match.end()
    return "".join([*pieces, text[end:]]), [*offsets, *range(end, len(text) + 1)]


def _resolved(match: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Yield what an escape stands for, sign by sign, with the place of each; an escape that means nothing stays."""
    place, written = match.start(), match.group()
    if match["percent"]:
        for sign in unquote_to_bytes(written).decode("utf-8", "surrogateescape"):
            yield sign, place
            place += 3 * len(sign.encode("utf-8", "surrogateescape"))
        return
    meant = chr(int(match["code"][1:], 16)) if match["code"] else unescape(written)
    if meant == written:
        yield from ((sign, place + position) for position, sign in enumerate(written))
    else:
        yield from ((sign, place) for sign in meant)


class Number:
    """A candidate: a part of a run, in the text it was found in, with its groups of digits."""

    __slots__ = ("digits", "end", "first", "groups", "last", "run", "start", "text")

    def __init__(self, text: str, run: Run, first: int, last: int) -> None:
        self.text, self.run, self.first, self.last = text, run, first, last
        self.start, self.end = run.offsets[first], run.offsets[last - 1] + 1
        groups = _GROUP.findall(run.plain, first, last)
        self.digits = "".join(groups)
        self.groups = tuple(map(len, groups))

    def follows(self, words: re.Pattern[str], reach: int = 20) -> bool:
        """Whether words stand right before the number."""
        return words.search(self.text[max(0, self.start - reach) : self.start]) is not None


_GROUP = re.compile(r"[0-9X]+")
