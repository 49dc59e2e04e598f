"""Pairings become flows between two columns: helping places on the left, helped ones on the right, widths by number.

Between economic regions the pairings of a chain and those of places with several helpers are hatched, so that paper shows them too;
between provinces, where flows are many and thin, the table tells them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from county_casebook.ledger.network import FEATURES, Level, Stream, places, streams
from county_casebook.library.library import Library
from county_casebook.pictures.counts import Matrix
from county_casebook.pictures.picture import (
    WIDTH,
    Anchor,
    Picture,
    Table,
    drawn,
    short_name,
    units,
    wrapped,
)

_TOP, _GAP, _TALL = 30.0, 26, 200
_EDGE = 110
_SPAN = WIDTH - 2 * _EDGE
_MOST = 8
_ROOM, _LINE = 6, 17
"""Signs of a name on one line beside its block, and how far its lines are apart."""
_MANY = 1000
"""So many pairings are told as a table of from where to where: as flows they lie over each other."""
OTHERS = "其他省份"
_COLUMNS = {"economic_region": ("帮扶方地带", "受助方地带"), "province": ("帮扶方省份", "受助方省份")}
_NAMES = {"economic_region": "地带", "province": "省份"}


@dataclass(frozen=True, slots=True)
class Block:
    """One end of the flows: a place, where it begins, how high it is, how many pairings."""

    name: str
    top: float
    height: float
    count: int

    @property
    def drawn(self) -> tuple[list[tuple[str, str]], str, str]:
        """Its words line by line, each with where it stands, then its top and height, as text."""
        words = wrapped(f"{short_name(self.name)} {self.count}", _ROOM)
        first = self.top + self.height / 2 + 5 - (len(words) - 1) * _LINE / 2
        lines = [(line, units(first + _LINE * row)) for row, line in enumerate(words)]
        return lines, units(self.top), units(self.height)


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A part of a flow as drawn: its look (plain, several or chain), its outline, and how many pairings it stands for."""

    look: str
    outline: str
    count: int


@dataclass(frozen=True, slots=True)
class Part:
    """Pairings of one look from one place to another."""

    helper: str
    helped: str
    look: str
    count: int


def network_picture(library: Library, level: Level = "economic_region") -> Picture:
    """Pairings from economic region to economic region or province to province; beyond eight provinces a side the small ones are drawn as one."""
    rows, order = streams(library, level), [*places(library, level)]
    if sum(row.total for row in rows) >= _MANY:
        return Picture(Markup(_matrix(rows, level, order).__html__()), _table(rows, level))  # noqa: S704 - our autoescaping environment
    parts = _parts(rows, level)
    total = sum(part.count for part in parts)
    scale = _TALL / max(total, 1)
    left = _stack(parts, lambda part: part.helper, [*order, OTHERS], scale)
    right = _stack(parts, lambda part: part.helped, [*order, OTHERS], scale)
    height = max(block.top + block.height for block in (*left, *right)) + _GAP if parts else _TOP
    keys = _keys(parts)
    svg = drawn(
        "network",
        id=f"network-{level}",
        title=f"结对网络：{_NAMES[level]}之间共 {total} 项",
        description=_words(parts, keys),
        ribbons=_ribbons(parts, left, right, scale),
        left=[block.drawn for block in left],
        right=[block.drawn for block in right],
        keys=[
            (key, words, units(height + 24 * row), units(height + 24 * row + 12))
            for row, (key, words) in enumerate(keys)
        ],
        height=units(height + 24 * len(keys) + 4),
        edge=_EDGE,
        looks=sorted({key for key, _ in keys}),
    )
    return Picture(svg, _table(rows, level))


def _names(rows: Sequence[Stream], end: Callable[[Stream], str]) -> dict[str, str]:
    """What each place is called in the picture: the largest by name, the small ones of a long list together."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[end(row)] = counts.get(end(row), 0) + row.total
    largest = sorted(counts, key=lambda name: (-counts[name], name))
    shown = largest if len(largest) <= _MOST else largest[: _MOST - 1]
    return {name: name if name in shown else OTHERS for name in counts}


def _parts(rows: Sequence[Stream], level: Level) -> list[Part]:
    """Split each flow into its looks; a pairing with both marks is drawn as a chain, and counted once."""
    helpers, helped = _names(rows, lambda row: row.helper), _names(rows, lambda row: row.helped)
    counts: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        ends = helpers[row.helper], helped[row.helped]
        chain = row.chain if level == "economic_region" else 0
        several = row.several - row.both if level == "economic_region" else 0
        counts[*ends, "plain"] += row.total - chain - several
        counts[*ends, "several"] += several
        counts[*ends, "chain"] += chain
    return [Part(*key, count) for key, count in counts.items() if count]


def _stack(
    parts: Sequence[Part], end: Callable[[Part], str], order: Sequence[str], scale: float
) -> tuple[Block, ...]:
    blocks: list[Block] = []
    top = _TOP
    for name in order:
        count = sum(part.count for part in parts if end(part) == name)
        if count:
            blocks.append(Block(name, top, count * scale, count))
            top += count * scale + _GAP
    return tuple(blocks)


def _ribbons(
    parts: Sequence[Part], left: Sequence[Block], right: Sequence[Block], scale: float
) -> list[Ribbon]:
    begin = {block.name: block.top for block in left}
    finish = {block.name: block.top for block in right}
    order = [*begin], [*finish], ["plain", "several", "chain"]

    def position(part: Part) -> tuple[int, ...]:
        ends = part.helper, part.helped, part.look
        return tuple(names.index(name) for names, name in zip(order, ends, strict=True))

    ribbons = []
    for part in sorted(parts, key=position):
        thick = part.count * scale
        y, z = begin[part.helper], finish[part.helped]
        begin[part.helper] += thick
        finish[part.helped] += thick
        ribbons.append(Ribbon(part.look, _outline(y, z, thick), part.count))
    return ribbons


def _outline(y: float, z: float, thick: float) -> str:
    """A ribbon that leaves at height y and arrives at height z."""
    rise, half = units(z - y), _SPAN // 2
    fall = units(y - z)
    return (
        f"M{_EDGE} {units(y)}c{half} 0 {half} {rise} {_SPAN} {rise}v{units(thick)}"
        f"c-{half} 0-{half} {fall}-{_SPAN} {fall}z"
    )


def _keys(parts: Sequence[Part]) -> list[tuple[str, str]]:
    """What the hatches mean, for those that occur."""
    counts = {look: sum(part.count for part in parts if part.look == look) for look in ("several", "chain")}
    words = {"several": "受助方另有帮扶方", "chain": "帮扶方也受助，或受助方也帮别处"}
    extra = "，连锁的不重复计" if counts["chain"] else ""
    return [
        (look, f"{FEATURES[look]} {counts[look]} 项（{words[look]}{extra if look == 'several' else ''}）")
        for look in ("several", "chain")
        if counts[look]
    ]


def _words(parts: Sequence[Part], keys: Sequence[tuple[str, str]]) -> str:
    counts: dict[tuple[str, str], int] = {}
    for part in parts:
        counts[part.helper, part.helped] = counts.get((part.helper, part.helped), 0) + part.count
    largest = sorted(counts, key=lambda ends: -counts[ends])
    flows = [f"{short_name(ends[0])}→{short_name(ends[1])} {counts[ends]} 项" for ends in largest[:8]]
    rest = sum(counts[ends] for ends in largest[8:])
    return "；".join([*flows, *([f"其余 {rest} 项见表"] if rest else []), *(words for _, words in keys)])


def _matrix(rows: Sequence[Stream], level: Level, order: Sequence[str]) -> Matrix:
    """Pairings from each place (rows) to each place (columns)."""
    counts = {(row.helper, row.helped): row.total for row in rows}
    helpers = list(dict.fromkeys(row.helper for row in rows))
    helped = [name for name in order if any(row.helped == name for row in rows)]
    total = sum(counts.values())
    return Matrix(
        f"结对网络：{_NAMES[level]}之间共 {total} 项，行是帮扶方，列是受助方",
        "帮扶方",
        [short_name(name) for name in helped],
        [
            (Anchor(short_name(name), ""), tuple(counts.get((name, other), 0) for other in helped))
            for name in helpers
        ],
    )


def _table(rows: Sequence[Stream], level: Level) -> Table:
    return Table(
        f"{_NAMES[level]}之间的结对项数",
        (*_COLUMNS[level], "项数", "其中连锁", "其中多方帮扶"),
        [(row.helper, row.helped, row.total, row.chain, row.several) for row in rows],
    )
