"""Search documents become static files: shards of postings, a directory of them, facet columns, cards, suggestions.

What the browser reads first is `search/index.json`; whoever only asks for suggestions reads `search/suggest.json`.
Everything else is compressed, and named by its content or by its place; the directory is read when something is asked.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from county_casebook.publish.search.cards import Cards
from county_casebook.publish.search.columns import Columns
from county_casebook.publish.search.documents import SearchDocument, Suggestion
from county_casebook.publish.search.encoding import CLASS_STEP
from county_casebook.publish.search.packing import data_file, json_bytes, packed
from county_casebook.publish.search.postings import FIELD_WEIGHTS, Postings, Term, title_boosts, title_class
from county_casebook.publish.search.shards import pack
from county_casebook.publish.search.suggestions import suggestion_files
from county_casebook.publish.search.tokenizer import FIELD_STARTS, Tokenizer, batches

INLINE_DIRECTORY = 6_000
"""A directory up to so many bytes, compressed, stands in the index itself and saves a request."""

_FIRST_SIGN = ord("A")

Files = Iterator[tuple[str, bytes]]


def build_search(
    documents: Iterable[SearchDocument],
    *,
    facets: Sequence[str],
    synonyms: Sequence[Sequence[str]],
    suggestions: Iterable[Suggestion],
) -> Files:
    """Yield (path in the site, bytes) of the whole index; the same documents give the same bytes."""
    tokenizer, postings, columns, cards = Tokenizer(), Postings(), Columns(facets), Cards()
    lengths: list[str] = []
    kinds: list[str] = []
    for batch in batches(iter(documents)):
        tokens = tokenizer.tokenize(batch)
        postings.add(tokens)
        lengths += map(_length_sign, tokens.lengths.tolist(), tokens.title_lengths.tolist())
        for document in batch:
            kinds.append(document.kind)
            columns.add(document)
            yield from cards.add(document)
    yield from cards.rest()
    shards = yield from _shard_files(postings.terms(tokenizer.spelled()))
    told = {
        "lengths": "".join(lengths),
        "cards": cards.counts,
        "synonyms": [list(words) for words in synonyms],
    }
    directory = yield from _directory({**_RANKING, **told, **shards})
    chosen = yield from columns.files()
    whole = {
        "count": len(kinds),
        "kinds": [[kind, len(list(run))] for kind, run in groupby(kinds)],
        "version": cards.version,
    }
    yield "search/index.json", json_bytes({**whole, **chosen, "directory": directory})
    offered = yield from suggestion_files(suggestions)
    yield "search/suggest.json", json_bytes(offered)


_RANKING: dict[str, Any] = {
    "fields": FIELD_STARTS,
    "weights": FIELD_WEIGHTS,
    "boosts": title_boosts(),
    "step": CLASS_STEP,
}


def _shard_files(terms: Iterable[Term]) -> Generator[tuple[str, bytes], None, dict[str, Any]]:
    """Yield the files of postings; return how the index finds them."""
    firsts, names = [], []
    for shard in pack(terms):
        firsts.append(shard.first)
        names.append(shard.name)
        yield f"search/{shard.name}.bin", shard.data
    return {"firsts": firsts, "names": "".join(names)}


def _directory(directory: dict[str, Any]) -> Generator[tuple[str, bytes], None, dict[str, Any] | str]:
    """Yield the file of a directory that is large; return its name, or the directory itself."""
    if len(packed(json_bytes(directory))) <= INLINE_DIRECTORY:
        return directory
    name, path, data = data_file(directory)
    yield path, data
    return name


def _length_sign(length: int, title: int) -> str:
    """One sign for how long a record is (in half powers of two) and how long its title (in `TITLE_CLASSES`)."""
    return chr(_FIRST_SIGN + 4 * round(2 * math.log2(length + 1)) + title_class(title))
