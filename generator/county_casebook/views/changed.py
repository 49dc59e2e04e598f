"""How a record was corrected or supplemented since it was added becomes what its page says of it."""

from __future__ import annotations

from dataclasses import dataclass

from county_casebook.library.edition import Edition
from county_casebook.library.happened import WORDS, Happened, changes_of
from county_casebook.records import Record
from county_casebook.render.environment import render


@dataclass(frozen=True, slots=True)
class RecordChanges:
    """What `pages/record_changes.html` shows."""

    changes: tuple[tuple[str, Happened], ...]


def changes_shown(edition: Edition, record: Record) -> str:
    """Return the HTML of what was corrected or supplemented; empty where nothing was."""
    told = tuple((WORDS[one.what], one) for one in changes_of(edition.library, record))
    return render("pages/record_changes.html", RecordChanges(told)) if told else ""
