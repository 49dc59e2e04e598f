"""Share cards: every title becomes a picture of few bytes, the same everywhere, with what the font has not drawn as 〓."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from county_casebook.files.card_font import INSTEAD, card_font, characters, drawable
from county_casebook.places.divisions import real_divisions
from county_casebook.publish.card_layout import first_lines, title_lines, width_of
from county_casebook.publish.cards import MOST, Card, drawn

CARD = Card(
    "案例",
    "澄溪县派科技特派员进茶园",
    "云岚省霁川市澄溪县 · 1999 年 · 科技特派员、茶产业",
    "县域科技经验库（示例）",
    "casebook.example",
    is_fictional=True,
)
HAN = sorted(sign for sign in characters() if "\u4e00" <= sign <= "\u9fff")


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def test_a_card_is_the_same_bytes_on_every_machine() -> None:
    """Renew the digest when Pillow brings another FreeType."""
    assert drawn(CARD) == drawn(replace(CARD))
    assert (
        sha256(drawn(CARD)).hexdigest() == "cf317aa21b6cc599a26065ab139369f9d7c47ea18da23c3ae73b605fcb7a39fb"
    )


def test_a_card_is_a_picture_of_16_colours_at_most() -> None:
    picture = opened(drawn(CARD))
    assert (picture.format, picture.mode, picture.size) == ("PNG", "P", (1200, 630))
    assert len(picture.getcolors() or ()) <= 16


def test_what_is_made_up_says_so() -> None:
    red = (0xB3, 0x26, 0x1E)
    for is_fictional in (True, False):
        colours = opened(drawn(replace(CARD, is_fictional=is_fictional))).convert("RGB").getcolors() or ()
        assert (red in [colour for _, colour in colours]) is is_fictional


@pytest.mark.parametrize("length", [1, 20, 30, 45, 60, 120])
def test_no_title_makes_a_card_heavier_than_readers_load(length: int) -> None:
    """Also one of the densest characters, with all other words as long as they may be."""
    chance = random.Random(length)
    words = ["".join(chance.choices(HAN, k=count)) for count in (length, 60, 20)]
    data = drawn(Card("政策", words[0], words[1], words[2], "a-long-name.casebook.example", True))
    assert len(data) <= MOST
    assert opened(data).size == (1200, 630)


TITLES = st.text(
    st.sampled_from([*HAN[:300], *"，。：；（）《》“”〔〕…—abcXYZ019 %.-"]), min_size=1, max_size=80
)


@given(TITLES, st.sampled_from([400, 1032]))
@example("国务院办公厅关于转发", 1032)
@example("《《《《", 400)
@example("，，，，，，，，，，，，，，，，，，，，，，，，，，，，，，，，", 400)
def test_every_line_fits_or_is_a_word_too_long_to_fit(title: str, width: int) -> None:
    found = title_lines(title, width)
    assert len(found.lines) <= 4
    for line in found.lines:
        assert width_of(line, found.size) <= width or " " not in line.strip()
    whole = "".join(found.lines).replace(" ", "")
    assert title.replace(" ", "").startswith(whole.removesuffix("…"))


@given(TITLES)
def test_no_line_begins_with_a_sign_that_belongs_to_the_one_before(title: str) -> None:
    for before, line in zip(found := list(title_lines(title, 1032).lines), found[1:], strict=False):
        assert line[0] not in "，。；：？！）》”〕%"
        assert before[-1] not in "（《“〔"


def test_a_title_of_two_clauses_is_parted_between_them() -> None:
    found = title_lines("河南等四省建户用沼气池：建完第二年再教一遍", 1032)
    assert found.lines == ["河南等四省建户用沼气池：", "建完第二年再教一遍"]


def test_lines_are_of_about_the_same_length() -> None:
    found = title_lines("国务院办公厅关于对国务院第五次大督查发现的典型经验做法给予表扬的通报", 1032)
    widths = [width_of(line, found.size) for line in found.lines]
    assert min(widths) > max(widths) * 0.7


def test_what_finds_no_room_ends_in_dots() -> None:
    assert first_lines("一二三四五六七八九十", 200, 34, 1) == ["一二三四…"]
    assert first_lines("一二三四五", 200, 34, 1) == ["一二三四五"]
    assert title_lines("长" * 200, 1032).lines[-1].endswith("…")


def test_what_the_font_has_not_is_drawn_as_a_sign_that_says_so() -> None:
    assert drawable("茶産业\U0001f375\u200b") == f"茶{INSTEAD}业{INSTEAD}{INSTEAD}"
    assert drawn(replace(CARD, title="産")) == drawn(replace(CARD, title=INSTEAD))


@pytest.mark.slow
def test_the_list_of_characters_is_that_of_the_font() -> None:
    """One that is listed and missing would be drawn as an empty box."""
    font = card_font(16)
    missing = bytes(font.getmask("\ue000"))
    assert [
        each for each in characters() if not each.isspace() and bytes(font.getmask(each)) == missing
    ] == []


def test_every_place_has_its_name_drawn() -> None:
    names = "".join(f"{row.province}{row.prefecture}{row.name}" for row in real_divisions().rows)
    assert drawable(names) == names
