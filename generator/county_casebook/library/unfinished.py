"""Drafts that cannot be read yet have no page, and neither has what names them: a preview shows the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from county_casebook.records import Record
from county_casebook.schema.walk import is_reference, leaves


def without_lacking(
    kinds: Mapping[str, Mapping[str, Record]], unfinished: frozenset[str]
) -> Mapping[str, Mapping[str, Record]]:
    """Return the records that name no unfinished draft, neither themselves nor through another record."""
    absent = set(unfinished)
    while absent:
        lacking = {
            record.key
            for by_id in kinds.values()
            for record in by_id.values()
            if not record.is_published and record.key not in absent and not absent.isdisjoint(_named(record))
        }
        if not lacking:
            break
        absent |= lacking
    return {
        kind: {key: record for key, record in by_id.items() if record.key not in absent}
        for kind, by_id in kinds.items()
    }


def _named(record: Record) -> Iterator[str]:
    """Yield the keys of what a record names, by every kind it may be of."""
    for leaf in leaves(record, is_reference):
        target = str(leaf.value).partition("#")[0]
        for kind in leaf.field.reference:
            yield target if kind == "records" else f"{'policies' if kind == 'clauses' else kind}/{target}"


__all__ = ["without_lacking"]
