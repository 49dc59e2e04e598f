"""The marks that name a record's sources in the middle of a text."""

from __future__ import annotations

import re

import pytest

from county_casebook.render.markdown import prose


def words(html: str) -> str:
    """What a reader reads of HTML, or copies from it."""
    return re.sub(r"<[^>]+>", "", html)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("先试后推[^1]。", "先试后推1。"),
        ("两处不同[^1][^2]。", "两处不同1, 2。"),
        ("三处都有[^3][^12][^4]，一处没有[^5]。", "三处都有3, 12, 4，一处没有5。"),
        ("一句[^1]，又一句[^2]。", "一句1，又一句2。"),
    ],
)
def test_marks_side_by_side_do_not_read_as_one_number(text: str, read: str) -> None:
    html = str(prose(text))
    assert words(html).strip() == read
    assert re.findall(r'href="#source-(\d+)"', html) == re.findall(r"\[\^(\d+)\]", text)
    assert html.count("<sup") == html.count("</sup>") == len(re.findall(r"(?:\[\^\d+\])+", text))
