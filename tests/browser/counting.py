"""How many records of the real content the search must find: by comparing strings, without any index."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from benchmarks.search.truth import Truth
from county_casebook.build import check_content
from county_casebook.publish.search.documents import SearchDocument
from county_casebook.publish.search.searchable import search_documents

ROOT = Path(__file__).parents[2]


@cache
def _held() -> tuple[Mapping[str, SearchDocument], Truth]:
    library = check_content(ROOT / "content").library.published()
    documents = {document.url: document for document in search_documents(library)}
    return documents, Truth(documents.values(), [group.terms for group in library.synonyms])


def counted(query: str = "", **chosen: str) -> int:
    """Return how many published records hold a query, or a synonym of its words, and have what is chosen of each facet."""
    documents, truth = _held()
    urls = truth.holding(query, synonyms=True) if query else documents
    return sum(
        all(value in documents[url].facets.get(facet, ()) for facet, value in chosen.items()) for url in urls
    )
