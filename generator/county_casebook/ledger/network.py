"""Pairings become a network: who helps whom from place to place, chains, double help, and how far a duty to pair is carried.

A chain is A helping B and B helping C; double help is one place helped by several. Both are told, neither is judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from county_casebook.ledger.designations import designated, pairing_plans
from county_casebook.ledger.ledger import ledger
from county_casebook.ledger.words import counted_word, designation_word
from county_casebook.library.derived import derived
from county_casebook.library.library import Library
from county_casebook.places.divisions import ECONOMIC_REGIONS
from county_casebook.records import County, Pairing, Record
from county_casebook.records.case import Figure, Indicator
from county_casebook.records.pairing import Party
from county_casebook.text.phrases import PHRASES

Level = Literal["economic_region", "province"]
NOWHERE = "地带不详"
WITHOUT_REGION = PHRASES.without_region
"""Where organizations stand that serve no region of their own."""

Feature = Literal["chain", "several"]
FEATURES: Mapping[Feature, str] = {"chain": "连锁", "several": "多方帮扶"}


@dataclass(frozen=True, slots=True)
class Stream:
    """All pairings from one economic region or province to another; `chain` and `several` count those that carry the mark."""

    helper: str
    helped: str
    pairings: tuple[Pairing, ...]
    chain: int
    several: int
    both: int

    @property
    def total(self) -> int:
        return len(self.pairings)


@dataclass(frozen=True, slots=True)
class Chain:
    """A helps B, and B helps C."""

    first: Pairing
    second: Pairing


@dataclass(frozen=True, slots=True)
class Coverage:
    """A duty to pair: whom it binds, how many have paired (None: no data), how many should."""

    title: str
    url: str
    paired: int | None
    owed: int
    words: str = "应结对"


@dataclass(frozen=True, slots=True)
class Promise:
    """What all pairings together promised and delivered of one kind, counting only lines that state both."""

    kind: str
    unit: str
    promised: Decimal
    delivered: Decimal
    lines: int
    incomplete: int


@dataclass(frozen=True, slots=True)
class Peers:
    """Values of counties of the same economic region and type without any pairing, in the years before and after."""

    before: tuple[Decimal, ...]
    after: tuple[Decimal, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Network:
    """Every pairing by both its sides; a side is known by its key (`counties/yuyao`, `organizations/cau`, `areas/610300@2008`)."""

    pairings: tuple[Pairing, ...]
    to: Mapping[str, tuple[Pairing, ...]] = field(repr=False)
    by: Mapping[str, tuple[Pairing, ...]] = field(repr=False)

    def helping(self, key: str) -> tuple[Pairing, ...]:
        """Pairings in which this side is the helper."""
        return self.by.get(key, ())

    def helped(self, key: str) -> tuple[Pairing, ...]:
        """Pairings in which this side is helped."""
        return self.to.get(key, ())

    def helpers(self, key: str) -> tuple[str, ...]:
        """The keys of everyone who helps this side, each once."""
        return tuple(dict.fromkeys(party_key(pairing.helper) for pairing in self.helped(key)))

    def marks(self, pairing: Pairing) -> tuple[Feature, ...]:
        """What is remarkable: its helper is itself helped or its helped side helps on; or others help the same side."""
        helper, helped = party_key(pairing.helper), party_key(pairing.helped)
        is_chain = bool(self.helped(helper) or self.helping(helped))
        return (
            *(("chain",) if is_chain else ()),
            *(("several",) if len(self.helpers(helped)) > 1 else ()),
        )

    def feature_words(self, pairing: Pairing) -> str:
        return "、".join(FEATURES[mark] for mark in self.marks(pairing))

    @property
    def chains(self) -> tuple[Chain, ...]:
        """Every A → B → C, in the order of the records."""
        return tuple(
            Chain(first, second)
            for first in self.pairings
            for second in self.helping(party_key(first.helped))
        )

    @property
    def shared(self) -> tuple[tuple[Pairing, ...], ...]:
        """The pairings of every side that several help, most helpers first."""
        found = [(self.helpers(key), pairings) for key, pairings in self.to.items()]
        several = [(helpers, pairings) for helpers, pairings in found if len(helpers) > 1]
        return tuple(
            pairings for _, pairings in sorted(several, key=lambda one: (-len(one[0]), one[1][0].id))
        )


def party_key(party: Party) -> str:
    """What tells one side of a pairing from every other."""
    if party.county:
        return f"counties/{party.county}"
    if party.organization:
        return f"organizations/{party.organization}"
    return f"areas/{party.area.code}@{party.area.as_of}" if party.area else ""


@derived
def network(library: Library) -> Network:
    """Make the network of a library's pairings."""
    pairings = tuple(library.of(Pairing).values())
    return Network(
        pairings,
        to=_grouped(pairings, lambda pairing: party_key(pairing.helped)),
        by=_grouped(pairings, lambda pairing: party_key(pairing.helper)),
    )


def _grouped(pairings: Iterable[Pairing], key: Callable[[Pairing], str]) -> dict[str, tuple[Pairing, ...]]:
    groups: dict[str, list[Pairing]] = {}
    for pairing in pairings:
        groups.setdefault(key(pairing), []).append(pairing)
    return {name: tuple(found) for name, found in groups.items()}


def streams(library: Library, level: Level) -> tuple[Stream, ...]:
    """All pairings from place to place, economic regions in their usual order and provinces in code order."""
    order = {name: position for position, name in enumerate(places(library, level))}
    groups: dict[tuple[str, str], list[Pairing]] = {}
    for pairing in library.of(Pairing).values():
        sides = (_place(library, party, level) for party in (pairing.helper, pairing.helped))
        helper, helped = (name if name in order else NOWHERE for name in sides)
        groups.setdefault((helper, helped), []).append(pairing)
    return tuple(
        _stream(library, ends, groups[ends])
        for ends in sorted(groups, key=lambda ends: (order[ends[0]], order[ends[1]]))
    )


def places(library: Library, level: Level) -> tuple[str, ...]:
    """The names a stream may begin or end at, in order; the last two are for organizations without a place, and for what has no known one."""
    if level == "economic_region":
        return (*ECONOMIC_REGIONS, WITHOUT_REGION, NOWHERE)
    return (
        *dict.fromkeys(province.name for province in library.divisions.provinces),
        WITHOUT_REGION,
        NOWHERE,
    )


def _place(library: Library, party: Party, level: Level) -> str:
    division = library.division_at(party.whereabouts)
    if division is None:
        return WITHOUT_REGION if party.organization else NOWHERE
    return (
        division.province if level == "province" else library.divisions.economic_region(division) or NOWHERE
    )


def _stream(library: Library, ends: tuple[str, str], pairings: list[Pairing]) -> Stream:
    marks = [network(library).marks(pairing) for pairing in pairings]
    return Stream(
        *ends,
        tuple(pairings),
        chain=sum("chain" in found for found in marks),
        several=sum("several" in found for found in marks),
        both=sum(len(found) == 2 for found in marks),
    )


def coverage(library: Library) -> tuple[Coverage, ...]:
    """How far each duty to pair is carried, where the policy or its list gives a number; then weak counties with a helper."""
    owed = [
        Coverage(
            counted_word(library, state.duty),
            "duties/",
            None if state.state == "no_data" else state.found.numerator,
            state.found.denominator,
        )
        for state in ledger(library)
        if state.duty.measure in ("advanced_pairings", "zone_pairings") and state.found.denominator
    ]
    return (*owed, *_weak(library))


def _weak(library: Library) -> list[Coverage]:
    """The plan says who must help, not that every weak county be helped: so these are only counted."""
    found = []
    for scheme in sorted(pairing_plans(library)):
        weak = {county.id for county, _ in designated(library, "weak", scheme)}
        if weak:
            helped = {p.helped.county for p in library.of(Pairing).values() if p.scheme == scheme} & weak
            found.append(Coverage(designation_word(library, "weak"), "", len(helped), len(weak), "名单"))
    return found


def promises(library: Library) -> tuple[Promise, ...]:
    """Promised and delivered over all pairings, by kind and unit in the order they first appear."""
    groups: dict[tuple[str, str], list[tuple[object, object]]] = {}
    for pairing in library.of(Pairing).values():
        for flow in pairing.flows:
            groups.setdefault((flow.kind, flow.unit), []).append((flow.promised, flow.delivered))
    return tuple(_promise(kind, unit, lines) for (kind, unit), lines in groups.items())


def _promise(kind: str, unit: str, lines: list[tuple[object, object]]) -> Promise:
    both = [(p, d) for p, d in lines if isinstance(p, Decimal) and isinstance(d, Decimal)]
    return Promise(
        kind,
        unit,
        sum((promised for promised, _ in both), Decimal(0)),
        sum((delivered for _, delivered in both), Decimal(0)),
        len(both),
        len(lines) - len(both),
    )


def unpaired_peers(library: Library, pairing: Pairing, indicator: Indicator) -> Peers | None:
    """Values of the same indicator, unit and year in counties like the helped one that have no pairing; None without any."""
    division = library.division_at(pairing.helped.whereabouts)
    before, after = indicator.before, indicator.after
    if not division or division.level != "county" or "not_stated" in (before, after):
        return None
    alike = (library.divisions.economic_region(division), division.unit_type)
    values = [
        _unpaired(library).get((*alike, indicator.name, indicator.unit, figure.when), ())
        for figure in (before, after)
        if isinstance(figure, Figure)
    ]
    return Peers(*values) if alike[0] and any(values) else None


@derived
def _unpaired(library: Library) -> dict[tuple[str | None, str, str, str, str], tuple[Decimal, ...]]:
    """Values of counties without any pairing by economic region, type, indicator, unit and year; smallest first, so that no one is known by its place."""
    found: dict[tuple[str | None, str, str, str, str], list[Decimal]] = {}
    for county in library.of(County).values():
        division = library.division(county)
        if division and not _is_paired(library, county):
            for line in county.indicators:
                alike = (library.economic_region(county), division.unit_type)
                key = (*alike, line.name, line.unit, f"{line.year} 年")
                found.setdefault(key, []).append(line.value)
    return {key: tuple(sorted(values)) for key, values in found.items()}


def _is_paired(library: Library, county: County) -> bool:
    return county.id in library.cited(Pairing, "helped.county") or county.id in library.cited(
        Pairing, "helper.county"
    )


def side_url(library: Library, party: Party) -> str:
    """Where a side of a pairing has a page: its record, else its province; empty when it has none."""
    record: Record | None = library.record_at(party.whereabouts)
    if record:
        return record.url
    division = library.division_at(party.whereabouts)
    province = library.divisions.province_of(division) if division else None
    return f"regions/{province.code}/" if province and province.code in library.provinces else ""
