"""A library becomes its front page: what it holds, who may enter by which door, and the newest cases."""

from __future__ import annotations

from generator.link import Library
from generator.publish.pages.collections import Way, ways_into_cases
from generator.publish.pages.environment import render
from generator.publish.pages.lists import entry, newest
from generator.publish.pages.page import Page
from generator.records.pairing import Pairing
from generator.rules.duties import ledger

_DOORS = {
    "officials": "找一个和本县相近的做法，看清条件与不足，打印带去开会",
    "farmers": "看别处的乡亲怎样增产增收、请谁来教",
    "firms": "找技术、找专家、找合作的办法",
    "experts": "看哪些县等着技术，别人怎样下去",
}


def home_page(library: Library) -> Page:
    """The home page; a section without records is left out."""
    audiences = library.terms("audiences")
    doors = [
        (
            audiences[key],
            f"audiences/{key}/",
            _DOORS.get(key, ""),
            len(library.cases_of_audience.get(key, ())),
        )
        for key in audiences
        if library.cases_of_audience.get(key)
    ]
    figures = [
        Way(title, f"{kind}/", len(library.of_kind(kind)))
        for kind, title in (
            ("cases", "个案例"),
            ("counties", "个县市"),
            ("pairings", "项结对"),
            ("policies", "份政策"),
        )
        if library.of_kind(kind)
    ]
    states = [state.state for state in ledger(library)]
    body = render(
        "records/home.html",
        doors=doors,
        figures=figures,
        newest=[entry(library, case) for case in newest(tuple(library.cases.values()))[:8]],
        pairing=_featured(library),
        groups=ways_into_cases(library)[:2],
        duties={state: states.count(state) for state in ("met", "partly", "not_met", "no_data")}
        if states
        else {},
        root="",
    )
    return Page(
        "", "县域科技经验库", "县（市）科技工作的做法、结对与政策条款：查得到、看得明、抄得走。", body
    )


def _featured(library: Library) -> dict[str, object] | None:
    """The pairing with the longest log: the one that has most to tell."""
    pairings = sorted(library.pairings.values(), key=lambda pairing: (-len(pairing.log), pairing.id))
    return _told(library, pairings[0]) if pairings else None


def _told(library: Library, pairing: Pairing) -> dict[str, object]:
    return {
        "url": pairing.url,
        "helper": library.party_name(pairing.helper),
        "helped": library.party_name(pairing.helped),
        "scheme": library.scheme_title(pairing.scheme),
        "summary": pairing.summary,
    }
