"""How a technique is met: what it is and needs, what it costs, where it fits, and the cases that use it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from county_casebook.library.library import Library
from county_casebook.records import Case, Technique
from county_casebook.records.record import label
from county_casebook.views.entries import Entry, facts_of
from county_casebook.views.view import Backlink, View


class TechniqueView(View[Technique]):
    """Techniques."""

    lead: ClassVar[str] = (
        "几个县都用得上的品种、工艺、装备和组织办法：需要什么、花多少钱、在哪里合用、向谁请教。"
    )
    counted: ClassVar[str] = "项技术"
    section: ClassVar[str] = "cases"
    weight: ClassVar[int] = 3
    facets: ClassVar[tuple[str, ...]] = ("主题", "对象")
    chosen_by: ClassVar[tuple[str, ...]] = ("type", "terrain", "industry")
    compares: ClassVar[bool] = True
    backlinks: ClassVar[tuple[Backlink, ...]] = (
        Backlink("themes", "用得上的技术", "techniques"),
        Backlink("advice.organization", "能指点的技术", "techniques"),
        Backlink("audiences", "他们用得上的技术", "techniques"),
    )

    def entry(self, library: Library, record: Technique) -> Entry:
        """Its type, how many cases use it, and its themes."""
        used = len(library.citing(record, Case, "techniques"))
        facts = facts_of(
            label(record, record.type),
            f"{used} 个案例用到" if used else "",
            "、".join(library.titles("themes", record.themes)),
        )
        return Entry(record.url, record.title, record.summary, facts, compared=record.key)

    def words(self, library: Library, record: Technique) -> Iterator[str]:
        """Its other names and its themes."""
        yield from record.also_called
        yield from library.titles("themes", record.themes)

    def alternatives(self, record: Technique) -> tuple[str, ...]:
        """Its other names."""
        return record.also_called

    def facet_values(self, library: Library, record: Technique) -> Mapping[str, Sequence[str]]:
        """Its themes and audiences."""
        return {
            "主题": library.titles("themes", record.themes),
            "对象": library.titles("audiences", record.audiences),
        }


VIEW = TechniqueView(Technique)
