"""The coverage tables become pages: one with all of them, and one of its own for each that is long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from county_casebook.ledger.coverage import Table, coverage, programme_matrix
from county_casebook.ledger.ledger import ledger
from county_casebook.ledger.words import laid_down_in
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.records import Policy
from county_casebook.records.policy import Measure
from county_casebook.render.environment import render
from county_casebook.views.entries import Slice, sliced
from county_casebook.views.lacking import call_url
from county_casebook.views.page import Page, PageUnit, Unit, root_of
from county_casebook.views.ways import Way, table_ways

BASE = "duties/coverage/"
_SHOWN = 12
"""Rows of a long table on the page of all; a matrix of more than `_WIDE` counties is told by province."""
_WIDE = 60
_WHOLE = ("provinces", "shares", "programme-shares", "programmes")
_LEADS = {
    "provinces": "只计本库的记录；0 表示本库没有记录，不表示当地没有。",
    "shares": "按本级口径，先取决算；缺分子或分母的不算，也不当作没有达标。",
    "programme-shares": "各项计划的案例落在多少县（市）；是否欠发达没有依据的不算进占比。",
    "programmes": "表中数字是案例数；地市、省一级的案例不计入县。",
    "clauses": "一条连同它下面各款各项一起数，同一案例只数一次。",
    "funds": "省级的钱，一格一个计划；没有记录的写不详，不当作没有设。",
    "work-programmes": "只数写明落实整份文件或要求制订方案那一条的省级文件。",
    "weak": "列在这里，供安排结对时查找；政策要求谁帮，见上面的表。",
}
_OWED: dict[str, Measure] = {"advanced": "advanced_pairings", "zones": "zone_pairings"}
"""Tables that follow from a duty, which says itself what is asked."""
_ELSEWHERE = {"funds": "funds/", "work-programmes": "work-programmes/"}
"""Tables that stand whole on a page of their own."""


def _lead(library: Library, table_id: str) -> str:
    """What stands under the heading of a table: the library's own words, else the duty behind it, else ours."""
    owed = [
        f"{laid_down_in(library, state.duty)}：{state.duty.statement}"
        for state in ledger(library)
        if state.duty.measure == _OWED.get(table_id)
    ]
    return library.lead(f"coverage-{table_id}", "".join(owed) or _LEADS.get(table_id, ""))


@dataclass(frozen=True, slots=True)
class Section:
    """One table on the page of all: its first rows, and where the rest stands (empty: nowhere)."""

    table: Table
    lead: str
    rows: tuple[object, ...]
    rest: str
    empty: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """What `pages/coverage.html` shows."""

    sections: list[Section]
    ways: tuple[Way, ...]
    call: str
    root: str


@dataclass(frozen=True, slots=True)
class TablePage:
    """What `pages/coverage_table.html` shows."""

    table: Table
    title: str
    lead: str
    rows: tuple[object, ...]
    part: Slice | None
    root: str


def coverage_pages(edition: Edition) -> Iterator[PageUnit]:
    """Yield the unit of `/duties/coverage/` and its long tables when a policy of the library lays down duties."""
    if any(policy.duties for policy in edition.library.of(Policy).values()):
        yield Unit(BASE, partial(_coverage, edition.library))


def _coverage(library: Library) -> Iterator[Page]:
    """Yield the page of all tables, then those of the long ones."""
    tables = dict(coverage(library))
    wide = len(tables["programmes"].rows) > _WIDE
    if wide:
        tables["programmes"] = programme_matrix(library, by_province=True)
    sections = [_section(library, table) for table in tables.values()]
    body = render(
        "pages/coverage.html", CoveragePage(sections, table_ways(library), call_url(library), root_of(BASE))
    )
    description = "未结对的名单，各省的记录，计划到了哪些县，条款有哪些案例：按本库记录统计。"
    yield Page(BASE, "覆盖情况", description, body, "duties")
    for section in sections:
        if section.rest and section.table.id not in _ELSEWHERE:
            yield from _long(section.table, section.lead)
    if wide:
        yield from _by_province(library)


def _section(library: Library, table: Table) -> Section:
    table, empty = table.without_empty_columns()
    whole = table.id in _WHOLE or len(table.rows) <= _SHOWN
    rows = table.rows if whole else table.rows[:_SHOWN]
    rest = _ELSEWHERE.get(table.id) or ("" if whole else f"{BASE}{table.id}/")
    return Section(table, _lead(library, table.id), rows, rest if table.rows else "", empty)


def _long(table: Table, lead: str) -> Iterator[Page]:
    for part in sliced(f"{BASE}{table.id}/", table.rows):
        yield _page(table, lead, part.members, part.url, part)


def _by_province(library: Library) -> Iterator[Page]:
    for province in library.divisions.provinces:
        table = programme_matrix(library, within=province.name)
        if table.rows:
            url, lead = f"{BASE}programmes/{province.code}/", _lead(library, table.id)
            yield _page(table, lead, table.rows, url, where=province.name)


def _page(
    table: Table, lead: str, rows: tuple[object, ...], url: str, part: Slice | None = None, *, where: str = ""
) -> Page:
    title = f"{where}：{table.title}" if where else table.title
    shown = TablePage(table, title, lead, rows, part, root_of(url))
    body = render("pages/coverage_table.html", shown)
    name = title if part is None or part.number == 1 else f"{title}（第 {part.number} 页）"
    return Page(url, name, f"{title}：{table.summary}", body, "duties")
