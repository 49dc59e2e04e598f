"""What results show of records: some at a time in one file, in the order of the index."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from county_casebook.publish.search.documents import SearchDocument
from county_casebook.publish.search.packing import json_bytes, packed

CARDS_BYTES = 8_600
"""Bytes of a file before compression from which the next one begins (to about a half)."""

_FIRST_SIGN = ord("A")


@dataclass(frozen=True, slots=True)
class CardFile:
    """Some records' cards, compressed, and how many they are."""

    data: bytes
    count: int


def card_files(documents: Iterable[SearchDocument]) -> Iterator[CardFile]:
    """Yield the files of what is shown of some records."""
    held: list[bytes] = []
    size = 0
    for document in documents:
        held.append(_card(document))
        size += len(held[-1])
        if size >= CARDS_BYTES:
            yield _file(held)
            held, size = [], 0
    if held:
        yield _file(held)


def _file(held: list[bytes]) -> CardFile:
    return CardFile(packed(b"[" + b",".join(held) + b"]"), len(held))


def _card(document: SearchDocument) -> bytes:
    """Return as JSON what a result shows: title, address, summary, and passages as [heading, text, place]."""
    return json_bytes(
        {
            "title": document.title,
            "url": document.url,
            "kind": document.kind,
            "summary": document.summary,
            "grade": document.grade,
            "facts": document.facts,
            "passages": [[passage.heading, passage.text, passage.place] for passage in document.passages],
        }
    )


class Cards:
    """Numbers the files; `counts` has a sign for each: how many records are in it, from `A` for one."""

    def __init__(self) -> None:
        self.counts = ""
        self._version = hashlib.sha256()

    @property
    def version(self) -> str:
        """What stands for all that was added."""
        return self._version.hexdigest()[:10]

    def add(self, file: CardFile) -> tuple[str, bytes]:
        """Take in a file; return it with its path in the site."""
        path = f"search/cards/{len(self.counts)}.bin"
        self.counts += chr(_FIRST_SIGN + file.count - 1)
        self._version.update(file.data)
        return path, file.data
