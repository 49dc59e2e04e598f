"""JSON in pages and files: whether it is JSON, and the addresses it holds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from county_casebook.deliver.gate.addresses import Address, own_address
from county_casebook.deliver.gate.allowed import QUIET

_ADDRESSED = ("@id", "url", "contentUrl")
"""What holds addresses in schema.org data."""


def json_faults(text: str) -> Iterator[str]:
    """Say that a text is not JSON."""
    try:
        json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        yield f"不是 JSON：{text.strip()[:60]}"


def _no_number(name: str) -> None:
    raise ValueError(name)


def texts_under(names: Sequence[str], value: object) -> Iterator[tuple[str, str]]:
    """Yield each text that stands under one of some names, however deep, after its name."""
    waiting = [value]
    while waiting:
        inside = waiting.pop()
        if isinstance(inside, dict):
            yield from ((name, inside[name]) for name in names if isinstance(inside.get(name), str))
            waiting.extend(held for held in inside.values() if isinstance(held, dict | list))
        elif isinstance(inside, list):
            waiting.extend(held for held in inside if isinstance(held, dict | list))


def linked_addresses(text: str, site_address: str) -> Iterator[Address | str]:
    """Yield the addresses in the schema.org data of a page, or what is wrong with one; of what is no JSON, none."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return
    for name, value in texts_under(_ADDRESSED, data):
        found = own_address(value, QUIET, site_address)
        yield f"结构化数据的 {name} {found}" if isinstance(found, str) else found


__all__ = ["json_faults", "linked_addresses", "texts_under"]
