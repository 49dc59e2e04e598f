"""Files of data become a Frictionless data package: what each is, its checksum, and of a CSV file the schema of its table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from county_casebook.library.edition import Edition
from county_casebook.publish.data.given import Given
from county_casebook.publish.data.sqlite import foreign_table
from county_casebook.publish.tables.columns import Column, Table
from county_casebook.publish.tables.given import VERSION
from county_casebook.publish.tables.sets import all_tables

_DIALECT = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n", "header": True}


def data_package(edition: Edition, given: Sequence[Given]) -> dict[str, Any]:
    """Return the files as a data package; a CSV file has the schema of its table."""
    site, licence = edition.site, edition.site.licence
    tables = {table.name: table for table in all_tables()}
    held = {each.stem: _name(each) for each in given if each.format == "csv"}
    named = {"title": licence.title, **({"path": licence.url} if licence.url else {})}
    return {
        "profile": "data-package",
        "name": "county-casebook",
        "title": site.name,
        **({"description": site.description} if site.description else {}),
        **({"homepage": site.address} if site.address else {}),
        "version": f"{VERSION}.0.0",
        **({"licenses": [named]} if licence.title else {}),
        "resources": [_resource(each, tables, held) for each in given],
    }


def _name(given: Given) -> str:
    return given.path.replace("/", "-").replace("_", "-")


def _resource(given: Given, tables: dict[str, Table], held: dict[str, str]) -> dict[str, Any]:
    table = tables.get(given.stem)
    found: dict[str, Any] = {
        "profile": "data-resource",
        "name": _name(given),
        "path": given.path,
        **({"title": table.title} if table else {}),
        "format": given.format,
        "mediatype": given.media_type,
        "bytes": given.size,
        "hash": f"sha256:{given.sha256}",
    }
    if table is None or given.format != "csv":
        return found
    return found | {
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "schema": _schema(table, held),
    }


def _schema(table: Table, held: dict[str, str]) -> dict[str, Any]:
    titles = {column.name: column.title for column in table.columns}
    links = [(column, foreign_table(column)) for column in table.columns if column.type != "list"]
    return {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": [titles[table.key]],
        "foreignKeys": [
            {
                "fields": [column.title],
                "reference": {"resource": held[target], "fields": [_key_title(target)]},
            }
            for column, target in links
            if target in held
        ],
    }


def _key_title(name: str) -> str:
    table = next(table for table in all_tables() if table.name == name)
    return next(column.title for column in table.columns if column.name == table.key)


def _field(column: Column) -> dict[str, Any]:
    kind = column.type if column.is_numeric else "string"
    rules: dict[str, Any] = {"required": True} if column.required else {}
    if column.choices and column.type == "choice":
        rules |= {"enum": list(column.choices)}
    return {
        "name": column.title,
        "type": kind,
        "description": f"{column.name}：{column.description}",
        **({"constraints": rules} if rules else {}),
    }


__all__ = ["data_package"]
