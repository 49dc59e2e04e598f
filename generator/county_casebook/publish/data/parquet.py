"""Tables become Parquet: typed columns, numbers exact (DECIMAL), lists as lists, the Chinese titles in the file's metadata.

Of the format only what our tables need is written: one row group, one page a column, PLAIN values, gzip of the locked encoder,
so that the same rows give the same bytes everywhere. `docs/decisions/0008-data.md` says why no library does it.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from deflate import gzip_compress

from county_casebook.publish.data.thrift import Long, Value, struct_bytes, varint
from county_casebook.publish.tables.columns import Column, Table
from county_casebook.publish.tables.rows import Cell, Row
from county_casebook.text.values import LONGEST_FRACTION, LONGEST_WHOLE

_MAGIC = b"PAR1"
_INT64, _TEXT = 2, 6
_REQUIRED, _OPTIONAL, _REPEATED = 0, 1, 2
_UTF8, _LIST, _DECIMAL = 0, 3, 5
_PLAIN, _RLE, _GZIP = 0, 3, 2
_LEVEL = 6


class ParquetTables:
    """Takes the rows of a set in any order of tables; makes a file of each table, also of one without rows."""

    def __init__(self, whole: Table) -> None:
        self._held: dict[str, tuple[Table, list[tuple[Cell, ...]]]] = {
            table.name: (table, []) for table in whole.tables()
        }

    def add(self, table: Table, row: Row) -> None:
        """Keep one row."""
        self._held[table.name][1].append(tuple(map(row.get, table.names)))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files."""
        for name, (table, rows) in self._held.items():
            yield f"{name}.parquet", parquet_bytes(table, rows)


def parquet_bytes(table: Table, rows: Sequence[tuple[Cell, ...]]) -> bytes:
    """Return a table as a Parquet file; a row has a cell for each of its columns."""
    body, chunks = bytearray(_MAGIC), []
    cells = zip(*rows, strict=True) if rows else ((),) * len(table.columns)
    for column, values in zip(table.columns, cells, strict=True):
        page, count = _page(column, values)
        packed = bytes(gzip_compress(page, _LEVEL))
        head = _page_head(len(page), len(packed), count)
        start, size = len(body), len(head) + len(packed)
        body += head + packed
        chunks.append(_chunk(column, count, start, len(head) + len(page), size))
    footer = struct_bytes(_footer(table, len(rows), chunks, len(body) - len(_MAGIC)))
    return bytes(body) + footer + struct.pack("<I", len(footer)) + _MAGIC


def _footer(table: Table, rows: int, chunks: list[Value], size: int) -> dict[int, Value]:
    schema: list[Value] = [{4: table.name, 5: len(table.columns)}]
    for column in table.columns:
        schema += _schema(column)
    titles = json.dumps({column.name: column.title for column in table.columns}, ensure_ascii=False)
    told: list[Value] = [{1: "title", 2: table.title}, {1: "column_titles", 2: titles}]
    groups: list[Value] = [{1: chunks, 2: Long(size), 3: Long(rows)}]
    return {1: 1, 2: schema, 3: Long(rows), 4: groups, 5: told, 6: "county-casebook"}


def _schema(column: Column) -> list[Value]:
    """The elements that declare a column; a list has the three levels that the format wants."""
    if column.type == "list":
        return [
            {3: _REQUIRED, 4: column.name, 5: 1, 6: _LIST},
            {3: _REPEATED, 4: "list", 5: 1},
            {1: _TEXT, 3: _REQUIRED, 4: "element", 6: _UTF8},
        ]
    if column.type == "number":
        digits = LONGEST_WHOLE + LONGEST_FRACTION
        return [{1: _INT64, 3: _OPTIONAL, 4: column.name, 6: _DECIMAL, 7: LONGEST_FRACTION, 8: digits}]
    if column.type == "integer":
        return [{1: _INT64, 3: _OPTIONAL, 4: column.name}]
    return [{1: _TEXT, 3: _OPTIONAL, 4: column.name, 6: _UTF8}]


def _chunk(column: Column, count: int, start: int, plain: int, packed: int) -> Value:
    path = [column.name, "list", "element"] if column.type == "list" else [column.name]
    kind = _INT64 if column.is_numeric else _TEXT
    about: Value = {
        1: kind, 2: [_PLAIN, _RLE], 3: path, 4: _GZIP, 5: Long(count),
        6: Long(plain), 7: Long(packed), 9: Long(start),
    }  # fmt: skip
    return {2: Long(start), 3: about}


def _page_head(plain: int, packed: int, count: int) -> bytes:
    return struct_bytes({1: 0, 2: plain, 3: packed, 5: {1: count, 2: _PLAIN, 3: _RLE, 4: _RLE}})


def _page(column: Column, cells: Sequence[Cell]) -> tuple[bytes, int]:
    """Return the data of a page and how many values it says to hold: blanks count, an empty list is one."""
    if column.type != "list":
        there = [int(cell is not None) for cell in cells]
        return _levels(there) + b"".join(_plain(cell) for cell in cells if cell is not None), len(cells)
    lists = [cell if isinstance(cell, tuple) else () for cell in cells]
    again = [int(position > 0) for texts in lists for position in range(max(1, len(texts)))]
    there = [int(bool(texts)) for texts in lists for _ in range(max(1, len(texts)))]
    return _levels(again) + _levels(there) + b"".join(_plain(text) for texts in lists for text in texts), len(
        there
    )


def _plain(cell: Cell) -> bytes:
    if isinstance(cell, Decimal):
        return struct.pack("<q", int(cell.scaleb(LONGEST_FRACTION)))
    if isinstance(cell, int):
        return struct.pack("<q", cell)
    data = str(cell).encode()
    return struct.pack("<I", len(data)) + data


def _levels(levels: Iterable[int]) -> bytes:
    """Levels of 0 and 1 as runs."""
    runs = b"".join(varint(len(list(run)) << 1) + bytes([level]) for level, run in groupby(levels))
    return struct.pack("<I", len(runs)) + runs


__all__ = ["ParquetTables", "parquet_bytes"]
