"""What an editor wrote for a number, a year, an address or a telephone becomes its value, read strictly.

Every function takes the text as it was written and returns its value or raises a ValueError whose message is the
Chinese sentence an editor reads. Digits are ASCII everywhere; what was typed full-width is refused, with the form to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from ipaddress import IPv4Address

from county_casebook.text.meant import date_meant, why_no_date, why_no_number
from county_casebook.text.width import half_width

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")
_PLACE = re.compile("[1-9][0-9]?")
_ORDINAL = re.compile(r"[1-9][0-9]?")
_COUNT = re.compile(r"0|[1-9][0-9]{0,8}")
_DIVISION_CODE = re.compile(r"[0-9]{6}")
_POINT_ID = re.compile(r"(?=.{1,24}$)(?=.*[0-9])[a-z0-9]+(?:\.[a-z0-9]+)*")
RECORD_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,78}[a-z0-9]")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DOC_NO = re.compile(r"[\u4e00-\u9fff]+(?:〔[0-9]{4}〕|(?:令|公告|通告)(?:[0-9]{4}年)?第)[1-9][0-9]*号")
_LINK = re.compile(
    r"https?://(?P<host>[A-Za-z0-9.-]+)(?::(?P<port>[1-9][0-9]{0,4}))?"
    r"(?:[/?#](?:[^\x00-\x20\x7f-\x9f\s\\\"'<>`{}|^%]|%[0-9A-Fa-f]{2})*)?"
)
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_MAILTO = re.compile(r"mailto:[A-Za-z0-9._+-]{1,64}@(?P<host>[A-Za-z0-9.-]+)")
_PHONE = re.compile(
    r"(?:(?:\+86[ -]?)?(?:0[0-9]{2,3}[ -]?|[（(]0[0-9]{2,3}[）)] ?)[2-8][0-9]{6,7}"
    r"|[48]00(?:[ -]?[0-9]){7}|1[12][0-9]{1,3}|9[56][0-9]{3,4})"
    r"(?:(?:-|转| 转 ?)[0-9]{1,6})?"
)
_MOBILE = re.compile(r"(?:\+?86[ -]?)?1[3-9][0-9](?:[ -]?[0-9]{4}){2}")

_often = lru_cache(maxsize=4096)
"""What is read of figures: the same few thousand stand in all records."""

LONGEST_WHOLE, LONGEST_FRACTION = 12, 6
"""Digits before and after the point: enough for a country's budget in 元, and few enough to compute with exactly."""


def _matched(pattern: re.Pattern[str], text: str, why_not: Callable[[str], str]) -> str:
    """Return a text that the pattern fits; otherwise raise, naming the form to write where only width or blanks differ.

    `why_not` says of any other text what it is not, and what would do.
    """
    if pattern.fullmatch(text):
        return text
    mended = half_width(text).strip()
    if mended != text and pattern.fullmatch(mended):
        what = "前后有空格" if mended == text.strip() else "里有全角或别的文字的数字、符号"
        raise ValueError(f"“{text}”{what}（写成 {mended}）")
    raise ValueError(f"“{text}”{why_not(text)}")


@_often
def number(text: str) -> Decimal:
    """A decimal number; a comma stands only where thousands end (1,234,567.8)."""
    if not _NUMBER.fullmatch(text) and "," in half_width(text):
        raise ValueError(_wrong_comma(text))
    written = _matched(_NUMBER, text, _no_number).replace(",", "")
    whole, _, fraction = written.lstrip("-").partition(".")
    if len(whole) > LONGEST_WHOLE or len(fraction) > LONGEST_FRACTION:
        raise ValueError(
            f"“{text[:30]}”太长（小数点前最多 {LONGEST_WHOLE} 位、后最多 {LONGEST_FRACTION} 位；换大一点的单位）"
        )
    return Decimal(written)


def _no_number(text: str) -> str:
    return why_no_number(text) or "不是数（只写数字，单位写在 unit）"


def _wrong_comma(text: str) -> str:
    narrow = half_width(text)
    if _NUMBER.fullmatch(narrow):
        return f"“{text}”里有全角或别的文字的数字、符号（写成 {narrow.replace(',', '')}）"
    return f"“{text}”里的逗号不在千分位上（小数用点，如 3.14；千分位如 1,234，也可以不写逗号）"


def amount(text: str) -> Decimal:
    """A number that cannot be below zero."""
    found = number(text)
    if found < 0:
        raise ValueError(f"“{text}”是负数（这里不能小于零）")
    return found


@_often
def year(text: str) -> int:
    return int(_matched(_YEAR, text, _no_year))


def _no_year(text: str) -> str:
    meant = date_meant(text)[:4]
    why = why_no_date(text)
    return f"不是年份{f'（写成 {meant}）' if meant else f'：{why}' if why else '（写四位数，如 2004）'}"


@_often
def ordinal(text: str) -> int:
    return int(_matched(_ORDINAL, text, _no_ordinal))


def _no_ordinal(text: str) -> str:
    digits = _PLACE.findall(half_width(text))
    hint = f"写成 {digits[0]}" if len(digits) == 1 else "写 sources 里的第几条，从 1 数起"
    return f"不是来源的序号（{hint}）"


@_often
def count(text: str) -> int:
    return int(_matched(_COUNT, text, lambda text: why_no_number(text) or "不是个数（写 0 或正整数）"))


def division_code(text: str) -> str:
    return _matched(_DIVISION_CODE, text, lambda _: "不是行政区划代码（六位数字）")


def sha256(text: str) -> str:
    if not _SHA256.fullmatch(text):
        raise ValueError("SHA-256 应当是 64 位十六进制数字（小写）")
    return text


def doc_no(text: str) -> str:
    return _matched(_DOC_NO, text, lambda _: _NO_DOC_NO)


_NO_DOC_NO = "不是发文字号（写成 国办发〔2017〕47号，用六角括号，数字用半角，号码不编虚位）"


def point_id(text: str) -> str:
    """An address on the page of a policy: with a digit and without a hyphen, as no section of the page is called."""
    return _matched(_POINT_ID, text, lambda _: _NO_POINT_ID)


_NO_POINT_ID = "不是要点的编号（写小写字母和至少一个数字，用点分开，如 a9、a13.2、k1）"


def record_id(text: str) -> str:
    return _matched(RECORD_ID, text, lambda _: "不是编号（3–80 个小写字母、数字和短横，如 xinchang-rd）")


def phone(text: str) -> str:
    """A fixed line with its area code, a 400 or 800 number or a service number, with or without an extension.

    A mobile number passes here: the rule on personal data refuses it, and its message hides the digits.
    """
    if _PHONE.fullmatch(text) or _MOBILE.fullmatch(half_width(text)):
        return text
    if "@" in text:
        raise ValueError(
            "写的是电子邮件，这里写电话（带区号的座机，如 0575-86123456，或 400 电话、12345 这类热线）"
        )
    if (mended := half_width(text)) != text and _PHONE.fullmatch(mended):
        raise ValueError(f"不是电话号码（数字、符号用半角，写成 {mended}）")
    raise ValueError(
        "不是电话号码（写带区号的座机，如 0575-86123456，或 400 电话、12345 这类热线，数字用半角；一栏写一个）"
    )


def link(text: str) -> str:
    """An address of http or https with a host that can be on the public net, and nothing that programs read differently."""
    match = _LINK.fullmatch(text)
    if not match and (mended := half_width(text)) != text and is_link(mended):
        raise ValueError(f"“{text}”里有全角的符号（写成 {mended}）")
    if not match and "://" not in text and is_link(f"https://{text}"):
        raise ValueError(f"“{text}”少了 https://（写成 https://{text}）")
    if not match:
        raise ValueError(f"“{text}”不是网址（以 http:// 或 https:// 开头，中间没有空格、引号和反斜杠）")
    if not is_public_host(match["host"]):
        raise ValueError(f"“{text}”里没有能访问的主机名（如 www.gov.cn）")
    if match["port"] and int(match["port"]) > 65535:
        raise ValueError(f"“{text}”的端口 {match['port']} 不存在（最大 65535）")
    return text


def is_public_host(host: str) -> bool:
    """Whether a host is a domain name with a top level of letters, or a public IPv4 address."""
    labels = host.split(".")
    if len(host) > 253 or len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        return False
    if any(sign.isalpha() for sign in labels[-1]):
        return labels[-1].isalpha() or labels[-1].lower().startswith("xn--")
    try:
        return IPv4Address(host).is_global
    except ValueError:
        return False


def is_link(text: str) -> bool:
    """Whether a text is an address `link` takes."""
    try:
        return bool(link(text))
    except ValueError:
        return False


def is_mailto(text: str) -> bool:
    """Whether a text is `mailto:` and one plain address, nothing more."""
    match = _MAILTO.fullmatch(text)
    return bool(match) and is_public_host(match["host"]) if match else False
