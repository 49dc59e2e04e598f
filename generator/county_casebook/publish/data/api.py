"""The records as a static interface, `api/v1/`: an index, and of each set pages of its records; every answer has a published schema.

Pages instead of a file a record: at 10,000 records these would be a third more files for every host to hold. A page holds its
records in the order of the library, that is of their ids, and the index the first and the last id of each page, so that a
program finds the one it wants.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from county_casebook.ledger.freshness import last_change
from county_casebook.library.edition import Edition
from county_casebook.publish.data.answers import index_schema, page_schema
from county_casebook.publish.data.formats import json_bytes
from county_casebook.publish.data.json_text import json_text
from county_casebook.publish.kept import files_of
from county_casebook.publish.tables.given import API, VERSION, formats_of
from county_casebook.publish.tables.sets import DataSet, held_sets, sets_by_name
from county_casebook.views.page import Unit

_ON_A_PAGE = 50


def api_files(edition: Edition) -> Iterator[tuple[str, bytes | Iterable[bytes]]]:
    """Yield every answer of the interface, and the schema of each; nothing where the site gives no data."""
    if not formats_of(edition):
        return
    yield f"{API}schema/index.json", json_bytes(index_schema())
    told = []
    for each in held_sets(edition):
        path = f"{API}schema/{each.name}.json"
        yield path, json_bytes(page_schema(each))
        unit = Unit(f"{API}{each.name}/", partial(_pages, edition.bare, each.name))
        yield from files_of(edition, unit)
        told.append(_told(edition, each, path))
    yield f"{API}index.json", json_bytes(_index(edition, told))


def _index(edition: Edition, sets: list[dict[str, Any]]) -> dict[str, Any]:
    site, changed = edition.site, last_change(edition.library)
    licence = {name: value for name, value in site.licence if value}
    return {
        "title": site.name,
        "version": VERSION,
        **({"changed": changed} if changed else {}),
        **({"license": licence} if licence else {}),
        "schema": {"url": _at(edition, f"{API}schema/index.json")},
        "sets": sets,
    }


def _told(edition: Edition, each: DataSet, schema: str) -> dict[str, Any]:
    """What the index says of a set."""
    ids = [str(keys.get("id") or getattr(value, "id", "")) for keys, value in each.held(edition)]
    pages = [ids[start : start + _ON_A_PAGE] for start in range(0, len(ids), _ON_A_PAGE)]
    return {
        "name": each.name,
        "title": each.title,
        "count": len(ids),
        "schema": {"url": _at(edition, schema)},
        "pages": [
            {"url": _at(edition, _path(each.name, number)), "first": page[0], "last": page[-1]}
            for number, page in enumerate(pages, 1)
        ],
    }


def _pages(edition: Edition, name: str) -> Iterator[tuple[str, bytes]]:
    values = list(sets_by_name()[name].values(edition))
    last = -(-len(values) // _ON_A_PAGE)
    for number in range(1, last + 1):
        start = (number - 1) * _ON_A_PAGE
        further = {"next": {"url": _at(edition, _path(name, number + 1))}} if number < last else {}
        page = {
            "set": name,
            "page": number,
            "pages": last,
            "count": len(values),
            **further,
            "records": values[start : start + _ON_A_PAGE],
        }
        yield _path(name, number), f"{json_text(page)}\n".encode()


def _path(name: str, number: int) -> str:
    return f"{API}{name}/{number}.json"


def _at(edition: Edition, path: str) -> str:
    """Return the whole address of a file where the site has one, else its path in the site."""
    return edition.site.address_of(path) or path


__all__ = ["api_files"]
