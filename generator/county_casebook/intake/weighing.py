"""What a file says in several places becomes one value of a field, and why it is not sure: the site's table, the text, the page round it.

The table is the site's catalogue and goes first. Two places that agree make a value sure; two that differ, or one that could be
read in another way, leave a doubt that the editor is told. Nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from county_casebook.intake.head import organs_in
from county_casebook.intake.letter import FIRST, Letter
from county_casebook.intake.reading import Reading
from county_casebook.intake.titles import Title, is_same, is_sent_along, issuers_in_title
from county_casebook.intake.values import (
    announced_no_of,
    date_of,
    doc_no_of,
    is_formed,
    names,
    order_of,
    split_number,
)
from county_casebook.text.numbering import plain

_CHINESE = re.compile(r"[\u4e00-\u9fff]{2}")
_PLACES = re.compile(r"(?:[\u4e00-\u9fff]{1,12}?(?:省|自治区|市|州|盟|地区|县|区|旗)){1,3}")
_SHORTER = (
    ("人民政府", "政府"),
    ("中国共产党", "中共"),
    ("人民代表大会", "人大"),
    ("常务委员会", "常委会"),
    ("委员会", "委"),
    ("科学技术协会", "科协"),
    ("科学技术", "科技"),
)
_TERM = re.compile("第[一二三四五六七八九十]{1,3}届")
_YEAR_FIRST = re.compile(r"[（(]?[〔\[［【（(]?[0-9]{4}[〕\]］】）)年]")
_LIKE_A_NUMBER = re.compile(
    r"[〔\[［【﹝][0-9]{4}[〕\]］】﹞]\s*+第?\s*+[0-9]{1,5}\s*+(?:号|$)|第\s*+[0-9]{1,5}\s*+号|[发字函办]\s?[0-9]{4}年?第?[0-9]{1,5}号"
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The value of a field, and in Chinese why it is not sure; both may be empty."""

    value: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Issuers:
    """The authorities of a text, and why they are not sure."""

    names: tuple[str, ...]
    doubt: str = ""


def weigh_title(reading: Reading, letter: Letter) -> Weighed:
    """Return the title; empty when no place says one."""
    row = _cell(reading, "title")
    own = _signed(letter)
    if row and _CHINESE.search(row):
        title = _in_full(split_number(row)[0], [own.words, *reading.titles, reading.above])
        return Weighed(title, _doubt_of_table(title, own, reading))
    page = [split_number(title)[0] for title in reading.titles if _CHINESE.search(title)]
    if own.words and _CHINESE.search(own.words):
        return _with_page(own, page)
    formed = [title for title in page if is_formed(title)]
    if formed:
        others = [title for title in formed[1:] if not is_same(title, formed[0])]
        if whole := _whole_of([*formed, reading.above], letter):
            return Weighed(whole)
        return Weighed(formed[0], f"正文里没有标题，网页上还有：{others[0]}" if others else "")
    if reading.above:
        is_sure = _names_who_signed(reading.above, letter) or _is_cut_short(reading)
        return Weighed(reading.above, "" if is_sure else "正文里没有标题，这是它上面的一行")
    return Weighed(page[0], "正文里没有标题，这是网页上的，末尾不像公文标题") if page else Weighed("")


def _in_full(row: str, said: Sequence[str]) -> str:
    """Return the title of the table, where it ends in dots the one that another place says in full."""
    begun = row.rstrip("….")
    full = (
        each for each in said if begun != row and is_formed(each) and _solid(each).startswith(_solid(begun))
    )
    return next(full, row)


def _whole_of(said: Sequence[str], letter: Letter) -> str:
    """Return the title that names who signed, of those a page says, where each of them is it or ends with it; else an empty text."""
    whole = next((title for title in reversed(said) if _names_who_signed(title, letter)), "")
    ends = (is_same(title, whole) or _solid(title).endswith(_solid(whole)) for title in said if title)
    return whole if whole and all(ends) else ""


def _names_who_signed(title: str, letter: Letter) -> bool:
    """Whether a title begins with those who signed, all of them and nobody else."""
    signed = {_close(name) for name in letter.tail.signatures}
    return bool(signed) and signed == {_close(name) for name in issuers_in_title(title)}


def _is_cut_short(reading: Reading) -> bool:
    """Whether a page calls itself by the beginning of the line above its text, with dots for the rest or without."""
    begun = (_solid(title).rstrip("….") for title in reading.titles if not organs_in(title))
    return any(len(words) > 7 and _solid(reading.above).startswith(words) for words in begun)


def _signed(letter: Letter) -> Title:
    """Return the title of the text; one that names those who signed, all of them, is whole whatever stands above it."""
    title, signed = letter.title, letter.tail.signatures
    if title.is_whole and _names_who_signed(title.words, letter):
        return Title(title.words)
    titled = {_close(name) for name in issuers_in_title(title.words)}
    if signed and {_close(name) for name in signed} < titled and not title.doubt:
        return Title(title.words, f"落款只有 {'、'.join(signed)}")
    return title


def _doubt_of_table(title: str, own: Title, reading: Reading) -> str:
    """Return why the title of the table may be wrong: the text is called otherwise."""
    if title.endswith(("…", "...")):
        return "表里的标题没有写完，请补全"
    if not own.words:
        others = [each for each in reading.titles if is_formed(each)]
        return f"表里是这个（已采用），网页上的标题是：{others[0]}" if others and not is_formed(title) else ""
    if is_same(title, own.words) or _solid(title) in _solid(reading.text[:2000]):
        return ""
    if any(is_same(title, each) for each in reading.titles) and not is_formed(own.words):
        return ""
    return f"表里是这个（已采用），正文文首是：{own.words}"


def _with_page(own: Title, page: Sequence[str]) -> Weighed:
    """Return the title of the text, made surer or put in doubt by those of the page."""
    if any(is_same(own.words, title) for title in page):
        return Weighed(own.words)
    inside = next(
        (title for title in page if is_formed(title) and _solid(own.words).endswith(_solid(title))), ""
    )
    if own.doubt and inside:
        return Weighed(inside)
    formed = [title for title in page if is_formed(title) and not is_sent_along(title, own.words)]
    if own.doubt or not formed:
        return Weighed(own.words, own.doubt)
    return Weighed(own.words, f"网页上的标题不同：{formed[0]}")


def weigh_number(reading: Reading, letter: Letter, title: str) -> Weighed:
    """Return the 发文字号, which the title of a 公告 may say; empty without a doubt when nothing in the file looks like one."""
    row = _cell(reading, "doc_no")
    in_table = doc_no_of(row)
    in_text = list(dict.fromkeys(letter.head.numbers)) or [*filter(None, [announced_no_of(title)])]
    if in_table:
        return Weighed(in_table, _doubt_of_number(in_table, in_text))
    if len(in_text) > 1:
        return Weighed(in_text[0], f"文首有 {len(in_text)} 个：{'、'.join(in_text)}")
    if in_text:
        return Weighed(in_text[0], f"表里写的是：{row}" if row else "")
    before, behind = (
        list(dict.fromkeys(filter(None, map(doc_no_of, lines)))) for lines in (reading.before, reading.behind)
    )
    if len(before) == 1:
        return Weighed(before[0])
    others = [each.value for each in reading.table if not each.name]
    return Weighed("", _trace_of_number(row, letter, [*before, *behind], others))


def _doubt_of_number(in_table: str, in_text: Sequence[str]) -> str:
    if not in_text or in_table in in_text:
        return ""
    order = order_of(in_table)
    if order and any(
        order_of(number) and number.removeprefix(order_of(number)) == in_table.removeprefix(order)
        for number in in_text
    ):
        return ""  # 国令第706号 is how the table calls 中华人民共和国国务院令第706号
    return f"表里是 {in_table}（已采用），正文是 {'、'.join(in_text)}"


def _trace_of_number(row: str, letter: Letter, around: Sequence[str], others: Sequence[str]) -> str:
    """Return what may be a number and cannot be written as one."""
    if row:
        return f"表里写的不是发文字号：{row}"
    if told := next((each for each in others if _LIKE_A_NUMBER.search(each)), ""):
        return f"表里这一格像有发文字号：{told}"
    if around:
        return f"网页上有几个：{'、'.join(around)}"
    if letter.head.odd_numbers:
        return _of_odd_number(letter.head.odd_numbers[0])
    lines = [line for block in letter.head.blocks for line in block]
    like = next((line for line in lines if _LIKE_A_NUMBER.search(line)), "")
    return f"这一行像有发文字号：{like}" if like else ""


def _of_odd_number(words: str) -> str:
    if _YEAR_FIRST.match(words):
        return f"文首的“{words}”没有机关代字，不是完整的发文字号：原件上有代字的补全，没有的写进说明（note）"
    return f"文首的“{words}”写不成发文字号"


def weigh_issuers(reading: Reading, letter: Letter, title: str) -> Issuers:
    """Return the authorities: the table's, who signed, the red head, the body that adopted a law, who stands in the title."""
    in_table = tuple(names(_cell(reading, "issuers")))
    in_table = () if any(name.endswith(("网", "网站", "平台", "栏目")) for name in in_table) else in_table
    signed, above, titled = letter.tail.signatures, letter.letterhead, issuers_in_title(title)
    if in_table:
        told = signed or above or titled
        is_odd = told and not _agree(in_table, told) and not _agree(in_table, titled)
        return Issuers(in_table, f"表里是这个（已采用），正文是 {'、'.join(told)}" if is_odd else "")
    adopted = tuple(version.body for version in letter.versions if version.note in FIRST)[:1]
    dated = tuple(dict.fromkeys(letter.head.dated))
    beside = () if _names_who_signed(title, letter) else tuple(dict.fromkeys(letter.head.organs))
    found = [
        each
        for each in (above if letter.head.order else (), signed, above, adopted, titled, dated, beside)
        if each
    ]
    if not found:
        return Issuers(())
    return _of_text(found)


def _of_text(found: Sequence[tuple[str, ...]]) -> Issuers:
    """Return the first of what several places say; when another says more or other names, that is a doubt."""
    first = found[0]
    longest = max(found, key=len)
    for other in found[1:]:
        if not _agree(first, other):
            return Issuers(
                longest if set(first) < set(longest) else first, f"正文另一处是 {'、'.join(other)}"
            )
    return Issuers(first)


def _agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the names of one place are those of the other, or some of them: 县政府 is 县人民政府, and the country before a name is left away."""
    first, second = ({_close(name) for name in each} for each in (one, other))
    return bool(first and second) and all(any(_is_one(name, held) for held in first) for name in second)


def _is_one(name: str, other: str) -> bool:
    """Whether two names are of one authority: one may have the province or city before it that it lies in."""
    short, long = sorted((name, other), key=len)
    before = long.removesuffix(short)
    return short == long or (before != long and bool(_PLACES.fullmatch(before)))


def _close(name: str) -> str:
    words = plain(name).removeprefix("中华人民共和国")
    for long, short in _SHORTER:
        words = words.replace(long, short)
    return _TERM.sub("", words)


def weigh_date(reading: Reading, letter: Letter, number: str) -> Weighed:
    """Return the 成文日期; a day of printing or of publishing alone is a doubt, or none at all."""
    row = _cell(reading, "issued")
    in_table, signed = date_of(row), letter.tail.date
    adopted = next((version.date for version in letter.versions if version.note in FIRST), "")
    heads = [date for date in letter.head.dates if date]
    in_text = signed or adopted or (heads[0] if heads else "")
    if in_table:
        is_other = in_text and not in_text.startswith(in_table) and not in_table.startswith(in_text)
        return Weighed(
            in_table, f"表里是 {in_table}（已采用），正文是 {in_text}" if is_other and signed else ""
        )
    if not in_text:
        printed = letter.tail.printed
        return (
            Weighed(printed, "只见到印发日期")
            if printed
            else Weighed("", f"表里写的是：{row}" if row else "")
        )
    if row:
        return Weighed(in_text, f"表里写的是：{row}")
    return Weighed(in_text, _far_from_number(in_text, number))


def _far_from_number(date: str, number: str) -> str:
    """Return a doubt where a number is of another year, but for a paper of last year that was dated in the next."""
    year = re.search(r"〔([0-9]{4})〕", number)
    if year and int(date[:4]) - int(year[1]) not in (0, 1):
        return f"它和发文字号 {number} 不是同一年"
    return ""


def _cell(reading: Reading, name: str) -> str:
    return next((row.value.strip() for row in reading.table if row.name == name and row.value.strip()), "")


def _solid(words: str) -> str:
    """Return words without blanks and line ends: a title is broken into lines where it looks well."""
    return re.sub(r"\s+", "", words)


__all__ = ["Issuers", "Weighed", "weigh_date", "weigh_issuers", "weigh_number", "weigh_title"]
