"""Search documents become static files: a positional pair index in shards, facet columns, and each record's passages.

Postings are sorted and packed by numpy over arrays of units; Python touches each text once, to fold it. Names carry a
content hash, so that what did not change is neither rewritten nor fetched again.
"""

from __future__ import annotations

import hashlib
import json
import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.publish.search.cutting import HAN, fold
from generator.publish.search.documents import FACETS, SearchDocument

SHARD_BYTES = 24_000
"""Postings a shard holds before it is closed: about 10 KB compressed."""

_CUT = re.compile(f"([{HAN}])|(?:(?![{HAN}])[^\\W_]|(?<=[0-9])\\.(?=[0-9])|(?<=[a-z])&(?=[a-z]))+")
_FIRST_WORD = 0x110000

Numbers = NDArray[np.int64]


def build_search(
    documents: Iterable[SearchDocument], *, synonyms: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, bytes]]:
    """Yield (path in the site, bytes) of the whole index; the same documents give the same bytes."""
    collected = _Units()
    cards: list[dict[str, Any]] = []
    for document in documents:
        starts = collected.add(document)
        cards.append(_card(document))
        yield _record_file(document), _json(_record(document, starts))
    shards = list(_shards(collected))
    columns = _columns(cards, collected)
    for name, data in (*shards, columns):
        yield f"search/{name}", data
    manifest = {
        "shards": [[first, name] for first, name in _directory(shards, collected)],
        "columns": columns[0],
        "count": len(cards),
        "synonyms": {word: list(others) for word, others in sorted(synonyms.items())},
    }
    yield "search/index.json", _json(manifest)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _hashed(stem: str, data: bytes, suffix: str) -> str:
    return f"{stem}-{hashlib.sha256(data).hexdigest()[:10]}.{suffix}"


def _record_file(document: SearchDocument) -> str:
    return f"search/records/{document.id}.json"


class _Units:
    """All units of all documents, one after another, with where documents and their fields begin."""

    def __init__(self) -> None:
        self.units = array("q")
        self.positions = array("q")
        self.linked = array("b")
        self.owners = array("q")
        self.words: dict[str, int] = {}
        self.bounds: list[tuple[int, int, int, int]] = []
        self.last_tokens: list[str] = []

    def add(self, document: SearchDocument) -> list[int]:
        """Take a document's words in; return the position at which each passage begins."""
        at = self._field(document.title, 0)
        title_end = at
        for keyword in document.keywords:
            at = self._field(keyword, at)
        keywords_end = at
        at = self._field(document.summary, at)
        summary_end = at
        starts = []
        for passage in document.passages:
            starts.append(at)
            at = self._field(passage.text, self._field(passage.heading, at))
        self.bounds.append((title_end, keywords_end, summary_end, at))
        return starts

    def _field(self, text: str, at: int) -> int:
        """Add one field's units from position `at`; return the next free position (runs stand two apart)."""
        end = -1
        for match in _CUT.finditer(fold(text)):
            unit = match[0]
            joined = match.start() == end
            at += 0 if joined or end < 0 else 1
            known = ord(unit) if match[1] else self.words.setdefault(unit, _FIRST_WORD + len(self.words))
            self.units.append(known)
            self.positions.append(at)
            self.linked.append(joined)
            self.owners.append(len(self.bounds))
            at += 1
            end = match.end()
        return at + 1 if end >= 0 else at


def _shards(collected: _Units) -> Iterator[tuple[str, bytes]]:
    """Sort postings by token and pack them into shards, tokens in the order of JavaScript's strings (UTF-16)."""
    keys, owners, positions = _tokens(collected)
    if not len(keys):
        return
    order = np.argsort(keys, kind="stable")
    keys, owners, positions = keys[order], owners[order], positions[order]
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    ends = np.append(starts[1:], len(keys))
    names = _names(keys[starts], collected.words)
    data, offsets = _packed(starts, owners, positions)
    sequence = sorted(range(len(names)), key=lambda token: names[token].encode("utf-16-be"))
    collected.last_tokens = []
    head: list[tuple[str, int]] = []
    body: list[bytes] = []
    size = 0
    for token in sequence:
        piece = data[offsets[starts[token]] : offsets[ends[token]]]
        head.append((names[token], len(piece)))
        body.append(piece)
        size += len(piece) + len(names[token]) * 3 + 2
        if size >= SHARD_BYTES:
            yield _shard(collected, head, body)
            head, body, size = [], [], 0
    if head:
        yield _shard(collected, head, body)


def _shard(collected: _Units, head: list[tuple[str, int]], body: list[bytes]) -> tuple[str, bytes]:
    """One shard: the length of its directory (4 bytes), the directory as JSON, the postings."""
    listing = _json([[name, length] for name, length in head])
    data = len(listing).to_bytes(4, "little") + listing + b"".join(body)
    collected.last_tokens.append(head[0][0])
    return _hashed("shard", data, "bin"), data


def _directory(shards: Sequence[tuple[str, bytes]], collected: _Units) -> Iterator[tuple[str, str]]:
    yield from zip(collected.last_tokens, (name for name, _ in shards), strict=True)


def _tokens(collected: _Units) -> tuple[Numbers, Numbers, Numbers]:
    """Tokens as numbers (left unit and right unit, or the unit alone) with owner and position, in reading order."""
    if not collected.units:
        nothing = np.empty(0, dtype=np.int64)
        return nothing, nothing, nothing
    units = np.frombuffer(collected.units, dtype=np.int64)
    positions = np.frombuffer(collected.positions, dtype=np.int64)
    owners = np.frombuffer(collected.owners, dtype=np.int64)
    linked = np.frombuffer(collected.linked, dtype=np.int8).astype(bool)
    paired = np.append(linked[1:], False) if len(linked) else linked
    alone = ~paired | (units >= _FIRST_WORD)
    keys = np.concatenate((units[paired] << 32 | units[np.flatnonzero(paired) + 1], units[alone] << 32))
    owners = np.concatenate((owners[paired], owners[alone]))
    positions = np.concatenate((positions[paired], positions[alone]))
    order = np.lexsort((positions, owners))
    return keys[order], owners[order], positions[order]


def _names(keys: Numbers, words: Mapping[str, int]) -> list[str]:
    spelled = {number: word for word, number in words.items()}

    def name(unit: int) -> str:
        return spelled[unit] if unit >= _FIRST_WORD else chr(unit) if unit else ""

    return [
        name(int(left)) + name(int(right)) for left, right in zip(keys >> 32, keys & 0xFFFFFFFF, strict=True)
    ]


def _packed(starts: Numbers, owners: Numbers, positions: Numbers) -> tuple[bytes, Numbers]:
    """Pack postings as varints: owner gap and position, one pair an occurrence; return bytes and each occurrence's offset.

    The first occurrence of a token counts its owner from zero. Within one owner the owner gap is zero and the position
    counts from the one before.
    """
    first = np.zeros(len(owners), dtype=bool)
    first[starts] = True
    before = np.concatenate(([0], owners[:-1]))
    owner_gaps = np.where(first, owners, owners - before)
    new_owner = first | (owner_gaps > 0)
    position_gaps = np.where(new_owner, positions, positions - np.concatenate(([0], positions[:-1])))
    values = np.empty(len(owners) * 2, dtype=np.int64)
    values[0::2], values[1::2] = owner_gaps, position_gaps
    data, ends = _varints(values)
    offsets = np.concatenate(([0], ends[1::2]))
    return data, offsets


def _varints(values: Numbers) -> tuple[bytes, Numbers]:
    """Encode numbers below 2^35 as little-endian base-128; return the bytes and where each number ends."""
    lengths = np.ones(len(values), dtype=np.int64)
    for bits in (7, 14, 21, 28):
        lengths += values >= 1 << bits
    ends = np.cumsum(lengths)
    out = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    begins = ends - lengths
    for order in range(5):
        here = lengths > order
        more = lengths[here] > order + 1
        out[begins[here] + order] = (values[here] >> (7 * order) & 0x7F) | (more.astype(np.int64) << 7)
    return out.tobytes(), ends


def _card(document: SearchDocument) -> dict[str, Any]:
    return {
        "id": document.id,
        "date": document.date,
        "county": document.county,
        "facets": document.facets,
        "kind": document.kind,
    }


def _columns(cards: Sequence[Mapping[str, Any]], collected: _Units) -> tuple[str, bytes]:
    """Facet values with each record's choices, dates, counties and field bounds, in record order."""
    facets: dict[str, Any] = {}
    for facet in FACETS:
        chosen = [tuple(card["facets"].get(facet, ())) for card in cards]
        values = sorted({value for choice in chosen for value in choice})
        numbers = {value: number for number, value in enumerate(values)}
        if values:
            facets[facet] = {
                "values": values,
                "rows": [[numbers[value] for value in choice] for choice in chosen],
            }
    data = _json(
        {
            "ids": [card["id"] for card in cards],
            "dates": [card["date"] for card in cards],
            "counties": [card["county"] for card in cards],
            "bounds": collected.bounds,
            "facets": facets,
        }
    )
    return _hashed("columns", data, "json"), data


def _record(document: SearchDocument, starts: Sequence[int]) -> dict[str, Any]:
    """What a result shows: title, address, summary, and passages with the positions at which they begin."""
    return {
        "title": document.title,
        "url": document.url,
        "kind": document.kind,
        "summary": document.summary,
        "date": document.date,
        "passages": [
            [start, passage.heading, passage.text, passage.anchor]
            for start, passage in zip(starts, document.passages, strict=True)
        ],
    }
