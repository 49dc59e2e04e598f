"""A pairing becomes its page: both sides, what was promised and delivered, what happened, before and after."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from generator.link import Library
from generator.network import Chain, coverage, network, party_key, promises, side_url, streams, unpaired_peers
from generator.pictures import (
    Table,
    change_picture,
    coverage_picture,
    network_picture,
    peer_table,
    promise_picture,
    promises_picture,
)
from generator.records import Case, Pairing, Policy
from generator.records.case import Indicator
from generator.records.pairing import Party
from generator.render.environment import render
from generator.views.case import period
from generator.views.lists import Entry, entry, facts_of
from generator.views.page import Page, root_of
from generator.views.parts import Part, part_pages

_NETWORK = "pairings/network/"


def pairing_pages(library: Library) -> Iterator[Page]:
    """Yield the network and the page of every pairing."""
    if not library.of(Pairing):
        return
    yield from _network_pages(library)
    for pairing in library.of(Pairing).values():
        body = render("records/pairing.html", **_context(library, pairing), root=root_of(pairing.url))
        yield Page(pairing.url, library.name(pairing), pairing.summary, body, "pairings")


def pairings_opening(library: Library) -> Markup:
    """What the list of pairings opens with: how far the duties to pair are carried, and who helps whom by band."""
    return Markup(  # noqa: S704 - rendered by our autoescaping environment
        render(
            "records/pairings_opening.html",
            coverage=coverage_picture(coverage(library)),
            picture=network_picture(library),
            root="../",
        )
    )


def _network_pages(library: Library) -> Iterator[Page]:
    web = network(library)
    parts = tuple(
        part
        for part in (
            Part(
                "连锁：受助方也帮别处",
                "chains",
                tuple(_chain(library, chain) for chain in web.chains),
                f"{_NETWORK}chains/",
            ),
            Part(
                "多方帮扶：一地有几家帮",
                "several",
                tuple(_shared(library, pairings) for pairings in web.shared),
                f"{_NETWORK}several/",
            ),
        )
        if part.entries
    )
    lead = "左边是帮扶方，右边是受助方，带子的粗细是结对的项数。"
    body = render(
        "records/network.html",
        lead=lead,
        coverage=coverage_picture(coverage(library)),
        bands=network_picture(library),
        provinces=network_picture(library, "province") if len(streams(library, "province")) > 1 else None,
        promises=promises_picture(promises(library)),
        parts=parts,
        root=root_of(_NETWORK),
    )
    yield Page(
        _NETWORK,
        "结对网络",
        "谁帮谁：按地带和省份汇总的结对流向、连锁、多方帮扶、承诺与兑现。",
        body,
        "pairings",
    )
    yield from part_pages(
        parts, "结对网络", section="pairings", trail=[("结对", "pairings/"), ("结对网络", _NETWORK)]
    )


def _chain(library: Library, chain: Chain) -> Entry:
    names = [chain.first.helper, chain.first.helped, chain.second.helped]
    schemes = dict.fromkeys(library.scheme_title(pairing.scheme) for pairing in (chain.first, chain.second))
    title = " → ".join(library.name_at(party.whereabouts) for party in names)
    return Entry(side_url(library, chain.first.helped) or chain.first.url, title, "", facts_of(*schemes))


def _shared(library: Library, pairings: tuple[Pairing, ...]) -> Entry:
    helpers = dict.fromkeys(library.name_at(pairing.helper.whereabouts) for pairing in pairings)
    helped = pairings[0].helped
    count = len(network(library).helpers(party_key(helped)))
    title = f"{library.name_at(helped.whereabouts)}：{count} 家帮扶"
    return Entry(side_url(library, helped) or pairings[0].url, title, "、".join(helpers), ())


def _context(library: Library, pairing: Pairing) -> dict[str, object]:
    return {
        "pairing": pairing,
        "name": library.name(pairing),
        "sides": [_side(library, "帮扶方", pairing.helper), _side(library, "受助方", pairing.helped)],
        "scheme": library.scheme_title(pairing.scheme),
        "scheme_policy": library.of(Policy).get(pairing.scheme),
        "period": period(pairing.start, pairing.end),
        "promise_picture": promise_picture(pairing.flows, pairing.id),
        "marks": network(library).mark_words(pairing),
        "pictures": [
            _change(library, pairing, indicator, order) for order, indicator in enumerate(pairing.indicators)
        ],
        "log": sorted(pairing.log, key=lambda line: line.date),
        "cases": [entry(library, library.of(Case)[key]) for key in pairing.cases if key in library.of(Case)],
        "others": [entry(library, other) for other in _others(library, pairing)],
    }


def _change(
    library: Library, pairing: Pairing, indicator: Indicator, order: int
) -> tuple[Indicator, Markup, Table | None]:
    """An indicator with its picture and, where peers stand behind it, their figures."""
    peers = unpaired_peers(library, pairing, indicator)
    picture = change_picture(indicator, f"{pairing.id}-{order}", peers)
    return indicator, picture, peer_table(indicator, peers) if peers and picture else None


def _side(library: Library, role: str, party: Party) -> dict[str, object]:
    record, division = library.record_at(party.whereabouts), library.division_at(party.whereabouts)
    return {
        "role": role,
        "name": library.name_at(party.whereabouts),
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
        for field in ("helper.county", "helper.organization", "helped.county")
        for other in library.citing(key, Pairing, field)
    }
    found.pop(pairing.id, None)
    return list(found.values())[:10]
