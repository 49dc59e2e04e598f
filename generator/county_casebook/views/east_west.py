"""Economic regions that help each other become a page: a table of pairings, and behind each cell what went along and who."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from county_casebook.ledger.coverage.table import Cell, Column, Table
from county_casebook.ledger.east_west import KINDS, Exchange, FlowSum, exchanges
from county_casebook.ledger.network import places
from county_casebook.library.library import Library
from county_casebook.places.divisions import ECONOMIC_REGIONS
from county_casebook.records import Pairing
from county_casebook.records.record import label
from county_casebook.render.environment import render
from county_casebook.views.entries import Part, part_pages
from county_casebook.views.page import Page, root_of
from county_casebook.views.view import entry

URL = "pairings/east-west/"
_TITLE = "地带之间的结对"


@dataclass(frozen=True, slots=True)
class Direction:
    """All that goes from one economic region to another: its anchor, its name, the flows, the pairings."""

    anchor: str
    title: str
    flows: tuple[FlowSum, ...]
    pairings: Part


@dataclass(frozen=True, slots=True)
class EastWestPage:
    """What `pages/east_west.html` shows."""

    table: Table
    directions: tuple[Direction, ...]
    words: dict[str, str]
    root: str


def east_west_pages(library: Library) -> Iterator[Page]:
    """Yield the page of pairings from region to region, and pages for its lists where they are long."""
    found = exchanges(library)
    order = {name: position for position, name in enumerate(places(library, "economic_region"), start=1)}
    anchors = [_anchor(order, each) for each in found]
    directions = tuple(_direction(library, anchor, each) for anchor, each in zip(anchors, found, strict=True))
    shown = EastWestPage(
        _table(found, dict(zip(map(_ends, found), anchors, strict=True)), list(order)),
        directions,
        {kind: label(Pairing, kind) for kind in KINDS},
        root_of(URL),
    )
    lead = "各地带之间的结对项数，技术、人才和资金的承诺与兑现：按结对记录统计，单位不同不相加。"
    yield Page(URL, _TITLE, lead, render("pages/east_west.html", shown), "pairings")
    trail = [("结对", "pairings/"), (_TITLE, URL)]
    yield from part_pages([each.pairings for each in directions], _TITLE, section="pairings", trail=trail)


def _ends(exchange: Exchange) -> tuple[str, str]:
    return exchange.stream.helper, exchange.stream.helped


def _anchor(order: dict[str, int], exchange: Exchange) -> str:
    helper, helped = _ends(exchange)
    return f"from-{order[helper]}-to-{order[helped]}"


def _direction(library: Library, anchor: str, exchange: Exchange) -> Direction:
    stream = exchange.stream
    title = f"{stream.helper} → {stream.helped}"
    entries = tuple(entry(library, pairing) for pairing in stream.pairings)
    return Direction(anchor, title, exchange.flows, Part(title, anchor, entries, f"{URL}{anchor}/"))


def _table(found: Sequence[Exchange], anchors: dict[tuple[str, str], str], order: Sequence[str]) -> Table:
    """Regions by regions; the four always stand, others where some pairing begins or ends there."""
    counts = {_ends(each): each.stream.total for each in found}
    used = {name for ends in counts for name in ends}
    names = [name for name in order if name in ECONOMIC_REGIONS or name in used]
    rows = tuple(
        (
            Cell(f"{helper}帮"),
            *(_count(counts.get((helper, helped), 0), anchors.get((helper, helped), "")) for helped in names),
            Cell(sum(count for ends, count in counts.items() if ends[0] == helper)),
        )
        for helper in names
    )
    heads = tuple(Column(str(number), name) for number, name in enumerate(names, start=1))
    total = sum(counts.values())
    return Table(
        "east-west",
        _TITLE,
        f"共 {total} 项：行是帮扶方所在地带，列是受助方所在地带；点开数字看是哪些",
        "还没有结对记录。",
        (Column("helper", "帮扶方"), *heads, Column("all", "合计")),
        rows,
    )


def _count(count: int, anchor: str) -> Cell:
    return Cell(count, f"{URL}#{anchor}" if count else "")
