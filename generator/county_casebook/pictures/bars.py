"""Figures become bars: before and after, promised and delivered, a share against its line, a duty as far as it is carried.

Lengths are proportional to their figures and begin at zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from county_casebook.ledger.network import Coverage, Peers, Promise
from county_casebook.ledger.spending import Requirement, required_in, requirements
from county_casebook.library.library import Library
from county_casebook.pictures.picture import WIDTH, Picture, Table, broad, drawn, units
from county_casebook.records import County, Pairing
from county_casebook.records.case import Figure, Indicator
from county_casebook.records.county import share_percent
from county_casebook.records.pairing import Flow
from county_casebook.records.record import label
from county_casebook.render.environment import figure

LEFT = 110
_SIGN = 15
"""The width of a full-width sign; a digit is half as wide."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a bar is to show: the words before it, its value, the words after it, its look, values of peers behind it."""

    name: str
    value: Decimal
    words: str
    look: str
    peers: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar as drawn: its length in units of the picture, and the ticks behind it as a path."""

    label: str
    length: int
    words: str
    look: str
    ticks: str = ""


def _bars(rows: Sequence[Row]) -> tuple[Bar, ...]:
    widest = max((abs(value) for row in rows for value in (row.value, *row.peers)), default=Decimal(0))
    words = max((broad(row.words) for row in rows), default=0) * _SIGN + 8
    unit = (WIDTH - LEFT - words) / float(widest or 1)
    return tuple(
        Bar(
            row.name,
            round(float(abs(row.value)) * unit),
            row.words,
            row.look,
            _ticks(row.peers, unit, position),
        )
        for position, row in enumerate(rows)
    )


def _ticks(values: Iterable[Decimal], unit: float, position: int) -> str:
    """A path along the middle of the ticks, drawn as broad as they are high: one unit for each value, from left to right.

    Values that fall on the same spot are drawn once, and neighbours as one stretch.
    """
    stretches: list[list[int]] = []
    for place in sorted({round(float(value) * unit) for value in values if value >= 0}):
        if stretches and stretches[-1][1] == place:
            stretches[-1][1] += 1
        else:
            stretches.append([place, place + 1])
    ends = [0, *(end for _, end in stretches)]
    path = "".join(
        f"m{start - before} 0h{end - start}" for before, (start, end) in zip(ends, stretches, strict=False)
    )
    return f"M{LEFT - 0.5} {position * 30 + 24}{path}" if path else ""


def _bar_picture(title: str, rows: Sequence[Row], key: str = "") -> Markup:
    words = "；".join(f"{row.name} {row.words}" for row in rows)
    return drawn(
        "bars",
        title=title,
        description=f"{words}；{key}" if key else words,
        bars=_bars(rows),
        left=LEFT,
        key=key,
    )


def change_picture(indicator: Indicator, peers: Peers | None = None) -> Markup:
    """Before and after of one indicator; nothing when a figure is missing or they do not share a side of zero.

    Peers stand beneath as grey ticks without names: a background, never a ranking.
    """
    before, after = indicator.before, indicator.after
    if not isinstance(before, Figure) or not isinstance(after, Figure) or before.value * after.value < 0:
        return Markup("")
    behind = peers or Peers((), ())
    rows = [
        Row(_moment(before, "前"), before.value, figure(before.value), "before", behind.before),
        Row(_moment(after, "后"), after.value, figure(after.value), "after", behind.after),
    ]
    return _bar_picture(f"{indicator.name}（{indicator.unit}）", rows, _peer_key(peers) if peers else "")


def _moment(moment: Figure, side: str) -> str:
    """What stands before a bar; it has room for seven signs."""
    return f"{moment.when}（{side}）" if isinstance(moment.year, int) else f"{side}，{moment.when}"


def _peer_key(peers: Peers) -> str:
    counts = sorted({len(peers.before), len(peers.after)} - {0})
    return f"细线：同地带同类型、没有结对记录的 {'、'.join(map(str, counts))} 个县"


def peer_table(indicator: Indicator, peers: Peers) -> Table:
    """How many peers there are and where the middle one stands; no names and no places."""
    rows = [
        (moment.when, len(values), values[0], _middle(values), values[-1])
        for moment, values in ((indicator.before, peers.before), (indicator.after, peers.after))
        if isinstance(moment, Figure) and values
    ]
    return Table(
        f"{indicator.name}（{indicator.unit}）：同地带同类型、没有结对记录的县",
        ("年份", "县数", "最低", "居中", "最高"),
        rows,
    )


def _middle(values: Sequence[Decimal]) -> Decimal:
    """The median of values in order; of two in the middle the lower, so that it is a figure of the records."""
    return values[(len(values) - 1) // 2]


def share_picture(library: Library, county: County) -> Markup:
    """The share of each year against the line drawn for it; every line stands as a bar of its own."""
    known = [
        (funding.year, share, required_in(library, funding.year))
        for funding in county.funding
        if (share := funding.computed_share) is not None
    ]
    if not known:
        return Markup("")
    rows = [_share_row(year, share, required) for year, share, required in known]
    used = [required for required in requirements(library) if required in [found for _, _, found in known]]
    lines = [_required_row(required, only=len(used) == 1) for required in used]
    return _bar_picture("科技投入占本级财政支出的比例", [*rows, *lines])


def _share_row(year: int, share: Decimal, required: Requirement | None) -> Row:
    at_least = required.at_least if required else None
    look = "before" if at_least is None else "after" if share >= at_least else "short"
    return Row(f"{year} 年", share, share_percent(share, at_least), look)


def _required_row(required: Requirement, *, only: bool) -> Row:
    """The line of a policy; of several, with the year from which it holds."""
    since = "" if only or not required.since else f"{required.since} 年"
    digits = max(2, len(str(required.at_least).partition(".")[2]))
    words = f"{required.at_least:.{digits}f}%"
    return Row(f"{since}{required.policy.document_kind or '政策'}要求", required.at_least, words, "line")


def promise_picture(flows: Sequence[Flow]) -> Markup:
    """Promised against delivered, a pair of bars for each flow that has both, up to eight."""
    rows: list[Row] = []
    for flow in flows[:8]:
        if isinstance(flow.promised, Decimal) and isinstance(flow.delivered, Decimal):
            rows += _pair(
                f"{flow.year} {label(Pairing, flow.kind)}", flow.unit, flow.promised, flow.delivered
            )
    return _promise_bars(rows) if rows else Markup("")


def promises_picture(promises: Sequence[Promise]) -> Picture | None:
    """Promised against delivered over all pairings, a pair of bars for each kind; None when no line states both."""
    counted = [promise for promise in promises if promise.lines]
    if not counted:
        return None
    rows = [
        row
        for promise in counted
        for row in _pair(label(Pairing, promise.kind), promise.unit, promise.promised, promise.delivered)
    ]
    missing = sum(promise.incomplete for promise in promises)
    return Picture(
        _promise_bars(rows),
        Table(
            "全部结对的承诺与兑现",
            ("类别", "承诺", "兑现", "单位", "兑现比例", "计入", "缺数未计"),
            [_promise_row(promise) for promise in promises],
        ),
        f"只计承诺与兑现都写明的条目；另有 {missing} 条缺数，未计入。" if missing else "",
    )


def _promise_bars(rows: Sequence[Row]) -> Markup:
    return _bar_picture("承诺与兑现（各项单位不同，长度只在同一项内比较）", rows)


def _promise_row(promise: Promise) -> tuple[object, ...]:
    share = f"{promise.delivered * 100 / promise.promised:.0f}%" if promise.promised else "—"
    figures = (promise.promised, promise.delivered) if promise.lines else ("—", "—")
    return (
        label(Pairing, promise.kind),
        *figures,
        promise.unit,
        share,
        promise.lines,
        promise.incomplete,
    )


def _pair(name: str, unit: str, promised: Decimal, delivered: Decimal) -> list[Row]:
    """Two bars on a scale of their own: the longer of them is as long as can be."""
    widest = max(promised, delivered) or Decimal(1)
    return [
        Row(f"{name}承诺", promised / widest, f"{figure(promised)} {unit}", "before"),
        Row(f"{name}兑现", delivered / widest, f"{figure(delivered)} {unit}", "after"),
    ]


@dataclass(frozen=True, slots=True)
class Strip:
    """A duty as a strip: the part that is carried, in units; None when there is no data."""

    title: str
    length: str | None
    words: str


def coverage_picture(coverage: Sequence[Coverage]) -> Picture | None:
    """How many have paired of those who should, one strip each; None when nothing states a number."""
    if not coverage:
        return None
    strips = [
        Strip(
            line.title,
            None if line.paired is None else units(line.paired / line.owed * WIDTH),
            _coverage_words(line),
        )
        for line in coverage
    ]
    svg = drawn(
        "coverage",
        title="结对覆盖",
        description="；".join(f"{strip.title} {strip.words}" for strip in strips),
        strips=strips,
    )
    rows = [
        (
            line.title,
            "缺数据" if line.paired is None else line.paired,
            line.owed,
            "—" if line.paired is None else line.owed - line.paired,
        )
        for line in coverage
    ]
    return Picture(svg, Table("结对覆盖的数字", ("对象", "已结对", "应结对或名单", "还没有"), rows))


def _coverage_words(line: Coverage) -> str:
    paired = "缺数据" if line.paired is None else str(line.paired)
    return f"已结对 {paired} / {line.words} {line.owed}"
