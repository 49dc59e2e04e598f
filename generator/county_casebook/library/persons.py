"""Persons by name: which fields list them, a record without them, and the records that readers see."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import TypeVar

from county_casebook.records import Record
from county_casebook.records.gist import is_shown
from county_casebook.schema.walk import fields

_R = TypeVar("_R", bound=Record)


@cache
def person_fields(kind: type[Record]) -> tuple[str, ...]:
    """Return the fields of a kind that list persons by name."""
    return tuple(field.name for field in fields(kind) if field.names_persons)


def without_persons(record: _R) -> _R:
    """Return a record with nobody named: itself where it names none."""
    named = {name: () for name in person_fields(type(record)) if getattr(record, name)}
    return record.model_copy(update=named) if named else record


def shown_kinds(
    kinds: Mapping[str, Mapping[str, Record]], statuses: Collection[str], *, named_persons: bool
) -> dict[str, dict[str, Record]]:
    """Return the records of these statuses, with nobody named unless persons may be."""
    return {
        kind: {
            key: record if named_persons or not person_fields(type(record)) else without_persons(record)
            for key, record in by_id.items()
            if is_shown(record, statuses)
        }
        for kind, by_id in kinds.items()
    }
