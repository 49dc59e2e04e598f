"""What a search engine must offer to be measured: an index with its cost, and a page in a real browser that answers."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Page

from benchmarks.search.queries import Query, known_items
from benchmarks.search.serving import as_sent
from benchmarks.search.truth import Truth
from county_casebook.build import check_content
from county_casebook.publish.search.documents import SearchDocument
from county_casebook.publish.search.searchable import search_documents
from county_casebook.records import Case


@dataclass(frozen=True)
class Shelf:
    """A library to be searched: where its content and its mkdocs.yml are, and how many cases it has."""

    name: str
    config: Path
    content: Path
    is_real: bool

    @cached_property
    def documents(self) -> Sequence[SearchDocument]:
        return tuple(search_documents(self._library))

    @cached_property
    def truth(self) -> Truth:
        return Truth(self.documents, [group.terms for group in self._library.synonyms])

    @cached_property
    def queries(self) -> list[Query]:
        return known_items(self.documents)

    @cached_property
    def cases(self) -> int:
        return len(self._library.of(Case))

    @cached_property
    def _library(self):  # type: ignore[no-untyped-def]  # the graph of records, as published
        return check_content(self.content).library.published()


@dataclass(frozen=True, slots=True)
class Cost:
    """What an index took to build: CPU seconds, peak MB of that process, bytes as written and as sent."""

    seconds: float
    memory: float
    raw: int
    sent: int


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: how many records, the addresses of the first ten, and of all where the engine gives them."""

    count: int
    first: tuple[str, ...]
    every: frozenset[str] | None


class Engine(Protocol):
    """One engine, for one library at a time."""

    name: str
    knows_synonyms: bool

    def fits(self, shelf: Shelf) -> bool:
        """Whether a library of this size is worth the wait."""

    def build(self, shelf: Shelf, site: Path) -> Cost:
        """Build the site to serve, and the index once more in a process of its own."""

    def open(self, page: Page, address: str) -> None:
        """Open the search page, ready for the first query."""

    def find(self, page: Page, text: str) -> Found:
        """Ask for everything that is found."""

    def show(self, page: Page, text: str) -> float:
        """Ask as a reader does; return the milliseconds until results are shown."""


def sizes(folder: Path, *, without: frozenset[str] = frozenset()) -> tuple[int, int]:
    """Return the bytes of a folder's files as written and as sent."""
    raw = sent = 0
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.name not in without:
            data = file.read_bytes()
            raw += len(data)
            sent += len(as_sent(file.name, data))
    return raw, sent


def scratch() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="casebook-search-")
