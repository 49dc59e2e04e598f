"""The forms of numbers that lead to one person: resident identity cards, mobile telephones, bank cards."""

from __future__ import annotations

import re
from datetime import date

from county_casebook.text.other_numbers import PROVINCES, is_other
from county_casebook.text.plain_digits import Number

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
    return _is_region(digits[:6]) and _is_day(1900 + year, month, day) and not is_other(number)


def _is_region(code: str) -> bool:
    """Whether six digits can be a county's code (GB/T 2260), or stand for Taiwan, Hong Kong and Macao (71, 81–83)."""
    province, prefecture, county = code[:2], int(code[2:4]), code[4:]
    if province in ("71", "81", "82", "83"):
        return code[2:] == "0000"
    most = 3 if province in ("11", "12", "31", "50") else 90
    return province in PROVINCES and 1 <= prefecture <= most and county != "00"


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
    return usual and not is_other(number)


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
    if not _ISSUERS.fullmatch(digits) or is_other(number):
        return False
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


FORMS = (
    ("身份证号码", _CITIZEN, _is_citizen),
    ("身份证号码", _OLD_CITIZEN, _is_old_citizen),
    ("银行卡号", _CARD, _is_card),
    ("手机号码", _MOBILE, _is_mobile),
)
"""What a number is in Chinese, its pattern (the number is group 1), and whether a match is one; the surest first."""
