"""The page of how fresh the library is: the last day of every column, and the questions that wait. It does not say what day it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from county_casebook.ledger.freshness import Column, Waiting, freshness
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.render.environment import render
from county_casebook.schema.fields import CoarseDate
from county_casebook.views.page import Page, PageUnit, Unit

HEALTH = "health/"


@dataclass(frozen=True, slots=True)
class HealthPage:
    """What `pages/health.html` shows: columns and questions with their days in words, and the last day of all."""

    columns: tuple[tuple[Column, str], ...]
    waiting: tuple[tuple[Waiting, str], ...]
    latest: str
    root: str


def health_page(edition: Edition) -> Iterator[PageUnit]:
    """Yield the unit of the page; nothing where the library has no record."""
    if any(edition.library.kinds.values()):
        yield Unit(HEALTH, partial(_health, edition.library))


def _health(library: Library) -> Iterator[Page]:
    found = freshness(library)
    columns = tuple((column, _chinese(column.last)) for column in found.columns)
    waiting = tuple((question, _chinese(question.asked)) for question in found.waiting)
    body = render("pages/health.html", HealthPage(columns, waiting, _chinese(found.last), "../"))
    yield Page(HEALTH, "更新情况", "各栏目最近一次收录或更新是哪一天，哪些提问还没有回答。", body)


def _chinese(day: str) -> str:
    return CoarseDate.parse(day).chinese if day else ""


__all__ = ["HEALTH", "health_page"]
