"""What must hold for a published JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator

from county_casebook.deliver.gate.json_data import json_faults, texts_under
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
    for _, address in texts_under(_REFERRING, schema):
        if not address.startswith("#/$defs/"):
            yield f"JSON Schema 引用别处：{address[:80]}"
