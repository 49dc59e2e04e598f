"""The lines of a text become those that are a table of contents: its chapters come again below, and have their addresses there.

A table is announced by 目录, or shown by the page numbers at the ends of its lines, or it is a row of headings without a word
between them, whose first comes again right after.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from county_casebook.text.marks import BLANKS, Mark
from county_casebook.text.numbering import (
    SENTENCE,
    annex_number,
    contents_entry,
    has_page_number,
    is_contents,
    mark_of,
    plain,
)

_BEFORE = re.compile(rf"[*＊●○•·※△▲◆◇★☆►▶{BLANKS}]+")
"""What may stand before an entry: 「*第一节」."""
_UNNUMBERED = ("前言", "序言", "引言", "附则", "附录", "附表", "索引", "后记", "参考文献")


def contents_lines(words: Sequence[str], marks: Sequence[Mark | None]) -> set[int]:
    """Return the places of the lines that belong to a table of contents, the line that announces it too."""
    found: set[int] = set()
    spoken = in_row = False
    place = 0
    while place < len(words):
        end = place
        if is_contents(words[place]):
            end = _announced(words, marks, place + 1)
        elif has_page_number(words[place]) and (marks[place] or place in found or place - 1 in found):
            end = place + 1
        elif not in_row:
            end = _row(words, marks, place, spoken=spoken)
        found.update(range(place, end))
        spoken = spoken or "。" in words[place]
        in_row = _is_bare(words[place], marks[place]) and end == place
        place = max(end, place + 1)
    return found


def _announced(words: Sequence[str], marks: Sequence[Mark | None], start: int) -> int:
    """Where a table that a line announces ends: where its first entry comes again, or text begins."""
    first, first_numbered = "", ""
    for place in range(start, len(words)):
        mark = marks[place] or mark_of(_BEFORE.sub("", words[place], count=1))
        entry = plain(mark.label) if mark else contents_entry(words[place])
        is_entry = mark or has_page_number(words[place]) or _is_unnumbered(entry)
        whole = contents_entry(words[place])
        ends = first and (entry == first or whole == first_numbered or not is_entry)
        if ends or SENTENCE.search(words[place]) or (mark and mark.kind == "article"):
            return place
        first, first_numbered = first or entry, first_numbered or (whole if mark else "")
    return len(words)


def _is_unnumbered(entry: str) -> bool:
    return entry.startswith(_UNNUMBERED) or annex_number(entry)[0]


def _row(words: Sequence[str], marks: Sequence[Mark | None], start: int, *, spoken: bool) -> int:
    """Where a row of headings ends whose first comes again right after it; `start` when there is none.

    Once sentences have been spoken only chapters and three of 一、 make such a row: a list may hold the same words twice.
    """
    mark = marks[start]
    if (
        not mark
        or not _is_bare(words[start], mark)
        or (mark.kind == "item" and spoken and mark.sign != "一、")
    ):
        return start
    least = start + (3 if mark.kind == "item" and spoken else 2)
    first = contents_entry(words[start])
    for place in range(start + 1, len(words)):
        shown = _BEFORE.sub("", words[place], count=1)
        if contents_entry(shown) == first:
            return place if place >= least else start
        if not _is_bare(shown, marks[place] or mark_of(shown)):
            is_title = len(shown) <= 40 and not SENTENCE.search(shown) and place >= least
            follows = contents_entry(words[place + 1]) if is_title and place + 1 < len(words) else ""
            return place if follows == first else start
    return start


def _is_bare(words: str, mark: Mark | None) -> bool:
    """Whether a line is a numbered heading and nothing else."""
    is_heading = mark and mark.kind != "article" and mark.rest.strip(BLANKS)
    return bool(is_heading) and len(words) <= 60 and not SENTENCE.search(words)


__all__ = ["contents_lines"]
