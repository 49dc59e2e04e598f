"""What some records give to the index: their cards, what they chose, their tokens, their suggestions; kept as bytes.

Records that stand together are taken together, so that a part costs little beside what is in it; which ones they are
follows from their names, so that a new record leaves the other parts as they were.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import partial
from itertools import accumulate, pairwise
from typing import Any
from zlib import crc32

import numpy as np

from county_casebook.library.edition import Edition, Kept
from county_casebook.library.library import Library
from county_casebook.publish.search.cards import CardFile, card_files, passage_files
from county_casebook.publish.search.documents import SearchDocument, Suggestion
from county_casebook.publish.search.searchable import search_document, suggestion_of
from county_casebook.publish.search.stretches import stretches
from county_casebook.publish.search.tokenizer import FIELDS, Tokens, tokenize
from county_casebook.records import Record

_TOGETHER, _MOST = 32, 128
"""Records of a part: about so many, and the most."""

Facets = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """What some records give, each list in their order; `stretches` says how many each has, and `tokens` has them as records."""

    kinds: Sequence[str]
    facets: Sequence[Facets]
    cards: Sequence[CardFile]
    stretches: Sequence[int]
    passages: Sequence[bytes]
    tokens: Tokens
    suggestions: Sequence[Suggestion]


def parts(edition: Edition) -> Iterator[Part]:
    """Yield what every record gives; taken from an earlier run where nothing of it has changed."""
    library = edition.bare.library
    for records in _together(library.records()):
        make = partial(_made, library, records)
        yield make() if edition.kept is None else _kept(edition.kept, records[0].key, make)


def parts_of(documents: Iterable[SearchDocument]) -> Iterator[Part]:
    """Yield what documents give that are no records of a library."""
    held: list[SearchDocument] = []
    for document in documents:
        held.append(document)
        if len(held) == _MOST:
            yield _part(held, ())
            held = []
    if held:
        yield _part(held, ())


def _together(records: Iterable[Record]) -> Iterator[tuple[Record, ...]]:
    held: list[Record] = []
    for record in records:
        held.append(record)
        if crc32(record.key.encode()) % _TOGETHER == 0 or len(held) == _MOST:
            yield tuple(held)
            held = []
    if held:
        yield tuple(held)


def _made(library: Library, records: Sequence[Record]) -> Part:
    documents = [search_document(library, record) for record in records]
    return _part(documents, [suggestion_of(library, record) for record in records])


def _part(documents: Sequence[SearchDocument], suggestions: Sequence[Suggestion]) -> Part:
    parted = [stretches(document) for document in documents]
    return Part(
        [document.kind for document in documents],
        [document.facets for document in documents],
        [*card_files(parted)],
        [*map(len, parted)],
        [data for record in parted for data in passage_files(record)],
        tokenize([stretch for record in parted for stretch in record]),
        suggestions,
    )


def _kept(kept: Kept, name: str, make: partial[Part]) -> Part:
    """Return a part from bytes that an earlier run has kept, else made now."""
    fresh: list[Part] = []

    def bytes_of() -> bytes:
        fresh.append(make())
        return _packed(fresh[0])

    data = kept.made(f"search {name}", make, bytes_of)
    return fresh[0] if fresh else _unpacked(data or b"") or make()


def _packed(part: Part) -> bytes:
    stream, sizes = part.tokens.stream, part.tokens.sizes
    head = {
        "kinds": part.kinds,
        "facets": [{name: list(values) for name, values in facets.items()} for facets in part.facets],
        "cards": [[len(file.data), file.count] for file in part.cards],
        "stretches": part.stretches,
        "passages": [len(data) for data in part.passages],
        "signs": part.tokens.signs,
        "words": " ".join(part.tokens.words),
        "stream": [stream.dtype.itemsize, len(stream)],
        "suggestions": [astuple(each) for each in part.suggestions],
    }
    told = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    numbers = sizes.astype("<i4").tobytes() + stream.astype(f"<u{stream.dtype.itemsize}").tobytes()
    return b"".join((told, b"\n", numbers, *(file.data for file in part.cards), *part.passages))


def _unpacked(data: bytes) -> Part | None:
    """Return the part of bytes; None where these are not what `_packed` writes."""
    told, _, rest = data.partition(b"\n")
    try:
        return _read(json.loads(told.decode("utf-8", "surrogatepass")), rest)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _read(head: dict[str, Any], rest: bytes) -> Part:
    tokens, at = _tokens(head, rest)
    counts = [count for _, count in head["cards"]]
    ends = [*accumulate([*(size for size, _ in head["cards"]), *head["passages"]], initial=at)]
    held = [rest[start:end] for start, end in pairwise(ends)]
    suggestions = [
        Suggestion(text, kind, url, weight, tuple(others))
        for text, kind, url, weight, others in head["suggestions"]
    ]
    told = head["kinds"], head["facets"], head["stretches"]
    long = sum(count for count in head["stretches"] if count > 1)
    if ends[-1] != len(rest) or {*map(len, told)} != {sum(counts)} or long != len(head["passages"]):
        raise ValueError("not the bytes of a part")
    cards = [CardFile(data, count) for data, count in zip(held, counts, strict=False)]
    kinds, facets, parted = told
    return Part(kinds, facets, cards, parted, held[len(cards) :], tokens, suggestions)


def _tokens(head: dict[str, Any], rest: bytes) -> tuple[Tokens, int]:
    """Return the tokens, and where they end."""
    width, length = head["stream"]
    count = FIELDS * sum(head["stretches"])
    sizes = np.frombuffer(rest, "<i4", count).reshape(-1, FIELDS).astype(np.int32)
    stream = np.frombuffer(rest, f"<u{width}", length, 4 * count).copy()  # the rest is let go
    words = tuple(head["words"].split(" ")) if head["words"] else ()
    most = int(stream.max()) if length else 0
    if most > len(head["signs"]) + len(words) or length != int(sizes.sum() + np.count_nonzero(sizes)):
        raise ValueError("not the bytes of tokens")
    return Tokens(head["signs"], words, stream, sizes), 4 * count + width * length


__all__ = ["Part", "parts", "parts_of"]
