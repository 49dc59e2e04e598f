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
_LONGEST = 500
"""Lines that a row without its word has at most."""
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

    Once sentences have been spoken only chapters and three of 一、 make such a row: a list may hold the same words twice. In an
    outline headings may stand between that have no number.
    """
    mark = marks[start]
    if (
        not mark
        or not _is_bare(words[start], mark)
        or (mark.kind == "item" and spoken and mark.sign != "一、")
    ):
        return start
    least, first, held = 3 if mark.kind == "item" and spoken else 2, _key(mark, words[start]), 0
    for place in range(start, min(len(words), start + _LONGEST)):
        shown = _BEFORE.sub("", words[place], count=1)
        found = marks[place] or mark_of(shown)
        if place > start and found and _key(found, shown) == first:
            return _before_parents(marks, start, place) if held >= least else start
        held += _is_bare(shown, found)
        if not _is_bare(shown, found) and not (mark.path and _is_title(shown)):
            again = marks[place + 1] if place + 1 < len(words) else None
            ends = again and _is_title(shown) and _key(again, words[place + 1]) == first and held >= least
            return place if ends else start
    return start


def _key(mark: Mark, words: str) -> tuple[tuple[int, ...], str, str]:
    """What a heading and its entry have in common: number and words, not the sign; 「1 总则」 is 「1.总则」 below."""
    sign = "" if mark.path or mark.sign == "1." else mark.sign
    return mark.path or (mark.value,), sign, contents_entry(words)[len(plain(mark.label)) :]


def _before_parents(marks: Sequence[Mark | None], start: int, end: int) -> int:
    """Where the text begins: before the headings that hold the first entry, where these have no number among the entries."""
    first = marks[start]
    while first and end - 1 > start and (above := marks[end - 1]) and above.path and above.path != first.path:
        if first.path[: len(above.path)] != above.path:
            break
        end -= 1
    return end


def _is_title(words: str) -> bool:
    return len(words) <= 40 and not SENTENCE.search(words)


def _is_bare(words: str, mark: Mark | None) -> bool:
    """Whether a line is a numbered heading and nothing else."""
    is_heading = mark and mark.kind != "article" and mark.rest.strip(BLANKS)
    return bool(is_heading) and len(words) <= 60 and not SENTENCE.search(words)


__all__ = ["contents_lines"]
