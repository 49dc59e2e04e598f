"""Records become the truth of a query: which of them hold it, found by comparing strings, without any index.

A query is cut as the site cuts (`county_casebook.publish.search.folding`): every run of it must stand in some field of the
record, Latin and digit words whole, no phrase across two runs or two fields. A space that a reader puts between two
Chinese words divides them; a space between Chinese and a figure is layout (1999 年 2 月).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from county_casebook.publish.search.documents import SearchDocument
from county_casebook.publish.search.folding import HAN, fold, runs, words

_EDGE, _WORD = "\x01", "\x02"
_CHARACTER = re.compile(f"[{HAN}]")


class Truth:
    """The texts of a library's records, ready to be asked; `urls` in the order of the records."""

    def __init__(self, documents: Iterable[SearchDocument], synonyms: Sequence[Sequence[str]]) -> None:
        self.urls: list[str] = []
        self._texts: list[str] = []
        self._synonyms = synonyms
        for document in documents:
            self.urls.append(document.url)
            self._texts.append(_EDGE.join(run for text in fields(document) for run in _runs(text)))

    def holding(self, query: str, *, synonyms: bool) -> frozenset[str]:
        """Return the addresses of the records that hold the query, or with `synonyms` any alternative of it."""
        asked = [query, *(alternatives(query, self._synonyms) if synonyms else ())]
        return frozenset(url for one in asked for url in self._holding(one))

    def _holding(self, query: str) -> Iterator[str]:
        wanted = [run for part in words(query) for run in _runs(part)]
        if wanted:
            for url, text in zip(self.urls, self._texts, strict=True):
                if all(run in text for run in wanted):
                    yield url


def fields(document: SearchDocument) -> Iterator[str]:
    """Every text of a record in which words are looked for."""
    yield document.title
    yield from document.keywords
    yield document.summary
    for passage in document.passages:
        yield passage.heading
        yield passage.text


def alternatives(query: str, groups: Sequence[Sequence[str]]) -> list[str]:
    """Queries with a term replaced by each other term of its synonym group, one group at a time.

    The longest term that stands in the folded query is replaced; a term that already stands in it is no alternative.
    """
    folded = " ".join(map(fold, words(query)))
    found = []
    for group in groups:
        terms = sorted(map(fold, group), key=len, reverse=True)
        word = next((term for term in terms if term in folded), None)
        if word is not None:
            found += [folded.replace(word, term) for term in terms if term not in folded]
    return found


def _runs(text: str) -> list[str]:
    """The runs of a text as strings in which a word's edges show, so that no part of a word is taken for it."""
    return [
        "".join(token if _CHARACTER.fullmatch(token) else f"{_WORD}{token}{_WORD}" for token in run)
        for run in runs(text)
    ]
