"""Queries become requests as the page makes them, and their answers times and counts."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from benchmarks.search.queries import known_items
from benchmarks.search.truth import document_number
from county_casebook.publish.search.documents import SearchDocument
from tests.js.engine import Engine

NUMBER = 200


def queries(documents: Sequence[SearchDocument]) -> list[str]:
    """200 queries whose answers are known to exist."""
    return [query.text for query in known_items(documents)][:NUMBER]


class Asker:
    """Asks one node, with the bodies that the page's own modules make."""

    def __init__(self, url: str, alias: str, synonyms: Sequence[Sequence[str]]) -> None:
        self._engine = Engine("search/endpoint-queries.js")
        self._synonyms, self._path = json.dumps(synonyms), f"/{alias}/_search"
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)

    def body(self, query: str, shown: int = 10) -> Any:
        asked = f"casebook.exactQuery({json.dumps(query)}, {self._synonyms}, []).asked"
        return self._engine.run(f"casebook.searchBody({asked}, {{ chosen: {{}}, shown: {shown} }})")

    def ask(self, body: Any) -> tuple[Any, float]:
        """The answer, and the milliseconds until it was read."""
        data = json.dumps(body).encode()
        begun = time.perf_counter()
        self._connection.request("POST", self._path, data, {"Content-Type": "application/json"})
        read = self._connection.getresponse().read()
        return json.loads(read), (time.perf_counter() - begun) * 1000

    def found(self, query: str, shown: int) -> frozenset[str]:
        """The addresses of all records found; a document number is tried first, as the page does."""
        for form in filter(None, (document_number(query), query)):
            hits = self.ask(self.body(form, shown))[0]["hits"]["hits"]
            if hits:
                return frozenset(hit["_source"]["url"] for hit in hits)
        return frozenset()


def percentiles(times: Sequence[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    ordered = sorted(times)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
