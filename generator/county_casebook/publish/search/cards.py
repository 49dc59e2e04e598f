"""What results show of records: some at a time in one file, in the order of the index; the passages of long ones apart."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from county_casebook.publish.search.documents import SearchDocument
from county_casebook.publish.search.packing import json_bytes, packed

CARDS_BYTES = 8_600
"""Bytes of a file before compression from which the next one begins (to about a half)."""

_FIRST_SIGN = ord("A")


Stretches = Sequence[SearchDocument]


@dataclass(frozen=True, slots=True)
class CardFile:
    """Some records' cards, compressed, and how many they are."""

    data: bytes
    count: int


def card_files(records: Iterable[Stretches]) -> Iterator[CardFile]:
    """Yield the files of what is shown of some records, each given in its stretches."""
    held: list[bytes] = []
    size = 0
    for stretches in records:
        held.append(_card(stretches))
        size += len(held[-1])
        if size >= CARDS_BYTES:
            yield _file(held)
            held, size = [], 0
    if held:
        yield _file(held)


def passage_files(stretches: Stretches) -> list[bytes]:
    """Return the passages of each stretch of a record, compressed; none where its card has them."""
    return [packed(json_bytes(_passages(each))) for each in stretches] if len(stretches) > 1 else []


def _file(held: list[bytes]) -> CardFile:
    return CardFile(packed(b"[" + b",".join(held) + b"]"), len(held))


def _card(stretches: Stretches) -> bytes:
    """Return as JSON what a result shows: title, address, summary, and the passages of a record that is one stretch."""
    record = stretches[0]
    shown = {
        "title": record.title,
        "url": record.url,
        "kind": record.kind,
        "summary": record.summary,
        "grade": record.grade,
        "facts": record.facts,
    }
    return json_bytes(shown if len(stretches) > 1 else {**shown, "passages": _passages(record)})


def _passages(stretch: SearchDocument) -> list[list[str]]:
    """Passages as [heading, text, place]."""
    return [[passage.heading, passage.text, passage.place] for passage in stretch.passages]


class Cards:
    """Numbers the files; `counts` has a sign for each file: how many records are in it, and `stretches` one for each
    record: how many stretches it has; from `A` for one."""

    def __init__(self) -> None:
        self.counts = ""
        self.stretches = ""
        self._begun = 0
        self._version = hashlib.sha256()

    @property
    def version(self) -> str:
        """What stands for all that was added."""
        return self._version.hexdigest()[:10]

    def add(self, file: CardFile) -> tuple[str, bytes]:
        """Take in a file of cards; return it with its path in the site."""
        path = f"search/cards/{len(self.counts)}.bin"
        self.counts += _sign(file.count)
        self._version.update(file.data)
        return path, file.data

    def add_passages(self, counts: Iterable[int], files: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
        """Take in how many stretches further records have, and the passages of long ones; yield these with their paths."""
        passages = iter(files)
        for count in counts:
            for stretch, data in zip(range(count if count > 1 else 0), passages, strict=False):
                self._version.update(data)
                yield f"search/passages/{self._begun + stretch}.bin", data
            self.stretches += _sign(count)
            self._begun += count


def _sign(count: int) -> str:
    return chr(_FIRST_SIGN + count - 1)
