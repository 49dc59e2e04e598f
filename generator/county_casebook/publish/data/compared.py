"""Records that can be compared become small files of compressed JSON, a few records each: the rows that are set side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, TypeAlias

from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.publish.packed import packed
from county_casebook.records import Record
from county_casebook.views.compared import compared_kinds, files_of, place_of
from county_casebook.views.page import Unit
from county_casebook.views.shapes import Row
from county_casebook.views.view import View, view_of

Records: TypeAlias = Mapping[str, Record]


def compared_files(edition: Edition) -> Iterator[Unit[tuple[str, bytes]]]:
    """Yield the unit of every `compare/<kind>/<number>.bin`."""
    library = edition.library
    for kind in compared_kinds(library):
        for number, records in enumerate(_parted(library.of(kind))):
            path = f"compare/{kind.kind}/{number}.bin"
            yield Unit(path, partial(_files, path, library, view_of(kind), records))


def _parted(records: Records) -> list[dict[str, Record]]:
    parts: list[dict[str, Record]] = [{} for _ in range(files_of(len(records)))]
    for record_id, record in records.items():
        parts[place_of(record_id, len(parts))][record_id] = record
    return parts


def _files(path: str, library: Library, view: View[Any], records: Records) -> Iterator[tuple[str, bytes]]:
    """Yield one file: the headings of the kind's rows, and of each record its title, what is near it and the lines of its rows."""
    rows = {record_id: tuple(view.rows(library, record)) for record_id, record in records.items()}
    data = {
        "rows": [(row.heading, row.section) for row in next(iter(rows.values()), ())],
        "records": {
            record_id: (
                view.column(library, record),
                _near(library, view, record),
                list(map(_lines, rows[record_id])),
            )
            for record_id, record in records.items()
        },
    }
    yield path, packed(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())


def _near(library: Library, view: View[Any], record: Record) -> list[tuple[str, str]]:
    return [(other.key, view_of(type(other)).column(library, other)) for other in view.near(library, record)]


def _lines(row: Row) -> str | tuple[str, ...]:
    """The lines of a row, or the words that stand for them where there are none."""
    return row.lines or row.nothing
