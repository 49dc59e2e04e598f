"""Search documents become an index for OpenSearch: `mapping.json` and `bulk.ndjson`, for libraries that outgrow a static index.

Fields, their names and their types are those of `SearchDocument` and `Passage`; here stands only which of them are cut
into words. Chinese is cut into neighbouring pairs by OpenSearch's own filter; single characters are kept beside them, so
that a query of one character finds too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any, get_type_hints

from county_casebook.publish.search.documents import Passage, SearchDocument

WORDS = frozenset({"title", "keywords", "summary", "heading", "text"})
"""The fields readers' words are looked for in; every other one is a keyword, compared whole."""

_FOLD = ["cjk_width", "lowercase"]
_SETTINGS = {
    "index": {"number_of_shards": 1},
    "analysis": {
        "filter": {"pairs_and_characters": {"type": "cjk_bigram", "output_unigrams": True}},
        "analyzer": {
            "casebook_text": {
                "type": "custom",
                "tokenizer": "standard",
                "filter": [*_FOLD, "pairs_and_characters"],
            },
            "casebook_query": {"type": "custom", "tokenizer": "standard", "filter": [*_FOLD, "cjk_bigram"]},
        },
    },
}
_KEYWORD = {"type": "keyword"}
_TEXT = {"type": "text", "analyzer": "casebook_text", "search_analyzer": "casebook_query"}


def opensearch_files(
    documents: Iterable[SearchDocument], facets: Sequence[str]
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield (name, pieces of the file): the index' settings and mapping, then one bulk action and its document a record."""
    yield "mapping.json", iter((_json(mapping(facets), indent=2),))
    yield "bulk.ndjson", (_action(document) for document in documents)


def mapping(facets: Sequence[str]) -> dict[str, Any]:
    """Return the body that creates the index; a field it does not name is refused."""
    return {
        "settings": _SETTINGS,
        "mappings": {"dynamic": "strict", "properties": _properties(SearchDocument, facets)},
    }


def _properties(shape: type, facets: Sequence[str]) -> dict[str, Any]:
    return {name: _property(name, hint, facets) for name, hint in get_type_hints(shape).items()}


def _property(name: str, hint: object, facets: Sequence[str]) -> dict[str, Any]:
    if hint == tuple[Passage, ...]:
        return {"type": "nested", "properties": _properties(Passage, facets)}
    if hint == Mapping[str, tuple[str, ...]]:
        return {"type": "object", "properties": dict.fromkeys(facets, _KEYWORD)}
    if hint in (str, tuple[str, ...]):
        return _TEXT if name in WORDS else _KEYWORD
    raise TypeError(f"no OpenSearch type for {name}: {hint}")


def _action(document: SearchDocument) -> bytes:
    """Two lines: where the document goes, and the document without its empty fields."""
    stated = {field.name: value for field in fields(document) if (value := getattr(document, field.name))}
    if document.passages:
        stated["passages"] = [
            {name: value for name, value in asdict(passage).items() if value} for passage in document.passages
        ]
    return _json({"index": {"_id": document.id}}) + _json(stated)


def _json(value: object, indent: int | None = None) -> bytes:
    separators = (",", ": ") if indent else (",", ":")
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators, sort_keys=True)
    return text.encode() + b"\n"
