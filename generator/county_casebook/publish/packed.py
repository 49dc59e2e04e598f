"""Bytes as the site keeps them: compressed by an encoder whose version is locked, so that the same bytes give the same file.

Browsers unpack them (`theme/assets/js/core/fetching.js`), so that a site is as small on disk and on hosts that compress
nothing as on others.
"""

from __future__ import annotations

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
