"""A text becomes the personal numbers in it, and the same text with those numbers masked.

Personal are the numbers that lead to one person: resident identity cards, mobile telephones, private mailboxes, bank
cards. Sums, codes of places and organizations, document numbers and office telephones are not.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from county_casebook.text.mailboxes import MAILBOX, mailboxes
from county_casebook.text.personal_numbers import FORMS
from county_casebook.text.plain_digits import Number, has_escapes, runs, unescaped


@dataclass(frozen=True, slots=True)
class Found:
    """One personal number: text[start:end], what it is in Chinese, and how it may be shown (as long as it is).

    `number` holds its letters and digits alone, to tell whether two are the same; it is never shown.
    """

    start: int
    end: int
    what: str
    shown: str
    number: str = field(repr=False)


def personal_data(text: str) -> Iterator[Found]:
    """Yield every personal number of a text in order, without overlaps, also where it is separated, disguised or escaped."""
    plain, offsets = unescaped(text)
    end = 0
    for start, stop, what in sorted(_spans(plain), key=lambda span: (span[0], -span[1])):
        if start >= end:
            end = stop
            first, last = offsets[start], offsets[stop]
            shown = _mask(text[first:last], mailbox=what == MAILBOX)
            yield Found(first, last, what, shown, _bare(plain[start:stop]))


def may_hold_personal_data(text: str) -> bool:
    """Whether a text may hold a personal number: quick, and False for nearly every text.

    Of texts joined by line ends it is true when it is true of one of them: no number goes over a line end.
    """
    return _is_hard(text) or next(runs(text), None) is not None


def suspects(texts: Sequence[str]) -> list[str]:
    """Return those of some texts that may hold a personal number: all are looked through together, since most hold none."""
    joined = "\n".join(texts)
    if _is_hard(joined):
        return [text for text in texts if may_hold_personal_data(text)]
    if not (begins := [run.offsets[0] for run in runs(joined)]):
        return []
    ends = list(accumulate(len(text) + 1 for text in texts))
    return [texts[number] for number in dict.fromkeys(bisect_right(ends, begin) for begin in begins)]


def _is_hard(text: str) -> bool:
    """Whether more than runs of digits must be looked for in a text."""
    return "@" in text or "＠" in text or has_escapes(text)


def _bare(number: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", number))).upper()


def masked(text: str) -> str:
    """Return a text of the same length that shows of a number only its first three and last two characters, of a mailbox its provider."""
    pieces: list[str] = []
    end = 0
    for found in personal_data(text):
        pieces += text[end : found.start], found.shown
        end = found.end
    return "".join([*pieces, text[end:]]) if pieces else text


def _mask(number: str, *, mailbox: bool) -> str:
    if mailbox:
        local = re.split("[@＠]|%40|&", number, maxsplit=1)[0]
        return (
            f"{local[0]}{'*' * (len(local) - 1)}{number[len(local) :]}"
            if len(local) > 1
            else f"*{number[1:]}"
        )
    return f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}"


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    for run in runs(text):
        for kind, pattern, is_one in FORMS:
            for match in pattern.finditer(run.plain):
                number = Number(text, run, *match.span(1))
                if is_one(number):
                    yield number.start, number.end, kind
    if "@" in text or "＠" in text:
        yield from mailboxes(text)
