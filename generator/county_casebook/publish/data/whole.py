"""The whole library in each format: what `casebook export` writes into a folder, and what the site gives under `data/`.

A set (a kind, a vocabulary) is gone through once for all formats; what an earlier build made of a set is taken again where
nothing in it has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Protocol, TypeAlias

from deflate import gzip_compress

from county_casebook.library.edition import Edition
from county_casebook.publish.data.about import about_files
from county_casebook.publish.data.csv_tables import CsvTables
from county_casebook.publish.data.given import Given
from county_casebook.publish.data.json_text import json_lines, json_list
from county_casebook.publish.data.parquet import ParquetTables
from county_casebook.publish.data.sqlite import database
from county_casebook.publish.data.xlsx import XlsxTables
from county_casebook.publish.kept import files_of
from county_casebook.publish.tables.columns import Table
from county_casebook.publish.tables.given import BASE, DATABASE, formats_of, is_packed, place_of
from county_casebook.publish.tables.rows import Row
from county_casebook.publish.tables.sets import DataSet, held_sets, sets_by_name
from county_casebook.views.page import Unit

_GZIP_LEVEL = 6

Files: TypeAlias = "Iterator[tuple[str, bytes]]"


class _Writer(Protocol):
    """Takes the rows of a set and makes files of them."""

    def add(self, table: Table, row: Row) -> None: ...

    def files(self) -> Files: ...


_TABULAR: Mapping[str, Callable[[DataSet], _Writer]] = {
    "csv": lambda each: CsvTables(each.table),
    "xlsx": lambda each: XlsxTables(each.name),
    "parquet": lambda each: ParquetTables(each.table),
}


def export_files(name: str, edition: Edition) -> Files:
    """Yield the whole library in one format, and what explains and proves it."""
    given: list[Given] = []
    if name == "sqlite":
        made: Files = iter([(DATABASE, database(edition))])
    else:
        made = (file for each in held_sets(edition) for file in _set_files(edition, each.name, (name,)))
    for path, data in made:
        path = path.rpartition("/")[2]
        given.append(Given.of(path, data))
        yield path, data
    yield from about_files(edition, given)


def data_files(edition: Edition) -> Files:
    """Yield what the site gives as data: every chosen format below its own folder, and what explains and proves it.

    What no program opens straight from the net is compressed.
    """
    formats = formats_of(edition)
    given: list[Given] = []
    if not formats:
        return
    for unit in _units(edition.bare, formats):
        for path, found in files_of(edition, unit):
            data = found if isinstance(found, bytes) else b"".join(found)
            given.append(Given.of(path.removeprefix(BASE), data))
            yield path, data
    for path, data in about_files(edition, given):
        yield f"{BASE}{path}", data


def _units(edition: Edition, formats: tuple[str, ...]) -> Iterator[Unit[tuple[str, bytes]]]:
    for each in held_sets(edition):
        yield Unit(f"{BASE} {each.name}", partial(_packed_files, edition, each.name, formats))
    if "sqlite" in formats:
        yield Unit(f"{BASE}{DATABASE}", partial(_packed_database, edition))


def _packed_files(edition: Edition, name: str, formats: tuple[str, ...]) -> Files:
    for path, data in _set_files(edition, name, formats):
        format_, _, file = path.partition("/")
        placed = f"{BASE}{place_of(format_, file.partition('.')[0])}"
        yield placed, _gzipped(data) if is_packed(format_) else data


def _packed_database(edition: Edition) -> Files:
    yield f"{BASE}{place_of('sqlite', '')}", _gzipped(database(edition))


def _gzipped(data: bytes) -> bytes:
    return bytes(gzip_compress(data, _GZIP_LEVEL))


def _set_files(edition: Edition, name: str, formats: tuple[str, ...]) -> Files:
    """Yield the files of one set, each below the folder of its format."""
    each = sets_by_name()[name]
    writers = {format_: _TABULAR[format_](each) for format_ in formats if format_ in _TABULAR}
    for table, row in each.rows(edition) if writers else ():
        for writer in writers.values():
            writer.add(table, row)
    for format_, writer in writers.items():
        yield from ((f"{format_}/{path}", data) for path, data in writer.files())
    if "ndjson" in formats:
        yield f"ndjson/{name}.ndjson", b"".join(json_lines(edition, each))
    if "json" in formats:
        yield f"json/{name}.json", b"".join(json_list(each.values(edition)))


__all__ = ["data_files", "export_files"]
