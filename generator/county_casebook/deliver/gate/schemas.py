"""What must hold for a published JSON Schema, and what stands under a name in any JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from county_casebook.deliver.gate.page import json_faults
from county_casebook.editors.json_schema import DIALECT

_REFERRING = ("$ref", "$dynamicRef", "$id", "$anchor")


def schema_faults(text: str) -> Iterator[str]:
    """A schema of ours names no other but the dialect it is written in, so nobody who uses it asks another host."""
    wrong = list(json_faults(text))
    yield from wrong
    if wrong:
        return
    schema = json.loads(text)
    if not isinstance(schema, dict) or schema.get("$schema") != DIALECT:
        yield "不是 JSON Schema"
    for name in _REFERRING:
        for address in texts_under(name, schema):
            if not address.startswith("#/$defs/"):
                yield f"JSON Schema 引用别处：{address[:80]}"


def texts_under(name: str, value: object) -> Iterator[str]:
    """Yield the texts that stand under a name, however deep."""
    waiting = [value]
    while waiting:
        inside = waiting.pop()
        if isinstance(inside, dict):
            if isinstance(inside.get(name), str):
                yield inside[name]
            waiting.extend(inside.values())
        elif isinstance(inside, list):
            waiting.extend(inside)
