"""A number becomes what Word writes for it in a list: digits, letters, Chinese numerals, circled figures.

The names are those of ECMA-376 part 1, 17.18.59. A format that is not here is written in digits, as Word does.
"""

from __future__ import annotations

from collections.abc import Callable

_PLAIN = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
_ROMAN_ONES = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def number_text(value: int, format_: str) -> str:
    """Return a number from 0 on as a list in this format shows it."""
    return _FORMATS.get(format_, str)(value)


def counted(value: int, digits: str = _PLAIN, units: str = "十百千", zero: str = "零") -> str:
    """Return a number with its units: 12 is 十二, 105 一百零五, 20012 二万零一十二."""
    if value == 0:
        return digits[0]
    high, low = divmod(value, 10_000)
    words = _below_ten_thousand(low, digits, units, zero) if low else ""
    if high:
        gap = zero if low and low < 1000 else ""
        words = f"{counted(high, digits, units, zero)}万{gap}{words}"
    one_ten = f"{digits[1]}{units[0]}"
    return words[1:] if digits == _PLAIN and words.startswith(one_ten) and value < 20 else words


def _below_ten_thousand(value: int, digits: str, units: str, zero: str) -> str:
    words, is_gap = "", False
    for place, digit in enumerate(str(value)):
        rest = len(str(value)) - place - 1
        if digit == "0":
            is_gap = True
            continue
        words += (zero if is_gap and words else "") + digits[int(digit)] + (units[rest - 1] if rest else "")
        is_gap = False
    return words


def _by_digits(value: int) -> str:
    return "".join(_PLAIN[int(digit)] for digit in str(value))


def _chinese(value: int) -> str:
    return counted(value) if value < 100 else _by_digits(value)


def _legal(value: int) -> str:
    return counted(value, _LEGAL, "拾佰仟")


def _letters(value: int) -> str:
    """A … Z, then AA, BB, as Word counts."""
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1) if 1 <= value <= 780 else str(value)


def _roman(value: int) -> str:
    if not 1 <= value < 4000:
        return str(value)
    words = ""
    for worth, sign in (*_ROMAN, *_ROMAN_ONES):
        words += sign * (value // worth)
        value %= worth
    return words


def _of(first: str, last: int, zero: str = "") -> Callable[[int], str]:
    """Signs that stand in one row of Unicode, from 1 to `last`; further on digits."""

    def shown(value: int) -> str:
        if value == 0 and zero:
            return zero
        return chr(ord(first) + value - 1) if 1 <= value <= last else str(value)

    return shown


def _circled(value: int) -> str:
    rows = ((1, "①"), (21, "㉑"), (36, "㊱"))
    begin, sign = next(((low, sign) for low, sign in reversed(rows) if value >= low), (0, "⓪"))
    return chr(ord(sign) + value - begin) if value <= 50 else str(value)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if 1 <= value <= len(signs) else str(value)


def _sexagenary(value: int) -> str:
    return f"{_STEMS[(value - 1) % 10]}{_BRANCHES[(value - 1) % 12]}" if 1 <= value <= 60 else str(value)


def _wide(value: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _of("⑴", 20),
    "decimalEnclosedFullstop": _of("⒈", 20),
    "numberInDash": lambda value: f"- {value} -",
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "chineseCounting": _chinese,
    "chineseCountingThousand": counted,
    "japaneseCounting": counted,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": counted,
    "koreanDigital2": _by_digits,
    "ideographDigital": _by_digits,
    "japaneseDigitalTenThousand": _by_digits,
    "taiwaneseDigital": _by_digits,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "japaneseLegal": _legal,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "ideographEnclosedCircle": _of("㊀", 10),
}

__all__ = ["counted", "number_text"]
