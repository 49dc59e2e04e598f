"""Schemas and settings become the files of `.vscode/`: hover in Chinese, completion of ids, underlined mistakes, snippets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from county_casebook.editors.json_schema import COMMENT, json_schema, schema_files
from county_casebook.editors.skeleton import skeleton, yaml_lines
from county_casebook.library.library import Library
from county_casebook.records import KINDS, module_of

FOLDER = ".vscode"
SCHEMAS = f"{FOLDER}/schema"
SETTINGS, EXTENSIONS = f"{FOLDER}/settings.json", f"{FOLDER}/extensions.json"
SNIPPETS = f"{FOLDER}/casebook.code-snippets"
EXTENSION = "redhat.vscode-yaml"


def schema_texts(library: Library) -> Iterator[tuple[str, str]]:
    """Yield every schema for the editors of a library: its path in the library, and its text."""
    for file in schema_files():
        yield f"{SCHEMAS}/{file.name}.json", dumped(json_schema(file, library, is_strict=True))


def dumped(schema: dict[str, Any]) -> str:
    """Return a schema as text, without blanks: it is read by programs."""
    return json.dumps(schema, ensure_ascii=False, separators=(",", ":")) + "\n"


def associations(content: str) -> dict[str, list[str]]:
    """Return which schema describes which files of a content folder, as `yaml.schemas` of VS Code wants it."""
    return {
        f"./{SCHEMAS}/{file.name}.json": [f"{content}/{pattern}" for pattern in file.files]
        for file in schema_files()
    }


def new_settings(content: str) -> str:
    """Return the settings of a library that has none: blanks for indents, and no schemas fetched from other hosts."""
    settings = {
        "yaml.schemas": associations(content),
        "yaml.schemaStore.enable": False,
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2},
        "files.eol": "\n",
    }
    return json.dumps(settings, ensure_ascii=False, indent=2) + "\n"


def snippets() -> str:
    """Return a snippet a kind: the shortest record, with places to fill in."""
    found = {
        f"新的{kind.kind_name}": {
            "scope": "yaml",
            "prefix": [f"新{kind.kind_name}", f"new-{module_of(kind)}"],
            "description": f"一条新的{kind.kind_name}记录：必填的字段，按 Tab 逐个填",
            "body": list(yaml_lines(skeleton(kind))),
        }
        for kind in KINDS.values()
    }
    return f"// {COMMENT}\n{json.dumps(found, ensure_ascii=False, indent=2)}\n"


__all__ = [
    "EXTENSION",
    "EXTENSIONS",
    "FOLDER",
    "SCHEMAS",
    "SETTINGS",
    "SNIPPETS",
    "associations",
    "dumped",
    "new_settings",
    "schema_texts",
    "snippets",
]
