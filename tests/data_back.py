"""Data as a reader of it finds it becomes what the records say: the other way from what the program writes, written apart from it."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

import apsw

from county_casebook.publish.data.formats import unmarked
from county_casebook.publish.tables.columns import Layout, Place, Table, telling_column
from county_casebook.publish.tables.sets import DataSet
from county_casebook.schema.fields import NOT_STATED
from county_casebook.schema.shapes import shapes

Cells: TypeAlias = "dict[str, str | list[str] | None]"
"""One row by the names of its columns; every value as it would be written in a record."""
Rows: TypeAlias = "Mapping[str, list[Cells]]"


def told(each: DataSet, rows: Rows) -> dict[str, dict[str, Any]]:
    """What the records of a set say, by id, from the rows of all its tables."""
    below: dict[str, dict[str, list[Cells]]] = defaultdict(lambda: defaultdict(list))
    for table in each.table.tables():
        for row in rows.get(table.name, []) if table.parent else ():
            below[table.name][str(row["parent_id"])].append(row)
    held = rows.get(each.table.name, [])
    return {str(row["id"]): _part(each.table.layouts, row, str(row["id"]), below) for row in held}


def _part(layouts: Iterable[Layout], row: Cells, key: str, below: Any) -> dict[str, Any]:
    several = tuple(layouts)
    layout = next(layout for layout in several if len(several) == 1 or _fits(layout, row))
    found: dict[str, Any] = {}
    for place in layout.places:
        value = _at(layout, place, row, key, below)
        if value is not None:
            found[place.field.name] = value
    return found


def _fits(layout: Layout, row: Cells) -> bool:
    only = (place.column for place in layout.places if place.column and len(place.column.choices or ()) == 1)
    return all(row.get(column.name) in (column.choices or ()) for column in only)


def _at(layout: Layout, place: Place, row: Cells, key: str, below: Any) -> Any:
    """What stands at one place of a row; None where it is blank."""
    if place.state and row.get(place.state.name) != "stated":
        return row.get(place.state.name)
    if place.table:
        rows = sorted(below[place.table.name][key], key=lambda inner: int(str(inner["position"])))
        return [_part(place.table.layouts, inner, str(inner["row_id"]), below) for inner in rows]
    if place.layouts:
        telling = telling_column(place.layouts[0])
        if not place.state and not place.field.required and (not telling or row.get(telling.name) is None):
            return None
        return _part(place.layouts, row, key, below)
    assert place.column
    cell, shape = row.get(place.column.name), shapes(layout.model)[place.field.name]
    if place.column.type == "list":
        return cell or []
    if cell is None and place.column.is_numeric and shape.may_be_not_stated and not shape.may_be_blank:
        return NOT_STATED
    return cell


# From the formats ------------------------------------------------------------------------------------------------------


def from_csv(each: DataSet, files: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    """What the records of a set say in CSV files, by id."""
    return told(each, {table.name: _csv_rows(table, files) for table in each.table.tables()})


def _csv_rows(table: Table, files: Mapping[str, bytes]) -> list[Cells]:
    data = files.get(f"{table.name}.csv")
    if data is None:
        return []
    head, *lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    assert head == [column.title for column in table.columns]
    return [
        {column.name: _csv_cell(cell, column.type) for column, cell in zip(table.columns, line, strict=True)}
        for line in lines
    ]


def _csv_cell(cell: str, kind: str) -> str | list[str] | None:
    if not cell:
        return None
    text = unmarked(cell) if kind not in ("number", "integer") else cell
    return text.split("\n") if kind == "list" else text


def from_sqlite(each: DataSet, data: bytes) -> dict[str, dict[str, Any]]:
    """What the records of a set say in a database, by id."""
    connection = apsw.Connection(":memory:")
    connection.deserialize("main", data)
    return told(each, {table.name: _sql_rows(table, connection) for table in each.table.tables()})


def _sql_rows(table: Table, connection: apsw.Connection) -> list[Cells]:
    names = [column.name for column in table.columns if column.type != "list"]
    chosen = ", ".join(f'"{name}"' for name in names)
    exact: dict[tuple[str, str], str] = {
        (str(row), str(column)): str(value)
        for row, column, value in connection.execute(
            "SELECT row, column_name, value FROM exact_numbers WHERE table_name = ?", (table.name,)
        )
    }
    rows: list[Cells] = []
    for line in connection.execute(f'SELECT {chosen} FROM "{table.name}"'):
        cells: Cells = {name: _sql_cell(value) for name, value in zip(names, line, strict=True)}
        key = str(cells[table.key])
        cells |= {name: exact[key, name] for name in names if (key, name) in exact}
        for column in table.columns:
            if column.type == "list":
                link = f'SELECT value FROM "{table.name}_{column.name}" WHERE parent_id = ? ORDER BY position'
                cells[column.name] = [str(value) for (value,) in connection.execute(link, (key,))]
        rows.append(cells)
    return rows


def _sql_cell(value: object) -> str | None:
    if value is None:
        return None
    return f"{Decimal(repr(value)):f}" if isinstance(value, float) else str(value)


__all__ = ["from_csv", "from_sqlite", "told"]
