"""Titles, counties, themes and document numbers become a list a search box offers: by their words, pinyin and initials."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import NamedTuple

from county_casebook.library.edition import Kept
from county_casebook.publish.search.documents import Suggestion
from county_casebook.publish.search.folding import fold
from county_casebook.publish.search.packing import hash_name, packed
from county_casebook.text.pinyin import pinyin

CHUNK_BYTES = 24_000
"""Bytes of a chunk before compression (to about a sixth)."""

KEY_LENGTH = 16
"""Signs of a key that are kept: nobody types more before choosing."""

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_PARTS = re.compile(r"[^\W_]+")


def keys(suggestion: Suggestion) -> Iterator[str]:
    """What a reader may type for a suggestion: its words, full pinyin and initials, from its start and each part's start."""
    for text in (suggestion.text, *suggestion.alternatives):
        parts = _PARTS.findall(fold(text))
        for order in range(len(parts)):
            rest = "".join(parts[order:])
            readings = pinyin(rest[:KEY_LENGTH])
            yield rest[:KEY_LENGTH]
            yield "".join(readings)[:KEY_LENGTH]
            yield "".join(reading[0] for reading in readings)


def offered(found: Iterable[Suggestion], kept: Kept) -> Iterator[Offered]:
    """Yield suggestions with their keys; these are kept by the words alone, as to read Chinese takes a dictionary."""
    suggestions = tuple(found)
    asked = [[each.text, *each.alternatives] for each in suggestions]

    def make() -> bytes:
        return json.dumps([sorted({key for key in keys(each) if key}) for each in suggestions]).encode()

    known = json.loads(kept.made("search keys", asked, make) or make())
    for each, own in zip(suggestions, known, strict=True):
        yield Offered(own, (each.weight, each.text, each.kind, each.url))


class Offered(NamedTuple):
    """A suggestion: its keys, and its weight, text, kind and address."""

    keys: Sequence[str]
    shown: tuple[int, str, str, str]


def suggestion_files(
    found: Iterable[Offered], pack: Callable[[bytes], bytes] = packed
) -> Generator[tuple[str, bytes], None, list[list[str]]]:
    """Yield (path, bytes) of chunks of rows [key, text, kind, url, weight] in key order; return [first key, name] of each."""
    directory: list[list[str]] = []
    for first, rows in _chunks(_rows(found)):
        data = pack(f"[{','.join(rows)}]".encode())
        directory.append([first, hash_name(data)])
        yield f"search/data/{directory[-1][1]}.bin", data
    return directory


def _rows(every: Iterable[Offered]) -> list[tuple[str, str]]:
    """Return (key, row as JSON), each once, in the order of JavaScript's strings (UTF-16), then by weight."""
    found = tuple(every)
    told = {each.shown: _JSON([*each.shown[1:], each.shown[0]])[1:] for each in found}
    rows = sorted(
        {(key, each.shown) for each in found for key in each.keys},
        key=lambda row: (row[0].encode("utf-16-be"), row[1]),
    )
    return [(key, f"[{_JSON(key)},{told[shown]}") for key, shown in rows]


def _chunks(rows: Sequence[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield the first key of a chunk, and its rows."""
    chunk: list[str] = []
    first, size = "", 0
    for order, (key, row) in enumerate(rows):
        first = first if chunk else key
        chunk.append(row)
        size += len(row.encode())
        if size >= CHUNK_BYTES or order + 1 == len(rows):
            yield first, chunk
            chunk, size = [], 0
