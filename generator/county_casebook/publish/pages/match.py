"""The page that finds practices for a county of the reader's own; without JavaScript it leads there by region and theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.library.likeness import SETTING
from county_casebook.library.matching import can_match
from county_casebook.places.divisions import ECONOMIC_REGIONS, EconomicRegion
from county_casebook.records import Case
from county_casebook.records.record import label
from county_casebook.records.setting import Setting
from county_casebook.render.environment import render
from county_casebook.schema.walk import fields
from county_casebook.views.compared import compared_files_said
from county_casebook.views.entries import Entry, newest
from county_casebook.views.page import Page, PageUnit, Unit
from county_casebook.views.view import entry
from county_casebook.views.ways import Way, province_ways

_SHOWN = 4
_TITLE = "像我们县"
_LEAD = "选自己的县，说说地形、产业和缺什么，看条件相近的地方做过什么、要具备什么、花了多少、谁在帮。"
_QUESTIONS = {"terrain": "地形", "industry": "主要产业", "scarce": "缺什么"}
"""What a reader is asked of each trait of a setting."""


@dataclass(frozen=True, slots=True)
class Question:
    """One trait to choose values of: its name, what is asked, what it is called in a sentence, and (value, words)."""

    name: str
    words: str
    title: str
    choices: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Some practices under a heading: the newest with their places, how many there are, and where the others stand."""

    title: str
    count: int
    newest: list[tuple[Entry, str]]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class MatchPage:
    """What `pages/match.html` shows."""

    title: str
    lead: str
    year: int
    questions: list[Question]
    regions: list[Shelf]
    themes: list[Shelf]
    files: str
    root: str


def match_page(edition: Edition) -> Iterator[PageUnit]:
    """Yield the unit of the page at /match/ when there are counties to choose and cases to find."""
    if can_match(edition.library):
        yield Unit("match/", partial(_match, edition.library))


def _match(library: Library) -> Iterator[Page]:
    lead = library.lead("match", _LEAD)
    shown = MatchPage(
        title=_TITLE,
        lead=lead,
        year=library.divisions.newest_year,
        questions=list(_questions()),
        regions=list(_regions(library)),
        themes=list(_themes(library)),
        files=compared_files_said(library),
        root="../",
    )
    yield Page("match/", _TITLE, lead, render("pages/match.html", shown), "match")


def _questions() -> Iterator[Question]:
    for field in fields(Setting):
        if field.name in SETTING:
            choices = [(value, label(Case, value)) for value in field.choices]
            yield Question(field.name, _QUESTIONS[field.name], field.title, choices)


def _regions(library: Library) -> Iterator[Shelf]:
    for region in (*ECONOMIC_REGIONS, None):
        found = [case for case in library.of(Case).values() if region in _regions_of(library, case)]
        if found:
            yield _shelf(library, region or "未划分", found, province_ways(library, found))


def _regions_of(library: Library, case: Case) -> set[EconomicRegion | None]:
    """The economic regions a case stands in; None where none is known."""
    return set(map(library.divisions.economic_region, library.divisions_of(case))) or {None}


def _themes(library: Library) -> Iterator[Shelf]:
    for key, title in library.titles_in("themes").items():
        found = library.cited(Case, "themes").get(key, ())
        if found:
            yield _shelf(library, title, found, (Way("查看全部", f"themes/{key}/", len(found)),))


def _shelf(library: Library, title: str, found: Iterable[Case], ways: tuple[Way, ...]) -> Shelf:
    cases = newest(list(found))
    shown = [(entry(library, case), _place(library, case)) for case in cases[:_SHOWN]]
    return Shelf(title, len(cases), shown, ways)


def _place(library: Library, case: Case) -> str:
    """Where a case stands, in words; empty where no source says."""
    return "、".join(place.full_name for place in library.divisions_of(case))
