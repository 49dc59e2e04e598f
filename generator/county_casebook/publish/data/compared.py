"""Records that can be compared become small JSON files, one a record: the rows that are set side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.records import Record
from county_casebook.views.page import Unit
from county_casebook.views.shapes import Row
from county_casebook.views.view import View, view_of, views


def compared_files(edition: Edition) -> Iterator[Unit[tuple[str, bytes]]]:
    """Yield the unit of `compare/<kind>/<id>.json` for every record whose kind compares."""
    for view in views():
        if view.compares:
            for record in edition.library.of(view.kind).values():
                path = f"compare/{record.key}.json"
                yield Unit(path, partial(_files, path, edition.library, view, record))


def _files(path: str, library: Library, view: View[Any], record: Record) -> Iterator[tuple[str, bytes]]:
    """Yield the file of a record: its title, what is near it, and its rows."""
    data = {
        "key": record.key,
        "title": view.column(library, record),
        "near": [
            [other.key, view_of(type(other)).column(library, other)] for other in view.near(library, record)
        ],
        "rows": list(map(_row, view.rows(library, record))),
    }
    yield path, json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _row(row: Row) -> tuple[object, ...]:
    """A row as (heading, lines, section), and where there are no lines what stands for them."""
    return (row.heading, row.lines, row.section, *(() if row.lines else (row.nothing,)))
