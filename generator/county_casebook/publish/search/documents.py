"""What the search knows of a record: its words by field, and the facets readers choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from county_casebook.views.view import Passage

LAZY_FACET = "县（市）"
"""The facet offered only after a province is chosen: its column is a file of its own."""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One record as the search sees it; `url` is relative to the site's root, `grade` and `facts` are only shown."""

    id: str
    url: str
    kind: str
    title: str
    summary: str
    grade: str = ""
    facts: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a search box offers while a reader types; `weight` 0 comes first."""

    text: str
    kind: str
    url: str
    weight: int
    alternatives: tuple[str, ...] = ()


__all__ = ["LAZY_FACET", "Passage", "SearchDocument", "Suggestion"]
