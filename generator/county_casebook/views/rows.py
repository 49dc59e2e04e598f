"""A field, or a part of a record field by field, becomes rows of a comparison."""

from __future__ import annotations

from collections.abc import Iterator

from county_casebook.library.library import Library
from county_casebook.records import Record
from county_casebook.schema.walk import field_at, fields, is_source_number
from county_casebook.views.shapes import Row
from county_casebook.views.told import lines_of, told


def row(library: Library, record: Record, name: str, section: str = "") -> Row:
    """Return one field as a row of a comparison."""
    found = told(library, record, name)
    return Row(found.title, tuple(found.lines), section)


def part_rows(
    library: Library, record: Record, name: str, before: str = "", *, section: str = ""
) -> Iterator[Row]:
    """Yield the fields of one part of a record as rows, also where the sources do not give the part.

    `before` stands before each heading, for fields whose title says too little alone.
    """
    field = field_at(type(record), [name])
    value = getattr(record, name)
    for inner in fields(field.parts[0]) if field else ():
        if not is_source_number(inner):
            lines = lines_of(library, record, inner, getattr(value, inner.name, None))
            yield Row(f"{before}{inner.title}", lines, section)
