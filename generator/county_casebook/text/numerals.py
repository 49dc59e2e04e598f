"""Chinese numerals become numbers: 十二, 一百零三, 二〇〇四, ０１, ③, ㈢."""

from __future__ import annotations

import unicodedata

DIGITS = {
    "零": 0,
    "〇": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
UNITS = {"十": 10, "百": 100, "千": 1000}
CHARACTERS = "".join((*DIGITS, *UNITS))
"""Every character a Chinese numeral may hold, for use inside a character class."""

CIRCLED = "①-⑳㉑-㉟㊱-㊿"
ENCLOSED_DIGITS = "⑴-⒇"
ENCLOSED_CHINESE = "㈠-㈩"
DIGITS_WITH_POINT = "⒈-⒛"
"""Numbers that are one character, as older texts write them; each for use inside a character class."""


def number(text: str) -> int:
    """Return the value of Chinese, full-width, ASCII or enclosed numerals up to 9999; raise ValueError otherwise."""
    if text.isdecimal():
        return int(text)
    if len(text) == 1 and text not in CHARACTERS:
        return int(unicodedata.numeric(text))
    if not text or any(sign not in CHARACTERS for sign in text):
        raise ValueError(f"“{text}”不是数")
    if not any(sign in UNITS for sign in text):
        return int("".join(str(DIGITS[sign]) for sign in text))
    total = digit = 0
    for sign in text:
        if sign in UNITS:
            total += (digit or (1 if total == 0 or sign == "十" else 0)) * UNITS[sign]
            digit = 0
        else:
            digit = DIGITS[sign]
    return total + digit
