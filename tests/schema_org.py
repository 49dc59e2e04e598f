"""A thing of schema.org is held against the vocabulary: each type and property exists, belongs there and takes what it is given.

`vocabulary/schema-org.json` is a part of the vocabulary, with its version and licence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

VOCABULARY = json.loads((Path(__file__).parent / "vocabulary/schema-org.json").read_text("utf-8"))
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_ADDRESS = re.compile(r"(?:https?://|\.\.?/|#|[a-z]+/)\S*")


def faults(thing: dict[str, Any]) -> list[str]:
    """Return what is wrong with the schema.org data of a page."""
    context = thing.get("@context")
    own = {key: value for key, value in thing.items() if key != "@context"}
    return ([] if context == "https://schema.org" else [f"context {context}"]) + list(_faults(own, "it"))


def _faults(thing: dict[str, Any], at: str) -> Iterator[str]:
    kind = str(thing.get("@type"))
    if kind not in VOCABULARY["types"]:
        yield f"{at}: no type {kind}"
        return
    for name, value in thing.items():
        if name == "@id" and not _ADDRESS.fullmatch(value):
            yield f"{at}: no address {value}"
        elif not name.startswith("@"):
            yield from _property_faults(kind, name, value, f"{at}.{name}")


def _property_faults(kind: str, name: str, value: Any, at: str) -> Iterator[str]:
    if name not in VOCABULARY["properties"]:
        yield f"{at}: no property of that name"
        return
    domains, ranges = VOCABULARY["properties"][name]
    if not ancestors(kind) & set(domains):
        yield f"{at}: no property of {kind}"
    for each in value if isinstance(value, list) else [value]:
        yield from _value_faults(each, ranges, at)


def _value_faults(value: Any, ranges: list[str], at: str) -> Iterator[str]:
    if isinstance(value, dict) and "@type" in value:
        if not ancestors(value["@type"]) & set(ranges):
            yield f"{at}: takes no {value['@type']}"
        yield from _faults(value, at)
    elif isinstance(value, dict):
        yield from _reference_faults(value, ranges, at)
    elif not set(ranges) & set(_types_of(value)):
        yield f"{at}: takes no {value!r}"


def _reference_faults(value: dict[str, Any], ranges: list[str], at: str) -> Iterator[str]:
    """Faults of what is told of elsewhere: a page, or one of the fixed values of the vocabulary."""
    named = value.get("@id", "").removeprefix("https://schema.org/")
    kinds = VOCABULARY["values"].get(named)
    if not set(value) <= {"@id", "name"} or not _ADDRESS.fullmatch(value.get("@id", "")):
        yield f"{at}: no thing and no address: {value}"
    elif value["@id"] != named and not set(kinds or ()) & set(ranges):
        yield f"{at}: takes no {named}"


def _types_of(value: Any) -> Iterator[str]:
    if isinstance(value, bool):
        yield "Boolean"
    elif isinstance(value, int):
        yield from ("Integer", "Number")
    elif isinstance(value, str):
        yield "Text"
        yield from ["URL"] if _ADDRESS.fullmatch(value) else []
        yield from ["Date"] if _DATE.fullmatch(value) else []


def ancestors(kind: str) -> set[str]:
    """Return a type and all it is a kind of."""
    return {kind}.union(*(ancestors(above) for above in VOCABULARY["types"].get(kind, ())))
