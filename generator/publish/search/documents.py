"""What the search knows of a record: its words by field, and the facets readers choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FACETS = ("类型", "省份", "地带", "县（市）", "主题", "计划", "对象", "称号", "证据等级", "年份")
"""The facets, named as readers see them."""

LAZY_FACET = "县（市）"
"""The facet offered only after a province is chosen: its column is a file of its own."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A section of a case or a clause of a policy; `anchor` is its address on the page, empty for the top."""

    heading: str
    text: str
    anchor: str = ""


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
