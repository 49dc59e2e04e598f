"""Personal numbers are found in every form people write them in, nothing else is, and a mask keeps a line's length."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator
from datetime import date

import pytest

from county_casebook.text.personal_data import masked, personal_data
from tests.personal_forms import FORMS, NONE_OF_ANYBODY, WEIGHTS


@pytest.mark.parametrize(("form", "what"), FORMS)
def test_a_personal_number_is_found_in_every_form(form: str, what: str) -> None:
    for text in (form, f"联系人：{form}。", f"甲\n乙 {form}\n丙"):
        assert [found.what for found in personal_data(text)] == [what]


@pytest.mark.parametrize(("form", "what"), FORMS)
def test_a_masked_text_is_as_long_and_holds_no_number(form: str, what: str) -> None:
    text = f"甲{form}，又{form}"
    hidden = masked(text)
    assert len(hidden) == len(text)
    assert list(personal_data(hidden)) == []
    assert masked(hidden) == hidden
    for found in personal_data(text):
        assert text[found.start : found.end] not in hidden
        assert hidden[found.start : found.end] == found.shown


def test_a_mask_leaves_three_characters_and_two() -> None:
    assert masked("电话 13800138000，") == "电话 138******00，"
    assert masked("138-0013-8000") == "138********00"
    assert masked("zhang.san@qq.com") == "z********@qq.com"


@pytest.mark.parametrize("text", NONE_OF_ANYBODY)
def test_what_is_nobodys_number_is_left_alone(text: str) -> None:
    assert list(personal_data(text)) == []
    assert masked(text) == text


def false_alarms(texts: Iterator[str]) -> list[str]:
    return [text for text in texts if any(personal_data(text))]


def test_five_thousand_sums_are_no_numbers_of_persons() -> None:
    draw = random.Random(1)

    def sums() -> Iterator[str]:
        for _ in range(5000):
            number = draw.randrange(10 ** draw.randrange(5, 14))
            unit = draw.choice(
                ("元", " 元", "万元", " 亿元", "吨", "亩", "公斤", "美元", "（元）", "余元", "多亩")
            )
            yield draw.choice(
                (
                    f"投入{number}{unit}。",
                    f"收入 {number:,} 元",
                    f"| 合计 | {number:,}.{draw.randrange(100):02} |",
                    f"支出 {number}.{draw.randrange(100):02}",
                    f"| 县 | 经费（元） |\n| --- | --- |\n| 甲县 | {number} |",
                    f"| 县 | 万元 | 产值（{unit.strip(' （）')}） |\n|-|-|-|\n| 甲县 | 1 | {number} |",
                    f"￥{number}",
                    f"{draw.randrange(13, 20)}{draw.randrange(1000)}000000{unit}",
                )
            )

    assert false_alarms(sums()) == []


def test_five_thousand_division_codes_are_no_numbers_of_persons() -> None:
    draw = random.Random(2)

    def codes() -> Iterator[str]:
        for _ in range(5000):
            code = f"{draw.randrange(11, 83)}{draw.randrange(1, 40):02}{draw.randrange(1, 90):02}"
            length = draw.choice((0, 3, 6))
            yield code + "".join(draw.choice(string.digits) for _ in range(length))

    assert false_alarms(codes()) == []


def test_codes_of_organizations_papers_and_books_are_no_numbers_of_persons() -> None:
    draw = random.Random(3)
    assert false_alarms(credit_code(draw) for _ in range(5000)) == []
    assert (
        false_alarms(f"国发〔{draw.randrange(1950, 2030)}〕{draw.randrange(1, 3000)}号" for _ in range(1000))
        == []
    )
    assert false_alarms(f"97{draw.choice('89')}{draw.randrange(10**10):010}" for _ in range(5000)) == []
    assert (
        false_alarms(f"0{draw.randrange(10, 999)}-{draw.randrange(10**6, 10**8)}" for _ in range(5000)) == []
    )
    assert false_alarms(f"{draw.randrange(16**64):064x}" for _ in range(5000)) == []
    assert false_alarms(f"20{draw.randrange(10**12):012}" for _ in range(5000)) == []


def credit_code(draw: random.Random) -> str:
    """Make a unified social credit code with its check character (GB 32100-2015)."""
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    kind = draw.choice(("11", "12", "13", "51", "52", "53", "91", "92", "93"))
    place = f"{draw.choice((11, 13, 33, 36, 42, 51, 61))}{draw.randrange(1, 30):02}{draw.randrange(1, 40):02}"
    body = kind + place + "".join(draw.choice(string.digits) for _ in range(8)) + draw.choice(signs)
    total = sum(signs.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return body + signs[(31 - total % 31) % 31]


@pytest.mark.slow
def test_eighteen_digits_with_an_impossible_region_or_birthday_are_no_identity_cards() -> None:
    draw = random.Random(4)
    provinces = (
        {"71", "81", "82", "83"}
        | {
            str(code)
            for ten, most in ((1, 5), (2, 3), (3, 7), (4, 6), (6, 5))
            for code in range(ten * 10 + 1, ten * 10 + most + 1)
        }
        | {"50", "51", "52", "53", "54"}
    )

    def is_day(digits: str) -> bool:
        try:
            return date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14])).year in range(1900, 2100)
        except ValueError:
            return False

    def numbers() -> Iterator[str]:
        for _ in range(100_000):
            digits = f"{draw.randrange(10**17):017}"
            digits += "10X98765432"[sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11]
            if digits[:2] not in provinces or not is_day(digits):
                yield digits

    assert false_alarms(numbers()) == []
