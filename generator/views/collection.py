"""An editors' collection becomes its page: the introduction, then its cases in the order in which they are best read."""

from __future__ import annotations

from collections.abc import Iterator

from generator.link import Library
from generator.records import Case, Collection
from generator.render.environment import render
from generator.views.lists import entry
from generator.views.page import Page, root_of


def collection_pages(library: Library) -> Iterator[Page]:
    """Yield the page of every collection."""
    for collection in library.of(Collection).values():
        cases = [entry(library, library.of(Case)[key]) for key in collection.cases if key in library.of(Case)]
        body = render(
            "records/collection.html", collection=collection, cases=cases, root=root_of(collection.url)
        )
        yield Page(collection.url, collection.title, collection.summary, body, "cases")
