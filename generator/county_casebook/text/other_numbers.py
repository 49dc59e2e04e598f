"""A number that looks personal becomes a verdict: whether it is a sum, a fraction, the number of a paper, part of a checksum.

Words right before it that say whose it is (`手机`, `卡号`) outweigh all of these.
"""

from __future__ import annotations

import re

from county_casebook.text.plain_digits import Number

PROVINCES = frozenset(
    str(code)
    for codes in (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66))
    for code in codes
)
"""The first two digits of division codes (GB/T 2260)."""

_TELLS = re.compile(
    r"(?:手机|电话|联系|微信|号码|致电|拨打|短信|身份证|卡号|账号|mobile|phone|tel|cell|contact|wechat|☎|📱|\+86|0086)[^\d\n]{0,8}$",
    re.IGNORECASE,
)
"""Words right before a number that say whose it is; then no unit behind it makes it a sum."""
_UNIT = re.compile(
    r"\s*+(?:[（(]\s*+)?[余多]?[十百千万亿]*+[余多]?(?:(?:美|欧|港|日|韩)?元(?![旦宵])|人民币|吨|亩|公顷|公斤|千克|斤|平方|立方|千瓦"
    r"|人次|株|尾|粒|册|[%％‰㎡]|(?:kg|km|RMB|CNY)\b)|\s*+[余多]?[万亿]++(?![\u4e00-\u9fff])",
    re.IGNORECASE,
)
_CURRENCY = re.compile(r"(?:[¥￥$＄€£]|人民币|RMB|CNY|USD)\s?$", re.IGNORECASE)
_SUM_TITLE = re.compile(
    r"[（(][^（()）|\n]{0,6}(?:元|吨|亩|公顷|斤|千克|平方|立方|千瓦)[^（()）|\n]{0,6}[）)]"
    r"|[万亿]元|金额|产值|收入|支出|投入|投资|经费|资金|预算|决算|总额|税|产量|产能|单位[:：]"
)
_NUMBERED = re.compile(r"第\s?$")
_FRACTION = re.compile(r"(?<![0-9])[0-9]{1,7}\.$")
_DECIMALS = re.compile(r"\.[0-9]{1,6}(?![0-9])")
_HEX = "0123456789abcdefABCDEF"
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_SHORTEST_CHECKSUM = 16
_ORGANIZATION = re.compile(
    r"(?<![0-9A-Z])[1-9A-Y][1-9](?P<province>[0-9]{2})[0-9]{4}[0-9A-Z]{10}(?![0-9A-Z])"
)


def is_other(number: Number) -> bool:
    """Whether the digits are a sum, a fraction, the number of a paper or part of a checksum."""
    looks_so = (
        number.digits.endswith("00000")
        or _UNIT.match(number.text, number.end, number.end + 12) is not None
        or number.follows(_CURRENCY, 4)
        or number.follows(_NUMBERED, 3)
        or _is_fraction(number)
        or _is_checksum(number)
        or _is_in_organization(number)
        or _stands_under_sums(number)
    )
    return looks_so and not number.follows(_TELLS)


def _is_fraction(number: Number) -> bool:
    """Whether digits without separators have a decimal point before or behind them."""
    plain, before = number.run.plain, max(0, number.first - 9)
    return len(number.groups) == 1 and bool(
        _FRACTION.search(plain[before : number.first]) or _DECIMALS.match(plain, number.last)
    )


def _is_checksum(number: Number) -> bool:
    """Whether the digits stand inside a word of hexadecimal digits (SHA-256, MD5, UUID, a file name with a checksum)."""
    text, reach = number.text, 64
    before, after = text[max(0, number.start - reach) : number.start], text[number.end : number.end + reach]
    letters = before[len(before.rstrip(_HEX)) :] + after[: len(after) - len(after.lstrip(_HEX))]
    if (
        letters
        and len(letters) + number.end - number.start >= _SHORTEST_CHECKSUM
        and any(map(str.isalpha, letters))
    ):
        return True
    return "-" in before and _UUID.search(text, max(0, number.start - 36), number.end + 36) is not None


def _is_in_organization(number: Number) -> bool:
    """Whether the digits stand inside a unified social credit code (GB 32100-2015): kind, division, 9 of an organization."""
    for code in _ORGANIZATION.finditer(number.text, max(0, number.start - 18), number.end + 18):
        if code.start() <= number.start and number.end <= code.end():
            return code["province"] in PROVINCES
    return False


def _stands_under_sums(number: Number) -> bool:
    """Whether a cell of a Markdown table stands in a column, or in a row, whose title names a sum."""
    text, start = number.text, number.start
    line = text.rfind("\n", max(0, start - _WIDEST_ROW), start) + 1
    if text.find("|", line, start) < 0 or (not line and start > _WIDEST_ROW):
        return False
    table = text.rfind("\n\n", max(0, start - _LONGEST_TABLE), start) + 1
    titles = text[table : table + _WIDEST_ROW].lstrip("\n").partition("\n")[0].split("|")
    column = text.count("|", line, start)
    over = titles[column] if column < len(titles) else ""
    first = next(filter(None, text[line:start].split("|", 2)), "")
    return any(_SUM_TITLE.search(title[:40]) for title in (over, first))


_WIDEST_ROW, _LONGEST_TABLE = 400, 20_000
