"""What changed in a record becomes what an entry of the list of changes says: what it was, and in a sentence what is told now."""

from __future__ import annotations

from collections.abc import Sequence

from county_casebook.changes.fields import FieldChange
from county_casebook.library.persons import person_fields
from county_casebook.records import Record
from county_casebook.records.change import What

_SHORT = 40
"""Characters of a value that is quoted; of a longer one only the place is told."""
_LONGEST = 280
_DONE = {"added": "补上", "removed": "删去", "changed": "有改动", "moved": "换了先后"}


def what_of(fields: Sequence[FieldChange]) -> What:
    """Return whether a record was only supplemented, or corrected."""
    return "supplemented" if all(change.kind == "added" for change in fields) else "corrected"


def said_of(record: Record, fields: Sequence[FieldChange]) -> str:
    """Return what changed in a sentence, as long as an entry may be; no list of persons is quoted."""
    persons = person_fields(type(record))
    told = list(dict.fromkeys(_said(change, is_quoted=change.path[0] not in persons) for change in fields))
    shown = told
    while len("；".join(shown)) > _LONGEST and len(shown) > 1:
        shown = shown[:-1]
    more = f"；另有 {len(told) - len(shown)} 处" if len(shown) < len(told) else ""
    return f"{'；'.join(shown)}{more}。"


def _said(change: FieldChange, *, is_quoted: bool) -> str:
    before, after = (" ".join(value.split()) for value in (change.before, change.after))
    if change.kind == "moved" or not is_quoted or max(len(before), len(after)) > _SHORT:
        return f"{change.where}{_DONE[change.kind]}"
    if change.kind == "changed":
        return f"{change.where}由“{before}”改为“{after}”"
    return f"{change.where}{_DONE[change.kind]}“{after or before}”"
