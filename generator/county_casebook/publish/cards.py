"""A record becomes a share card: the picture a chat shows of a link to its page, 1200 × 630, drawn without network.

It is drawn in five inks on paper, each in two strengths at most, so that 16 colours are enough: shown smaller than it is, as in every
chat, its edges are smooth. The bytes follow from the words, the font and FreeType alone: the PNG is written by
`files/png.py`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Final
from urllib.parse import urlsplit

import numpy as np
from PIL import Image, ImageDraw

from county_casebook.files.card_font import card_font, drawable
from county_casebook.files.png import png
from county_casebook.library.edition import Edition, Site
from county_casebook.publish.card_layout import first_lines, title_lines, width_of
from county_casebook.records import Case, County, Policy, Record
from county_casebook.views.citation import title_of
from county_casebook.views.page import Unit
from county_casebook.views.view import entry

FOLDER: Final = "cards/"
KINDS: Final = (Case, Policy, County)
"""The kinds whose records have a card of their own; every other page shows that of the library."""

MOST: Final = 15_000
"""Bytes of a card."""
FICTIONAL: Final = "示例数据"

_WIDTH, _HEIGHT, _BAND = 1200, 630, 24
_LEFT, _RIGHT = 84, 1116
_ROOM = _RIGHT - _LEFT
_SMALL, _SMALLEST = 34, 26
_FINENESS = ((2, False), (1, False), (2, True), (1, True))
"""In how many strengths its inks are drawn, and whether four pixels are alike: the finest first."""
_NEAREST = Image.Resampling.NEAREST
_PAPER = (0xFB, 0xFA, 0xF6)
_INKS: Final = {
    "title": (0x1D, 0x24, 0x21),
    "words": (0x55, 0x60, 0x5A),
    "main": (0x1F, 0x5C, 0x4A),
    "signal": (0xB3, 0x26, 0x1E),
    "rule": (0xE3, 0xE0, 0xD6),
}
_ORDER = tuple(_INKS)


@dataclass(frozen=True, slots=True)
class Card:
    """The words of a card."""

    kind: str
    title: str
    facts: str
    library: str
    host: str
    is_fictional: bool


def card_units(edition: Edition) -> Iterator[Unit[tuple[str, bytes]]]:
    """Yield the unit of every card; none where the site shows none."""
    if not edition.site.shows_cards:
        return
    yield Unit(library_card(edition.site), partial(_files, library_card(edition.site), edition, None))
    for kind in KINDS:
        for key in edition.library.of(kind):
            path = _path(kind, key)
            yield Unit(path, partial(_files, path, edition, f"{kind.kind}/{key}"))


def is_card(url: str) -> bool:
    """Whether what stands at an address is a share card; the address of a card's unit is the path of its one file."""
    return url.startswith(FOLDER)


def card_of(edition: Edition, url: str) -> str:
    """Return where the card of a page stands, from the site's root; empty where the site shows none."""
    folder, _, rest = url.partition("/")
    key = rest.partition("/")[0]
    kind = next((kind for kind in KINDS if kind.kind == folder), None)
    if edition.site.shows_cards and kind and key in edition.library.of(kind):
        return _path(kind, key)
    return library_card(edition.site)


def library_card(site: Site) -> str:
    """Return where the card of the library stands; empty where the site shows none."""
    return f"{FOLDER}library.png" if site.shows_cards else ""


def _path(kind: type[Record], key: str) -> str:
    return f"{FOLDER}{kind.kind}/{key}.png"


def _files(path: str, edition: Edition, key: str | None) -> Iterator[tuple[str, bytes]]:
    record = edition.library.record(key) if key else None
    yield path, drawn(_told(edition, record))


def _told(edition: Edition, record: Record | None) -> Card:
    site, library = edition.site, edition.library
    host = urlsplit(site.address).netloc
    if record is None:
        return Card("", site.name, site.description, "", host, library.is_fictional)
    facts = " · ".join(fact.words for fact in entry(library, record).facts)
    return Card(record.kind_name, title_of(library, record), facts, site.name, host, library.is_fictional)


def drawn(card: Card) -> bytes:
    """Return a card as PNG, as fine as it has bytes for."""
    canvas = _canvas(card)
    for strengths, is_coarse in _FINENESS:
        made = _png(canvas, strengths, is_coarse=is_coarse)
        if len(made) <= MOST:
            break
    return made


@dataclass(slots=True)
class _Canvas:
    """What is drawn so far: how much ink stands on each pixel, and which."""

    mask: Image.Image = field(default_factory=lambda: Image.new("L", (_WIDTH, _HEIGHT), 0))
    inks: np.ndarray[tuple[int, int], np.dtype[np.uint8]] = field(
        default_factory=lambda: np.zeros((_HEIGHT, _WIDTH), np.uint8)
    )

    def box(self, ink: str, left: int, top: int, right: int, bottom: int) -> None:
        """Fill a box."""
        self.mask.paste(255, (left, top, right, bottom))
        self.inks[top:bottom, left:right] = _ORDER.index(ink)

    def write(self, ink: str, left: int, top: int, size: int, text: str) -> None:
        """Write a line; nothing else stands beside it where it ends."""
        right, bottom = left + math.ceil(width_of(text, size)), top + size * 3 // 2
        ImageDraw.Draw(self.mask).text((left, top), text, font=card_font(size), fill=255)
        self.inks[top:bottom, left:right] = _ORDER.index(ink)


def _canvas(card: Card) -> _Canvas:
    canvas = _Canvas()
    canvas.box("main", 0, 0, _BAND, _HEIGHT)
    canvas.write("main", _LEFT, 64, _SMALL, drawable(card.kind))
    if card.is_fictional:
        _banner(canvas)
    title, top = title_lines(drawable(card.title), _ROOM), 158
    for line in title.lines:
        canvas.write("title", _LEFT, top, title.size, line)
        top += round(title.size * 1.36)
    lines = 2 if len(title.lines) < 3 else 1
    for number, line in enumerate(first_lines(drawable(card.facts), _ROOM, _SMALL, lines)):
        canvas.write("words", _LEFT, top + 22 + 52 * number, _SMALL, line)
    _foot(canvas, card)
    return canvas


def _foot(canvas: _Canvas, card: Card) -> None:
    """Which library it is, and where."""
    canvas.box("rule", _LEFT, 524, _RIGHT, 526)
    host = drawable(card.host)
    left = _RIGHT - math.ceil(width_of(host, _SMALLEST))
    for name in first_lines(drawable(card.library), left - _LEFT - 40, _SMALL, 1):
        canvas.write("main", _LEFT, 546, _SMALL, name)
    canvas.write("words", left, 553, _SMALLEST, host)


def _banner(canvas: _Canvas) -> None:
    """Say that all of it is made up, where nobody overlooks it."""
    width = math.ceil(width_of(FICTIONAL, _SMALL))
    left = _RIGHT - width - 36
    canvas.box("signal", left, 56, _RIGHT, 122)
    ImageDraw.Draw(canvas.mask).rectangle((left + 4, 60, _RIGHT - 5, 117), fill=0)
    canvas.write("signal", left + 18, 63, _SMALL, FICTIONAL)


def _png(canvas: _Canvas, strengths: int, *, is_coarse: bool) -> bytes:
    """Return what is drawn as PNG of 16 colours at most."""
    steps = [(amount * strengths + 127) // 255 for amount in range(256)]
    mask = canvas.mask.reduce(2).resize((_WIDTH, _HEIGHT), _NEAREST) if is_coarse else canvas.mask
    strength = np.asarray(mask.point(steps))
    pixels = strength + (strength > 0) * (canvas.inks * np.uint8(strengths))
    return png(pixels, depth=4, palette=bytes(_palette(strengths)))


def _palette(strengths: int) -> Iterator[int]:
    """Yield the colours: paper, then each ink from its weakest to its full strength."""
    yield from _PAPER
    for ink in _INKS.values():
        for strength in range(1, strengths + 1):
            for paper, full in zip(_PAPER, ink, strict=True):
                yield paper + (full - paper) * strength // strengths


__all__ = ["Card", "card_of", "card_units", "drawn", "library_card"]
