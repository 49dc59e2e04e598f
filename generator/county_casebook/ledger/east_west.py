"""Pairings from economic region to economic region, with what went along: technology, talent, funds (plan 一-2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from county_casebook.ledger.network import Stream, streams
from county_casebook.library.library import Library
from county_casebook.records import Pairing
from county_casebook.records.pairing import Flow

KINDS = ("technology", "talent", "funds")
"""The kinds of flows that the plan names, in its order."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """What some lines of one kind and unit say: the sum of those that give a figure (None: none does), and how many do."""

    total: Decimal | None
    stated: int


@dataclass(frozen=True, slots=True)
class FlowSum:
    """The flows of one kind in one unit: how many lines there are, promised and delivered each summed by itself."""

    kind: str
    unit: str
    lines: int
    promised: Amounts
    delivered: Amounts


@dataclass(frozen=True, slots=True)
class Exchange:
    """The pairings from one economic region to another and what went along."""

    stream: Stream
    flows: tuple[FlowSum, ...]


def exchanges(library: Library) -> tuple[Exchange, ...]:
    """Every pair of economic regions between which there are pairings, in the usual order of the regions."""
    return tuple(
        Exchange(stream, flow_sums(stream.pairings)) for stream in streams(library, "economic_region")
    )


def flow_sums(pairings: Iterable[Pairing]) -> tuple[FlowSum, ...]:
    """Add up the flows of pairings by kind and unit; what is counted in another unit is never added."""
    groups: dict[tuple[str, str], list[Flow]] = {}
    for pairing in pairings:
        for flow in pairing.flows:
            if flow.kind in KINDS:
                groups.setdefault((flow.kind, flow.unit), []).append(flow)
    ordered = sorted(groups, key=lambda key: KINDS.index(key[0]))
    return tuple(_sum(kind, unit, groups[kind, unit]) for kind, unit in ordered)


def _sum(kind: str, unit: str, flows: list[Flow]) -> FlowSum:
    promised, delivered = [flow.promised for flow in flows], [flow.delivered for flow in flows]
    return FlowSum(kind, unit, len(flows), _amounts(promised), _amounts(delivered))


def _amounts(values: Iterable[object]) -> Amounts:
    stated = [value for value in values if isinstance(value, Decimal)]
    return Amounts(sum(stated, Decimal(0)) if stated else None, len(stated))
