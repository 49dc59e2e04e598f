"""The work programmes of provinces become a page: who has one, since when, and what it says (plan 一-4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from county_casebook.ledger.coverage.table import Table
from county_casebook.ledger.coverage.work_programmes import (
    BASE,
    asking,
    held,
    issued_words,
    work_programme_table,
)
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.records import Policy
from county_casebook.records.policy import Point
from county_casebook.render.environment import render
from county_casebook.views.clause_links import ClauseLink, clause_links
from county_casebook.views.lacking import call_url
from county_casebook.views.page import Page, PageUnit, Unit, root_of


@dataclass(frozen=True, slots=True)
class ProgrammeText:
    """One work programme: its place, itself, when it was issued, its points, each with what stands beside it."""

    anchor: str
    province: str
    policy: Policy
    issued: str
    points: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WorkProgrammesPage:
    """What `pages/work_programmes.html` shows."""

    asked: list[ClauseLink]
    table: Table
    texts: tuple[ProgrammeText, ...]
    has_duties: bool
    call: str
    root: str


def work_programme_pages(edition: Edition) -> Iterator[PageUnit]:
    """Yield the unit of `/work-programmes/` when a policy of the library asks the provinces for programmes of their own."""
    plans = asking(edition.library)
    if plans:
        yield Unit(BASE, partial(_page, edition.library, plans))


def _page(library: Library, plans: tuple[Policy, ...]) -> Iterator[Page]:
    table = work_programme_table(library)
    shown = WorkProgrammesPage(
        asked=clause_links(library, [plan.work_programmes or "" for plan in plans]),
        table=table,
        texts=tuple(_texts(library, plans)),
        has_duties=any(policy.duties for policy in library.of(Policy).values()),
        call=call_url(library),
        root=root_of(BASE),
    )
    body = render("pages/work_programmes.html", shown)
    yield Page(BASE, table.title, f"{table.title}：{table.summary}。", body, "duties")


def _texts(library: Library, plans: tuple[Policy, ...]) -> Iterator[ProgrammeText]:
    """Every work programme held; the first of a province has the anchor that the table leads to."""
    for plan in plans:
        for line in held(library, plan):
            for order, policy in enumerate(line.policies):
                anchor = f"{plan.id}-{line.province.code}" if order == 0 else ""
                points = tuple((point.point, _beside(point)) for point in policy.points)
                yield ProgrammeText(anchor, line.province.name, policy, issued_words(policy), points)


def _beside(point: Point) -> str:
    """Which clause a point is from, until when and by whom it is to be done."""
    return "，".join(filter(None, (point.clause, point.due, point.responsible)))
