"""What people write for a date or a number becomes the form a record holds, where there is only one that it can mean."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import lru_cache

from county_casebook.text import numerals
from county_casebook.text.phrases import PHRASES
from county_casebook.text.width import half_width

_CHINESE = "〇零一二三四五六七八九"
_CHINESE_YEAR = re.compile(f"[{_CHINESE}]{{4}}(?=年)")
_CHINESE_PART = re.compile(
    "(?<![一二三四五六七八九十])(?:[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=[月日号])"
)
_DAY = r"(?:年|[-./／．—–－])"
_DATE = re.compile(
    rf"([0-9]{{4}})(?:年|{_DAY} ?([0-9]{{1,2}})(?:月|(?:月|{_DAY}) ?([0-9]{{1,2}})[日号]?)?|[0-9]{{0}})"
)
_JOINED = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SPAN = re.compile(rf"([0-9]{{4}}){_DAY}?[^0-9]{{0,3}}(?:[-—–~～至到])+[0-9]{{2,4}}年?")
_VAGUE = re.compile(
    r"(?:[0-9]{2}|[0-9]{4})年?(?:初|末|底|中|春|夏|秋|冬|春节|春季|秋季|上半年|下半年|前后|左右|代|以来)"
)
_WITHOUT_YEAR = re.compile(
    r"[0-9]{1,2}月(?:[0-9]{1,2}[日号])?|(?:今|去|前|明|当)年.{0,6}|(?:本|上|下|这个)月.{0,4}|(?:昨|今|前)[天日]"
)
_SHORT_YEAR = re.compile(r"['’‘]?[0-9]{2}年?(?:[0-9]{1,2}月)?")


def narrow(text: str) -> str:
    """Return a text with digits and signs as ASCII, without blanks."""
    return "".join(half_width(text).split())


def date_meant(text: str) -> str:
    """Return the date of a text as a record holds it (2004, 2004-05, 2004-05-03); empty where it may mean another."""
    plain = _in_digits(narrow(text))
    match = _DATE.fullmatch(plain) or _JOINED.fullmatch(plain)
    if not match:
        return ""
    year, month, day = match[1], match[2], match[3]
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)]) if _is_day(match) else ""


def _is_day(match: re.Match[str]) -> bool:
    with suppress(ValueError):
        return bool(date(int(match[1]), int(match[2] or 1), int(match[3] or 1)))
    return False


def _in_digits(text: str) -> str:
    """Return 二〇〇四年五月 as 2004年5月; what else is written stays as it is."""
    year = _CHINESE_YEAR.sub(lambda match: _year(match[0]), text)
    return _CHINESE_PART.sub(lambda match: str(numerals.number(match[0])), year)


def _year(signs: str) -> str:
    return "".join(str(max(0, _CHINESE.index(sign) - 1)) for sign in signs)


def why_no_date(text: str) -> str:
    """Say what a text lacks to be a date, and what would do; empty where that is not known."""
    plain = narrow(text)
    if _SPAN.fullmatch(plain):
        return "是一段时间，这里只写一个日期（开始和结束分两个字段写）"
    if (match := _DATE.fullmatch(_in_digits(plain)) or _JOINED.fullmatch(plain)) and not _is_day(match):
        return "日历上没有（检查月和日）"
    if _VAGUE.fullmatch(plain):
        return "说不准是哪一天（知道到年就只写年份，如 2004；细节写进正文）"
    if _WITHOUT_YEAR.fullmatch(plain):
        return "没有写是哪一年（写成 2004、2004-08 或 2004-08-10）"
    if _SHORT_YEAR.fullmatch(plain):
        return "年份没有写全（写四位数，如 2004）"
    return ""


_UNITS = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_NUMBER = re.compile(
    r"(约|大约|近|超过|超|逾|至少|不到|≈|~|～|>|<|≥|≤|\+)?(-?[0-9]{1,15}+(?:,[0-9]{3}){0,4}+(?:\.[0-9]{1,9}+)?+)([^0-9,.].{0,40})?"
)
_D = "[一二三四五六七八九]"
_BELOW_HUNDRED = f"{_D}?十{_D}?"
_BELOW_THOUSAND = f"{_D}百(?:{_D}十{_D}?|零{_D})?"
_CHINESE_NUMBER = re.compile(
    f"{_D}千(?:{_BELOW_THOUSAND}|零(?:{_D}十{_D}?|{_D}))?|{_BELOW_THOUSAND}|{_BELOW_HUNDRED}|{_D}|零|{_D}++零[{_D[1:-1]}零]*+"
)
"""Numerals that mean one number: 一百二 is 120 to who says it, 三五 is three to five, and 十五六 is fifteen or sixteen."""
_MORE_THAN_A_UNIT = re.compile(r".*\d|[百千万亿]+(?:[多余来几]|左右|[上以]下|以上)")
"""What stands behind a number and changes it: 2 亿 3 千万, 1 小时 30 分, 5 万多."""
_UNIT = re.compile(r"[^\W\d_]|[%‰℃°]")
_SPAN_OF_NUMBERS = re.compile(r"[0-9.]{1,15}(?:[-—–~～至到])[0-9.]{1,15}.{0,4}")


def why_no_number(text: str) -> str:
    """Say what a text holds beside its number, and what would do; empty where that is not known."""
    plain = narrow(text)
    if _SPAN_OF_NUMBERS.fullmatch(plain):
        return "是两个数之间，这里只写一个数（写有把握的那个，或把整句写进正文）"
    chinese = plain.replace("两", "二").replace("〇", "零")
    if _CHINESE_NUMBER.fullmatch(chinese):
        return f"是汉字（写成 {numerals.number(chinese)}）"
    match = _NUMBER.fullmatch(plain)
    if not match or _MORE_THAN_A_UNIT.match(match[3] or ""):
        return ""
    if match[2] == plain and plain != half_width(text).strip():
        return f"里有空格（写成 {plain}）"
    about, digits, rest = match[1] or "", match[2].replace(",", ""), match[3] or ""
    if rest.startswith(("多", "余", "来", "几", "左右", "上下", "以上", "以下")) or about:
        return f"里有“{about or rest[:2]}”（只写 {digits}，“约”“多”写进正文或说明）"
    if rest in _UNITS:
        return f"里有“{rest}”（只写 {digits}，单位写成“{rest}…”，如 万元；或写成 {_product(digits, rest)}）"
    return f"里有单位“{rest}”（只写 {digits}，单位写在 unit）" if _UNIT.match(rest) and len(rest) < 12 else ""


def _product(digits: str, unit: str) -> str:
    return (
        f"{Decimal(digits) * _UNITS[unit]:f}".rstrip("0").rstrip(".")
        if "." in digits
        else str(int(digits) * _UNITS[unit])
    )


UNSAID = frozenset(
    [
        *(
            "不详",
            "不明",
            "未知",
            "不清楚",
            "不知道",
            "不知",
            "未载明",
            PHRASES.not_stated,
            "没有写明",
            "未写明",
            "未说明",
            "没有载明",
        ),
        *("待查", "待核", "待核实", "待定", "未定", "不确定", "缺", "缺数据", "无法确定", "未提供", "未提及"),
        *(
            "not stated",
            "not-stated",
            "notstated",
            "not_state",
            "not_sated",
            "no_stated",
            "unstated",
            "unknown",
            "n/a",
            "na",
            "null",
            "none",
            "nil",
        ),
        *("~", "-", "--", "—", "——", "/", "?", "？", "…", "……", "未说", "没说", "没有说明"),
    ]
)
"""What people write where the sources do not say."""
EMPTY = frozenset(["无", "没有", "暂无", "空", "无。", "没有。"])
"""What may mean that there is nothing, or that nothing is known."""


def is_unsaid(text: str) -> bool:
    """Whether a text says no more than that nothing is known."""
    return len(text) <= 12 and _is_unsaid(text)


@lru_cache(maxsize=1 << 14)
def _is_unsaid(text: str) -> bool:
    return text.strip().rstrip("。.").lower() in UNSAID or text.strip() in EMPTY


__all__ = ["EMPTY", "UNSAID", "date_meant", "is_unsaid", "narrow", "why_no_date", "why_no_number"]
