"""The four-level chain becomes its board, the list behind every count, and each county's four levels in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import cast

from county_casebook.ledger.chain import TASK_SIGNS, TASK_WORDS, Chain, TaskState, chains, is_asked
from county_casebook.ledger.chain_board import (
    BASE,
    COUNTIES,
    LISTS,
    ChainLine,
    ChainList,
    board,
    board_summary,
    chain_lists,
)
from county_casebook.ledger.coverage import Table
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.render.environment import render
from county_casebook.views.chain import ChainTable, TaskLine, chain_table, task_line
from county_casebook.views.entries import Slice, sliced
from county_casebook.views.page import Page, PageUnit, Unit, root_of

_TITLE = "四级任务"
_LEAD = (
    "国家、省、地、县四级各欠什么、到什么时候、由哪条记录证明做成。状态只按本库的记录算出："
    "没有任务记录的一级写“缺”，不等于没有任务。"
)
_SHOWN = 12
"""Counties whose four levels stand on the board itself, the worst first; all stand on pages of their own."""


@dataclass(frozen=True, slots=True)
class CountyChain:
    """One county of the board: its name, its province, and its four levels."""

    name: str
    province: str
    table: ChainTable


@dataclass(frozen=True, slots=True)
class BoardPage:
    """What `pages/chain.html` shows."""

    lead: str
    summary: str
    table: Table
    chains: tuple[CountyChain, ...]
    total: int
    rest: str
    root: str


@dataclass(frozen=True, slots=True)
class CountiesPage:
    """What `pages/chain_counties.html` shows."""

    chains: tuple[CountyChain, ...]
    part: Slice
    total: int
    root: str


@dataclass(frozen=True, slots=True)
class ListedLine:
    """One line of a list: whose it is, its office, its task (None: the level has none), its state."""

    name: str
    province: str
    url: str
    office: str
    task: TaskLine | None
    state: TaskState


@dataclass(frozen=True, slots=True)
class ListPage:
    """What `pages/chain_list.html` shows."""

    title: str
    words: str
    lines: tuple[ListedLine, ...]
    part: Slice
    signs: dict[TaskState, str]
    words_of: dict[TaskState, str]
    root: str


def chain_pages(edition: Edition) -> Iterator[PageUnit]:
    """Yield the units of the board where a policy wants four levels to answer, of every county, of the lists behind the counts."""
    library = edition.library
    if is_asked(library):
        yield Unit(BASE, partial(_board, library))
        yield Unit(COUNTIES, partial(_counties, library))
        for below in LISTS:
            yield Unit(below, partial(_lists, library, below))


def _board(library: Library) -> Iterator[Page]:
    """Yield the board."""
    found = chains(library)
    rest = COUNTIES if len(found) > _SHOWN else ""
    first = tuple(_county(library, chain) for chain in found[:_SHOWN])
    summary = board_summary(library)
    shown = BoardPage(_LEAD, summary, board(library), first, len(found), rest, root_of(BASE))
    yield Page(BASE, _TITLE, f"{_TITLE}：{summary}", render("pages/chain.html", shown), "duties")


def _county(library: Library, chain: Chain) -> CountyChain:
    division = library.division(chain.county)
    province = division.province if division else ""
    return CountyChain(library.name(chain.county), province, chain_table(library, chain))


def _counties(library: Library) -> Iterator[Page]:
    """Yield the four levels of every county; nothing where all of them stand on the board."""
    found = chains(library)
    for part in sliced(COUNTIES, found) if len(found) > _SHOWN else ():
        listed = tuple(_county(library, chain) for chain in cast("tuple[Chain, ...]", part.members))
        body = render("pages/chain_counties.html", CountiesPage(listed, part, len(found), root_of(part.url)))
        yield Page(part.url, _paged("各县（市）的四级任务", part), "各县（市）的四级任务", body, "duties")


def _paged(title: str, part: Slice) -> str:
    return title if part.number == 1 else f"{title}（第 {part.number} 页）"


def _lists(library: Library, below: str) -> Iterator[Page]:
    """Yield the lists behind those counts whose addresses lie below one."""
    for behind in chain_lists(library).values():
        if behind.lines and behind.url.startswith(below):
            yield from _list(library, behind)


def _list(library: Library, behind: ChainList) -> Iterator[Page]:
    for part in sliced(behind.url, behind.lines):
        lines = tuple(_line(library, line) for line in cast("tuple[ChainLine, ...]", part.members))
        shown = ListPage(behind.title, behind.words, lines, part, TASK_SIGNS, TASK_WORDS, root_of(part.url))
        body = render("pages/chain_list.html", shown)
        yield Page(part.url, _paged(behind.title, part), f"{behind.title}：{behind.words}", body, "duties")


def _line(library: Library, line: ChainLine) -> ListedLine:
    division = library.division(line.chain.county)
    task = task_line(library, line.owed, line.link.office) if line.owed else None
    return ListedLine(
        library.name(line.chain.county),
        division.province if division else "",
        f"{line.chain.county.url}#{line.chain.anchor}",
        line.link.office,
        task,
        line.state,
    )
