"""A library becomes its front page: what it holds, who may enter by which door, and the newest cases."""

from __future__ import annotations

from dataclasses import dataclass

from generator.edition import NOWHERE, Site
from generator.link import Library
from generator.publish.pages.indexes import Way, ways_into_cases
from generator.publish.told import Told, told
from generator.records import Case, Collection, Pairing
from generator.render.environment import render
from generator.rules.duties import STATE_SIGNS, STATE_WORDS, ledger
from generator.views.lists import entry, newest
from generator.views.page import Page

_DOORS = {
    "officials": "找一个和本县相近的做法，看清条件与不足，打印带去开会",
    "farmers": "看别处的乡亲怎样增产增收、请谁来教",
    "firms": "找技术、找专家、找合作的办法",
    "experts": "看哪些县等着技术，别人怎样下去",
}
_NEWEST, _WAYS = 8, 12
_LISTS = {"主题": "themes/", "省份": "regions/"}


@dataclass(frozen=True, slots=True)
class GroupStart:
    """The first ways of a group: how many more there are, and where all of them stand."""

    title: str
    ways: tuple[Way, ...]
    rest: int
    url: str


def home_page(library: Library, site: Site = NOWHERE) -> Page:
    """The home page; a section without records is left out."""
    picks = newest(tuple(library.of(Collection).values()))[:2]
    body = render(
        "records/home.html",
        name=site.name,
        doors=_doors(library),
        figures=_figures(library),
        newest=[entry(library, case) for case in newest(tuple(library.of(Case).values()))[:_NEWEST]],
        collections=[entry(library, pick) for pick in picks],
        pairing=_featured(library),
        groups=_groups(library),
        duties=_duties(library),
        root="",
    )
    return Page("", site.name, "县（市）科技工作的做法、结对与政策条款：查得到、看得明、抄得走。", body)


def _doors(library: Library) -> list[tuple[Way, str]]:
    """The audiences that have cases, each with what it may come for."""
    return [
        (
            Way(term.title, f"audiences/{key}/", len(library.cited(Case, "audiences")[key])),
            _DOORS.get(key, ""),
        )
        for key, term in library.terms("audiences").items()
        if library.cited(Case, "audiences").get(key)
    ]


def _groups(library: Library) -> list[GroupStart]:
    """Themes and provinces, as far as they have cases."""
    return [
        GroupStart(group.title, group.ways[:_WAYS], max(0, len(group.ways) - _WAYS), _LISTS[group.title])
        for group in ways_into_cases(library)
        if group.title in _LISTS
    ]


def _figures(library: Library) -> list[Way]:
    kinds = (("cases", "个案例"), ("counties", "个县市"), ("pairings", "项结对"), ("policies", "份政策"))
    return [
        Way(title, f"{kind}/", len(library.of_kind(kind))) for kind, title in kinds if library.of_kind(kind)
    ]


def _duties(library: Library) -> list[tuple[str, str, int]]:
    """The ledger by state: sign, word, number of duties; empty without duties."""
    states = [state.state for state in ledger(library)]
    return [(STATE_SIGNS[key], STATE_WORDS[key], states.count(key)) for key in STATE_WORDS] if states else []


def _featured(library: Library) -> Told | None:
    """The pairing with the longest log: the one that has most to tell."""
    pairings = sorted(library.of(Pairing).values(), key=lambda pairing: (-len(pairing.log), pairing.id))
    return told(library, pairings[0]) if pairings else None
