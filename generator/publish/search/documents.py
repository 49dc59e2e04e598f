"""What the search knows of a record: its words by field, and the facets readers choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FACETS = ("类型", "省份", "地带", "县（市）", "主题", "计划", "对象", "称号", "证据等级", "年份")
"""The facets, named as readers see them."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A section of a case or a clause of a policy; `anchor` is its address on the page, empty for the top."""

    heading: str
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One record as the search sees it; `url` is relative to the site's root, `date` ISO and possibly coarse."""

    id: str
    url: str
    kind: str
    title: str
    summary: str
    date: str = ""
    county: str = ""
    keywords: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
