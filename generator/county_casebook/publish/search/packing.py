"""What a search asks for becomes files: JSON in one form, compressed, named by its bytes."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from functools import partial
from hashlib import blake2b

from county_casebook.library.edition import Kept
from county_casebook.publish.packed import NotPackedError, packed, unpacked


class Anew:
    """Keeps nothing: see `county_casebook.library.edition.Kept`."""

    def made(self, name: str, asked: object, make: Callable[[], bytes | None]) -> bytes | None:  # noqa: ARG002
        return make()


def packed_once(kept: Kept) -> Callable[[bytes], bytes]:
    """Return what does as `packed` does; what an earlier run has packed is taken from there."""

    def pack(data: bytes) -> bytes:
        make = partial(packed, data)
        return kept.made(f"packed {blake2b(data, digest_size=16).hexdigest()}", None, make) or make()

    return pack


def json_bytes(value: object) -> bytes:
    """Return a value as JSON, always in the same way."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def hash_name(data: bytes) -> str:
    """Return eight letters and digits (40 bits) that name these bytes."""
    return base64.b32encode(hashlib.sha256(data).digest()[:5]).decode().lower()


def data_file(value: object) -> tuple[str, str, bytes]:
    """Return the name, the path and the bytes of a file that holds a value."""
    data = packed(json_bytes(value))
    name = hash_name(data)
    return name, f"search/data/{name}.bin", data


__all__ = ["NotPackedError", "data_file", "hash_name", "json_bytes", "packed", "unpacked"]
