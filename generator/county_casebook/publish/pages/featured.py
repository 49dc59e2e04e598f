"""One pairing becomes a picture of two places and the years between them, for the front page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from county_casebook.library.library import Library
from county_casebook.records import Pairing
from county_casebook.render.environment import render
from county_casebook.render.markdown import plain
from county_casebook.schema.fields import CoarseDate

_WIDTH, _LEFT, _RIGHT = 420, 24, 396
_NAME = 9
"""Characters of a name on one line of the picture."""
_MOST = 6
"""Dated entries that the picture holds; a longer log is told by its first and last ones."""


@dataclass(frozen=True, slots=True)
class Told:
    """A pairing for the front page: its picture, and the same in words."""

    url: str
    name: str
    summary: str
    scheme: str
    picture: Markup
    log: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    x: float
    year: str
    anchor: str


def told(library: Library, pairing: Pairing) -> Told:
    """Return a pairing with its picture: helper, helped, and a line of years with a mark for each dated entry."""
    dates = _dates(pairing)
    log = tuple(
        (line.date.chinese, plain(line.entry))
        for line in sorted(pairing.log, key=lambda line: line.date)
        if line.date in dates
    )
    helper, helped = library.name_at(pairing.helper.whereabouts), library.name_at(pairing.helped.whereabouts)
    picture = render(
        "pictures/pair.html",
        title=f"{helper}帮扶{helped}",
        description="；".join(f"{when}：{what}" for when, what in log) or pairing.summary,
        helper=_lines(helper),
        helped=_lines(helped),
        marks=_marks([date.year for date in dates]),
        width=_WIDTH,
        left=_LEFT,
        right=_RIGHT,
    )
    return Told(
        pairing.url,
        library.name(pairing),
        pairing.summary,
        library.scheme_title(pairing.scheme),
        Markup(picture),  # noqa: S704 - rendered by our autoescaping environment
        log,
    )


def _dates(pairing: Pairing) -> list[CoarseDate]:
    """The dates of the log that are shown, in order."""
    dates = sorted({line.date for line in pairing.log})
    half = _MOST // 2
    return dates if len(dates) <= _MOST else [*dates[:half], *dates[-half:]]


def _marks(years: Sequence[int]) -> tuple[_Mark, ...]:
    """A mark for each year at its place on the line; years are written at both ends, and between them where there is room."""
    shown = sorted(set(years))
    if not shown:
        return ()
    if len(shown) == 1:
        return (_Mark((_LEFT + _RIGHT) / 2, f"{shown[0]}", "middle"),)
    span = shown[-1] - shown[0]
    marks: list[_Mark] = []
    for year in shown:
        x = round(_LEFT + (year - shown[0]) / span * (_RIGHT - _LEFT), 1)
        is_end = year in (shown[0], shown[-1])
        crowded = any(abs(x - other.x) < 44 for other in marks if other.year) or _RIGHT - x < 44
        text = f"{year}" if is_end or not crowded else ""
        anchor = "start" if year == shown[0] else "end" if year == shown[-1] else "middle"
        marks.append(_Mark(x, text, anchor))
    return tuple(marks)


def _lines(name: str) -> tuple[str, ...]:
    """A name in at most two lines; a longer one ends in an ellipsis, and its whole stands in the picture's title."""
    if len(name) <= _NAME:
        return (name,)
    second = name[_NAME:]
    return (name[:_NAME], second if len(second) <= _NAME else second[: _NAME - 1] + "…")
