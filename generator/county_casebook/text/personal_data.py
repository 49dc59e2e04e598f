"""A text becomes the personal numbers in it, and the same text with those numbers masked.

Personal are the numbers that lead to one person: resident identity cards, mobile telephones, private mailboxes, bank
cards. Sums, codes of places and organizations, document numbers and office telephones are not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from county_casebook.text.plain_digits import Run, runs, unescaped


@dataclass(frozen=True, slots=True)
class Found:
    """One personal number: text[start:end], what it is in Chinese, and how it may be shown (as long as it is).

    `number` holds its letters and digits alone, to tell whether two are the same; it is never shown.
    """

    start: int
    end: int
    what: str
    shown: str
    number: str = field(repr=False)


def personal_data(text: str) -> Iterator[Found]:
    """Yield every personal number of a text in order, without overlaps, also where it is separated, disguised or escaped."""
    plain, offsets = unescaped(text)
    end = 0
    for start, stop, what in sorted(_spans(plain), key=lambda span: (span[0], -span[1])):
        if start >= end:
            end = stop
            first, last = offsets[start], offsets[stop]
            shown = _mask(text[first:last], mailbox=what == _MAILBOX)
            yield Found(first, last, what, shown, _bare(plain[start:stop]))


def _bare(number: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", number))).upper()


def masked(text: str) -> str:
    """Return a text of the same length that shows of a number only its first three and last two characters, of a mailbox its provider."""
    pieces: list[str] = []
    end = 0
    for found in personal_data(text):
        pieces += text[end : found.start], found.shown
        end = found.end
    return "".join([*pieces, text[end:]]) if pieces else text


def _mask(number: str, *, mailbox: bool) -> str:
    if mailbox:
        local = re.split("[@＠]|%40|&", number, maxsplit=1)[0]
        return (
            f"{local[0]}{'*' * (len(local) - 1)}{number[len(local) :]}"
            if len(local) > 1
            else f"*{number[1:]}"
        )
    return f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}"


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    for run in runs(text):
        for kind, pattern, is_one in _KINDS:
            for match in pattern.finditer(run.plain):
                number = Number(text, run, *match.span(1))
                if is_one(number):
                    yield number.start, number.end, kind
    if "@" in text or "＠" in text:
        yield from mailboxes(text)


class Number:
    """A candidate: a part of a run, in the text it was found in, with its groups of digits."""

    __slots__ = ("digits", "end", "first", "groups", "last", "run", "start", "text")

    def __init__(self, text: str, run: Run, first: int, last: int) -> None:
        self.text, self.run, self.first, self.last = text, run, first, last
        self.start, self.end = run.offsets[first], run.offsets[last - 1] + 1
        groups = _GROUP.findall(run.plain, first, last)
        self.digits = "".join(groups)
        self.groups = tuple(map(len, groups))

    def follows(self, words: re.Pattern[str], reach: int = 20) -> bool:
        """Whether words stand right before the number."""
        return words.search(self.text[max(0, self.start - reach) : self.start]) is not None


_GROUP = re.compile(r"[0-9X]+")
_S = r"[-. _]{0,3}"


def _spaced(*digits: str) -> str:
    return _S.join(digits)


_NUMBER = r"(?<![0-9])(?=({})(?![0-9]))"
_REGION = rf"(?:1{_S}[1-5]|2{_S}[1-3]|3{_S}[1-7]|4{_S}[1-6]|5{_S}[0-4]|6{_S}[1-5]|71|8{_S}[1-3])"

_CITIZEN = re.compile(
    _NUMBER.format(_spaced(_REGION, *["[0-9]"] * 4, rf"(?:1{_S}9|2{_S}0)", *["[0-9]"] * 9, "[0-9X]"))
)
_OLD_CITIZEN = re.compile(r"(?<![0-9])(?<![0-9]\.)(?=([1-8][0-9]{5}([- ]?)[0-9]{6}\2[0-9]{3})(?![0-9X]))")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _is_citizen(number: Number) -> bool:
    """Whether 18 characters are a citizen identification number (GB 11643-1999): region, day of birth, check character."""
    digits = number.digits
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return (
        "10X98765432"[total % 11] == digits[17]
        and _is_region(digits[:6])
        and _is_day(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    )


def _is_old_citizen(number: Number) -> bool:
    """Whether 15 digits are a number of before 1999 (GB 11643-1989): region, day of birth without century, no check."""
    digits = number.digits
    year, month, day = (int(digits[place : place + 2]) for place in (6, 8, 10))
    return _is_region(digits[:6]) and _is_day(1900 + year, month, day) and not _is_other(number)


_PROVINCES = frozenset(
    str(code)
    for codes in (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66))
    for code in codes
)


def _is_region(code: str) -> bool:
    """Whether six digits can be a county's code (GB/T 2260), or stand for Taiwan, Hong Kong and Macao (71, 81–83)."""
    province, prefecture, county = code[:2], int(code[2:4]), code[4:]
    if province in ("71", "81", "82", "83"):
        return code[2:] == "0000"
    most = 3 if province in ("11", "12", "31", "50") else 90
    return province in _PROVINCES and 1 <= prefecture <= most and county != "00"


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        return 1900 <= date(year, month, day).year < 2100
    except ValueError:
        return False


_MOBILE = re.compile(
    rf"(?<![0-9])(?=(?:0{{0,2}}86{_S}|0(?=[0-9]{{11}}))?({_spaced('1', '[3-9]', *['[0-9]'] * 9)})(?![0-9]))"
)
_MOBILE_GROUPS = frozenset(
    {(11,), (3, 8), (3, 4, 4), (3, 3, 5), (3, 5, 3), (3, 4, 2, 2), (3, 2, 2, 2, 2), (5, 6), (5, 3, 3), (7, 4)}
)
_AFTER_YEAR = frozenset({(4, 7), (4, 3, 4), (4, 4, 3)})
"""Groupings of mobile numbers too, unless what they begin with can be a year."""
_YEARS = re.compile(r"(?:(?:19[4-9]|20[0-4])[0-9]){2}")


def _is_mobile(number: Number) -> bool:
    """Whether eleven digits, grouped as people group them, are a mobile number (numbering plan: 1, then 3 to 9)."""
    groups, digits = number.groups, number.digits
    if len(groups) == 11:
        usual = number.last - number.first == len(number.run.plain)
    elif groups in _AFTER_YEAR:
        usual = not 1700 <= int(digits[:4]) < 2000
    else:
        usual = groups in _MOBILE_GROUPS and not (groups[1:] == (4, 4) and _YEARS.fullmatch(digits[3:]))
    return usual and not _is_other(number)


_CARD = re.compile(
    r"(?<![0-9])(?<![0-9]{4}[- ])(?=([2-69](?:[0-9]{14,18}|[0-9]{3}([- ])[0-9]{4}\2[0-9]{4}\2[0-9]{4}(?:\2[0-9]{1,3})?"
    r"|[0-9]{3}([- ])[0-9]{6}\3[0-9]{5}|[0-9]{5}[- ][0-9]{10,13}))(?![- ]?[0-9]{4}(?![0-9]))(?![0-9X]))"
)
_ISSUERS = re.compile(
    r"62[0-9]{14}(?:[0-9]{3})?|60(?:13|29|33|35|38)[0-9]{12}(?:[0-9]{3})?"  # UnionPay
    r"|62290[89][0-9]{12}|(?:601428|405512)[0-9]{11}"  # domestic cards of 18 and 17 digits
    r"|(?:955[89]|9400|9843|9988|9896)[0-9]{12}(?:[0-9]{3})?"  # domestic cards of before UnionPay's 62
    r"|4[0-9]{15}|5[1-5][0-9]{14}"  # Visa, Mastercard
    r"|2(?:22[1-9]|2[3-9][0-9]|[3-6][0-9]{2}|7[01][0-9]|720)[0-9]{12}"  # Mastercard since 2017
    r"|3[47][0-9]{13}|35(?:2[89]|[3-8][0-9])[0-9]{12}"  # American Express, JCB
)


def _is_card(number: Number) -> bool:
    """Whether the digits are a bank card's (ISO/IEC 7812-1): an issuer's prefix with its length, and the Luhn check digit."""
    digits = number.digits
    if not _ISSUERS.fullmatch(digits) or _is_other(number):
        return False
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


_KINDS = (
    ("身份证号码", _CITIZEN, _is_citizen),
    ("身份证号码", _OLD_CITIZEN, _is_old_citizen),
    ("银行卡号", _CARD, _is_card),
    ("手机号码", _MOBILE, _is_mobile),
)

_TELLS = re.compile(
    r"(?:手机|电话|联系|微信|号码|致电|拨打|短信|身份证|卡号|账号|mobile|phone|tel|cell|contact|wechat|☎|📱|\+86|0086)[^\d\n]{0,8}$",
    re.IGNORECASE,
)
"""Words right before a number that say whose it is; then no unit behind it makes it a sum."""
_UNIT = re.compile(
    r"\s*[（(]?\s*[余多]?[十百千万亿]*[余多]?(?:(?:美|欧|港|日|韩)?元(?![旦宵])|人民币|吨|亩|公顷|公斤|千克|斤|平方|立方|千瓦"
    r"|人次|株|尾|粒|册|[%％‰㎡]|(?:kg|km|RMB|CNY)\b)|\s*[余多]?[万亿]+(?![\u4e00-\u9fff])",
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


def _is_other(number: Number) -> bool:
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
            return code["province"] in _PROVINCES
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


_PROVIDERS = (
    r"qq\.com|foxmail\.com|163\.(?:com|net)|126\.com|yeah\.net|188\.com|139\.com|189\.cn|wo\.cn|sina\.(?:com\.cn|com|cn)|sohu\.com"
    r"|tom\.com|21cn\.com|263\.net|aliyun\.com|eyou\.com|sogou\.com|chinaren\.com|56\.com|2980\.com"
    r"|g(?:oogle)?mail\.com|outlook\.(?:com|cn)|hotmail\.com|live\.(?:com|cn)|msn\.(?:com|cn)|yahoo\.(?:com\.cn|com|cn)"
    r"|(?:icloud|me|mac|aol|gmx|mail|zoho)\.com|proton(?:mail\.com|\.me)|mail\.ru|yandex\.(?:com|ru)"
)
"""Where anybody opens a mailbox; an office's stands under its own domain."""
_PRIVATE = re.compile(
    rf"[@＠] ?(?:(?:vip|[a-z]{{2,4}})\.)?(?:{_PROVIDERS})(?![a-z0-9-]|\.(?:cn|com|net|org|gov|edu)\b)",
    re.IGNORECASE,
)
_LOCAL = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-"
_LONGEST_LOCAL = 64
"""RFC 5321, 4.5.3.1.1."""
_MAILBOX = "个人邮箱"
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def mailboxes(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, what it is) for every private mailbox written in a text as it is."""
    if "＠" in text or "．" in text:
        text = text.translate(_NARROW)
    for match in _PRIVATE.finditer(text):
        before = text[max(0, match.start() - _LONGEST_LOCAL) : match.start()]
        end = len(before) - before.endswith(" ")
        start = len(before[:end].rstrip(_LOCAL))
        if start < end:
            yield match.start() - len(before) + start, match.end(), _MAILBOX
