"""The schemas of records stand in the site under addresses that stay, for editors of text and other programs.

They propose the ids that readers see, and refuse no other: whoever writes a record elsewhere may name one that is still a draft.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from county_casebook.editors.json_schema import SchemaFile, json_schema, schema_files
from county_casebook.editors.vscode import dumped
from county_casebook.library.edition import Edition
from county_casebook.views.page import Unit


def schema_units(edition: Edition) -> Iterator[Unit[tuple[str, bytes]]]:
    """Yield what makes each schema."""
    for file in schema_files():
        path = f"schema/{file.name}.json"
        yield Unit(path, partial(_schema, edition, path, file))


def _schema(edition: Edition, path: str, file: SchemaFile) -> Iterator[tuple[str, bytes]]:
    yield path, dumped(json_schema(file, edition.library, is_strict=False)).encode()
