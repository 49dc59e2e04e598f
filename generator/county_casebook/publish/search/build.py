"""Search documents become static files: shards of postings, one index, facet columns, a file a record, suggestions.

What the browser reads first is `search/index.json`; whoever only asks for suggestions reads `search/suggest.json`.
Everything else is named by its content or by the record's number.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from county_casebook.publish.search.documents import LAZY_FACET, SearchDocument, Suggestion
from county_casebook.publish.search.encoding import CLASS_STEP
from county_casebook.publish.search.postings import FIELD_WEIGHTS, Postings, Term, title_boosts, title_class
from county_casebook.publish.search.shards import hash_name, pack
from county_casebook.publish.search.suggestions import suggestion_files
from county_casebook.publish.search.tokenizer import FIELD_STARTS, Tokenizer, batches

INLINE_BYTES = 40_000
"""Facet columns up to so many bytes stand in the index itself and save a request; larger ones are files of their own."""

_FIRST_SIGN = ord("A")
"""Signs are no digits: what many records chose would else read as a number, and now and then as a bank card's."""
_END = ","


def build_search(
    documents: Iterable[SearchDocument],
    *,
    facets: Sequence[str],
    synonyms: Sequence[Sequence[str]],
    suggestions: Iterable[Suggestion],
) -> Iterator[tuple[str, bytes]]:
    """Yield (path in the site, bytes) of the whole index; the same documents give the same bytes."""
    tokenizer, postings, columns = Tokenizer(), Postings(), _Columns(facets)
    for batch in batches(iter(documents)):
        tokens = tokenizer.tokenize(batch)
        postings.add(tokens)
        for document, length, title in zip(batch, tokens.lengths, tokens.title_lengths, strict=True):
            yield (
                f"search/records/{len(columns.lengths)}.json",
                columns.add(document, int(length), int(title)),
            )
    shards = yield from _shard_files(postings.terms(tokenizer.spelled()))
    held = yield from _facet_files(columns.chosen)
    index = {**_RANKING, **columns.told(), **shards, **held}
    yield "search/index.json", _json({**index, "synonyms": [list(words) for words in synonyms]})
    directory = yield from suggestion_files(suggestions)
    yield "search/suggest.json", _json(directory)


_RANKING: dict[str, Any] = {
    "fields": FIELD_STARTS,
    "weights": FIELD_WEIGHTS,
    "boosts": title_boosts(),
    "step": CLASS_STEP,
}


class _Columns:
    """What the index holds of every record: a sign for its length, what it chose of each facet, and a digest of all."""

    def __init__(self, facets: Sequence[str]) -> None:
        self.chosen: dict[str, list[tuple[str, ...]]] = {facet: [] for facet in facets}
        self.kinds: list[str] = []
        self.lengths: list[str] = []
        self.version = hashlib.sha256()

    def add(self, document: SearchDocument, length: int, title: int) -> bytes:
        """Take in a document of so many tokens, `title` of them in its title; return the file of its record."""
        for facet, column in self.chosen.items():
            column.append(tuple(document.facets.get(facet, ())))
        self.kinds.append(document.kind)
        self.lengths.append(_length_sign(length, title))
        data = _json(_record(document))
        self.version.update(data)
        return data

    def told(self) -> dict[str, Any]:
        """What the index says of the records as a whole."""
        return {
            "count": len(self.lengths),
            "version": self.version.hexdigest()[:10],
            "kinds": [[kind, len(list(run))] for kind, run in groupby(self.kinds)],
            "lengths": "".join(self.lengths),
        }


def _shard_files(terms: Iterable[Term]) -> Generator[tuple[str, bytes], None, dict[str, Any]]:
    """Yield the files of postings; return how the index finds them."""
    firsts, names = [], []
    for shard in pack(terms):
        firsts.append(shard.first)
        names.append(shard.name)
        yield f"search/{shard.name}.bin", shard.data
    return {"firsts": firsts, "names": "".join(names)}


def _facet_files(
    chosen: Mapping[str, Sequence[tuple[str, ...]]],
) -> Generator[tuple[str, bytes], None, dict[str, Any]]:
    """Yield the columns of facets that are files of their own; return what the index holds: columns, or names of files."""
    columns = [(facet, _column(rows)) for facet, rows in chosen.items() if any(rows)]
    held: dict[str, Any] = {}
    for name, lazy in (("facets", False), ("lazy", True)):
        part = [column for column in columns if (column[0] == LAZY_FACET) == lazy]
        data = _json(part)
        held[name] = part if len(data) <= INLINE_BYTES else hash_name(data)
        if len(data) > INLINE_BYTES:
            yield f"search/{held[name]}.json", data
    return held


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _length_sign(length: int, title: int) -> str:
    """One sign for how long a record is (in half powers of two) and how long its title (in `TITLE_CLASSES`)."""
    return chr(_FIRST_SIGN + 4 * round(2 * math.log2(length + 1)) + title_class(title))


def _column(rows: Sequence[tuple[str, ...]]) -> dict[str, Any]:
    """A facet's values, and each record's choice of them as signs from `A`; with `many`, a comma ends each record."""
    values = sorted({value for row in rows for value in row})
    signs = {value: chr(_FIRST_SIGN + number) for number, value in enumerate(values)}
    if len(values) > 0xD000:
        raise ValueError(f"a facet of {len(values)} values")
    if all(len(row) == 1 for row in rows):
        return {"values": values, "rows": "".join(signs[row[0]] for row in rows)}
    return {
        "values": values,
        "many": True,
        "rows": "".join("".join(signs[value] for value in row) + _END for row in rows),
    }


def _record(document: SearchDocument) -> dict[str, Any]:
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
