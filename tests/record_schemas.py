"""Which JSON Schema describes a file below `content/`, what it refuses of it, and where that is not what the check refuses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from county_casebook.editors.json_schema import SchemaFile, json_schema, schema_files
from county_casebook.library.library import Library
from county_casebook.rules import RULES
from tests.editors_yaml import as_an_editor_reads

SCHEMAS = {file.name: file for file in schema_files()}


def schema_of(path: str) -> SchemaFile | None:
    """Return which schema describes a file below `content/`."""
    found = (
        file
        for file in SCHEMAS.values()
        for pattern in file.files
        if fnmatch(path, pattern.replace("**/", "*"))
    )
    return next(found, None)


def validator(file: SchemaFile, library: Library, *, is_strict: bool = True) -> Draft202012Validator:
    schema = json_schema(file, library, is_strict=is_strict)
    text = json.dumps(schema)
    if text not in _SOUND:  # most libraries have the same ids, and so the same schemas
        require_schema(schema)
        _SOUND.add(text)
    return Draft202012Validator(schema)


_SOUND: set[str] = set()
"""The schemas that were found to be some."""


_HOLDERS = ("$defs", "properties")
"""What holds schemas under names that are free; a schema is one when these are, and it is one with `true` in their places."""


def require_schema(schema: Any) -> None:
    """Raise SchemaError for what is no schema; parts that many have in common are looked at once."""
    found = {holder: schema.get(holder) for holder in _HOLDERS} if isinstance(schema, dict) else {}
    parts = {holder: held for holder, held in found.items() if isinstance(held, dict)}
    own = (
        {**schema, **{holder: dict.fromkeys(held, True) for holder, held in parts.items()}}
        if parts
        else schema
    )
    _require_alone(json.dumps(own))
    for held in parts.values():
        for part in held.values():
            require_schema(part)


@cache
def _require_alone(text: str) -> None:
    Draft202012Validator.check_schema(json.loads(text))


def refusals(checker: Draft202012Validator, value: Any) -> list[str]:
    found = sorted(checker.iter_errors(value), key=str)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in found]


MODEL = {
    "unknown-field",
    "missing-field",
    "wrong-value",
    "wrong-choice",
    "wrong-type",
    "too-long",
    "too-few",
    "unknown-reference",
}
"""What is refused by the models alone, and an id that is not there."""
UNSEEN = {
    "model-code": "an editor reads 33062 without quotes as a number, and cannot count its digits",
}
"""Mistakes of that kind which no JSON Schema can know, each with why."""
UNREAD = ("load-hidden-name", "load-too-deep")
"""Mistakes in where a file stands, for which nobody reads it."""
STRICTER = {"personal-data-mobile": "a mobile number is refused by the form of telephones already"}


def differences(mistake: Mapping[str, Any], name: str, content: Path, known: Library) -> Iterator[str]:
    """Say of the files of a mistake which a schema takes though the models refuse them, or refuses though they take them.

    `name` is that of the mistake, which was made in `content` already; `known` is the library that is there.
    """
    for file in sorted({mistake.get("file", ""), *mistake.get("write", {})}):
        schema = schema_of(file)
        if schema is None:
            continue
        told = set(
            re.findall(
                rf"^content/{re.escape(file)}:[0-9:]* (?!待补).*\[([a-z-]+)\]$",
                mistake.get("expect", ""),
                re.MULTILINE,
            )
        )
        try:
            value = as_an_editor_reads((content / file).read_text("utf-8"))
        except yaml.YAMLError:
            continue
        found = refusals(validator(schema, known), value)
        if told & MODEL and name not in UNSEEN:
            if not found:
                yield f"{file} is taken, though it has {told}"
        elif told <= {rule.name for rule in RULES} - MODEL and name not in {*STRICTER, *UNREAD} and found:
            yield f"{file} has only {told}, and is refused: {found}"
