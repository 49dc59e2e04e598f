"""A line that begins with a decimal number (1, 1.1, 2.1.1) becomes a mark of an outline, unless the number is a quantity.

Emergency plans, standards and some local plans number themselves so (GB/T 1.1-2020, 7.3), with or without a blank after
the number. Quantities (3.2亿元), dates (3 月 5 日) and rows of tables begin alike: what a line alone cannot settle is not
sure, and counts only where it goes on with what is open.
"""

from __future__ import annotations

import re

from county_casebook.text.marks import BLANKS, ITEM_RANK, OUTLINE, SPACE, Mark

_DIGIT = "[0-9０-９]"
_NUMBER = re.compile(rf"(?:([A-Z])[.．])?({_DIGIT}{{1,2}}(?:[.．]{_DIGIT}{{1,3}}){{0,6}}+)")
"""At most two digits first: 2004.5 is a year. A letter before belongs to an annex (附录 A)."""
_WORDS = re.compile(r"[^\W\d_]|[《“‘「（(]")
_QUANTITY = re.compile(
    r"[多余]?(?:[百千万亿]|十[万亿]|元|[%％‰℃]|个百分点|倍|吨|公斤|公里|公顷|平方|立方|亩|版(?:本|，|。|$))"
)
_COUNTED = re.compile(
    r"[年月日时分秒个项条款名人次位元万亿千百十亩吨米度倍号岁家户村乡镇县市省级类种期批台套只头辆届周天小季支家座所件份场%％]"
)
_OF_A_DATE = re.compile(rf"(?:[年月日时分秒]{SPACE}*(?:[0-9]|$|[底初末至起前内以])|[元万亿%％])")
_SENTENCE = re.compile("[，。；！？]|[：:]$")
_HEADING = 40
_SHORT_HEADING = 15


def outlined(words: str) -> Mark | None:
    """Return the mark of a decimal number at the beginning of a line; None where it is a quantity or another sign."""
    match = _NUMBER.match(words)
    if not match:
        return None
    path = tuple(int(part) for part in re.split("[.．]", match[2]))
    label, rest = match[0], words[match.end() :]
    if len(path) > 1 and rest[:1] in (".", "．", "、"):
        label, rest = label + rest[0], rest[1:]
    if not _WORDS.match(rest.lstrip(BLANKS)):
        return None
    is_apart = rest[0] in BLANKS
    sure = _is_sure(path if match[1] is None else (0, *path), rest.lstrip(BLANKS), is_apart=is_apart)
    if sure is None:
        return None
    stem = ".".join(map(str, path))
    return Mark(
        "item", OUTLINE, ITEM_RANK, stem, path[-1], label, rest, path, is_sure=sure, is_apart=is_apart
    )


def _is_sure(path: tuple[int, ...], rest: str, *, is_apart: bool) -> bool | None:
    """Whether the line alone says that it is a heading or a clause; None when it says that it is not."""
    if len(path) == 1:
        return _is_sure_first(path[0], rest, is_apart=is_apart)
    if _QUANTITY.match(rest) and not (is_apart and _is_heading(rest, _SHORT_HEADING)):
        return None
    return is_apart or len(path) > 2 or (path[-1] == 1 and _is_heading(rest, _SHORT_HEADING))


def _is_sure_first(value: int, rest: str, *, is_apart: bool) -> bool | None:
    if (_OF_A_DATE if is_apart else _COUNTED).match(rest) or _is_row(rest):
        return None
    if is_apart:
        return _is_heading(rest, _HEADING)
    return value == 1 and _is_heading(rest, _SHORT_HEADING)


def _is_heading(rest: str, longest: int) -> bool:
    return len(rest) <= longest and not _SENTENCE.search(rest)


def _is_row(rest: str) -> bool:
    """Whether words are cells of a table, apart from one another; a spaced heading (总 则) has single characters."""
    cells = rest.split()
    return len(cells) > 2 and any(len(cell) > 1 for cell in cells)
