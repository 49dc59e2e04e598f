"""Counts become pictures that need no map: provinces as bars, years as columns, two vocabularies as a tinted table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from county_casebook.pictures.picture import WIDTH, Anchor, Picture, Table, drawn, short_name, units
from county_casebook.render.environment import render

_NAME, _ROW, _DIGIT = 72, 22, 9
_TALL, _CASE, _INSET = 120, 30, 12
STEPS = 4
"""How many tints a table has, beside none."""


@dataclass(frozen=True, slots=True)
class ProvinceRow:
    """One province: its name, and a count for each head of the picture."""

    name: str
    counts: tuple[int, ...]


def province_picture(rows: Sequence[ProvinceRow], heads: Sequence[str]) -> Markup:
    """Bars for every province in the order given, one column of bars for each head, every column on a scale of its own."""
    room = (WIDTH - _NAME) // len(heads)
    longest = max((len(f"{count}") for row in rows for count in row.counts), default=1)
    full = room - 14 - longest * _DIGIT
    most = [max((row.counts[column] for row in rows), default=0) or 1 for column in range(len(heads))]
    bars = [
        [
            _bar(count, count / most[column] * full, _NAME + column * room)
            for column, count in enumerate(row.counts)
        ]
        for row in rows
    ]
    description = "；".join(
        f"{short_name(row.name)} {'、'.join(f'{head} {count}' for head, count in zip(heads, row.counts, strict=True))}"
        for row in sorted(rows, key=lambda row: (-row.counts[0], rows.index(row)))[:8]
    )
    return drawn(
        "provinces",
        title=f"各省的{'、'.join(heads)}",
        description=description + ("；其余见表" if len(rows) > 8 else ""),
        heads=[(head, _NAME + column * room) for column, head in enumerate(heads)],
        rows=list(zip([short_name(row.name) for row in rows], bars, strict=True)),
        row=_ROW,
        height=30 + _ROW * len(rows),
        left=_NAME,
    )


def _bar(count: int, length: float, left: int) -> tuple[int, str, str, int]:
    """Where a bar begins, how long it is, where its number stands, and the number."""
    return left, units(length), units(left + length + 5), count


@dataclass(frozen=True, slots=True)
class Span:
    """Some years and how many cases began in them."""

    first: int
    last: int
    count: int

    @property
    def words(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first}—{self.last}"


def spans(years: Iterable[int], most: int = 40) -> tuple[Span, ...]:
    """Count years from the first to the last without a gap, in steps of 1, 5 or 10 years so that at most 40 columns stand."""
    counts = Counter(years)
    if not counts:
        return ()
    first, last = min(counts), max(counts)
    step = next((step for step in (1, 2, 5) if (last - first) // step < most), 10)
    begin = first - first % step
    return tuple(
        Span(year, year + step - 1, sum(counts[y] for y in range(year, year + step)))
        for year in range(begin, last + 1, step)
    )


def timeline_picture(years: Sequence[int], unknown: int, urls: Mapping[int, str]) -> Picture | None:
    """Cases by the year they began, as columns; None without a year. `urls` leads to the page of each year that has one."""
    columns = spans(years)
    if not columns:
        return None
    most = max(span.count for span in columns)
    tall = min(_TALL, most * _CASE)
    room = (WIDTH - 2 * _INSET) / len(columns)
    years_apart = next((n for n in (1, 2, 5, 10, 20) if n * room / _step(columns) >= 40), 50)
    svg = drawn(
        "timeline",
        title=f"案例开始的年份：共 {len(years)} 个",
        description="；".join(f"{span.words} 年 {span.count} 个" for span in columns if span.count),
        columns=[
            (
                units(_INSET + room * (position + 0.1)),
                units(24 + tall - span.count / most * tall),
                units(span.count / most * tall),
                units(_INSET + room * (position + 0.5)),
                units(20 + tall - span.count / most * tall),
                span.count,
                str(span.first) if span.first % years_apart == 0 else "",
            )
            for position, span in enumerate(columns)
        ],
        thick=units(room * 0.8),
        shows_counts=room >= 8 * max(len(str(span.count)) for span in columns) + 1,
        base=24 + tall,
        height=24 + tall + 24,
    )
    rows = [
        (Anchor(f"{span.words} 年", urls.get(span.first, "") if span.first == span.last else ""), span.count)
        for span in columns
        if span.count
    ]
    note = f"另有 {unknown} 个案例没有写明从哪一年做起，不在图中。" if unknown else ""
    return Picture(svg, Table("各年开始的案例数", ("年份", "案例"), rows), note)


def _step(columns: Sequence[Span]) -> int:
    return columns[0].last - columns[0].first + 1


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts of two things together as a table whose cells are tinted by steps; the numbers stand in them.

    `heads` name the columns, `rows` are (name with address, counts).
    """

    caption: str
    corner: str
    heads: Sequence[str]
    rows: Sequence[tuple[Anchor, tuple[int, ...]]]

    @property
    def is_wide(self) -> bool:
        """Whether the heads of the columns are written downwards."""
        return len(self.heads) > 6

    def step(self, count: int) -> int:
        """The tint of a count: 0 for none, then four equal parts of the largest."""
        most = max((count for _, counts in self.rows for count in counts), default=0)
        return -(-count * STEPS // most) if most else 0

    def __html__(self) -> str:
        return render("pictures/matrix.html", matrix=self)
