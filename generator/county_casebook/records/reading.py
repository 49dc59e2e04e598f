"""The bytes of a record's file become the record, where they hold one: as it is now, or as an earlier version was."""

from __future__ import annotations

from pydantic import ValidationError

from county_casebook.records import KINDS, Record
from county_casebook.source import Refused, read


def record_in(data: bytes, path: str, key: str) -> Record | None:
    """Return the record with a key that the bytes of its file hold; None when they cannot be read or do not fit the model of today."""
    kind, _, record_id = key.partition("/")
    try:
        document = read(data, path)
        record: Record = KINDS[kind].read(document.value, record_id=record_id, document=document.kept())
    except (Refused, ValidationError):
        return None
    return record
