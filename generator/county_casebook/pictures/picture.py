"""What a picture is: the drawing, and the same figures as a table for who cannot see it, does not trust it, or wants to copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from county_casebook.render.environment import render

WIDTH = 420
"""Units of every picture's width: at 390 px of screen a unit is 0.85 px, so that text of 15 is read at 12.7 px."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A cell that leads somewhere; `url` is relative to the page."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, the heads of the columns, and rows whose first cell heads the row."""

    caption: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[object]]

    def __html__(self) -> str:
        return render("pictures/table.html", table=self)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its table; put into a template it becomes a figure with the table folded beneath."""

    svg: Markup
    table: Table
    note: str = ""

    def __html__(self) -> str:
        return render("pictures/figure.html", picture=self)


def drawn(template: str, **context: Any) -> Markup:
    """Draw a template of `theme/pictures/`."""
    return Markup(render(f"pictures/{template}.html", width=WIDTH, **context))  # noqa: S704 - our autoescaping environment


def units(value: float) -> str:
    """A length as short as it can be written without losing a hundredth."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def broad(text: str) -> int:
    """How many full-width characters a text is wide; two Latin letters or digits count as one."""
    return -(-sum(2 if ord(sign) > 0x2E7F else 1 for sign in text) // 2)


def wrapped(text: str, room: int) -> tuple[str, ...]:
    """Break a text into lines of at most `room` full-width characters, none of them empty."""
    lines, line = [], ""
    for sign in text:
        if line and broad(line + sign) > room:
            lines.append(line)
            line = ""
        line += sign
    return (*lines, line)


_ENDINGS = ("维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "省", "市")


def short_name(province: str) -> str:
    """A province as pictures call it: 内蒙古, 广西, 浙江."""
    for ending in _ENDINGS:
        if province.endswith(ending) and len(province) > len(ending) + 1:
            return province.removesuffix(ending)
    return province
