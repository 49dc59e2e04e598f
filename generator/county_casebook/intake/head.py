"""The lines above the words of an official text become its red head, its numbers, and what may be its title (GB/T 9704-2012, 7.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from county_casebook.intake.site_lines import STAMP, is_around, is_beside_title, without_column, without_marks
from county_casebook.intake.values import announced_no_of, date_of, doc_no_of, order_of, split_number
from county_casebook.text.numbering import (
    SENTENCE,
    half_width,
    is_addressee,
    is_contents,
    is_date,
    is_organ,
    is_person,
    mark_of,
    plain,
)
from county_casebook.text.table_rows import cells_of

Part = Literal["title", "letterhead", "number", "order", "odd number", "date", "note", "beside"]

_MOST_LINES = 60
_OPENS, _CLOSES = ("（", "(", "【"), ("）", ")", "】")
_LONGEST = 120
_YEAR = re.compile(r"[12][0-9]{3}\s*(?:年|[—–-])")
_NUMBERED = re.compile(
    r"\*?第\s*[0-9一二三四五六七八九十百]{1,4}\s*(?:章|节|条|编|篇|类|部分)|[0-9]{1,2}(?:[.．][0-9]{1,2}){0,4}(?:[.．、]|\s)"
)
_MORE_ORGANS = re.compile(
    r"[^\s，。；：、（）()《》“”0-9]{1,30}(?:公司|集团|大学|学院|学校|所|站|场|总队|支队|大队|兵团|法院|检察院|科协|妇联|工商联|文联|残联|团委|工会|联席会议|联社|街道|镇|乡)"
)
_NO_ORGAN = re.compile(r"关于|印发|转发|批转|公布|发布(?!中心|厅)|的|^(?:为|对|在)")
_SEALED = re.compile(r"[（(](?:盖?公?章|印章?|代章|签章|加盖公章)[）)]")
_WIDE = re.compile(r"[ \t\u3000\u00a0]{2,}+")
_ORDER = re.compile(r"[\u4e00-\u9fff\s]{0,60}令")
_ODD_NUMBER = re.compile(
    r"[（(]?(?:[〔\[［（(][0-9]{4}[〕\]］）)]|[0-9]{4}年)?第?(?:[0-9]{1,5}|[一二三四五六七八九十〇百]{1,6})[号期次]?[）)]?"
)
_BESIDE = re.compile(
    r"(?:绝密|机密|秘密|特急|加急|平急|急件|特提|内部(?:资料|文件)?)\S{0,8}|★.{0,12}|[0-9]{6}|附件?录?[0-9一二三四五六七八九十]{0,3}[：:]?"
    r"|[A-Z]{2,}[0-9A-Z]{0,12}[-—][12][0-9]{3}[-—][0-9]{1,6}|[^\w〔\[（(]{3,}|办理结果[：:].{1,10}"
)
"""What stands beside a title: marks of secrecy and haste, the number of a copy or of registration, a rule."""
_PASSED = re.compile(r"(?:根据)?[0-9]{4}年[0-9]{1,2}月.{0,80}(?:修订|修正|通过|公布|发布|批准|施行).{0,20}")
_PART_OF_TITLE = re.compile(
    r"[（(](?:试行|暂行|草案|修订稿?|(?:公开)?征求意见稿|送审稿|讨论稿|报批稿|试行稿|代拟稿|第[0-9一二三四五六七八九十]{1,3}[批次期版]"
    r"|[0-9]{4}\s*+(?:年\s*+)?(?:[—–－―~～-]++|至)\s*+[0-9]{4}\s*+年?|[0-9]{4}年(?:版|修订版?|度)?)[）)]"
)
_GOES_ON_BEHIND = re.compile(r"[（(][^（()）]{1,30}[）)](?![（(])[^。；！？]{1,80}")
"""A line of a title that was broken before a bracket: 「（2021—2035年）的批复」."""
_DAY_BEHIND = re.compile(r"(?<=[ \t\u3000\u00a0])[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日$")
"""The day behind who wrote a text, on one line below its title."""
_LABELLED_DAY = re.compile(rf"[^\s：:]{{1,8}}\s*+[：:]\s*+(?:{STAMP.pattern})")
_DAY_BEFORE = re.compile(rf"(?:{STAMP.pattern})[ \t\u3000\u00a0]+(?=\S)")
"""The day on which a site put a text up, before its name or that of whom it has the text from."""
_BETWEEN_WORDS = re.compile(r"[\s，,；;：:。]+")
_DONE = re.compile(r"(?:文件?)?(?:印发|发布|公布|颁布|通知)$")
_BASIS = re.compile("根据|依据|按照|依照|经|由|废止|修改|修订|原")
_BODY_BEFORE = re.compile(
    r"[\u4e00-\u9fff]{1,12}[省市县区旗州国][\u4e00-\u9fff]{0,8}[局府委厅办会院](?=[\u4e00-\u9fff]{2})"
)
_YEAR_OF_NUMBER = re.compile(r"[〔\[［【﹝][0-9]{4}[〕\]］】﹞]")


@dataclass(slots=True)
class Head:
    """What stands above the words of a text: `blocks` of lines that may be its title, and what lies between them."""

    blocks: list[list[str]] = field(default_factory=list)
    letterhead: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    odd_numbers: list[str] = field(default_factory=list)
    order: str = ""
    dates: list[str] = field(default_factory=list)
    notes: str = ""
    organs: list[str] = field(default_factory=list)
    """Authorities on lines of their own that are no part of the red head."""
    dated: list[str] = field(default_factory=list)
    """Authorities on one line with the day."""
    lines: int = 0
    """How many lines of the text the head has."""


def read_head(lines: Sequence[str]) -> Head:
    """Read the head of a text, given its lines that hold words, stripped."""
    parts = _with_letterhead(_with_broken_titles([*_parts(lines)]))
    head = Head(lines=len(parts), notes="".join(line for part, line in parts if part == "note"))
    before: Part | None = None
    is_over = False
    for part, line in parts:
        if part == "title":
            words, number = split_number(without_marks(line))
            head.numbers += filter(None, [number or announced_no_of(words)])
            if before != "title" or (is_over and not line.startswith("的")):
                head.blocks.append([])
            is_over = bool(_PART_OF_TITLE.fullmatch(half_width(plain(line))))
            head.blocks[-1].append(words)
            head.organs += organs_in(words)
        else:
            _add(head, part, line)
        before = part
    return head


def _add(head: Head, part: Part, line: str) -> None:
    """Take note of a line that is no part of a title."""
    if part == "number":
        head.numbers.append(number := doc_no_of(line))
        head.order = order_of(number) or head.order
    elif part == "order":
        head.order = plain(line) if plain(line) != "令" else "".join(head.letterhead) + "令"
    elif part == "odd number":
        number = doc_no_of(f"{head.order}{line}") if head.order else _announced(head, line)
        (head.numbers if number else head.odd_numbers).append(number or line)
    elif part == "letterhead":
        head.letterhead += organs_in(_without_bars(line).replace("文件", " "))
    elif part == "date":
        day = _DAY_BEHIND.search(line)
        head.dates.append(date_of(day[0] if day else line))
        head.dated += organs_in(line[: day.start()]) if day else []
    elif part == "note":
        _add_numbers_of_note(head, line)


def _announced(head: Head, line: str) -> str:
    """Return the number of a 公告 or 通告 whose authority and kind are the line above the number."""
    return announced_no_of(f"{head.blocks[-1][-1]}{line}") if head.blocks else ""


def _add_numbers_of_note(head: Head, line: str) -> None:
    """Take note of the numbers in a note under the title; one that is named as a basis is not the text's own."""
    for words in _BETWEEN_WORDS.split(line.strip("（）()【】")):
        number = doc_no_of(_DONE.sub("", words))
        if number and not (_BASIS.match(words) or _BODY_BEFORE.match(words)):
            head.numbers.append(number)
        elif _YEAR_OF_NUMBER.search(words):
            head.odd_numbers.append(words)


def ends_head(line: str) -> bool:
    """Whether a line is no part of a head: an addressee, a numbered clause, a sentence, a table of contents, a row."""
    if line.startswith(("（", "(", "【", "[")) and not mark_of(line):
        return len(line) > _LONGEST
    if is_addressee(line) or is_contents(line) or len(line) > _LONGEST:
        return True
    if cells_of(line):
        return not _is_letterhead(line)
    if (mark_of(line) or _NUMBERED.match(line)) and not _YEAR.match(line):
        return True
    return bool(SENTENCE.search(line)) and not _BESIDE.fullmatch(plain(line)) and not doc_no_of(line)


def _parts(lines: Sequence[str]) -> Iterator[tuple[Part, str]]:
    """Yield the lines of the head with what each is; a note in brackets may go over several."""
    depth, is_title = 0, False
    for line in map(without_column, lines[:_MOST_LINES]):
        if not depth and ends_head(line):
            return
        part = "note" if depth else _part(line, is_title=is_title)
        if part == "note" and (depth or line.startswith(_OPENS)):
            depth = 0 if line.endswith(_CLOSES) else max(0, depth + _left_open(line))
        is_title = part == "title"
        yield part, line


def _left_open(line: str) -> int:
    """Return how many more brackets a line opens than it closes."""
    return sum(map(line.count, _OPENS)) - sum(map(line.count, _CLOSES))


def _part(line: str, *, is_title: bool) -> Part:
    """Return what a line of the head is; `is_title` of the line before."""
    words = half_width(plain(line))
    if doc_no_of(line):
        return "number"
    if _ORDER.fullmatch(line):
        return "order"
    if re.search("[0-9第]", words) and _ODD_NUMBER.fullmatch(words):
        return "odd number"
    opens, closes = line.startswith(_OPENS), line.endswith(_CLOSES)
    if opens and not closes:
        return "title" if is_title and _GOES_ON_BEHIND.fullmatch(words) else "note"
    day = _DAY_BEHIND.search(line)
    if is_date(line) or (day and organs_in(line[: day.start()])):
        return "date"
    if _is_letterhead(line):
        return "letterhead"
    if opens:
        return "title" if is_title and _PART_OF_TITLE.fullmatch(words) else "note"
    if _PASSED.fullmatch(words):
        return "note"
    put_up = _DAY_BEFORE.match(line)
    if _LABELLED_DAY.fullmatch(line) or is_beside_title(line) or (put_up and organs_in(line[put_up.end() :])):
        return "beside"
    if _BESIDE.fullmatch(words) or is_around(line) or is_person(line) or STAMP.fullmatch(line):
        return "beside"
    return "title"


def _is_letterhead(line: str) -> bool:
    words = _without_bars(line)
    return words.endswith("文件") and (words == "文件" or bool(organs_in(words.removesuffix("文件"))))


def _without_bars(line: str) -> str:
    return " ".join(cells_of(line)) or line


def _with_broken_titles(parts: list[tuple[Part, str]]) -> list[tuple[Part, str]]:
    """Return the parts with a bracket as part of the title where the next line goes on behind it: 「名单」「（第三批）」「的公示」."""
    for at in range(1, len(parts) - 1):
        around = {parts[at - 1][0], parts[at + 1][0]}
        if parts[at][0] == "note" and around == {"title"} and parts[at + 1][1].startswith("的"):
            parts[at] = ("title", parts[at][1])
    return parts


def _with_letterhead(parts: list[tuple[Part, str]]) -> list[tuple[Part, str]]:
    """Return the parts with the other bodies of a joint letterhead: authorities above the word 文件, and below it before a number."""
    for at, (part, line) in enumerate(parts):
        if part == "letterhead":
            _take(parts, range(at - 1, -1, -1), is_wanted=True)
            below = next(
                (each for each in range(at + 1, len(parts)) if not _is_body(parts[each])), len(parts)
            )
            is_wanted = below < len(parts) and parts[below][0] in ("number", "letterhead", "odd number")
            _take(parts, range(at + 1, below), is_wanted=is_wanted)
        if part == "order" and plain(line) == "令":
            _take(parts, range(at - 1, -1, -1), is_wanted=True)
    return parts


def _is_body(part: tuple[Part, str]) -> bool:
    return part[0] == "title" and bool(organs_in(_without_bars(part[1])))


def _take(parts: list[tuple[Part, str]], places: range, *, is_wanted: bool) -> None:
    for at in places:
        if not (is_wanted and _is_body(parts[at])):
            return
        parts[at] = ("letterhead", parts[at][1])


def organs_in(line: str) -> list[str]:
    """Return the authorities a line names when it names nothing else, without seals; a name may be spread with blanks."""
    words = _SEALED.sub("", line).strip()
    apart = [plain(each) for each in _WIDE.split(words)]
    if not words or len(words) > 80 or _NO_ORGAN.search(words):
        return []
    spread = re.fullmatch(r"(?:\S[ \t\u3000\u00a0]+)+\S", words)
    found = [plain(words)] if spread else re.split(r"[\s、]+", words)
    found = apart if spread and len(apart) > 1 and all(map(_is_name, apart)) else found
    if all(_is_name(name) for name in found):
        return found
    return [plain(words)] if not spread and _is_name(plain(words)) and len(found) > 2 else []


def _is_name(words: str) -> bool:
    return len(words) > 2 and (is_organ(words) or bool(_MORE_ORGANS.fullmatch(words)))


__all__ = ["Head", "ends_head", "organs_in", "read_head"]
