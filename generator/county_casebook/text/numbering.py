"""One line of an official text becomes what it says of itself: its number and kind, or its place in the frame of the text.

A line is judged by itself, never by what follows it: so an address stays good when a text grows. Numbering after
GB/T 9704-2012 (7.3.3, 7.3.4) and 《立法技术规范》; older texts also write ㈠, ⒈ and ⑴.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from county_casebook.text.numerals import (
    CHARACTERS,
    CIRCLED,
    DIGITS_WITH_POINT,
    ENCLOSED_CHINESE,
    ENCLOSED_DIGITS,
    number,
)

Kind = Literal[
    "head",
    "part",
    "chapter",
    "section",
    "article",
    "item",
    "point",
    "paragraph",
    "tail",
    "annex",
    "contents",
    "told",
]
"""What a piece of a text is; `told` is what a policy whose text is not held says, in the words of the library."""

DIVISION_RANK, ARTICLE_RANK, ITEM_RANK, PARAGRAPH_RANK, POINT_RANK = 3, 4, 5, 9, 10


@dataclass(frozen=True, slots=True)
class Mark:
    """A number at the beginning of a line: `sign` is the way of writing it, `stem` what it adds to an address."""

    kind: Kind
    sign: str
    rank: int
    stem: str
    value: int
    label: str
    rest: str


SPACE = r"[ \t\u3000\u00a0]"
_N = f"[{CHARACTERS}]{{1,9}}|[0-9０-９]{{1,5}}"
"""No text counts further than 9999; a longer row of digits is none of its numbers."""
_DIVISION = re.compile(
    rf"第{SPACE}?({_N}){SPACE}?(分编|编|篇|部分|章|节)(?={SPACE}|$|[^的规第至和与及、，。：；]{{1,20}}$)"
)
_ARTICLE = re.compile(rf"第{SPACE}?({_N}){SPACE}?条(?:之({_N}))?(?={SPACE}|$|[^，、第的规和至及与])")
_DIVISIONS: dict[str, tuple[Kind, str, int]] = {
    "编": ("part", "part", 0),
    "篇": ("part", "part", 0),
    "部分": ("part", "part", 0),
    "分编": ("part", "subpart", 1),
    "章": ("chapter", "ch", 2),
    "节": ("section", "sec", DIVISION_RANK),
}
_NOT_CITED = r"(?!至[第（(]|[项款](?:[、，。和及至所规的]|$)|[、和及]?[（(][一二三四五六七八九十]+[）)])"
"""「（一）至（三）项所列人员」 speaks of items, it is none."""
_ITEMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("一、", re.compile(rf"([{CHARACTERS}]{{1,9}})[、．](?![{CHARACTERS}]{{1,9}}[级类等期线次、])")),
    (
        "（一）",
        re.compile(rf"(?:[（(]([{CHARACTERS}]{{1,9}})[）)]|([{ENCLOSED_CHINESE}])){_NOT_CITED}"),
    ),
    ("1.", re.compile(rf"(?:([0-9０-９]{{1,3}})(?:[.．](?![0-9０-９])|、)|([{DIGITS_WITH_POINT}]))")),
    ("（1）", re.compile(rf"(?:[（(]([0-9０-９]{{1,3}})[）)]|([{ENCLOSED_DIGITS}]))")),
    ("1）", re.compile(r"([0-9０-９]{1,3})[）)]")),
    ("①", re.compile(f"([{CIRCLED}])")),
)
_MAY_BEGIN = re.compile(
    rf"[第（(0-9０-９{CHARACTERS}{CIRCLED}{ENCLOSED_DIGITS}{ENCLOSED_CHINESE}{DIGITS_WITH_POINT}]"
)


def mark_of(words: str) -> Mark | None:
    """Return the number a line begins with, or None."""
    if not _MAY_BEGIN.match(words):
        return None
    if words[0] == "第":
        return _division(words) or _article(words)
    for sign, pattern in _ITEMS:
        if match := pattern.match(words):
            value = number(match[1] or match[2])
            return Mark("item", sign, ITEM_RANK, str(value), value, match[0], words[match.end() :])
    return None


def _division(words: str) -> Mark | None:
    match = _DIVISION.match(words)
    if not match:
        return None
    kind, stem, rank = _DIVISIONS[match[2]]
    sign = "编" if stem == "part" else match[2]
    value = number(match[1])
    return Mark(kind, sign, rank, f"{stem}-{value}", value, match[0], words[match.end() :])


def _article(words: str) -> Mark | None:
    match = _ARTICLE.match(words)
    if not match:
        return None
    value = number(match[1])
    stem = f"art-{value}" + (f"-{number(match[2])}" if match[2] else "")
    return Mark("article", "条", ARTICLE_RANK, stem, value, match[0], words[match.end() :])


# Points inside a paragraph -------------------------------------------------------------------------------------------

_POINT = re.compile(
    r"(?:^|(?<=[；。：，,;:]))(?:([一二三四五六七八九十]{1,3})是|第([一二三四五六七八九十]{1,3})[，,])"
)


@dataclass(frozen=True, slots=True)
class Point:
    """「一是」 or 「第一，」 at a character of a line."""

    offset: int
    value: int
    label: str


def points(words: str) -> list[Point]:
    """Return the points of a line when every row of them counts up from one and has at least two."""
    found = [Point(match.start(), number(match[1] or match[2]), match[0]) for match in _POINT.finditer(words)]
    for position, point in enumerate(found):
        before = found[position - 1].value if position else 0
        after = found[position + 1].value if position + 1 < len(found) else 0
        if point.value != before + 1 and not (point.value == 1 and after == 2):
            return []
    return found if len(found) > 1 and found[1].value == 2 else []


# The frame of a text: head, contents, signature, date, notes, annexes -------------------------------------------------

SENTENCE = re.compile("[。；！？]|：$")
_BLANKS = re.compile(rf"{SPACE}+")
_DATE = re.compile(
    r"[（(]?(?:[二一][0〇○零OoＯｏ0０一二三四五六七八九]{3}|(?:19|20)[0-9][0-9])年"
    r"[0-9一二三四五六七八九十]{1,2}月(?:[0-9一二三四五六七八九十]{1,3}日)?[）)]?"
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_ANNEX = re.compile(rf"附{SPACE}*(?:件|录){SPACE}*({_N})?{SPACE}*[：:]?")
_ANNEX_LIST = re.compile(rf"附{SPACE}*件{SPACE}*[：:]{SPACE}*\S")
_CONTENTS = re.compile(rf"目{SPACE}*(?:录|次)")
_DIGITS, _LEADERS = "0123456789０１２３４５６７８９", " \t\n\r\f\v\u3000\u00a0.…·⋯"
_ORGAN = (
    r"(?>[^\s，。；：、（）()《》“”0-9]{1,30}"
    rf"(?:部|委|委员会|局|署|院|厅|办|办公室|政府|会|组|行|中心|社|司|处)(?={SPACE}|$))"
)
"""One authority, to the end of its word, taken once: another way of cutting the same words ends no different."""
_ADDRESSEE = re.compile(
    r"[^。；！？：“”]*(?:部|委|委员会|局|署|院|厅|办|办公室|政府|会|组|行|社|兵团|机构|单位|公司|企业|学校|大学|部门"
    r"|省|市|区|县|旗|盟|州|主席|同志)(?:[（(][^（）()]*[）)])?[：:]"
)
_SIGNATURE = re.compile(rf"{_ORGAN}(?:{SPACE}+{_ORGAN})*")
_PERSON = re.compile(
    rf"(?:总理|主席|委员长|部长|省长|市长|州长|县长|区长|主任|局长|署长|行长|审计长){SPACE}+\S(?:{SPACE}*\S){{1,4}}"
)
_NOTE = re.compile(r"[（(【].*[）)】]|[^：]{1,12}[：:].*|.*印发|(?:抄送|抄报|分送|主题词|扫一扫).*")


def plain(words: str) -> str:
    """Return words without blanks, as titles and dates are compared."""
    return _BLANKS.sub("", words)


def half_width(words: str) -> str:
    """Return words with full-width digits as ASCII."""
    return words.translate(_FULL_WIDTH)


def is_date(words: str) -> bool:
    """Whether a line is a date of signature and nothing else."""
    return "年" in words and bool(_DATE.fullmatch(half_width(plain(words))))


def is_person(words: str) -> bool:
    """Whether a line is an office and a name: 「总理　某某」."""
    return bool(_PERSON.fullmatch(words))


def is_organ(words: str) -> bool:
    """Whether a line is the name of one or several authorities and nothing else."""
    return len(words) <= 60 and bool(_SIGNATURE.fullmatch(words))


def is_note(words: str) -> bool:
    """Whether a line after the date still belongs to the tail: 「（此件公开发布）」, 抄送, 印发."""
    return bool(_NOTE.fullmatch(words)) or bool(SENTENCE.search(words)) or len(words) > 60


def is_contents(words: str) -> bool:
    """Whether a line announces a table of contents."""
    return bool(_CONTENTS.fullmatch(words))


def contents_entry(words: str) -> str:
    """Return the words of a line of contents without blanks, leaders and page number."""
    return plain(words.rstrip(_DIGITS).rstrip(_LEADERS))


def is_addressee(words: str) -> bool:
    """Whether a line is 主送机关: names, then a colon."""
    return len(words) < 200 and bool(_ADDRESSEE.fullmatch(words))


def annex_number(words: str) -> tuple[bool, int | None]:
    """Return whether a line can begin an annex, and the number it prints."""
    match = _ANNEX.match(words)
    if not match or len(words) >= 60:
        return False, None
    return True, number(match[1]) if match[1] else None


def lists_annexes(words: str) -> bool:
    """Whether a line is 附件说明: 「附件：1.…」 before the signature."""
    return bool(_ANNEX_LIST.match(words))


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the lines, each with the blank lines after it; leading blank lines go to the first."""
    start = end = 0
    filled = False
    for match in _LINE.finditer(text):
        if not match[0].isspace():
            if filled:
                yield start, end
                start = end
            filled = True
        end = match.end()
    if end > start:
        yield start, end


_LINE = re.compile(r"[^\n]*\n|[^\n]+")
