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
from county_casebook.publish.data.sqlite import VERSION, database
from county_casebook.publish.data.xlsx import XlsxTables
from county_casebook.publish.kept import files_of
from county_casebook.publish.tables.columns import Table
from county_casebook.publish.tables.rows import Row
from county_casebook.publish.tables.sets import DataSet, held_sets, sets_by_name
from county_casebook.views.page import Unit

BASE = f"data/v{VERSION}/"
"""Where the site gives its data: addresses that stay as long as the columns of this version are there."""
_GZIP_LEVEL = 6

Files: TypeAlias = "Iterator[tuple[str, bytes]]"


class _Writer(Protocol):
    """Takes the rows of a set and makes files of them."""

    def add(self, table: Table, row: Row) -> None: ...

    def files(self) -> Files: ...


_TABULAR: Mapping[str, Callable[[DataSet], _Writer]] = {
    "csv": lambda _: CsvTables(),
    "xlsx": lambda each: XlsxTables(each.name),
    "parquet": lambda _: ParquetTables(),
}
FORMATS: Mapping[str, str] = {
    "csv": "表格（CSV，Excel 和 WPS 直接打开）",
    "xlsx": "Excel 工作簿，一类记录一本",
    "json": "JSON，一类记录一个文件",
    "ndjson": "全部记录，一行一条 JSON",
    "sqlite": "SQLite 数据库，带全文检索、外键和中文视图",
    "parquet": "Parquet，给数据分析用",
}
"""The formats, with what they are to readers."""
IN_SITE = ("csv", "xlsx", "ndjson", "sqlite", "parquet")
"""Those that a site gives unless it is configured otherwise; its JSON is the static API."""


def export_files(name: str, edition: Edition) -> Files:
    """Yield the whole library in one format, and what explains and proves it."""
    given: list[Given] = []
    if name == "sqlite":
        made: Files = iter([("casebook.sqlite", database(edition))])
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


def formats_of(edition: Edition) -> tuple[str, ...]:
    """Return the formats that a site gives."""
    return IN_SITE if edition.site.data is None else edition.site.data


def _units(edition: Edition, formats: tuple[str, ...]) -> Iterator[Unit[tuple[str, bytes]]]:
    for each in held_sets(edition):
        yield Unit(f"{BASE} {each.name}", partial(_packed_files, edition, each.name, formats))
    if "sqlite" in formats:
        yield Unit(f"{BASE}casebook.sqlite.gz", partial(_packed_database, edition))


def _packed_files(edition: Edition, name: str, formats: tuple[str, ...]) -> Files:
    for path, data in _set_files(edition, name, formats):
        is_packed = path.endswith(".ndjson")
        yield f"{BASE}{path}{'.gz' if is_packed else ''}", _gzipped(data) if is_packed else data


def _packed_database(edition: Edition) -> Files:
    yield f"{BASE}casebook.sqlite.gz", _gzipped(database(edition))


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


def read_formats(configured: object) -> tuple[str, ...] | None:
    """Return what the plugin's option `data` says: formats, or None for those that are given anyway.

    Raises ValueError with a sentence in Chinese.
    """
    if configured is None or configured is True:
        return None
    if configured is False:
        return ()
    if isinstance(configured, list) and all(name in FORMATS for name in configured):
        return tuple(name for name in FORMATS if name in configured)
    raise ValueError(f"data 应当是 true、false，或一列格式，如 [csv, xlsx]；格式有 {'、'.join(FORMATS)}")


__all__ = ["BASE", "FORMATS", "IN_SITE", "data_files", "export_files", "formats_of", "read_formats"]
