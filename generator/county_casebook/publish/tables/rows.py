"""A record becomes the rows of its tables, and the value that JSON holds of it. Both say the same, and no more than pages may."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TypeAlias

from pydantic import BaseModel

from county_casebook.publish.tables.columns import PARENT, POSITION, ROW, STATED, Column, Layout, Place, Table
from county_casebook.records.record import Source
from county_casebook.schema.fields import NOT_STATED
from county_casebook.schema.walk import Field, fields
from county_casebook.text.reviewers import office

Cell: TypeAlias = "str | int | Decimal | tuple[str, ...] | None"
Row: TypeAlias = "dict[str, Cell]"
"""The cells of a row by the names of their columns; what is absent or None is blank."""


def said_of(part: BaseModel, field: Field) -> Any:
    """Return what may be told of a field: no office that reads as a person's name, no file that is not public."""
    found = getattr(part, field.name)
    if found is None:
        return None
    if field.name in ("file", "sha256") and isinstance(part, Source) and part.public != "yes":
        return None
    return office(found) if field.is_office and isinstance(found, str) else found


def json_value(part: BaseModel) -> dict[str, Any]:
    """Return a part as JSON holds it, without what is blank; numbers stay Decimals, so that nothing of them is lost."""
    stated: dict[str, Any] = {}
    for field in fields(type(part)):
        found = said_of(part, field)
        if found is not None:
            stated[field.name] = _json(found)
    return stated


def _json(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return [_json(member) for member in value]
    if isinstance(value, BaseModel):
        return json_value(value)
    return value if isinstance(value, (Decimal, int)) else str(value)


def rows_of(table: Table, keys: Row, value: BaseModel | None) -> Iterator[tuple[Table, Row]]:
    """Yield the row of a value, then the rows that belong to it, list by list."""
    row: Row = dict(keys)
    below: list[tuple[Table, tuple[BaseModel, ...]]] = []
    if value is not None:
        _fill(row, _layout_of(table.layouts, value), value, below)
    yield table, row
    key = str(row[table.key])
    for inner, members in below:
        for position, member in enumerate(members, 1):
            of_row: Row = {ROW: f"{key}/{position}", PARENT: key, POSITION: position}
            yield from rows_of(inner, of_row, member)


def _layout_of(layouts: tuple[Layout, ...], value: BaseModel) -> Layout:
    return next(layout for layout in layouts if layout.model is type(value))


def _fill(
    row: Row, layout: Layout, value: BaseModel, below: list[tuple[Table, tuple[BaseModel, ...]]]
) -> None:
    """Write the fields of a part that are not blank into its row, and remember the lists that have rows of their own."""
    for place in layout.places:
        found = said_of(value, place.field)
        if found is None:
            continue
        if place.state:
            row[place.state.name] = _state(found)
        if place.table and isinstance(found, tuple):
            below.append((place.table, found))
        elif place.layouts and isinstance(found, BaseModel):
            _fill(row, _layout_of(place.layouts, found), found, below)
        elif place.column:
            row[place.column.name] = _cell(found, place.column)


def _state(found: Any) -> str:
    return NOT_STATED if found == NOT_STATED else STATED


def _cell(found: Any, column: Column) -> Cell:
    if column.type == "list":
        return tuple(map(str, found)) if isinstance(found, tuple) else None
    if not column.is_numeric:
        return str(found)
    return None if found == NOT_STATED else found


__all__ = ["Cell", "Place", "Row", "json_value", "rows_of", "said_of"]
