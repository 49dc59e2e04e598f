"""Search documents become static files: shards of postings, a directory of them, facet columns, cards, suggestions.

What the browser reads first is `search/index.json`; whoever only asks for suggestions reads `search/suggest.json`.
Everything else is compressed, and named by its content or by its place; the directory is read when something is asked.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np

from county_casebook.library.edition import Kept
from county_casebook.publish.search.cards import Cards
from county_casebook.publish.search.columns import Columns
from county_casebook.publish.search.documents import Suggestion
from county_casebook.publish.search.encoding import CLASS_STEP
from county_casebook.publish.search.packing import Anew, data_file, json_bytes, packed, packed_once
from county_casebook.publish.search.parts import Part
from county_casebook.publish.search.places import FIELD_STARTS, FIELD_WEIGHTS, title_boosts, title_class
from county_casebook.publish.search.postings import Postings
from county_casebook.publish.search.shards import Shard, shards_of
from county_casebook.publish.search.suggestions import offered, suggestion_files

INLINE_DIRECTORY = 6_000
"""A directory up to so many bytes, compressed, stands in the index itself and saves a request."""

_FIRST_SIGN = ord("A")

Files = Iterator[tuple[str, bytes]]


def build_search(
    parts: Iterable[Part],
    *,
    facets: Sequence[str],
    synonyms: Sequence[Sequence[str]],
    suggestions: Iterable[Suggestion] = (),
    kept: Kept | None = None,
) -> Files:
    """Yield (path in the site, bytes) of the whole index; the same records give the same bytes.

    `suggestions` are those beside the records' own. What an earlier run has `kept` is taken from there.
    """
    kept = kept or Anew()
    pack = packed_once(kept)
    postings, columns, cards = Postings(), Columns(facets), Cards()
    lengths: list[str] = []
    found = [*offered(suggestions, kept)]
    for part in parts:
        postings.add(part.tokens)
        lengths += _length_signs(part)
        found += offered(part.suggestions, kept)
        columns.add(part.kinds, part.facets)
        yield from map(cards.add, part.cards)
        yield from cards.add_passages(part.stretches, part.passages)
    shards = yield from _shard_files(shards_of(postings.terms(), pack))
    told = {"lengths": "".join(lengths), "cards": cards.counts, "stretches": cards.stretches}
    directory = yield from _directory({**_RANKING, **told, "synonyms": [*map(list, synonyms)], **shards})
    chosen = yield from columns.files()
    whole = {
        "count": len(columns.kinds),
        "kinds": [[kind, len(list(run))] for kind, run in groupby(columns.kinds)],
        "version": cards.version,
    }
    yield "search/index.json", json_bytes({**whole, **chosen, "directory": directory})
    yield "search/suggest.json", json_bytes((yield from suggestion_files(found, pack)))


_RANKING: dict[str, Any] = {
    "fields": FIELD_STARTS,
    "weights": FIELD_WEIGHTS,
    "boosts": title_boosts(),
    "step": CLASS_STEP,
}


def _shard_files(shards: Iterable[Shard]) -> Generator[tuple[str, bytes], None, dict[str, Any]]:
    """Yield the files of postings; return how the index finds them."""
    firsts, names = [], []
    for shard in shards:
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


def _length_signs(part: Part) -> Iterator[str]:
    """Yield a sign for each record."""
    firsts = np.cumsum([0, *part.stretches[:-1]])
    lengths = np.add.reduceat(part.tokens.sizes.sum(axis=1), firsts)
    yield from map(_length_sign, lengths.tolist(), part.tokens.sizes[firsts, 0].tolist())


def _length_sign(length: int, title: int) -> str:
    """One sign for how long a record is (in half powers of two) and how long its title (in `TITLE_CLASSES`)."""
    return chr(_FIRST_SIGN + 4 * round(2 * math.log2(length + 1)) + title_class(title))
