"""What an answer of the static interface may hold, as JSON Schema; of records all of it follows from their models."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from pydantic import BaseModel

from county_casebook.editors.json_schema import DIALECT
from county_casebook.publish.tables.columns import Column
from county_casebook.publish.tables.sets import DataSet
from county_casebook.schema.fields import NOT_STATED
from county_casebook.schema.shapes import Shape, shapes
from county_casebook.schema.walk import fields

Schema: TypeAlias = "dict[str, Any]"

_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 1}
_OF_TYPE: dict[str, Schema] = {
    "number": {"type": "number"},
    "amount": {"type": "number", "minimum": 0},
    **{name: {"type": "integer"} for name in ("year", "source", "count")},
    "date": {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
    "code": {"type": "string", "pattern": "^[0-9]{6}$"},
}


def page_schema(each: DataSet) -> Schema:
    """Return the schema of the pages of a set."""
    definitions: dict[str, Schema] = {}
    record = _of_keys(each.table.keys)
    if each.model:
        record = _joined(record, _part(each.model, definitions))
    return {
        "$schema": DIALECT,
        "title": each.title,
        **_object(
            set={"const": each.name},
            page=_COUNT,
            pages=_COUNT,
            count=_COUNT,
            next=_address(),
            records={"type": "array", "minItems": 1, "items": record},
            may_lack=("next",),
        ),
        "$defs": definitions,
    }


def index_schema() -> Schema:
    """Return the schema of the index."""
    page = _object(url=_TEXT, first=_TEXT, last=_TEXT)
    one = _object(
        name=_TEXT, title=_TEXT, count=_COUNT, schema=_address(), pages={"type": "array", "items": page}
    )
    return {
        "$schema": DIALECT,
        **_object(
            title=_TEXT,
            version=_COUNT,
            changed=_OF_TYPE["date"],
            license=_object(title=_TEXT, url=_TEXT, may_lack=("url",)),
            schema=_address(),
            sets={"type": "array", "items": one},
            may_lack=("changed", "license"),
        ),
    }


def _object(*, may_lack: Iterable[str] = (), **properties: Schema) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name in properties if name not in may_lack],
        "properties": properties,
    }


def _address() -> Schema:
    return _object(url=_TEXT)


def _of_keys(columns: Iterable[Column]) -> Schema:
    """The part of a record that is no field: its id, its address, what it is called."""
    known = {
        column.name: {
            "title": column.title,
            "description": column.description,
            "type": "integer" if column.is_numeric else "string",
        }
        for column in columns
    }
    return _object(**known, may_lack=[column.name for column in columns if not column.required])


def _joined(one: Schema, other: Schema) -> Schema:
    return {
        **one,
        "required": [*one["required"], *other["required"]],
        "properties": {**one["properties"], **other["properties"]},
    }


def _part(model: type[BaseModel], definitions: dict[str, Schema]) -> Schema:
    known = shapes(model)
    told = {
        each.name: {
            "title": each.title,
            "description": each.description,
            **_value(known[each.name], definitions),
        }
        for each in fields(model)
    }
    return _object(**told, may_lack=[name for name, shape in known.items() if shape.may_be_blank])


def _value(shape: Shape, definitions: dict[str, Schema]) -> Schema:
    found = _stated(shape, definitions)
    return {"anyOf": [found, {"const": NOT_STATED}]} if shape.may_be_not_stated else found


def _stated(shape: Shape, definitions: dict[str, Schema]) -> Schema:
    if shape.item:
        return {"type": "array", "items": _value(shape.item, definitions)}
    if shape.parts:
        groups = [_group(part, definitions) for part in shape.parts]
        return groups[0] if len(groups) == 1 else {"anyOf": groups}
    return {"enum": list(shape.choices)} if shape.choices else _OF_TYPE.get(shape.type, _TEXT)


def _group(model: type[BaseModel], definitions: dict[str, Schema]) -> Schema:
    name = f"{model.__module__.rpartition('.')[2]}-{model.__name__}"
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _part(model, definitions)
    return {"$ref": f"#/$defs/{name}"}


__all__ = ["index_schema", "page_schema"]
