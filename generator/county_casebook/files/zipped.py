"""Files become one ZIP archive: the same files give the same bytes on every machine.

The standard library's `zipfile` packs with the system's zlib, whose bytes differ from one version to the next; here the encoder
is the locked one of the site's own files. Names are UTF-8; no file has a time, an owner or a mode of its own.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable
from typing import BinaryIO, NamedTuple
from zlib import crc32

from deflate import deflate_compress

_LEVEL = 7
_STORED, _DEFLATED = 0, 8
_UTF8 = 0x0800
_FIRST_DAY = 0x0021
"""1980-01-01, the first day the format knows."""
_MODE = 0o100644 << 16
_UNIX, _VERSION, _VERSION_64 = 3 << 8, 20, 45
_MOST_16, _MOST_32 = 0xFFFF, 0xFFFFFFFF


class TooLargeError(Exception):
    """A file of four gigabytes or more, or so many of them."""


class _Entry(NamedTuple):
    """What the archive's directory says of a file: its name, its place, and what its own head says too."""

    name: bytes
    at: int
    told: bytes


def write_zip(target: BinaryIO, files: Iterable[tuple[str, bytes]], comment: bytes) -> int:
    """Write an archive of files in the order given; return how many there are. Raises TooLargeError, OSError and what `files` raises."""
    entries: list[_Entry] = []
    at = 0
    for name, data in files:
        entry, body = _packed(name.encode(), at, data)
        head = struct.pack("<4s", b"PK\3\4") + entry.told + entry.name
        target.write(head)
        target.write(body)
        entries.append(entry)
        at += len(head) + len(body)
    directory = b"".join(map(_listed, entries))
    target.write(directory)
    target.write(_end(len(entries), len(directory), at, comment))
    return len(entries)


def zip_bytes(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of files in the order given, without a comment; raises as `write_zip` does."""
    made = io.BytesIO()
    write_zip(made, files, b"")
    return made.getvalue()


def _packed(name: bytes, at: int, data: bytes) -> tuple[_Entry, bytes]:
    """Return a file's entry and its bytes as they stand in the archive."""
    smaller = bytes(deflate_compress(data, _LEVEL))
    method, body = (_DEFLATED, smaller) if len(smaller) < len(data) else (_STORED, data)
    if len(data) >= _MOST_32 or at >= _MOST_32:
        raise TooLargeError(name.decode())
    sizes = (crc32(data), len(body), len(data), len(name), 0)
    told = struct.pack("<5H3I2H", _VERSION, _UTF8, method, 0, _FIRST_DAY, *sizes)
    return _Entry(name, at, told), body


def _listed(entry: _Entry) -> bytes:
    made_by = struct.pack("<4sH", b"PK\1\2", _UNIX | _VERSION)
    return made_by + entry.told + struct.pack("<3H2I", 0, 0, 0, _MODE, entry.at) + entry.name


def _end(many: int, size: int, at: int, comment: bytes) -> bytes:
    """The end of the archive; of one with more files than sixteen bits count, first the longer form."""
    longer = b""
    if many >= _MOST_16 or at + size >= _MOST_32:
        record = struct.pack(
            "<4sQ2H2I4Q", b"PK\6\6", 44, _UNIX | _VERSION_64, _VERSION_64, 0, 0, many, many, size, at
        )
        longer = record + struct.pack("<4sIQI", b"PK\6\7", 0, at + size, 1)
    few, place = min(many, _MOST_16), min(at, _MOST_32)
    return longer + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, few, few, size, place, len(comment)) + comment
