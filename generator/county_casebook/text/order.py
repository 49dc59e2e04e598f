"""The numbers of a text become what is odd about them: one that is skipped, one that comes twice.

A text that is right is not complained of: a list may begin again, an excerpt begins midway, numbers may count on across
chapters. What is told breaks a row that had begun.
"""

from __future__ import annotations

import re

from county_casebook.text.marks import OUTLINE, Mark
from county_casebook.text.numbering import NUMBER
from county_casebook.text.numerals import number


class Order:
    """The last number of each row, and those that broke one."""

    def __init__(self) -> None:
        self.irregularities: list[tuple[int, str]] = []
        self._last: dict[tuple[str, str], int] = {}

    def last(self, place: str, mark: Mark) -> int:
        """Return the last number of a sign in a place (a clause, or a whole text); 0 where there was none."""
        return self._last.get((place, _sign(mark)), 0)

    def count(self, start: int, mark: Mark, places: tuple[str, str], before: str) -> None:
        """Take the next number and note what is odd: `places` are the clause it stands in and the whole text, `before` the line before."""
        sign = _sign(mark)
        in_row, whole = (self._last.get((place, sign), 0) for place in places)
        if in_row and not _goes_on(mark, in_row):
            said = "重复" if mark.value <= in_row else "跳号"
            self.irregularities.append((start, f"编号{said}：上一个是 {in_row}，这里是 {mark.label}"))
        elif not in_row and not (_begins(mark, whole) or _is_named(mark, before)):
            self.irregularities.append(
                (start, f"编号不从一开始：这里是 {mark.label}，前面没有 {mark.value - 1}")
            )
        self._last.update({(place, sign): mark.value for place in places})


def _goes_on(mark: Mark, last: int) -> bool:
    """Whether a number may follow the last of its row: the next, a new row, 第十七条之一 after 第十七条."""
    is_inserted = mark.kind == "article" and "-" in mark.stem.removeprefix("art-")
    return mark.value == last + 1 or (mark.value == 1 and last > 1) or (is_inserted and mark.value == last)


def _begins(mark: Mark, last: int) -> bool:
    """Whether a number may be the first of a row, after the last of its sign in the text: one, the next, any in an excerpt."""
    return mark.value in (1, last + 1) or last == 0


def _is_named(mark: Mark, before: str) -> bool:
    """Whether the line before ends a row whose numbers stand in it: 「应当提交：（一）申请书；」."""
    numbers = re.findall(f"({NUMBER}){re.escape(mark.label[-1])}", before)
    return any(number(written) == mark.value - 1 for written in numbers)


def _sign(mark: Mark) -> str:
    return f"{OUTLINE}{len(mark.path)}" if mark.path else mark.sign
