"""A text is cut where its brief ends: the page says all of it, and what paper leaves out is marked."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from county_casebook.render.cut import cut
from county_casebook.render.markdown import plain, prose


def kept_of(html: str) -> str:
    """The words that are not marked, on one line."""
    tree = LexborHTMLParser(html)
    for node in tree.css(".cb-cut, sup"):
        node.decompose()
    return " ".join(tree.text().split())


@pytest.mark.parametrize(
    ("html", "kept", "expected"),
    [
        ("<p>甲乙。丙丁。</p>", 3, '<p>甲乙。<span class="cb-cut">丙丁。</span></p>'),
        ("<p>a &amp; b。c</p>", 6, '<p>a &amp; b。<span class="cb-cut">c</span></p>'),
        (
            "<p>甲<strong>乙丙</strong>丁</p>\n<ul>\n<li>戊</li>\n</ul>",
            2,
            '<p>甲<strong>乙丙</strong><span class="cb-cut">丁</span></p>\n<ul class="cb-cut">\n<li class="cb-cut">戊</li>\n</ul>',
        ),
        (
            "<ul>\n<li>甲乙</li>\n<li>丙</li>\n</ul>",
            1,
            '<ul>\n<li>甲<span class="cb-cut">乙</span></li>\n<li class="cb-cut">丙</li>\n</ul>',
        ),
        (
            '<p>甲乙<sup><a href="#source-1">1</a></sup>丙</p>',
            2,
            '<p>甲乙<span class="cb-cut"><sup><a href="#source-1">1</a></sup>丙</span></p>',
        ),
        ("<p>甲</p>", None, "<p>甲</p>"),
    ],
)
def test_what_follows_is_marked_and_nothing_is_lost(html: str, kept: int | None, expected: str) -> None:
    assert cut(Markup(html), kept) == expected


WORDS = st.lists(
    st.sampled_from(
        ["甲乙。", "**丙丁**", "a & b", "x < y", "[^1]", "\n\n", "\n- 戊", "\n- 己", " ", "`庚`", "<b>"]
    ),
    min_size=1,
).map("".join)


@given(WORDS, st.integers(1, 40))
def test_the_kept_characters_stand_and_the_whole_says_what_it_said(text: str, kept: int) -> None:
    whole = prose(text)
    marked = cut(whole, kept)
    words = " ".join(plain(text).split())
    assert re.sub(r'</?span[^>]*>| class="cb-cut"', "", marked) == whole
    standing = kept_of(marked)
    assert standing.startswith(words[:kept].rstrip()) or words.startswith(standing)
