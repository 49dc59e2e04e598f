"""Lines as they were printed become lines of a text: broken sentences joined, across pages too, and rows of tables kept apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from county_casebook.text.numbering import is_date, mark_of, plain
from county_casebook.text.table_rows import row_line

_INDENT = 0.8
"""A line that begins this far from the margin, in its height, begins a paragraph, or stands in the middle."""
_FURTHEST = 6.0
"""No paragraph begins so far from the margin; a line that does stands at the right, as a signature or a day."""
_SHORT = 2.2
"""A line that ends this far before the margin ends a paragraph."""
_WIDE_GAP = 1.7
"""Lines further apart than this, in what is usual on the page, are of two paragraphs."""
_GAP, _WIDE = re.compile("[\t\u3000 ]+"), re.compile("\t+")
_OTHER_SIZE = 1.2
_CENTRED = 0.6
_LOOSE = 2.2
"""Lines further apart than this, in their height, are of two paragraphs where paragraphs are not told apart by their beginning."""
_ENDS = ("。", "；", "：", "！", "？", ":", ";")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of a page: where it stands in points, from the left and from below, and its words; a tab stands between cells."""

    left: float
    bottom: float
    right: float
    top: float
    words: str
    page_width: float
    page_height: float
    is_over_picture: bool = False

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)


@dataclass(frozen=True, slots=True)
class _Page:
    """The margins of a page's words, how far apart its lines usually stand, and whether paragraphs begin further right."""

    left: float
    right: float
    pitch: float
    has_indents: bool
    common: frozenset[int] = frozenset()
    """Where several lines begin, in whole points: what stands in the middle begins where it does alone."""


def joined(pages: Sequence[Sequence[PrintedLine]]) -> tuple[list[str], int]:
    """Return the lines of a text, and how many of them are rows of tables."""
    found: list[str] = []
    rows = 0
    before: PrintedLine | None = None
    for lines in pages:
        page = _page(lines)
        cells = _rows(lines)
        for order, line in enumerate(lines):
            if order in cells:
                found.append(row_line(cells[order]))
                rows += 1
                before = None
                continue
            if before is not None and _goes_on(before, line, page):
                found[-1] = _together(found[-1], line.words)
            else:
                found.append(line.words.replace("\t", "\u3000"))
            before = line
    return found, rows


def _page(lines: Sequence[PrintedLine]) -> _Page:
    if not lines:
        return _Page(0, 0, 0, has_indents=False)
    ends = sorted(line.right for line in lines)
    pitches = [one.bottom - other.bottom for one, other in pairwise(lines) if one.bottom > other.bottom]
    left = min(line.left for line in lines)
    even = lines[0].page_width - left - lines[0].height
    return _Page(
        left,
        max(
            ends[int(0.95 * (len(ends) - 1))], even
        ),  # a page of short lines has its margins as wide on both sides
        median(pitches) if pitches else 0.0,
        has_indents=sum(1.5 < (line.left - left) / line.height < 2.6 for line in lines) > 0.2 * len(lines),
        common=frozenset(
            left for left, count in Counter(round(line.left) for line in lines).items() if count > 1
        ),
    )


def _goes_on(before: PrintedLine, line: PrintedLine, page: _Page) -> bool:
    """Whether a line goes on with the sentence of the line before, which was broken at the margin."""
    if line.left > page.left + _INDENT * line.height or before.right < page.right - _SHORT * before.height:
        return False
    if _is_centred(before, page) or before.left > page.left + _FURTHEST * before.height:
        return False
    if "\t" in line.words or "\t" in before.words or is_date(plain(line.words)):
        return False
    if before.words.endswith(_ENDS) and mark_of(line.words):
        return False
    return not (_is_of_other_size(before, line) or _is_far(before.bottom - line.bottom, line, page))


def _is_centred(line: PrintedLine, page: _Page) -> bool:
    """Whether a line stands in the middle: as far from both edges of the paper, and where no other line begins."""
    shift = line.left + line.right - line.page_width
    return (
        round(line.left) not in page.common
        and line.left > page.left + _INDENT * line.height
        and abs(shift) < _CENTRED * line.height
    )


def _is_of_other_size(before: PrintedLine, line: PrintedLine) -> bool:
    return max(before.height, line.height) > _OTHER_SIZE * min(before.height, line.height)


def _is_far(gap: float, line: PrintedLine, page: _Page) -> bool:
    """Whether a line stands so far below the one before that a paragraph ends between them."""
    return gap > _WIDE_GAP * page.pitch > 0 or (not page.has_indents and gap > _LOOSE * line.height)


def _together(before: str, words: str) -> str:
    is_latin = before[-1:].isascii() and before[-1:].isalnum() and words[:1].isascii() and words[:1].isalpha()
    return f"{before} {words}" if is_latin else before + words


def _rows(lines: Sequence[PrintedLine]) -> dict[int, list[str]]:
    """Return the cells of the lines that are rows: two or more in a row with gaps that cut them into as many pieces."""
    found: dict[int, list[str]] = {}
    at = 0
    while at < len(lines):
        run = at
        while run < len(lines) and _may_be_row(lines[run].words):
            run += 1
        tabs = sum("\t" in line.words for line in lines[at:run])
        if run - at > 1 and 2 * tabs >= run - at:
            found |= _cut(lines, at, run)
        at = max(run, at + 1)
    return found


def _may_be_row(words: str) -> bool:
    """Whether a line has gaps, and is no heading or article with a blank behind its number."""
    mark = mark_of(words)
    is_numbered = mark is not None and (mark.kind != "item" or mark.sign in ("一、", "（一）"))
    return bool(_GAP.search(words)) and not is_numbered


def _cut(lines: Sequence[PrintedLine], start: int, end: int) -> dict[int, list[str]]:
    """Return lines as cells when they all have as many: by every gap, else by the wide ones."""
    for pattern in (_GAP, _WIDE):
        cells = {at: pattern.split(lines[at].words) for at in range(start, end)}
        if len({len(each) for each in cells.values()}) == 1 and any(
            len(word) > 1 for each in cells.values() for word in each
        ):
            return cells
    return {}


__all__ = ["PrintedLine", "joined"]
