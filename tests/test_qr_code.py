"""A QR code is read back as the address it was made of: from a picture, from its strokes, and from a page in a browser."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from county_casebook.render.qr_code import qr_code, qr_picture
from tests.building import ADDRESS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ADDRESSES = st.text("abcdefghijklmnopqrstuvwxyz0123456789-_/.~%AF?=&#县案例", max_size=600).map(
    lambda rest: f"https://casebook.example.cn/{rest}"
)


def read(pixels: NDArray[np.uint8]) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(pixels)]


def strokes_of(svg: str) -> NDArray[np.uint8]:
    """Draw what a path says, eight pixels a module, on white."""
    size = int(svg.split('viewBox="0 0 ', 1)[1].split()[0])
    drawn = np.full((size, size), 255, np.uint8)
    across, down = 0, 0.0
    path = re.search(r' d="([^"]+)"', svg)
    assert path
    for kind, right, below, length in re.findall(r"([Mm])(-?\d+) (-?[\d.]+)h(\d+)", path[1]):
        across, down = (
            (int(right), float(below)) if kind == "M" else (across + int(right), down + float(below))
        )
        drawn[int(down), across : across + int(length)] = 0
        across += int(length)
    return np.kron(drawn, np.ones((8, 8), np.uint8))


@settings(max_examples=60)
@given(ADDRESSES)
def test_its_strokes_and_its_picture_lead_where_they_should(address: str) -> None:
    assert read(strokes_of(qr_code(address))) == [address]
    with Image.open(io.BytesIO(qr_picture(address))) as picture:
        assert read(np.asarray(picture.convert("L"))) == [address]


def test_it_is_white_around() -> None:
    drawn = strokes_of(qr_code("https://example.org/"))
    assert drawn[:16].min() == drawn[-16:].min() == drawn[:, :16].min() == drawn[:, -16:].min() == 255


@pytest.mark.browser
def test_a_printed_page_is_found_again_with_a_telephone(addressed_site: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.emulate_media(media="print")
    for url in ("cases/jichuan-tea/", "counties/"):
        page.goto((addressed_site / url / "index.html").as_uri())
        shown = page.locator(".cb-qr:visible").first.screenshot()
        with Image.open(io.BytesIO(shown)) as picture:
            assert read(np.asarray(picture.convert("L"))) == [f"{ADDRESS}{url}"]
    page.close()
