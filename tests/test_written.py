"""Numbers, dates, document numbers, telephones and addresses are what was written, or a sentence: nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from county_casebook.schema.fields import CoarseDate
from county_casebook.text import values

OTHER_DIGITS = ("５", "٣", "৩", "३", "𝟓", "５２", "1５", "①", "²", "Ⅷ", "五")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("15", "15"),
        ("-3.5", "-3.5"),
        ("0.25", "0.25"),
        ("1,234,567.8", "1234567.8"),
        ("12,345", "12345"),
        ("999999999999", "999999999999"),
    ],
)
def test_a_number_is_what_it_says(text: str, value: str) -> None:
    assert values.number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        *("1，5", "3,14", "1,23,456", "12,34", "1234,567", ",5", "5,", "1,234,56", "1，234", "1,234,5678", "0,123"),
        *("1_0", "+5", " 5", "5 ", "1e5", "1E5", "0x1F", "1.", ".5", "05", "--5", "-", "", "NaN", "Infinity", "5%"),
        *("1 000", "1'000", "1.2.3", "３.5", "−5", "一", "1/2", "1\n", "9" * 13, "0.1234567", "9" * 100_000),
        *OTHER_DIGITS,
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="（"):
        values.number(text)


@pytest.mark.parametrize(
    ("read", "right"),
    [
        (values.number, "2004"),
        (values.amount, "2004"),
        (values.year, "2004"),
        (values.ordinal, "4"),
        (values.count, "2004"),
        (values.division_code, "330604"),
        (values.doc_no, "国办发〔2017〕47号"),
        (CoarseDate.parse, "2004-08-10"),
    ],
)
def test_full_width_digits_are_refused_one_way_everywhere_with_the_form_to_write(
    read: Callable[[str], Any], right: str
) -> None:
    assert read(right)
    for zero in ("０", "٠", "०"):
        wide = "".join(chr(ord(zero) + int(sign)) if sign.isdecimal() else sign for sign in right)
        with pytest.raises(ValueError, match=right.replace(".", r"\.")):
            read(wide)


@pytest.mark.parametrize(
    "text",
    ["9999", "9999-12-31", "0000", "0001", "2100", "2004-13", "2004-02-30", "2004-1", "04-08", "2004-08-1０"],
)
def test_a_date_is_one_of_this_time(text: str) -> None:
    with pytest.raises(ValueError, match=r"（"):
        CoarseDate.parse(text)


def test_the_last_day_of_every_date_is_there() -> None:
    for year in (1000, 1999, 2000, 2099):
        assert (
            CoarseDate(year).last_day == CoarseDate(year, 12).last_day == CoarseDate(year, 12, 31).first_day
        )
    assert CoarseDate(9999).last_day.year == 9999
    assert CoarseDate.parse("2004-02").last_day.day == 29


@pytest.mark.parametrize(
    "text",
    [
        *("http://www.gov.cn", "https://www.gov.cn/zhengce/content/2017-06/05/content_5199898.htm"),
        *("http://www.gov.cn:8080/a?b=c&d=%E4%B8%AD#e", "https://例子.example/".replace("例子", "xn--fsqu00a")),
        *("https://a.cn/中文/路径.html", "https://a.cn?x=1", "http://218.75.100.1/a", "https://medium.com/@name/x"),
    ],
)  # fmt: skip
def test_an_address_is_a_link(text: str) -> None:
    assert values.link(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *("https://evil.example\\@a.cn", "https://user@a.cn/", "https://user:pass@a.cn/", "https://a.cn\\b"),
        *("https://", "https:///a", "http://.", "http://a", "http://localhost/", "http://a..cn/", "http://-a.cn/"),
        *("https://a.cn:0/", "https://a.cn:65536/", "https://a.cn:/", "https://a.cn:8o/", "ftp://a.cn/", "//a.cn/x"),
        *("https:a.cn", "https:/a.cn", "https://a.cn/ b", "https://a.cn/\tb", "https://a.cn/\x00", "https://a.cn/%zz"),
        *("https://a.cn/<b>", 'https://a.cn/"', "https://a.cn/`", "https://ａ.cn/", "https://a。cn/", "javascript:x"),
        *("http://127.0.0.1/", "http://10.0.0.1/", "http://1.2.3/", "http://0x7f.0.0.1/", "http://[::1]/", "http://a.1/"),
        *("https://а.рф/", "https://a.cn\n", "https://a.cn@evil.example", "https://a.cn:80@evil.example/", ""),
    ],
)  # fmt: skip
def test_what_programs_could_read_differently_is_no_link(text: str) -> None:
    with pytest.raises(ValueError, match=r"（"):
        values.link(text)
    assert not values.is_link(text)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("mailto:office@a.gov.cn", True),
        ("mailto:office@a.gov.cn?bcc=x@y.cn", False),
        ("mailto:a@b", False),
        ("mailto:", False),
        ("mailto:a@b.cn,c@d.cn", False),
        ("mailto:a%0d@b.cn", False),
    ],
)
def test_a_mail_address_is_one_and_nothing_more(text: str, is_one: bool) -> None:
    assert values.is_mailto(text) is is_one


@pytest.mark.parametrize(
    "text",
    [
        *("0575-86123456", "010-12345678".replace("12345678", "62345678"), "0990-5550123", "(0575)86123456"),
        *("（0575）86123456", "0575 86123456", "057586123456", "+86-575-86123456".replace("-575", "-0575")),
        *("0575-86123456-801", "0575-86123456转801", "0575-86123456 转 801", "400-812-3456", "4008123456"),
        *("800-810-1234", "12345", "12396", "114", "96345", "95598", "123201"[:5]),
    ],
)  # fmt: skip
def test_an_office_has_a_telephone(text: str) -> None:
    assert values.phone(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *("不详", "电话", "0575", "86123456", "575-86123456", "0575-861234", "0575-861234567", "1234567", "00-12345678"),
        *("０５７５-86123456", "0575—86123456", "0575-86123456、86123457", "0575-86123456 张某", "abc", "", "-", "0"),
        *("999", "500-123-4567", "0575-16123456", "0575--86123456", "0575-86123456-", "123456", "1" * 50),
    ],
)  # fmt: skip
def test_what_is_no_telephone_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="不是电话号码"):
        values.phone(text)
