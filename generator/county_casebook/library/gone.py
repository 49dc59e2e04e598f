"""Addresses that no longer show a record: those of records that have another id now, and those of records that were withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from county_casebook.library.content import Content
from county_casebook.records import Record, gist
from county_casebook.schema.fields import ID_PATTERN


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What readers are told of a record that was withdrawn; `day` as it is known (`2026-11`); both empty where not known."""

    kind: str
    id: str
    day: str
    reason: str


def moved_of(records: Mapping[str, Mapping[str, Record]]) -> dict[str, str]:
    """Return the keys of today by those of before, in order; of two records that claim one, the first has it."""
    found: dict[str, str] = {}
    for record in _in_order(records):
        for former in gist.former_ids(record):
            found.setdefault(f"{record.kind}/{former}", record.key)
    return dict(sorted(found.items()))


def withdrawn_of(content: Content) -> dict[str, Withdrawn]:
    """Return what readers are told of the records that were withdrawn after they had been published, by key in order.

    Those whose files are gone stand in the list of changes; what it says first is the newest.
    """
    told = ((record, gist.withdrawn(record)) for record in _in_order(content.records))
    found = {record.key: Withdrawn(record.kind, record.id, *said) for record, said in told if said}
    for change in (entry.value for entry in content.changes if entry.value.what == "withdrawn"):
        kind, _, record_id = change.record.partition("/")
        if ID_PATTERN.fullmatch(record_id) and record_id not in content.records.get(kind, {record_id: ()}):
            found.setdefault(change.record, Withdrawn(kind, record_id, str(change.date), change.said))
    return dict(sorted(found.items()))


def _in_order(records: Mapping[str, Mapping[str, Record]]) -> Iterator[Record]:
    for by_id in records.values():
        yield from (by_id[record_id] for record_id in sorted(by_id))
