"""What an index made of our entries answers to the requests of the search page: the few forms of queries the page uses, by their meaning.

A form or a field that the mapping does not know is a KeyError. What a real engine makes of the same requests is measured
beside the suite, in `benchmarks/opensearch`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from county_casebook.publish.search.opensearch import Entry, index_body

Document = dict[str, Any]
Score: TypeAlias = float | None
"""How well a document answers; None where it does not."""


class Endpoint:
    """Entries, asked with the bodies of `_search`."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        mappings = index_body([])["mappings"]
        self._fields = set(_fields(mappings["properties"]))
        self._left_out = mappings["_source"]["excludes"]
        self._documents = [json.loads(entry.line) for entry in entries]
        self.asked: list[Document] = []

    def answer(self, body: Document) -> Document:
        self.asked.append(body)
        found = [
            (score, each)
            for each in self._documents
            if (score := self._score(body["query"], each)) is not None
        ]
        found.sort(key=lambda pair: self._place(body.get("sort", ()), *pair))
        first = body.get("from", 0)
        hits = [self._hit(body, *pair) for pair in found[first : first + body["size"]]]
        counts = {
            name: self._counts(part, [each for _, each in found])
            for name, part in body.get("aggs", {}).items()
        }
        total = {"total": {"value": len(found)}} if body.get("track_total_hits") else {}
        return {
            "timed_out": False,
            "_shards": {"failed": 0},
            "hits": {**total, "hits": hits},
            "aggregations": counts,
        }

    def _hit(self, body: Document, score: float, document: Document) -> Document:
        wanted = body.get("_source") or [name for name in document if name not in self._left_out]
        values = {name: self._values(document, name) for name in body.get("docvalue_fields", ())}
        first = [score] if "_score" in body.get("sort", ()) else []
        source = {name: document[name] for name in wanted if name in document}
        return {"_id": document["id"], "_source": source, "fields": values, "sort": first}

    def _values(self, document: Document, field: str) -> list[Any]:
        if field not in self._fields:
            raise KeyError(field)
        value: Any = document
        for part in field.split("."):
            value = value.get(part, []) if isinstance(value, dict) else []
        return value if isinstance(value, list) else [value]

    def _score(self, query: Document, document: Document) -> Score:
        ((form, told),) = query.items()
        score: Score = getattr(self, f"_{form}")(told, document)
        return score

    def _bool(self, told: Document, document: Document) -> Score:
        must = [self._score(each, document) for each in told.get("must", ())]
        kept = [self._score(each, document) for each in told.get("filter", ())]
        should = [self._score(each, document) for each in told.get("should", ())]
        counted = [score for score in (*must, *should) if score is not None]
        if None in must + kept or (should and not must + kept and not counted):
            return None
        return sum(counted) * float(told.get("boost", 1))

    def _dis_max(self, told: Document, document: Document) -> Score:
        scores = [self._score(each, document) for each in told["queries"]]
        return max((score for score in scores if score is not None), default=None)

    def _match_phrase(self, told: Document, document: Document) -> Score:
        ((field, asked),) = told.items()
        assert asked["analyzer"] == "whitespace"
        terms = asked["query"].split(" ")
        held = any(_holds(text.split(" "), terms) for text in self._values(document, field))
        return float(asked["boost"]) if held else None

    def _multi_match(self, told: Document, document: Document) -> Score:
        terms = told["query"].split(" ")
        least = max(1, len(terms) * int(told["minimum_should_match"].removesuffix("%")) // 100)
        best: Score = None
        for field, weight in (each.split("^") for each in told["fields"]):
            texts = [text.split(" ") for text in self._values(document, field)]
            count = sum(any(_holds(text, [term]) for text in texts) for term in terms)
            if count >= least:
                best = max(best or 0, float(weight) * count)
        return best

    def _match_all(self, _told: Document, _document: Document) -> Score:
        return 1

    def _match_none(self, _told: Document, _document: Document) -> Score:
        return None

    def _exists(self, told: Document, document: Document) -> Score:
        return 1 if self._values(document, told["field"]) else None

    def _terms(self, told: Document, document: Document) -> Score:
        ((field, values),) = told.items()
        return 1 if set(values) & set(self._values(document, field)) else None

    def _term(self, told: Document, document: Document) -> Score:
        ((field, value),) = told.items()
        return 1 if value in self._values(document, field) else None

    def _prefix(self, told: Document, document: Document) -> Score:
        ((field, value),) = told.items()
        return 1 if any(held.startswith(value) for held in self._values(document, field)) else None

    def _constant_score(self, told: Document, document: Document) -> Score:
        return self._score(told["filter"], document)

    def _place(self, sort: Sequence[Any], score: float, document: Document) -> list[Any]:
        """Where a document stands: each key as something that can be compared, what is missing last."""
        place: list[Any] = []
        for key in sort:
            if key == "_score":
                place.append(-score)
                continue
            ((field, told),) = key.items()
            values = self._values(document, field)
            down = (told["order"] if isinstance(told, Mapping) else told) == "desc"
            place.append((not values, [_turned(value, down) for value in values[:1]]))
        return place

    def _counts(self, part: Document, documents: list[Document]) -> Document:
        told = part["aggs"]["values"]["terms"]
        counts: dict[str, int] = {}
        for document in documents:
            if self._score(part["filter"], document) is not None:
                for value in self._values(document, told["field"]):
                    counts[value] = counts.get(value, 0) + 1
        rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
        if told.get("order") == {"_key": "desc"}:
            rows.sort(reverse=True)
        return {"values": {"buckets": [{"key": key, "doc_count": count} for key, count in rows]}}


def _turned(value: Any, down: bool) -> Any:
    """A value that is compared the other way round with `down`."""
    if not down:
        return value
    return [-ord(sign) for sign in value] if isinstance(value, str) else -value


def _fields(properties: Mapping[str, Any], before: str = "") -> Iterator[str]:
    for name, shape in properties.items():
        yield from (
            _fields(shape["properties"], f"{before}{name}.") if "properties" in shape else [before + name]
        )


def _holds(tokens: list[str], terms: list[str]) -> bool:
    """Whether terms, each a token or two neighbouring ones, stand one after another."""
    known = [{token, "".join(tokens[at : at + 2])} for at, token in enumerate(tokens)]
    return any(
        all(term in known[at + order] for order, term in enumerate(terms))
        for at in range(len(tokens) - len(terms) + 1)
    )
