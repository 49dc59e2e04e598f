"""Search documents become an index for OpenSearch, for libraries that outgrow a static index: its settings, and an entry a record.

Texts go in as our own tokenizer cuts them (`words`), a run a value, so that the engine finds exactly what the static index
finds; its part is to join neighbours into pairs and to count. Queries are pairs already, or single tokens where synonyms are
to stand in: those are a filter of the index's own. What results show is kept beside, and `words` is not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from county_casebook.library.library import Library
from county_casebook.publish.search.documents import SearchDocument, Suggestion
from county_casebook.publish.search.folding import runs
from county_casebook.publish.search.searchable import (
    facet_names,
    search_document,
    suggestion_of,
    term_suggestions,
)
from county_casebook.publish.search.suggestions import keys
from county_casebook.text.pinyin import pinyin

WORDS = ("title", "keywords", "summary", "body")
"""The parts of `words`, as `tokenizer.FIELD_STARTS` orders them."""

_GAP = 8
"""Positions between two runs, so that no phrase crosses them."""

_KEYWORD = {"type": "keyword"}
_SHOWN = {"type": "keyword", "index": False, "doc_values": False}
_KEPT = {"type": "object", "enabled": False}
_TEXT = {
    "type": "text",
    "analyzer": "casebook_text",
    "search_analyzer": "casebook_query",
    "position_increment_gap": _GAP,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the index: its id, its JSON on one line, and the checksum that stands in it too."""

    id: str
    line: bytes
    checksum: str


def index_body(synonyms: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Return the body that creates the index; a field it does not name is refused."""
    return {
        "settings": {"index": _INDEX, "analysis": _analysis(synonyms)},
        "mappings": {
            "dynamic": "strict",
            "_source": {"excludes": ["words", "order", "suggest", "checksum"]},
            "properties": {
                **dict.fromkeys(("id", "checksum"), _KEYWORD),
                **dict.fromkeys(("url", "kind", "title", "summary", "grade", "facts", "keywords"), _SHOWN),
                "passages": _KEPT,
                "words": {"properties": dict.fromkeys(WORDS, _TEXT)},
                "facets": {"properties": dict.fromkeys(facet_names(), _KEYWORD)},
                "order": {"properties": {"year": _KEYWORD, "place": _KEYWORD}},
                "suggest": {"properties": {"keys": _KEYWORD, "weight": {"type": "byte"}, "length": {"type": "short"}}},
            },
        },
    }  # fmt: skip


_INDEX = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}
"""One shard counts facets exactly; a copy stands on a second node where there is one."""


def _analysis(synonyms: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Pairs beside single tokens where texts are read; synonyms where queries are."""
    return {
        "filter": {
            "casebook_pairs": {
                "type": "shingle",
                "min_shingle_size": 2,
                "max_shingle_size": 2,
                "token_separator": "",
            },
            "casebook_synonyms": {"type": "synonym_graph", "synonyms": list(_rules(synonyms))},
        },
        "analyzer": {
            "casebook_text": {"type": "custom", "tokenizer": "whitespace", "filter": ["casebook_pairs"]},
            "casebook_query": {"type": "custom", "tokenizer": "whitespace", "filter": ["casebook_synonyms"]},
        },
    }


def _rules(synonyms: Sequence[Sequence[str]]) -> Iterator[str]:
    """The groups as rules; a term of several runs is no phrase, so the page asks for it in words of its own."""
    for group in synonyms:
        cut = [" ".join(found[0]) for term in group if len(found := runs(term)) == 1]
        if len(cut) > 1:
            yield ", ".join(cut)


def entries(library: Library) -> Iterator[Entry]:
    """Yield an entry a record, in a fixed order, then one a term that only a search box offers."""
    for record in library.records():
        yield entry(search_document(library, record), suggestion_of(library, record))
    for term in term_suggestions(library):
        shown = {"id": term.url.strip("/"), "url": term.url, "kind": term.kind, "title": term.text}
        yield _entry({**shown, "suggest": _suggest(term)})


def entry(document: SearchDocument, suggestion: Suggestion) -> Entry:
    """Return a record's entry, without its empty fields."""
    shown: dict[str, Any] = {
        field.name: value for field in fields(document) if (value := getattr(document, field.name))
    }
    if document.passages:
        shown["passages"] = [[each.heading, each.text, each.place] for each in document.passages]
    return _entry(
        {**shown, "words": _words(document), "order": _order(document), "suggest": _suggest(suggestion)}
    )


def _entry(stated: dict[str, Any]) -> Entry:
    line = _json({name: value for name, value in stated.items() if value})
    checksum = hashlib.sha256(line).hexdigest()[:24]
    return Entry(stated["id"], line[:-1] + b',"checksum":"' + checksum.encode() + b'"}', checksum)


def _words(document: SearchDocument) -> dict[str, list[str]]:
    """The texts of each part as runs of tokens."""
    body = (text for passage in document.passages for text in (passage.heading, passage.text))
    texts = zip(WORDS, ((document.title,), document.keywords, (document.summary,), body), strict=True)
    cut = {part: [run for text in found for run in _runs(text)] for part, found in texts}
    return {part: found for part, found in cut.items() if found}


@lru_cache(maxsize=1 << 16)
def _runs(text: str) -> tuple[str, ...]:
    """The runs of a text, each as its tokens; kept, since records repeat headings, names and words, and entries are made twice."""
    return tuple(" ".join(run) for run in runs(text))


def _order(document: SearchDocument) -> dict[str, str]:
    """What lists are sorted by: the latest year; the first province and county as they are read aloud."""
    facets = document.facets
    place = [min(facets.get(facet, ("",))) for facet in ("省份", "县（市）")]
    year = max(facets.get("年份", ("",)))
    read = "/".join(" ".join(pinyin(name)) for name in place)
    return {**({"year": year} if year else {}), **({"place": read} if place[0] else {})}


def _suggest(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "keys": sorted(set(filter(None, keys(suggestion)))),
        "weight": suggestion.weight,
        "length": len(suggestion.text),
    }


def opensearch_files(library: Library) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield (name, pieces of the file): the index' settings and mapping, then one bulk action and its document a record."""
    yield "mapping.json", iter((_json(index_body(synonyms_of(library)), indent=2) + b"\n",))
    yield (
        "bulk.ndjson",
        (b'{"index":{"_id":%b}}\n%b\n' % (_json(each.id), each.line) for each in entries(library)),
    )


def synonyms_of(library: Library) -> list[list[str]]:
    """The library's groups of words that mean the same."""
    return [list(group.terms) for group in library.synonyms]


def page_files(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield what the page must know of an index it cannot read itself: the synonyms, to name them and to leave them out."""
    yield "search/engine.json", _json({"synonyms": synonyms_of(library)})


def _json(value: object, indent: int | None = None) -> bytes:
    separators = (",", ": ") if indent else (",", ":")
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators, sort_keys=True)
    return text.encode()
