"""Pixels become a PNG: by libdeflate, which gives the same bytes on every machine."""

from __future__ import annotations

import struct
from typing import Any
from zlib import crc32

import numpy as np
from deflate import zlib_compress
from numpy.typing import NDArray

_LEVEL = 9
_GREY, _PALETTE = 0, 3


def png(pixels: NDArray[Any], *, depth: int, palette: bytes = b"") -> bytes:
    """Return a PNG of rows of pixels of so many bits: greys, or places in a palette of red, green and blue; each line as it is."""
    height, width = pixels.shape
    each = 8 // depth
    filled = np.pad(pixels.astype(np.uint8), ((0, 0), (0, -width % each)))
    packed = sum(filled[:, place::each] << (depth * (each - 1 - place)) for place in range(each))
    lines = np.pad(packed, ((0, 0), (1, 0))).astype(np.uint8).tobytes()
    head = struct.pack(">IIBBBBB", width, height, depth, _PALETTE if palette else _GREY, 0, 0, 0)
    chunks = [
        (b"IHDR", head),
        (b"PLTE", palette),
        (b"IDAT", bytes(zlib_compress(lines, _LEVEL))),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in chunks if each != (b"PLTE", b""))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc32(kind + data))


__all__ = ["png"]
