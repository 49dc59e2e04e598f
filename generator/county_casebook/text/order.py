"""The numbers of a text become what is odd about them: one that is skipped, one that comes twice.

A text that is right is not complained of: a list may begin again, an excerpt begins midway, numbers may count on across
chapters. What is told breaks a row that had begun.
"""

from __future__ import annotations

import re

from county_casebook.text.marks import OUTLINE, Mark
from county_casebook.text.numbering import NUMBER
from county_casebook.text.numerals import number

_NUMBERS = re.compile(f"({NUMBER})(?=(.))")
"""Each number of a line, and the sign behind it."""


class Order:
    """The last number of each row, and those that broke one."""

    def __init__(self) -> None:
        self.irregularities: list[tuple[int, str]] = []
        self._last: dict[tuple[str, str], int] = {}
        self._lines: dict[str, str] = {}
        """The last line that began with a number of each sign: what it goes on to count may stand in it."""

    def last(self, place: str, mark: Mark) -> int:
        """Return the last number of a sign in a place (a clause, or a whole text); 0 where there was none."""
        return self._last.get((place, _sign(mark)), 0)

    def count(self, start: int, mark: Mark, places: tuple[str, str], said: tuple[str, str]) -> None:
        """Take the next number and note what is odd.

        `places` are the clause it stands in and the whole text, `said` the line that it begins and the line before.
        """
        sign = _sign(mark)
        in_row, whole = (self._last.get((place, sign), 0) for place in places)
        is_right = _goes_on(mark, in_row) if in_row else _begins(mark, whole)
        if not (is_right or _is_named(mark, said[1]) or _is_named(mark, self._lines.get(sign, ""))):
            self.irregularities.append((start, _told(mark, in_row)))
        self._last.update({(place, sign): mark.value for place in places})
        self._lines[sign] = said[0]


def _told(mark: Mark, last: int) -> str:
    if not last:
        return f"编号不从一开始：这里是 {mark.label}，前面没有 {mark.value - 1}"
    return f"编号{'重复' if mark.value <= last else '跳号'}：上一个是 {last}，这里是 {mark.label}"


def _goes_on(mark: Mark, last: int) -> bool:
    """Whether a number may follow the last of its row: the next, a new row, 第十七条之一 after 第十七条."""
    is_inserted = mark.kind == "article" and "-" in mark.stem.removeprefix("art-")
    return mark.value == last + 1 or (mark.value == 1 and last > 1) or (is_inserted and mark.value == last)


def _begins(mark: Mark, last: int) -> bool:
    """Whether a number may be the first of a row, after the last of its sign in the text: one, the next, any in an excerpt."""
    return mark.value in (1, last + 1) or last == 0


def _is_named(mark: Mark, line: str) -> bool:
    """Whether the number before stands inside a line: 「应当提交：（一）申请书；」, 「（三）降雨量；（四）蒸发量；」."""
    numbers = [written for written, sign in _NUMBERS.findall(line) if sign == mark.label[-1]]
    return any(number(written) == mark.value - 1 for written in numbers)


def _sign(mark: Mark) -> str:
    return f"{OUTLINE}{len(mark.path)}" if mark.path else mark.sign
