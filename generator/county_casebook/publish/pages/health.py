"""The page of how fresh the library is: the last day of every column, and the questions that wait. It does not say what day it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from county_casebook.ledger.freshness import Freshness, freshness
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.render.environment import render
from county_casebook.views.page import Page, PageUnit, Unit

HEALTH = "health/"


@dataclass(frozen=True, slots=True)
class HealthPage:
    """What `pages/health.html` shows."""

    found: Freshness
    root: str


def health_page(edition: Edition) -> Iterator[PageUnit]:
    """Yield the unit of the page; nothing where the library has no record."""
    if any(edition.library.kinds.values()):
        yield Unit(HEALTH, partial(_health, edition.library))


def _health(library: Library) -> Iterator[Page]:
    body = render("pages/health.html", HealthPage(freshness(library), "../"))
    yield Page(HEALTH, "更新情况", "各栏目最近一次收录或更新是哪一天，哪些提问还没有回答。", body)


__all__ = ["HEALTH", "health_page"]
