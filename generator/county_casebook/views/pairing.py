"""How a pairing is met: both sides, what was promised and delivered, what happened, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from markupsafe import Markup

from county_casebook.ledger.coverage import unpaired
from county_casebook.ledger.ledger import ledger
from county_casebook.ledger.network import network, unpaired_peers
from county_casebook.library.derived import kept_each
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.pictures import Table, change_picture, peer_table, promise_picture
from county_casebook.places.divisions import Division, EconomicRegion
from county_casebook.records import Case, Pairing
from county_casebook.records.case import Indicator
from county_casebook.records.pairing import LogEntry, Party
from county_casebook.render.environment import render
from county_casebook.views.east_west import URL as EAST_WEST
from county_casebook.views.east_west import east_west_pages
from county_casebook.views.entries import Entry, Part, facts_of
from county_casebook.views.lacking import Lacking, lacking
from county_casebook.views.linked import Linked, area, article
from county_casebook.views.network import NETWORK, network_pages, pairings_opening
from county_casebook.views.page import Page, PageUnit, Unit, root_of
from county_casebook.views.told import period, scheme_url
from county_casebook.views.view import Backlink, View, began, entry
from county_casebook.views.ways import Group, Way


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pairing: its role, name, address (empty: none), place and region."""

    role: str
    name: str
    url: str
    place: str
    economic_region: EconomicRegion | None


@dataclass(frozen=True, slots=True)
class PairingPage:
    """What `kinds/pairing/page.html` shows."""

    pairing: Pairing
    root: str
    name: str
    sides: list[Side]
    scheme: str
    scheme_url: str
    period: str
    promise_picture: Markup
    marks: str
    pictures: list[tuple[Indicator, Markup, Table | None]]
    log: list[LogEntry]
    gaps: Lacking
    cases: list[Entry]
    others: list[Entry]
    parts: tuple[Part, ...]


class PairingView(View[Pairing]):
    """Who helps whom."""

    lead: ClassVar[str] = "帮扶方、受助方、依据和经过。各项结对按其自身的制度归类。"
    counted: ClassVar[str] = "项结对"
    has_tab: ClassVar[bool] = True
    weight: ClassVar[int] = 5
    backlinks: ClassVar[tuple[Backlink, ...]] = (
        Backlink("helped.county", "受助结对", "helped"),
        Backlink("helper.county", "帮扶结对", "helping"),
        Backlink("helper.organization", "帮扶结对", "helping"),
    )

    def beside(self, edition: Edition) -> Iterator[PageUnit]:
        """Yield the units of the network."""
        if edition.library.of(Pairing):
            yield Unit(NETWORK, partial(network_pages, edition.library))
            yield Unit(EAST_WEST, partial(east_west_pages, edition.library))

    def page(self, edition: Edition, record: Pairing) -> Iterator[Page]:
        """Yield the page of a pairing."""
        body = render("kinds/pairing/page.html", _page(edition.library, record))
        yield Page(record.url, edition.library.name(record), record.summary, body, self.tab)
        yield from self.part_pages(edition, record)

    def linked(self, edition: Edition, record: Pairing) -> Linked:
        """An article about both sides."""
        library, told = edition.library, article(edition, record)
        helper = library.division_at(record.helper.whereabouts)
        return {**told, "about": [*([area(helper)] if helper else []), *told.get("about", [])]}

    def entry(self, library: Library, record: Pairing) -> Entry:
        """Its scheme and the year it began."""
        facts = facts_of(library.scheme_title(record.scheme), began(record))
        return Entry(record.url, library.name(record), record.summary, facts)

    def opening(self, edition: Edition) -> Markup:
        """How far the duties to pair are carried, and who helps whom by region."""
        return pairings_opening(edition.library)

    def groups(self, library: Library) -> tuple[Group, ...]:
        """Provinces, and who has no pairing yet."""
        return (*super().groups(library), *_ways_into_coverage(library))

    def province_parts(
        self, library: Library, url: str, records: Sequence[Pairing], province: str
    ) -> Iterator[Part]:
        """The pairings that help the province, then those by which it helps others."""
        for title, anchor, found in (
            ("受助的结对", "pairings", records),
            ("对省外的帮扶", "helping", _helping(library, province)),
        ):
            entries = tuple(entry(library, pairing) for pairing in found)
            if entries:
                yield Part(title, anchor, entries, f"{url}{anchor}/")


VIEW = PairingView(Pairing)


def _page(library: Library, pairing: Pairing) -> PairingPage:
    cases = library.of(Case)
    return PairingPage(
        pairing=pairing,
        root=root_of(pairing.url),
        name=library.name(pairing),
        sides=[_side(library, "帮扶方", pairing.helper), _side(library, "受助方", pairing.helped)],
        scheme=library.scheme_title(pairing.scheme),
        scheme_url=scheme_url(library, pairing.scheme),
        period=period(pairing.start, pairing.end),
        gaps=lacking(library, pairing, *_empty(pairing), without=("start",)),
        promise_picture=promise_picture(pairing.flows),
        marks=network(library).feature_words(pairing),
        pictures=[_change(library, pairing, indicator) for indicator in pairing.indicators],
        log=sorted(pairing.log, key=lambda line: line.date),
        cases=[entry(library, cases[key]) for key in pairing.cases if key in cases],
        others=[entry(library, other) for other in _others(library, pairing)],
        parts=VIEW.parts(library, pairing),
    )


def _change(
    library: Library, pairing: Pairing, indicator: Indicator
) -> tuple[Indicator, Markup, Table | None]:
    """An indicator with its picture and, where peers stand behind it, their figures."""
    peers = unpaired_peers(library, pairing, indicator)
    picture = change_picture(indicator, peers)
    return indicator, picture, peer_table(indicator, peers) if peers and picture else None


def _empty(pairing: Pairing) -> Iterator[str]:
    """What a pairing is read for and its record does not tell."""
    if not period(pairing.start, pairing.end):
        yield "时间"
    if not pairing.flows:
        yield "承诺与兑现"


def _side(library: Library, role: str, party: Party) -> Side:
    whereabouts = party.whereabouts
    record, division = library.record_at(whereabouts), library.division_at(whereabouts)
    return Side(
        role,
        library.name_at(whereabouts),
        record.url if record else "",
        _place(division, party),
        library.divisions.economic_region(division) if division else None,
    )


def _place(division: Division | None, party: Party) -> str:
    """Where a side is; of a prefecture or a province also by which year's divisions."""
    if not division:
        return ""
    return f"{division.full_name}，按 {party.area.as_of} 年区划" if party.area else division.full_name


def _others(library: Library, pairing: Pairing) -> list[Pairing]:
    """Other pairings of either side: chains and double help."""
    keys = [key for key in (pairing.helper.county, pairing.helper.organization, pairing.helped.county) if key]
    found = {
        other.id: other
        for key in keys
        for field in ("helper.county", "helper.organization", "helped.county")
        for other in library.citing(key, Pairing, field)
    }
    found.pop(pairing.id, None)
    return list(found.values())[:10]


def _helping(library: Library, province: str) -> list[Pairing]:
    """Pairings whose helper stands in a province and whose helped side does not."""
    return [pairing for pairing in library.of(Pairing).values() if _helps_from(library, pairing) == province]


@kept_each()
def _helps_from(library: Library, pairing: Pairing) -> str:
    """The province from which a pairing helps another; empty where it does not leave its province."""
    helper = library.division_at(pairing.helper.whereabouts)
    helped = library.division_at(pairing.helped.whereabouts)
    leaves_it = helper and (helped is None or helper.province != helped.province)
    return helper.province if helper and leaves_it else ""


def _ways_into_coverage(library: Library) -> tuple[Group, ...]:
    """Who has no pairing yet; nothing where no policy of the library owes any."""
    tables = unpaired(library) if ledger(library) else ()
    ways = tuple(Way(table.title, f"duties/coverage/#{table.id}", len(table.rows)) for table in tables)
    return (Group("还没有结对的", ways),) if any(way.count for way in ways) else ()
