"""Search documents become static files: shards of postings, one index, facet columns, a file a record, suggestions.

What the browser reads first is `search/index.json`; whoever only asks for suggestions reads `search/suggest.json`.
Everything else is named by its content or by the record's number.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from county_casebook.publish.search.documents import LAZY_FACET, SearchDocument, Suggestion
from county_casebook.publish.search.postings import (
    CLASS_STEP,
    FIELD_WEIGHTS,
    Postings,
    title_boosts,
    title_class,
)
from county_casebook.publish.search.shards import hash_name, pack
from county_casebook.publish.search.suggestions import suggestion_files
from county_casebook.publish.search.tokens import FIELD_STARTS, Cutter, batches

INLINE_BYTES = 40_000
"""Facet columns up to so many bytes stand in the index itself and save a request; larger ones are files of their own."""

_FIRST_SIGN = 48
_END = ","


def build_search(
    documents: Iterable[SearchDocument],
    *,
    facets: Sequence[str],
    synonyms: Sequence[Sequence[str]],
    suggestions: Iterable[Suggestion],
) -> Iterator[tuple[str, bytes]]:
    """Yield (path in the site, bytes) of the whole index; the same documents give the same bytes."""
    cutter, postings = Cutter(), Postings()
    chosen: dict[str, list[tuple[str, ...]]] = {facet: [] for facet in facets}
    lengths: list[str] = []
    version = hashlib.sha256()
    for batch in batches(iter(documents)):
        units = cutter.cut(batch)
        postings.add(units)
        for document, length, title in zip(batch, units.lengths, units.title_lengths, strict=True):
            for facet, column in chosen.items():
                column.append(tuple(document.facets.get(facet, ())))
            data = _json(_record(document))
            version.update(data)
            yield f"search/records/{len(lengths)}.json", data
            lengths.append(_length_sign(int(length), int(title)))
    firsts, names = [], []
    for shard in pack(postings.tokens(cutter.spelled())):
        firsts.append(shard.first)
        names.append(shard.name)
        yield f"search/{shard.name}.bin", shard.data
    columns = [(facet, _column(rows)) for facet, rows in chosen.items() if any(rows)]
    held: dict[str, Any] = {}
    for name, part in (
        ("facets", [column for column in columns if column[0] != LAZY_FACET]),
        ("lazy", [column for column in columns if column[0] == LAZY_FACET]),
    ):
        data = _json(part)
        held[name] = part if len(data) <= INLINE_BYTES else hash_name(data)
        if len(data) > INLINE_BYTES:
            yield f"search/{held[name]}.json", data
    index = {
        "count": len(lengths),
        "version": version.hexdigest()[:10],
        "fields": FIELD_STARTS,
        "weights": FIELD_WEIGHTS,
        "boosts": title_boosts(),
        "step": CLASS_STEP,
        "firsts": firsts,
        "names": "".join(names),
        "lengths": "".join(lengths),
        "synonyms": [list(words) for words in synonyms],
        **held,
    }
    yield "search/index.json", _json(index)
    directory = yield from suggestion_files(suggestions)
    yield "search/suggest.json", _json(directory)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _length_sign(length: int, title: int) -> str:
    """One sign for how long a record is (in half powers of two) and how long its title (in `TITLE_CLASSES`)."""
    return chr(_FIRST_SIGN + 4 * round(2 * math.log2(length + 1)) + title_class(title))


def _column(rows: Sequence[tuple[str, ...]]) -> dict[str, Any]:
    """A facet's values, and each record's choice of them as signs from `0`; with `many`, a comma ends each record."""
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
