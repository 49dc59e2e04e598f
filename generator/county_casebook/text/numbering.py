"""One line of an official text becomes what it says of itself: its number and kind, or its place in the frame of the text.

A line is judged by itself, never by what follows it: so an address stays good when a text grows. Numbering after
GB/T 9704-2012 (7.3.3, 7.3.4) and 《立法技术规范》; older texts also write ㈠, ⒈ and ⑴.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from county_casebook.text.marks import (
    ARTICLE_RANK,
    BLANKS,
    DIVISION_RANK,
    ITEM_RANK,
    SPACE,
    Kind,
    Mark,
)
from county_casebook.text.numerals import (
    CHARACTERS,
    CIRCLED,
    DIGITS_WITH_POINT,
    ENCLOSED_CHINESE,
    ENCLOSED_DIGITS,
    number,
)
from county_casebook.text.outlines import outlined

NUMBER = f"[{CHARACTERS}]{{1,9}}|[0-9０-９]{{1,5}}"
"""No text counts further than 9999; a longer row of digits is none of its numbers."""
_SPREAD = rf"[{CHARACTERS}](?:{SPACE}?[{CHARACTERS}]){{0,8}}|[0-9０-９]{{1,5}}"
"""The number of a heading whose characters are spread: 「第 十 二 条」."""
_DIVISION = re.compile(
    rf"第{SPACE}?({_SPREAD}){SPACE}?(分编|编|篇|部分|章|节)"
    rf"(?={SPACE}|$|[：:][^，。；！？]{{1,40}}$|(?!规定|[的第至和与及或、：所之])[^，。；：！？]{{1,40}}$)"
)
"""Without a blank what follows is a heading as long as nothing in it is punctuated and it does not go on with the number."""
_AMENDED = (
    r"(?:中的?|后|前|后面)?(?:修改为|修正为|改为|改成|(?:增加|增补|增设)[一二两三四五六七八九十第]|删去|移至|作为第|合并为|合并入)"
    rf"|中的?[“‘]|{SPACE}+(?:修改为|修正为|改为|改成|删去。?$)"
)
"""「第九条修改为：“…”」 speaks of an article of another text."""
_ARTICLE = re.compile(
    rf"第{SPACE}?({_SPREAD})(?:之({NUMBER})|[-－]([0-9]{{1,3}}))?{SPACE}?条(?:[{BLANKS}\n]*[（(]?之{SPACE}?({NUMBER})[）)]?)?+"
    rf"(?={SPACE}|$|[^，、第的规和至及与或之])(?!{_AMENDED})"
)
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
_OF_ITS_WORDS = r"(?:19|20)[0-9]{2}年|(?>(?:[0-9]{1,2}[，,'′])*)[0-9]{1,2}-[\u4e00-\u9fff（(]"
"""Digits after the point that are the first words: a year, or where the groups of a chemical name stand."""
_UNSURE_ITEM = re.compile(r"([0-9０-９]{1,2})．(?=[0-9０-９])")
_LETTER = re.compile(r"[（(]?([a-z])[）)]")
_ITEMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("一、", re.compile(rf"([{CHARACTERS}]{{1,9}})[、．](?![{CHARACTERS}]{{1,9}}[级类等期线次、])")),
    (
        "（一）",
        re.compile(rf"(?:[（(]([{CHARACTERS}]{{1,9}})[）)]|([{ENCLOSED_CHINESE}])){_NOT_CITED}"),
    ),
    (
        "1.",
        re.compile(
            rf"(?:([0-9０-９]{{1,3}})(?:[.．](?![0-9０-９])|[.．](?={_OF_ITS_WORDS})|、)|([{DIGITS_WITH_POINT}]))"
        ),
    ),
    ("（1）", re.compile(rf"(?:[（(]([0-9０-９]{{1,3}})[）)]|([{ENCLOSED_DIGITS}]))")),
    ("1）", re.compile(r"([0-9０-９]{1,3})[）)]")),
    ("①", re.compile(f"([{CIRCLED}])")),
)
_MAY_BEGIN = re.compile(
    rf"[第（(0-9０-９A-Za-z{CHARACTERS}{CIRCLED}{ENCLOSED_DIGITS}{ENCLOSED_CHINESE}{DIGITS_WITH_POINT}]"
)


def mark_of(words: str) -> Mark | None:
    """Return the number a line begins with, or None."""
    if not _MAY_BEGIN.match(words):
        return None
    if words[0] == "第":
        return _division(words) or _article(words)
    return outlined(words) or item_of(words)


def item_of(words: str) -> Mark | None:
    """Return the number of an item that a line begins with, leaving decimal outlines aside."""
    for sign, pattern in _ITEMS:
        if match := pattern.match(words):
            value = number(match[1] or match[2])
            return Mark("item", sign, ITEM_RANK, str(value), value, match[0], words[match.end() :])
    if match := _LETTER.match(words):
        value = ord(match[1]) - ord("a") + 1
        return Mark("item", "a)", ITEM_RANK, match[1], value, match[0], words[match.end() :])
    if match := _UNSURE_ITEM.match(words):
        value = number(match[1])
        rest = words[match.end() :]
        return Mark("item", "1.", ITEM_RANK, str(value), value, match[0], rest, is_sure=False)
    return None


def _division(words: str) -> Mark | None:
    match = _DIVISION.match(words)
    if not match:
        return None
    kind, stem, rank = _DIVISIONS[match[2]]
    sign = "编" if stem == "part" else match[2]
    value = number(plain(match[1]))
    return Mark(kind, sign, rank, f"{stem}-{value}", value, match[0], words[match.end() :])


def _article(words: str) -> Mark | None:
    match = _ARTICLE.match(words)
    if not match:
        return None
    value, added = number(plain(match[1])), match[2] or match[3] or match[4]
    stem = f"art-{value}" + (f"-{number(added)}" if added else "")
    label, rest = plain(match[0]) if match[4] else match[0], words[match.end() :]
    is_apart = not rest or rest[0] in BLANKS
    return Mark("article", "条", ARTICLE_RANK, stem, value, label, rest, is_apart=is_apart)


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
_BLANKS = re.compile(rf"[{BLANKS}\n]+")
_DATE = re.compile(
    r"[（(]?(?:[二一][0〇○零OoＯｏ0０一二三四五六七八九]{3}|(?:19|20)[0-9][0-9])年"
    r"(?:[0-9一二三四五六七八九十]{1,2}|元)月(?:[0-9一二三四五六七八九十]{1,3}日)?[）)]?"
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_ATTACHED = re.compile(rf"附{SPACE}*[：:]{SPACE}*\S")
_ANNEX = re.compile(rf"附{SPACE}*(?:件|录){SPACE}*(?:({NUMBER})|([A-Z])(?![A-Za-z]))?{SPACE}*[：:]?")
_CONTENTS = re.compile(rf"目{SPACE}*(?:录|次)")
_DIGITS, _DOTS = "0123456789０１２３４５６７８９", ".…·⋯．"
_LEADERS = f"{BLANKS}\r\n{_DOTS}"
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
_OFFICES = "总理 主席 委员长 部长 省长 市长 州长 县长 区长 旗长 乡长 镇长 主任 局长 厅长 署长 行长 审计长"
OFFICE = rf"(?:{'|'.join(f'{SPACE}*+'.join(office) for office in _OFFICES.split())})"
"""An office; its characters may be spread, as those of a name are."""
_PERSON = re.compile(rf"{OFFICE}(?:{SPACE}++|[：:]{SPACE}*+)\S(?:{SPACE}*+\S){{1,4}}")
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


def has_page_number(words: str) -> bool:
    """Whether a line ends with leaders and a page number, as entries of a table of contents do."""
    if not words or words[-1] not in _DIGITS:
        return False
    entry = words.rstrip(_DIGITS)
    leaders = entry[len(entry.rstrip(_LEADERS)) :]
    is_page = 0 < len(words) - len(entry) <= 3 and len(words) <= 100
    return is_page and ("…" in leaders or "\t" in leaders or sum(sign in _DOTS for sign in leaders) > 2)


def is_addressee(words: str) -> bool:
    """Whether a line is 主送机关: names, then a colon."""
    return len(words) < 200 and bool(_ADDRESSEE.fullmatch(words))


def attaches(words: str) -> bool:
    """Whether a line after the date is 「附：…办法」, as older letters begin what they attach."""
    return len(words) < 60 and bool(_ATTACHED.match(words)) and not words.endswith("。")


def annex_number(words: str) -> tuple[bool, int | None]:
    """Return whether a line can begin an annex, and the number it prints."""
    match = _ANNEX.match(words)
    if not match or len(words) >= 60 or words.endswith("。"):
        return False, None
    lettered = ord(match[2]) - ord("A") + 1 if match[2] else None
    return True, number(match[1]) if match[1] else lettered
