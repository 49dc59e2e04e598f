"""A pairing becomes its page: both sides, what was promised and delivered, what happened, before and after."""

from __future__ import annotations

from collections.abc import Iterator

from generator.link import Library
from generator.publish.pages.cases import period
from generator.publish.pages.environment import render
from generator.publish.pages.lists import entry
from generator.publish.pages.page import Page, root_of
from generator.publish.pictures import change_picture, network_picture, promise_picture
from generator.records import Pairing
from generator.records.pairing import Party


def pairing_pages(library: Library) -> Iterator[Page]:
    """Yield the network and the page of every pairing."""
    if not library.pairings:
        return
    picture, rows = network_picture(library)
    body = render("records/network.html", picture=picture, rows=rows, root="../../")
    yield Page("pairings/network/", "结对网络", "谁帮谁：按地带汇总的结对流向。", body, "pairings")
    for pairing in library.pairings.values():
        body = render("records/pairing.html", **_context(library, pairing), root=root_of(pairing.url))
        yield Page(pairing.url, library.name(pairing), pairing.summary, body, "pairings")


def _context(library: Library, pairing: Pairing) -> dict[str, object]:
    return {
        "pairing": pairing,
        "name": library.name(pairing),
        "sides": [_side(library, "帮扶方", pairing.helper), _side(library, "受助方", pairing.helped)],
        "scheme": library.scheme_title(pairing.scheme),
        "scheme_policy": library.policies.get(pairing.scheme),
        "period": period(pairing.start, pairing.end),
        "promise_picture": promise_picture(pairing.flows, pairing.id),
        "pictures": [
            (i, change_picture(i, f"{pairing.id}-{order}")) for order, i in enumerate(pairing.indicators)
        ],
        "log": sorted(pairing.log, key=lambda line: line.date),
        "cases": [entry(library, library.cases[key]) for key in pairing.cases if key in library.cases],
        "others": [entry(library, other) for other in _others(library, pairing)],
    }


def _side(library: Library, role: str, party: Party) -> dict[str, object]:
    record, division = library.party_record(party), library.party_division(party)
    return {
        "role": role,
        "name": library.party_name(party),
        "url": record.url if record else "",
        "place": division.full_name if division else "",
        "band": library.divisions.band(division) if division else None,
    }


def _others(library: Library, pairing: Pairing) -> list[Pairing]:
    """Other pairings of either side: chains and double help."""
    keys = [key for key in (pairing.helper.county, pairing.helper.organization, pairing.helped.county) if key]
    found = {
        other.id: other
        for key in keys
        for other in (*library.pairings_helping.get(key, ()), *library.pairings_helped.get(key, ()))
    }
    found.pop(pairing.id, None)
    return list(found.values())[:10]
