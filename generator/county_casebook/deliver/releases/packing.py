"""Texts of a release become the compressed files beside them that web servers send as they are: gzip and brotli.

The encoders are locked, so the same text gives the same files; which they were stands in the release's record.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from typing import NamedTuple

import brotli
import deflate

_GZIP_LEVEL = 9
_BROTLI_QUALITY = 10
"""A fifth of the time of the highest, for 2 % more bytes; 8 % fewer than the quality below it."""

_LEAST_BYTES = 256
_TEXTS = (".html", ".js", ".css", ".json", ".xml", ".svg", ".csv", ".ics", ".txt", ".ndjson", ".webmanifest")

PACKERS = f"gzip deflate {deflate.__version__} {_GZIP_LEVEL}; br brotli {brotli.version} {_BROTLI_QUALITY}"
"""What compresses: while it is the same, a file made before is what would be made now."""


class Packer(NamedTuple):
    """A way to compress, and to read again; `unpack` raises ValueError."""

    pack: Callable[[bytes], bytes]
    unpack: Callable[[bytes], bytes]


def _gzip(data: bytes) -> bytes:
    return bytes(deflate.gzip_compress(data, _GZIP_LEVEL))


def _gunzip(data: bytes) -> bytes:
    try:
        reader = zlib.decompressobj(wbits=31)
        found = reader.decompress(data)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if not reader.eof or reader.unused_data:
        raise ValueError("not one whole stream")
    return found


def _brotli(data: bytes) -> bytes:
    return bytes(brotli.compress(data, quality=_BROTLI_QUALITY))


def _unbrotli(data: bytes) -> bytes:
    try:
        return bytes(brotli.decompress(data))
    except brotli.error as error:
        raise ValueError(str(error)) from None


PACKED: Mapping[str, Packer] = {".gz": Packer(_gzip, _gunzip), ".br": Packer(_brotli, _unbrotli)}
"""What is added to a name, and how the file of that name is made."""


def is_packed(name: str, size: int) -> bool:
    """Whether a file has compressed ones beside it."""
    return size >= _LEAST_BYTES and name.endswith(_TEXTS)


def is_of(packed: bytes, data: bytes, suffix: str) -> bool:
    """Whether a compressed file is whole and holds just this."""
    try:
        return PACKED[suffix].unpack(packed) == data
    except ValueError:
        return False
