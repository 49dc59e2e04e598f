"""All pairings together: who helps whom from place to place, chains, places with several helpers, promises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from county_casebook.ledger.network import Chain, coverage, network, party_key, promises, side_url, streams
from county_casebook.library.library import Library
from county_casebook.pictures import Picture, coverage_picture, network_picture, promises_picture
from county_casebook.records import Pairing
from county_casebook.render.environment import render
from county_casebook.views.entries import Entry, Part, facts_of, part_pages
from county_casebook.views.page import Page, root_of

NETWORK = "pairings/network/"


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """What `pages/network.html` shows."""

    lead: str
    coverage: Picture | None
    economic_regions: Picture
    provinces: Picture | None
    promises: Picture | None
    parts: tuple[Part, ...]
    root: str


def pairings_opening(library: Library) -> Markup:
    """What the list of pairings opens with: how far the duties to pair are carried, and who helps whom by economic region."""
    return Markup(  # noqa: S704 - rendered by our autoescaping environment
        render(
            "kinds/pairing/opening.html",
            coverage=coverage_picture(coverage(library)),
            picture=network_picture(library),
            root="../",
        )
    )


def network_pages(library: Library) -> Iterator[Page]:
    """Yield the page of the network, and pages for its lists where they are long."""
    web = network(library)
    parts = tuple(
        part
        for part in (
            Part(
                "连锁：受助方也帮别处",
                "chains",
                tuple(_chain(library, chain) for chain in web.chains),
                f"{NETWORK}chains/",
            ),
            Part(
                "多方帮扶：一地有几家帮",
                "several",
                tuple(_shared(library, pairings) for pairings in web.shared),
                f"{NETWORK}several/",
            ),
        )
        if part.entries
    )
    lead = "左边是帮扶方，右边是受助方，带子的粗细是结对的项数。"
    shown = NetworkPage(
        lead=lead,
        coverage=coverage_picture(coverage(library)),
        economic_regions=network_picture(library),
        provinces=network_picture(library, "province") if len(streams(library, "province")) > 1 else None,
        promises=promises_picture(promises(library)),
        parts=parts,
        root=root_of(NETWORK),
    )
    body = render("pages/network.html", shown)
    yield Page(
        NETWORK,
        "结对网络",
        "结对的去向：按地带和省份汇总的流向、连锁、多方帮扶、承诺与兑现。",
        body,
        "pairings",
    )
    yield from part_pages(
        parts, "结对网络", section="pairings", trail=[("结对", "pairings/"), ("结对网络", NETWORK)]
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
