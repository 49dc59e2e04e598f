"""The page of a record says at its end how it was corrected or supplemented since it was added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from county_casebook.library.edition import Edition
from county_casebook.library.happened import WORDS, Happened, changes_of
from county_casebook.records import Record
from county_casebook.render.environment import render
from county_casebook.views.page import Page

_END = "</article>"


@dataclass(frozen=True, slots=True)
class RecordChanges:
    """What `pages/record_changes.html` shows."""

    changes: tuple[tuple[str, Happened], ...]


def with_changes(pages: Iterable[Page], edition: Edition, record: Record) -> Iterator[Page]:
    """Yield the pages of a record, its own one with what was corrected or supplemented."""
    for page in pages:
        told = changes_of(edition.library, record) if page.url == record.url else ()
        yield replace(page, body=_ended(page.body, told)) if told else page


def _ended(body: str, told: tuple[Happened, ...]) -> str:
    shown = render("pages/record_changes.html", RecordChanges(tuple((WORDS[one.what], one) for one in told)))
    before, sign, after = body.rpartition(_END)
    return f"{before}{shown}{sign}{after}" if sign else f"{body}{shown}"
