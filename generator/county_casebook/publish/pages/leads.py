"""The cases without approach become leads: a short list of their own, and for each a page that says what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from county_casebook.library.edition import Edition
from county_casebook.records import Case
from county_casebook.render.environment import render
from county_casebook.text.phrases import PHRASES
from county_casebook.views.case import LEADS, VIEW
from county_casebook.views.case_page import LEAD_WORDS
from county_casebook.views.entries import entry_pages, newest
from county_casebook.views.lacking import call_url
from county_casebook.views.page import Page, PageUnit, Unit, root_of
from county_casebook.views.view import entry


def lead_pages(edition: Edition) -> Iterator[PageUnit]:
    """Yield the units of `/leads/` and of every lead, when there are any."""
    yield from lead_list(edition)
    for lead in newest(list(edition.library.case_leads.values())):
        yield VIEW.unit(edition, lead)


def lead_list(edition: Edition) -> Iterator[PageUnit]:
    """Yield the unit of `/leads/` when there are any."""
    leads = newest(list(edition.library.case_leads.values()))
    if leads:
        yield Unit(LEADS, partial(_list, edition, leads))


def _list(edition: Edition, leads: Sequence[Case]) -> Iterator[Page]:
    """Yield the list of the leads."""
    entries = [replace(entry(edition.library, lead), compared="") for lead in leads]
    opening = render("pages/leads.html", url=call_url(edition.library), root=root_of(LEADS))
    yield from entry_pages(
        LEADS, PHRASES.lead, entries, section="cases", trail=VIEW.trail, lead=LEAD_WORDS, opening=opening
    )
