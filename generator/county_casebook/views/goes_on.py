"""What a first page says of the later ones that a long page goes on on: where each begins, and the anchors that stand in it."""

from __future__ import annotations

from dataclasses import dataclass

ANCHORS = 2_000
"""Anchors of later pages that a first page keeps at most."""


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A heading of a later page, with its anchor; empty where it has none."""

    words: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class LaterPage:
    """One later page: its number, its address as links of the first page name it, what stands in it, and its other anchors."""

    number: int
    url: str
    places: tuple[NamedPlace, ...]
    anchors: tuple[str, ...]
