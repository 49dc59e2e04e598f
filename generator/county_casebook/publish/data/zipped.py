"""Files become a zip whose bytes follow from them alone: the locked encoder, one fixed time, no word of the machine."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

from deflate import deflate_compress

_LEVEL, _DEFLATED, _UTF8_NAMES, _VERSION = 6, 8, 0x800, 20
_THE_FIRST_DAY = 1 << 5 | 1
"""1980-01-01, the earliest day that a zip can name."""


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip of files, in their order."""
    body, contents, count = bytearray(), bytearray(), 0
    for name, data in files:
        packed, path = bytes(deflate_compress(data, _LEVEL)), name.encode()
        about = struct.pack(
            "<HHHHHIIIHH",
            _VERSION, _UTF8_NAMES, _DEFLATED, 0, _THE_FIRST_DAY,
            zlib.crc32(data), len(packed), len(data), len(path), 0,
        )  # fmt: skip
        contents += struct.pack("<IH", 0x02014B50, _VERSION) + about
        contents += struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + path
        body += struct.pack("<I", 0x04034B50) + about + path + packed
        count += 1
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(contents), len(body), 0)
    return bytes(body + contents + end)


__all__ = ["zipped"]
