"""Terms become shards: files of some kilobytes, cut where the terms themselves say so, named by what they hold.

Where a shard ends depends on its terms and not on how many went before, so that a changed record changes the shards of
its words and leaves the others, whose names stay and which caches keep.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from zlib import crc32

from county_casebook.publish.search.packing import hash_name, packed
from county_casebook.publish.search.postings import Term

SHARD_BYTES = (3_000, 7_000, 16_000)
"""Before compression: the least a shard holds, about what it holds beyond that, and the most unless one term is larger."""

LARGE = 8_000
"""Bytes of a term above which nobody should fetch it who looks for another."""

NAME_LENGTH = 6
"""Signs of a name (30 bits): the directory holds thousands of them, and they are what does not compress."""

_LAST = "\uffee"
"""Stands after every sign of a term: folding leaves no such sign in one."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A file: where it begins (the shortest beginning of its first term that no term before it reaches), its name (six
    letters and digits that stand for its bytes) and its bytes."""

    first: str
    name: str
    data: bytes


def shards_of(terms: Iterable[Term], pack: Callable[[bytes], bytes] = packed) -> Iterator[Shard]:
    """Put terms, which come in key order, into shards; every shard has a name of its own."""
    taken: set[str] = set()
    before = Term("", b"")
    for held in _parted(terms):
        data = pack(_joined(held))
        names = (hash_name(data + bytes(again))[:NAME_LENGTH] for again in count())
        name = next(name for name in names if name not in taken)
        taken.add(name)
        yield Shard(_beginning(held[0], before), name, data)
        before = held[-1]


def _parted(terms: Iterable[Term]) -> Iterator[list[Term]]:
    """Yield the terms of one shard after another; after one that is empty comes the one that tells what it holds."""
    least, average, most = SHARD_BYTES
    held: list[Term] = []
    size = 0
    for term in terms:
        more = len(term.data) + len(term.name) + 3
        if held and held[-1].data and (size + more > most or _is_large(term)):
            yield held
            held, size = [], 0
        held.append(term)
        size += more
        if term.data and size >= least and crc32(term.name.encode()) % average < more:
            yield held
            held, size = [], 0
    if held:
        yield held


def _beginning(term: Term, before: Term) -> str:
    """The shortest beginning of a term that stands after another in the order of JavaScript's strings.

    A large term is fetched only by who looks for it, or for something that begins with it: its beginning is all of it, and the
    next shard begins right behind it.
    """
    if _is_large(term):
        return term.name
    if _is_large(before) and not term.name.startswith(before.name):
        return before.name + _LAST
    after = before.name.encode("utf-16-be")
    ends = range(1, len(term.name) + 1)
    return next(term.name[:end] for end in ends if term.name[:end].encode("utf-16-be") > after)


def _is_large(term: Term) -> bool:
    return len(term.data) > LARGE


def _joined(terms: list[Term]) -> bytes:
    """The bytes of a shard before compression: length of the listing (4 bytes), the listing, the length of each term's postings as varints, the postings.

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
    head = len(listing).to_bytes(4, "little")
    return b"".join((head, listing, lengths, *(term.data for term in terms)))


@cache
def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes((*out, number))
