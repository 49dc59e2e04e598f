"""What became of the records that readers see, by day: added, corrected, supplemented, withdrawn.

The days are those that the records and the list of changes give, as exactly as they give them; a record that gives none stands in
no such list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from county_casebook.library.derived import derived, kept_each
from county_casebook.library.groups import grouped
from county_casebook.library.library import Library
from county_casebook.records import Record
from county_casebook.records.change import WHAT
from county_casebook.schema.fields import CoarseDate

ADDED = "added"
WORDS: Mapping[str, str] = {ADDED: "新增", **WHAT}
"""What became of a record, as readers see it."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What became of a record on a day (`2026-11-28`, or as much of it as is known); `said` says it in words, empty for one that was added.

    `number` counts what became of it in the same way on the same day, from 1 for the first: the list of changes has it last.
    """

    day: str
    what: str
    key: str
    said: str = ""
    number: int = 1

    @property
    def date(self) -> CoarseDate:
        return CoarseDate.parse(self.day)


@kept_each()
def added(library: Library, record: Record) -> str:  # noqa: ARG001 - the signature of what is kept
    """Return the day a record was added on; empty where it gives none."""
    return str(record.published) if record.published else ""


@derived
def happened(library: Library) -> tuple[Happened, ...]:
    """Return what became of the records of a library, the newest first."""
    return tuple(sorted(in_any_order(library), key=_newest_first))


def _newest_first(one: Happened) -> tuple[int, str, str, int]:
    return -one.date.first_day.toordinal(), one.key, one.what, -one.number


def in_any_order(library: Library) -> Iterator[Happened]:
    """Yield what became of the records of a library; who asks for one alone opens hardly a record."""
    for record in library.records():
        if day := added(library, record):
            yield Happened(day, ADDED, record.key)
    known = Counter[tuple[str, ...]]()
    for change in (entry.value for entry in reversed(library.changes)):
        if change.what != "withdrawn" and library.record(change.record):
            named = str(change.date), change.what, change.record
            known[named] += 1
            yield Happened(*named, change.said, known[named])
    for key, told in library.withdrawn.items():
        if told.day:
            yield Happened(told.day, "withdrawn", key, told.reason)


@derived
def _changed(library: Library) -> Mapping[str, tuple[Happened, ...]]:
    told = (one for one in happened(library) if one.what not in (ADDED, "withdrawn"))
    return grouped(told, lambda one: [one.key])


def changes_of(library: Library, record: Record) -> tuple[Happened, ...]:
    """Return how a record was corrected or supplemented, the newest first."""
    return _changed(library).get(record.key, ())
