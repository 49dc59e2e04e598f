"""Figures become inline SVG: each picture has a title, a description and the same figures in a table beside it.

Classes only, no style in the markup, so that pictures follow the scheme, print in grey and pass a strict policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from generator.link import Library
from generator.publish.pages.environment import figure, render
from generator.records import Pairing
from generator.records.case import Figure, Indicator
from generator.records.county import Funding, share_percent
from generator.records.pairing import Flow
from generator.records.places import BANDS
from generator.records.record import label

WIDTH = 420
_LABEL = 110
_NUMBER = 80


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what stands before it, its length in units of the picture, the figure behind it, and its look."""

    label: str
    length: float
    words: str
    look: str


def _bars(rows: Sequence[tuple[str, Decimal, str, str]]) -> tuple[Bar, ...]:
    widest = max((abs(value) for _, value, _, _ in rows), default=Decimal(0)) or Decimal(1)
    room = WIDTH - _LABEL - _NUMBER
    return tuple(
        Bar(name, round(float(abs(value) / widest) * room, 1), words, look)
        for name, value, words, look in rows
    )


def _bar_picture(name: str, title: str, rows: Sequence[tuple[str, Decimal, str, str]]) -> Markup:
    words = "；".join(f"{name} {words}" for name, _, words, _ in rows)
    picture = render(
        "pictures/bars.html",
        id=name,
        title=title,
        description=words,
        bars=_bars(rows),
        width=WIDTH,
        left=_LABEL,
    )
    return Markup(picture)  # noqa: S704 - rendered by our autoescaping environment


def change_picture(indicator: Indicator, name: str) -> Markup:
    """Before and after of one indicator; nothing when a figure is missing or they do not share a side of zero."""
    before, after = indicator.before, indicator.after
    if not isinstance(before, Figure) or not isinstance(after, Figure) or before.value * after.value < 0:
        return Markup("")
    rows = [
        (f"{before.year} 年（前）", before.value, figure(before.value), "before"),
        (f"{after.year} 年（后）", after.value, figure(after.value), "after"),
    ]
    return _bar_picture(f"change-{name}", f"{indicator.name}（{indicator.unit}）", rows)


def share_picture(funding: Iterable[Funding], name: str) -> Markup:
    """The share of each year against the 1 per cent line, which stands as a bar of its own."""
    known = [(line, share) for line in funding if (share := line.computed_share) is not None]
    if not known:
        return Markup("")
    rows = [
        (f"{line.year} 年", share, share_percent(share), "after" if share >= 1 else "short")
        for line, share in known
    ]
    return _bar_picture(
        f"share-{name}", "科技投入占本级财政支出的比例", [*rows, ("方案要求", Decimal(1), "1.00%", "line")]
    )


def promise_picture(flows: Sequence[Flow], name: str) -> Markup:
    """Promised against delivered, a pair of bars for each flow that has both, up to eight."""
    rows: list[tuple[str, Decimal, str, str]] = []
    for flow in flows[:8]:
        if isinstance(flow.promised, Decimal) and isinstance(flow.delivered, Decimal):
            widest = max(flow.promised, flow.delivered) or Decimal(1)
            kind = f"{flow.year} {label(Pairing, flow.kind)}"
            rows.append(
                (f"{kind}承诺", flow.promised / widest, f"{figure(flow.promised)} {flow.unit}", "before")
            )
            rows.append(
                (f"{kind}兑现", flow.delivered / widest, f"{figure(flow.delivered)} {flow.unit}", "after")
            )
    return (
        _bar_picture(f"promise-{name}", "承诺与兑现（各项单位不同，长度只在同一项内比较）", rows)
        if rows
        else Markup("")
    )


@dataclass(frozen=True, slots=True)
class Band:
    """A flow between two bands as a shape: its outline and how many pairings it stands for."""

    outline: str
    helper: str
    helped: str
    count: int


def network_picture(library: Library) -> tuple[Markup, list[tuple[str, str, int]]]:
    """Pairings from band to band, with widths by number, and the same as rows (helper's band, helped band, count)."""
    counts: dict[tuple[str, str], int] = {}
    for pairing in library.pairings.values():
        key = (_band(library, pairing, "helper"), _band(library, pairing, "helped"))
        counts[key] = counts.get(key, 0) + 1
    order = [*BANDS, "地带不详"]
    rows = sorted(
        ((*key, count) for key, count in counts.items()),
        key=lambda row: (order.index(row[0]), order.index(row[1])),
    )
    total = sum(counts.values())
    description = "；".join(f"{helper}→{helped} {count} 项" for helper, helped, count in rows)
    height = 40 + 30 * max(len({row[0] for row in rows}), len({row[1] for row in rows})) + 200
    scale = 200 / max(total, 1)
    left, right = (
        _stack([(row[0], row[2]) for row in rows], order, scale),
        _stack([(row[1], row[2]) for row in rows], order, scale),
    )
    bands = _flows(rows, left, right, scale)
    picture = render(
        "pictures/network.html",
        title=f"结对网络：共 {total} 项",
        description=description,
        bands=bands,
        left=left,
        right=right,
        height=height,
        width=WIDTH,
    )
    return Markup(picture), rows  # noqa: S704 - rendered by our autoescaping environment


def _band(library: Library, pairing: Pairing, side: str) -> str:
    division = library.party_division(pairing.helper if side == "helper" else pairing.helped)
    return (library.divisions.band(division) if division else None) or "地带不详"


@dataclass(frozen=True, slots=True)
class Block:
    """One end of the flows: a band, where it begins, how high it is, how many pairings."""

    name: str
    top: float
    height: float
    count: int


def _stack(parts: Sequence[tuple[str, int]], order: Sequence[str], scale: float) -> tuple[Block, ...]:
    blocks: list[Block] = []
    top = 30.0
    for name in order:
        count = sum(number for band, number in parts if band == name)
        if count:
            blocks.append(Block(name, round(top, 1), round(count * scale, 1), count))
            top += count * scale + 26
    return tuple(blocks)


def _flows(
    rows: Sequence[tuple[str, str, int]], left: Sequence[Block], right: Sequence[Block], scale: float
) -> list[Band]:
    begin = {block.name: block.top for block in left}
    finish = {block.name: block.top for block in right}
    bands = []
    for helper, helped, count in rows:
        thick = count * scale
        y, z = begin[helper], finish[helped]
        begin[helper] += thick
        finish[helped] += thick
        x, w, middle = 110, WIDTH - 110, WIDTH // 2
        outline = (
            f"M{x} {y:.1f}C{middle} {y:.1f} {middle} {z:.1f} {w} {z:.1f}V{z + thick:.1f}"
            f"C{middle} {z + thick:.1f} {middle} {y + thick:.1f} {x} {y + thick:.1f}Z"
        )
        bands.append(Band(outline, helper, helped, count))
    return bands
