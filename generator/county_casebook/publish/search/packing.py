"""Bytes as the site keeps them: compressed by an encoder whose version is locked, so that the same bytes give the same file.

Browsers unpack them (`theme/assets/js/core/fetching.js`), so that a site is as small on disk and on hosts that compress
nothing as on others.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib

from deflate import zlib_compress

_LEVEL = 9
MOST_UNPACKED = 1 << 28


class NotPackedError(ValueError):
    """Bytes that `packed` did not return."""


def packed(data: bytes) -> bytes:
    """Return bytes in zlib's form."""
    return bytes(zlib_compress(data, _LEVEL))


def unpacked(data: bytes) -> bytes:
    """Return what `packed` was given; raises NotPackedError for anything else, also for what is larger than any file of ours."""
    reader = zlib.decompressobj()
    try:
        found = reader.decompress(data, MOST_UNPACKED)
    except zlib.error as error:
        raise NotPackedError(str(error)) from None
    if not reader.eof or reader.unused_data:
        raise NotPackedError("not one whole stream")
    return found


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
