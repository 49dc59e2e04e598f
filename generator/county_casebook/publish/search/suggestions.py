"""Titles, counties, themes and document numbers become a list a search box offers: by their words, pinyin and initials."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterable, Iterator, Sequence

from county_casebook.publish.search.documents import Suggestion
from county_casebook.publish.search.folding import fold
from county_casebook.publish.search.packing import hash_name, packed
from county_casebook.text.pinyin import pinyin

CHUNK_BYTES = 24_000
"""Bytes of a chunk before compression (to about a sixth)."""

KEY_LENGTH = 16
"""Signs of a key that are kept: nobody types more before choosing."""

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


def suggestion_files(
    suggestions: Iterable[Suggestion],
) -> Generator[tuple[str, bytes], None, list[list[str]]]:
    """Yield (path, bytes) of chunks of rows [key, text, kind, url, weight] in key order; return [first key, name] of each."""
    directory: list[list[str]] = []
    for first, rows in _chunks(_rows(suggestions)):
        data = packed(f"[{','.join(rows)}]".encode())
        directory.append([first, hash_name(data)])
        yield f"search/data/{directory[-1][1]}.bin", data
    return directory


_Row = tuple[str, int, str, str, str]


def _rows(suggestions: Iterable[Suggestion]) -> list[_Row]:
    """Return (key, weight, text, kind, url), each once, in the order of JavaScript's strings (UTF-16)."""
    rows = {
        (key, each.weight, each.text, each.kind, each.url)
        for each in suggestions
        for key in keys(each)
        if key
    }
    return sorted(rows, key=lambda row: (row[0].encode("utf-16-be"), row))


def _chunks(rows: Sequence[_Row]) -> Iterator[tuple[str, list[str]]]:
    """Yield the first key of a chunk, and its rows as JSON."""
    chunk: list[str] = []
    first, size = "", 0
    for order, (key, weight, text, kind, url) in enumerate(rows):
        first = first if chunk else key
        chunk.append(json.dumps([key, text, kind, url, weight], ensure_ascii=False, separators=(",", ":")))
        size += len(chunk[-1].encode())
        if size >= CHUNK_BYTES or order + 1 == len(rows):
            yield first, chunk
            chunk, size = [], 0
