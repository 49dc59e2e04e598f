"""How an editors' collection is met: its introduction, then its cases in the order in which they are best read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.records import Case, Collection
from county_casebook.render.environment import render
from county_casebook.views.entries import Entry, Part, facts_of, part_pages
from county_casebook.views.linked import MOST, Linked, reference, thing
from county_casebook.views.page import Page, root_of
from county_casebook.views.view import View, entry
from county_casebook.views.ways import Group

_MOST = 200
"""Cases that stand on the page of a collection; of more the first, and all of them on pages of their own."""


@dataclass(frozen=True, slots=True)
class CollectionPage:
    """What `kinds/collection/page.html` shows."""

    collection: Collection
    cases: Part
    parts: tuple[Part, ...]
    root: str


class CollectionView(View[Collection]):
    """Cases that editors put side by side."""

    lead: ClassVar[str] = "编者把案例放在一起读，并说明为什么；排列是阅读的先后，不是名次。"
    section: ClassVar[str] = "cases"
    weight: ClassVar[int] = 3

    def page(self, edition: Edition, record: Collection) -> Iterator[Page]:
        """Yield the page of a collection."""
        library, cases = edition.library, edition.library.of(Case)
        entries = tuple(entry(library, cases[key]) for key in record.cases if key in cases)
        listed = Part("按这个顺序读", "cases", entries, f"{record.url}cases/", most=_MOST)
        body = render(
            "kinds/collection/page.html",
            CollectionPage(record, listed, self.parts(library, record), root_of(record.url)),
        )
        yield Page(record.url, record.title, record.summary, body, self.tab)
        yield from part_pages(
            [listed], record.title, section=self.tab, trail=[*self.trail, (record.title, record.url)]
        )
        yield from self.part_pages(edition, record)

    def linked(self, edition: Edition, record: Collection) -> Linked:
        """A page of other pages."""
        held, site = edition.library.of(Case), edition.site
        cases = [f"{Case.kind}/{key}/" for key in record.cases if key in held][:MOST]
        return thing(
            "CollectionPage",
            name=record.title,
            inLanguage="zh-CN",
            hasPart=[reference("Article", site, record.url, url) for url in cases],
        )

    def entry(self, library: Library, record: Collection) -> Entry:
        """How many cases it holds."""
        return Entry(
            record.url,
            record.title,
            record.summary,
            facts_of(f"{held} 个案例" if (held := _held(library, record)) else ""),
        )

    def groups(self, library: Library) -> tuple[Group, ...]:
        """None: a collection has no place."""
        return ()


def _held(library: Library, collection: Collection) -> int:
    """How many cases readers see in it."""
    return sum(key in library.of(Case) for key in collection.cases)


VIEW = CollectionView(Collection)
