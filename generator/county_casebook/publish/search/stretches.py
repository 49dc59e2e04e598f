"""A long record becomes stretches: some of its passages each, found and fetched apart, so that nobody fetches a law for two of its lines.

The first has the title, the keywords and the summary too. No phrase is lost: none goes on from one passage to the next, or
from one line to the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from county_casebook.publish.search.documents import Passage, SearchDocument

STRETCH_BYTES = 4_300
"""Bytes of passages from which the next stretch begins; a record of at most twice as many has one."""


def stretches(document: SearchDocument) -> list[SearchDocument]:
    """Return a record in stretches, in the order of its text; one where it is short."""
    if sum(map(_size, document.passages)) <= 2 * STRETCH_BYTES:
        return [document]
    first, *others = _parted(document.passages)
    rest = replace(document, title="", keywords=(), summary="")
    return [replace(document, passages=first), *(replace(rest, passages=passages) for passages in others)]


def _parted(passages: tuple[Passage, ...]) -> Iterator[tuple[Passage, ...]]:
    held: list[Passage] = []
    size = 0
    for passage in (piece for whole in passages for piece in _pieces(whole)):
        held.append(passage)
        size += _size(passage)
        if size >= STRETCH_BYTES:
            yield tuple(held)
            held, size = [], 0
    if held:
        yield tuple(held)


def _pieces(passage: Passage) -> Iterator[Passage]:
    """Yield a passage, or where it is longer than a stretch some of its lines at a time."""
    held: list[str] = []
    size = 0
    for line in passage.text.split("\n"):
        if held and size + len(line.encode()) > STRETCH_BYTES:
            yield replace(passage, text="\n".join(held))
            held, size = [], 0
        held.append(line)
        size += len(line.encode())
    yield replace(passage, text="\n".join(held))


def _size(passage: Passage) -> int:
    return len(passage.heading.encode()) + len(passage.text.encode())
