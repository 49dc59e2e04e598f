"""What was added, corrected, supplemented and withdrawn becomes a list by day, in pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from county_casebook.library.edition import Edition
from county_casebook.library.happened import ADDED, WORDS, Happened, happened
from county_casebook.library.library import Library
from county_casebook.records import KINDS
from county_casebook.views.entries import Entry, entry_pages, facts_of
from county_casebook.views.page import Page, PageUnit, Unit
from county_casebook.views.view import entry

CHANGES = "changes/"
_TITLE = "更新与更正"
_LEAD = "本库新增、更正、补充和撤回了什么，按日期排列，新的在前。"


def change_pages(edition: Edition) -> Iterator[PageUnit]:
    """Yield the unit of `/changes/` when anything is told there."""
    if happened(edition.library):
        yield Unit(CHANGES, partial(_pages, edition.library))


def _pages(library: Library) -> Iterator[Page]:
    entries = [_entry(library, one) for one in happened(library)]
    yield from entry_pages(CHANGES, _TITLE, entries, section="", trail=(), lead=_LEAD)


def _entry(library: Library, one: Happened) -> Entry:
    kind = KINDS[one.key.partition("/")[0]]
    facts, day = facts_of(WORDS[one.what], kind.kind_name), one.date.chinese
    record = library.record(one.key)
    if record is None:
        return Entry(
            f"{one.key}/", f"{kind.kind_name} {one.key.partition('/')[2]}", one.said, facts, heading=day
        )
    told = entry(library, record)
    summary = told.summary if one.what == ADDED else one.said
    return replace(told, summary=summary, facts=facts, grade="", compared="", heading=day)
