"""Words of an official text become values in their standard form: 发文字号, dates, 公文种类 (GB/T 9704-2012, 7.2 and 7.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from county_casebook.schema.fields import CoarseDate
from county_casebook.text.numbering import half_width, plain
from county_casebook.text.numerals import number

_ZEROS = "〇○零OoＯｏΟОоο0"
_YEAR = f"[0-9]{{4}}|[一二][{_ZEROS}一二三四五六七八九]{{3}}"
_BRACKETED = rf"[〔\[［（(【〈<﹝]({_YEAR})[〕\]］）)】〉>﹞]"
_NUMERAL = "[0-9]{1,5}|[〇○零一二三四五六七八九十百]{1,7}"
_DOC_NO = re.compile(rf"([\u4e00-\u9fff]{{1,20}}){_BRACKETED}第?({_NUMERAL})号(?:文件?)?")
_ORDER = re.compile(rf"([\u4e00-\u9fff]{{1,40}}令)([0-9]{{4}}年)?第?({_NUMERAL})号")
_ANNOUNCED = re.compile(rf"([\u4e00-\u9fff]{{3,40}}[公通]告)[（(]?([0-9]{{4}}年)?第({_NUMERAL})号[）)]?")
_ORDER_BEHIND = re.compile(rf"([\u4e00-\u9fff]{{2,40}}?(?:政府|院|部|委员会|委|局))第({_NUMERAL})号令")
_AROUND = re.compile(r"[（(\[［【〖](.{1,60})[）)\]］】〗]|(.{1,60})")
_SIGNER = re.compile(r"(?:签发人|签发)[：:]?.{0,30}")
_NUMBER_LABEL = re.compile(r"^(?:发文字?号|公文字?号|文件?编?号|文号)[：:]?")
_DATE = re.compile(r"([0-9]{4})[年.．/-]([0-9]{1,2})(?:[月.．/-]([0-9]{1,2})日?|月)?")
_DIGITS = str.maketrans("〇○零OoＯｏΟОоο一二三四五六七八九", "00000000000123456789")
KINDS = (
    *(
        "决议",
        "决定",
        "命令",
        "公报",
        "公告",
        "通告",
        "意见",
        "通知",
        "通报",
        "报告",
        "请示",
        "批复",
        "议案",
        "复函",
        "函",
        "纪要",
        "解释",
    ),
    *(
        "条例",
        "暂行规定",
        "规定",
        "暂行办法",
        "办法",
        "实施细则",
        "细则",
        "规则",
        "规划",
        "计划",
        "纲要",
        "方案",
        "指引",
        "要点",
    ),
)
"""公文种类 a title may end with, longer before shorter (《党政机关公文处理工作条例》第八条, and what official titles use besides)."""
_MORE_ENDS = (
    *(
        "公示",
        "名单",
        "指南",
        "预案",
        "目录",
        "措施",
        "标准",
        "规范",
        "章程",
        "制度",
        "清单",
        "政策",
        "办法",
        "总结",
        "分工",
    ),
    *(
        "若干规定",
        "安排",
        "任务",
        "说明",
        "启事",
        "倡议书",
        "建议",
        "准则",
        "守则",
        "导则",
        "工作法",
        "须知",
        "程序",
        "流程",
        "规程",
        "思路",
        "讲话",
        "答复",
        "协议",
        "协议书",
    ),
)
"""What titles of papers of local offices end with besides; none of them is a 公文种类."""


def doc_no_of(words: str) -> str:
    """Return a 发文字号 in its standard form, whatever brackets it was typed with; empty when the words are none.

    Brackets around the whole are no part of it, nor is who signed a report (签发人).
    """
    close = _NUMBER_LABEL.sub("", _SIGNER.sub("", half_width(plain(words))))
    match = _AROUND.fullmatch(close)
    close = (match[1] or match[2]) if match else ""
    if (match := _DOC_NO.fullmatch(close)) and number(match[3]):
        return f"{match[1]}〔{match[2].translate(_DIGITS)}〕{number(match[3])}号"
    if match := _ORDER.fullmatch(close):
        return _in_row(match)
    if (match := _ORDER_BEHIND.fullmatch(close)) and number(match[2]):
        return f"{match[1]}令第{number(match[2])}号"
    return ""


def announced_no_of(words: str) -> str:
    """Return the number in the row of 公告 or 通告 that a line names after its authority: 「某某局公告（2022年第3号）」; else an empty text."""
    match = _ANNOUNCED.fullmatch(half_width(plain(words)))
    return _in_row(match) if match else ""


def _in_row(match: re.Match[str]) -> str:
    """Return a number counted through, or through its year: 某某令第7号, 某某令2021年第9号."""
    return f"{match[1]}{match[2] or ''}第{number(match[3])}号" if number(match[3]) else ""


def order_of(doc_no: str) -> str:
    """Return what an order is called before its number, 「某某市人民政府令」; empty when the number is of no order."""
    match = _ORDER.fullmatch(doc_no)
    return match[1] if match else ""


def split_number(words: str) -> tuple[str, str]:
    """Return words without the 发文字号 they end or begin with, and that number; behind, it stands in brackets or after a blank."""
    if (found := _NUMBER_BEFORE.match(words)) and (doc_no := doc_no_of(found[0].strip())):
        return words[found.end() :], doc_no
    if (found := _NUMBER_BEHIND.search(words)) and (doc_no := doc_no_of(found[0].strip())):
        return words[: found.start()].rstrip(), doc_no
    return words, ""


_NUMBER_BEFORE = re.compile(
    rf"[\u4e00-\u9fff]{{1,20}}[ \u3000]?{_BRACKETED}[ \u3000]?第?[0-9]{{1,5}}[ \u3000]?号[ \t\u3000\u00a0]++(?=\S)"
)
_NUMBER_BEHIND = re.compile(
    rf"(?:[（(](?=[\u4e00-\u9fff]{{1,20}}\s?{_BRACKETED})[^（()）]{{1,50}}(?:[（(][0-9]{{4}}[）)][^（()）]{{1,12}})?[）)]"
    rf"|[ \t\u3000\u00a0][\u4e00-\u9fff]{{1,20}}\s?{_BRACKETED}\s?第?[0-9]{{1,5}}\s?号)$"
)


def date_of(words: str) -> str:
    """Return the one date in some words in ISO form, as exactly as they give it; empty when there is none or several."""
    close = half_width(plain(words))
    found = list(_DATE.finditer(close)) or list(_DATE.finditer(_arabic(close)))
    if len(found) != 1:
        return ""
    year, month, day = found[0].groups()
    date = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    try:
        return str(CoarseDate.parse(date))
    except ValueError:
        return ""


_CHINESE_DATE = re.compile(
    rf"[一二][{_ZEROS}一二三四五六七八九]{{3}}年(?:[一二三四五六七八九十]{{1,3}}|元)月(?:[一二三四五六七八九十]{{1,3}}日)?"
)


def with_digits(words: str) -> str:
    """Return words with every date in Chinese numerals in ASCII digits."""
    return _CHINESE_DATE.sub(lambda match: _arabic(match[0]), words)


def _arabic(words: str) -> str:
    """Return a date in Chinese numerals (二〇〇四年十月二十三日) with ASCII digits."""
    year, sign, rest = words.replace("元月", "一月").partition("年")
    tens = re.sub(r"([二三]?)十([一二三四五六七八九]?)", lambda match: _tens(match[1], match[2]), rest)
    return year.translate(_DIGITS) + sign + tens.translate(_DIGITS)


def _tens(tens: str, ones: str) -> str:
    return f"{(tens or '一').translate(_DIGITS)}{(ones or '〇').translate(_DIGITS)}"


_NOTE_BEHIND = re.compile(r"[（(](?:[^（()）]|[（(][^（()）]*+[）)])*+[）)]$")
"""What stands in brackets at the end of a title: 「（试行）」."""


def kind_of(title: str) -> str:
    """Return the 公文种类 a title ends with, or an empty text."""
    words = _NOTE_BEHIND.sub("", plain(title).rstrip("》")).rstrip("》")
    kind = next((kind for kind in KINDS if words.endswith(kind)), "")
    if words.endswith("法") and not kind:
        return "法律"
    return "函" if kind == "复函" else kind


def is_formed(title: str) -> bool:
    """Whether words end as titles of official texts do, and hold no sentence."""
    words = _NOTE_BEHIND.sub("", plain(title).rstrip("》")).rstrip("》")
    return (
        3 <= len(words) <= 150
        and bool(kind_of(title) or words.endswith(_MORE_ENDS))
        and not re.search("[。；！？]", words)
    )


def is_kind(words: str) -> bool:
    """Whether words are what titles end with and nothing else: 「公　示」 above a title."""
    return plain(words) in (*KINDS, *_MORE_ENDS)


def names(words: str) -> Iterator[str]:
    """Yield the names of a list typed in one cell."""
    yield from filter(None, re.split(r"[\s、；;，,]+", words))


__all__ = [
    "KINDS",
    "announced_no_of",
    "date_of",
    "doc_no_of",
    "is_formed",
    "is_kind",
    "kind_of",
    "names",
    "order_of",
    "split_number",
    "with_digits",
]
