"""Records become the truth of a query: which of them hold it, found by comparing strings, without any index.

A query is cut as the site cuts (`county_casebook.publish.search.folding`): every run of it, or with synonyms one of its
alternatives, must stand in some field of the record, Latin and digit words whole, no phrase across two runs or two fields. A
space that a reader puts between two Chinese words divides them; a space between Chinese and a figure is layout (1999 年
2 月). A whole query that may be a document number (国办发2017 43) is one where some record holds that number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from county_casebook.publish.search.documents import SearchDocument
from county_casebook.publish.search.folding import HAN, fold, runs, words

_EDGE, _WORD = "\x01", "\x02"
_CHARACTER = re.compile(f"[{HAN}]")
_NUMBER = re.compile(r"([^\W\d_]{2,12})[\W_]*((?:19|20)[0-9]{2})年?[\W_]*第?([0-9]{1,4})号?(?:文件?)?")


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
        """Return the addresses of the records that hold the query, or with `synonyms` any alternative of its runs."""
        groups = self._synonyms if synonyms else ()
        number = document_number(query)
        return (number and self._holding(number, groups)) or self._holding(query, groups)

    def _holding(self, query: str, groups: Sequence[Sequence[str]]) -> frozenset[str]:
        asked = [[one, *alternatives(one, groups, fold(query))] for one in _asked(query)]
        wanted = [[_runs(one) for one in each] for each in asked]
        return frozenset(
            url
            for url, text in zip(self.urls, self._texts, strict=True)
            if wanted and all(any(all(run in text for run in one) for one in each) for each in wanted)
        )


def document_number(query: str) -> str:
    """Return a query that may be a document number in the form of texts, whatever stands between its parts, else nothing."""
    found = _NUMBER.fullmatch(fold(query))
    return f"{found[1]}〔{found[2]}〕{int(found[3])}号" if found else ""


def _asked(query: str) -> list[str]:
    """The runs of a query as strings."""
    return ["".join(run) for part in words(query) for run in runs(part)]


def fields(document: SearchDocument) -> Iterator[str]:
    """Every text of a record in which words are looked for."""
    yield document.title
    yield from document.keywords
    yield document.summary
    for passage in document.passages:
        yield passage.heading
        yield passage.text


def alternatives(run: str, groups: Sequence[Sequence[str]], query: str) -> list[str]:
    """A folded run with a term replaced by each other term of its synonym group, one group at a time.

    The longest term that stands in it is replaced; a term that stands anywhere in the folded query is no alternative.
    """
    found = []
    for group in groups:
        terms = sorted(map(fold, group), key=len, reverse=True)
        word = next((term for term in terms if term in run), None)
        if word is not None:
            found += [run.replace(word, term) for term in terms if term not in query]
    return found


def _runs(text: str) -> list[str]:
    """The runs of a text as strings in which a word's edges show, so that no part of a word is taken for it."""
    return [
        "".join(token if _CHARACTER.fullmatch(token) else f"{_WORD}{token}{_WORD}" for token in run)
        for run in runs(text)
    ]
