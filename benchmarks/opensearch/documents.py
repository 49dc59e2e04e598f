"""A library of any size, streamed: the records of a demo library, then ever new ones put together from their texts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from county_casebook.build import check_content
from county_casebook.demo import write_demo
from county_casebook.library.library import Library
from county_casebook.publish.search.documents import SearchDocument, Suggestion
from county_casebook.publish.search.opensearch import Entry, entry
from county_casebook.publish.search.searchable import search_document, suggestion_of

BASE = 1000
"""Cases of the demo library whose texts are varied."""


@dataclass(frozen=True)
class Varied:
    """`documents(n)` yields the first n; the same n gives the same documents."""

    base: tuple[tuple[SearchDocument, Suggestion], ...]

    @classmethod
    def of(cls, library: Library) -> Varied:
        return cls(tuple((search_document(library, each), suggestion_of(library, each)) for each in library.records()))  # fmt: skip

    def documents(self, number: int) -> Iterator[tuple[SearchDocument, Suggestion]]:
        for order in range(number):
            turn, place = divmod(order, len(self.base))
            yield self._varied(turn, place) if turn else self.base[place]

    def entries(self, number: int) -> Iterator[Entry]:
        for document, suggestion in self.documents(number):
            yield entry(document, suggestion)

    def _varied(self, turn: int, place: int) -> tuple[SearchDocument, Suggestion]:
        """A record whose passages, keywords, summary and facets come each from another record."""
        own, suggestion = self.base[place]

        def other(step: int) -> SearchDocument:
            return self.base[(place + turn * step) % len(self.base)][0]

        passages = tuple(
            found[at] if at < len(found := other(2 * at + 1).passages) else passage
            for at, passage in enumerate(own.passages)
        )
        made = replace(
            own,
            id=f"{own.id}-{turn}",
            url=f"{own.url.rstrip('/')}-{turn}/",
            title=f"{own.title}第{turn}批",
            summary=other(3).summary,
            keywords=other(5).keywords,
            passages=passages,
            facets={**other(7).facets, "类型": own.facets["类型"]},
        )
        return made, replace(suggestion, text=made.title, url=made.url)


def varied() -> tuple[Varied, list[list[str]]]:
    """The varied library, and its synonyms."""
    with tempfile.TemporaryDirectory() as folder:
        write_demo(Path(folder), cases=BASE)
        library = check_content(Path(folder) / "content").library.published()
        return Varied.of(library), [list(group.terms) for group in library.synonyms]
