"""Terms become shards: files of some kilobytes, cut where the terms themselves say so, named by what they hold.

Where a shard ends depends on its terms and not on how many went before, so that a changed record changes the shards of
its words and leaves the others, whose names stay and which caches keep.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zlib import crc32

from county_casebook.publish.search.postings import Term

SHARD_BYTES = (2_000, 4_000, 12_000)
"""The least a shard holds, about what it holds on average beyond that, and the most unless one term is larger."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A file: its first term, its name (eight letters and digits that stand for its bytes) and its bytes."""

    first: str
    name: str
    data: bytes


def pack(terms: Iterable[Term]) -> Iterator[Shard]:
    """Pack terms, which come in key order, into shards."""
    least, average, most = SHARD_BYTES
    held: list[Term] = []
    size = 0
    for term in terms:
        more = len(term.data) + len(term.name) + 3
        if held and size + more > most:
            yield _shard(held)
            held, size = [], 0
        held.append(term)
        size += more
        if size >= least and crc32(term.name.encode()) % average < more:
            yield _shard(held)
            held, size = [], 0
    if held:
        yield _shard(held)


def _shard(terms: list[Term]) -> Shard:
    """Length of the listing (4 bytes), the listing, the length of each term's postings as varints, the postings.

    The listing is one string: before each term's own words a sign whose code is the number of characters it shares
    with the term before (0 to 2).
    """
    listing = bytearray()
    before = ""
    for term in terms:
        shared = 0
        while shared < 2 and before[shared : shared + 1] == term.name[shared : shared + 1] != "":
            shared += 1
        listing += chr(shared).encode() + term.name[shared:].encode()
        before = term.name
    lengths = b"".join(_varint(len(term.data)) for term in terms)
    data = b"".join((len(listing).to_bytes(4, "little"), listing, lengths, *(term.data for term in terms)))
    return Shard(terms[0].name, hash_name(data), data)


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes((*out, number))


def hash_name(data: bytes) -> str:
    """Eight letters and digits (40 bits) that name these bytes."""
    return base64.b32encode(hashlib.sha256(data).digest()[:5]).decode().lower()
