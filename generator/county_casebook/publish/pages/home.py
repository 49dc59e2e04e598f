"""A library becomes its front page: what it holds, who may enter by which door, and the newest cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from county_casebook.ledger.ledger import STATE_SIGNS, STATE_WORDS, ledger
from county_casebook.library.edition import Edition, Site
from county_casebook.library.library import Library
from county_casebook.library.matching import match_url
from county_casebook.publish.pages.featured import Told, told
from county_casebook.records import Case, Collection, Pairing, Record
from county_casebook.render.environment import linked_data, render
from county_casebook.views.entries import Entry, newest
from county_casebook.views.linked import Linked, thing
from county_casebook.views.page import Page, PageUnit, Unit
from county_casebook.views.view import entry, view_of, views
from county_casebook.views.ways import Way

_LEAD = "做法、结对与政策条款，查得到、看得明、用得上。"
"""What the front page says where `site_description` says nothing."""
_INVITATION = "看给这一类读者的案例"
_NEWEST, _PICKS, _WAYS = 8, 2, 12


@dataclass(frozen=True, slots=True)
class GroupStart:
    """The first ways of a group: how many more there are, and where all of them stand."""

    title: str
    ways: tuple[Way, ...]
    rest: int
    url: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """What `pages/home.html` shows."""

    name: str
    lead: str
    example: str
    doors: list[tuple[Way, str]]
    figures: list[Way]
    newest: list[Entry]
    collections: list[Entry]
    pairing: Told | None
    groups: list[GroupStart]
    duties: list[tuple[str, str, int]]
    undecided: int
    match: str
    root: str


def home_page(edition: Edition) -> Iterator[PageUnit]:
    """Yield the unit of the home page."""
    yield Unit("", partial(_home, edition))


def _home(edition: Edition) -> Iterator[Page]:
    """Yield the home page; a section without records is left out."""
    library, site = edition.library, edition.site
    shown = HomePage(
        name=site.name,
        lead=site.description or _LEAD,
        example=library.lead("home-search", _example(library)),
        doors=_doors(library),
        figures=_figures(library),
        newest=_newest(library, Case, _NEWEST),
        collections=_newest(library, Collection, _PICKS),
        pairing=_featured(library),
        groups=_groups(library),
        duties=_duties(library),
        undecided=_undecided(library),
        match=match_url(library, None),
        root="",
    )
    yield Page(
        "",
        site.name,
        shown.lead,
        render("pages/home.html", shown),
        head=linked_data(_linked(site, shown.lead)),
    )


def _linked(site: Site, lead: str) -> Linked:
    """The site, and the library that publishes it."""
    library = thing("Organization", name=site.name, url=site.address)
    return thing(
        "WebSite", name=site.name, url=site.address, description=lead, inLanguage="zh-CN", publisher=library
    )


def _example(library: Library) -> str:
    """Words to search for, taken from the library's own themes."""
    titles = list(library.titles_in("themes").values())[:2]
    return f"如：{'、'.join(titles)}" if titles else ""


def _newest(library: Library, kind: type[Record], count: int) -> list[Entry]:
    return [entry(library, record) for record in newest(list(library.of(kind).values()))[:count]]


def _doors(library: Library) -> list[tuple[Way, str]]:
    """The audiences that have cases, each with what it may come for."""
    return [
        (
            Way(term.title, f"audiences/{key}/", len(library.cited(Case, "audiences")[key])),
            term.invitation or _INVITATION,
        )
        for key, term in library.terms("audiences").items()
        if library.cited(Case, "audiences").get(key)
    ]


def _groups(library: Library) -> list[GroupStart]:
    """The ways into the cases that have a page of their own, themes and provinces."""
    return [
        GroupStart(group.title, group.ways[:_WAYS], max(0, len(group.ways) - _WAYS), group.url)
        for group in view_of(Case).groups(library)
        if group.url
    ]


def _figures(library: Library) -> list[Way]:
    """How many records the library holds of the kinds that are counted here."""
    return [
        Way(view.counted, f"{view.kind.kind}/", len(library.of(view.kind)))
        for view in views()
        if view.counted and library.of(view.kind)
    ]


def _duties(library: Library) -> list[tuple[str, str, int]]:
    """The ledger by state: sign, word, number of duties; empty without duties."""
    states = [state.state for state in ledger(library)]
    return [(STATE_SIGNS[key], STATE_WORDS[key], states.count(key)) for key in STATE_WORDS] if states else []


def _undecided(library: Library) -> int:
    """How many duties there are where no record decides any of them; 0 where at least one is decided."""
    states = [state.state for state in ledger(library)]
    return len(states) if set(states) == {"no_data"} else 0


def _featured(library: Library) -> Told | None:
    """The pairing with the longest log: the one that has most to tell."""
    pairings = sorted(library.of(Pairing).values(), key=lambda pairing: (-len(pairing.log), pairing.id))
    return told(library, pairings[0]) if pairings else None
