"""What results show of records: some at a time in one file, in the order of the index."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from county_casebook.publish.search.documents import SearchDocument
from county_casebook.publish.search.packing import json_bytes, packed

CARDS_BYTES = 8_000
"""Bytes of a file before compression from which the next one begins (to about a half)."""

_FIRST_SIGN = ord("A")


class Cards:
    """Groups what is shown of records into files; `counts` has a sign a file: how many records are in it, from `A` for one."""

    def __init__(self) -> None:
        self.counts = ""
        self._held: list[bytes] = []
        self._size = 0
        self._version = hashlib.sha256()

    @property
    def version(self) -> str:
        """What stands for all that was added."""
        return self._version.hexdigest()[:10]

    def add(self, document: SearchDocument) -> Iterator[tuple[str, bytes]]:
        """Take in a record; yield the file that it fills."""
        self._held.append(json_bytes(_card(document)))
        self._version.update(self._held[-1])
        self._size += len(self._held[-1])
        if self._size >= CARDS_BYTES:
            yield from self.rest()

    def rest(self) -> Iterator[tuple[str, bytes]]:
        """Yield a file of what is left."""
        if self._held:
            yield f"search/cards/{len(self.counts)}.bin", packed(b"[" + b",".join(self._held) + b"]")
            self.counts += chr(_FIRST_SIGN + len(self._held) - 1)
            self._held, self._size = [], 0


def _card(document: SearchDocument) -> dict[str, Any]:
    """What a result shows: title, address, summary, and passages as [heading, text, anchor]."""
    return {
        "title": document.title,
        "url": document.url,
        "kind": document.kind,
        "summary": document.summary,
        "grade": document.grade,
        "facts": document.facts,
        "passages": [[passage.heading, passage.text, passage.anchor] for passage in document.passages],
    }
