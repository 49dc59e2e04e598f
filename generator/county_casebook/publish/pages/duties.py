"""The duty ledger becomes its pages: one row a duty, and for each the whole list behind it, 50 lines a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from county_casebook.ledger.chain import is_asked
from county_casebook.ledger.counting import counting_words
from county_casebook.ledger.ledger import (
    STATE_SIGNS,
    STATE_WORDS,
    DutyResult,
    LedgerEntry,
    ResultLine,
    State,
    ledger,
    owed_words,
)
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.records import Policy
from county_casebook.records.policy import Duty
from county_casebook.render.environment import render
from county_casebook.views.clause_links import ClauseLink, clause_links
from county_casebook.views.entries import Slice, sliced
from county_casebook.views.page import Page, PageUnit, Unit, root_of

_INLINE = 12
"""Lines shown in the ledger itself, gaps first; the rest stands on the duty's own page."""


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One duty as the ledger shows it."""

    duty: Duty
    url: str
    clause: ClauseLink | None
    owed: str
    counting: tuple[str, ...]
    found: DutyResult
    sign: str
    word: str
    lines: tuple[ResultLine, ...]
    counts: str

    @property
    def counted(self) -> bool:
        """Whether it owes a number; else it owes a date alone."""
        return not self.duty.due or any((self.duty.at_least, self.duty.at_most, self.duty.out_of))

    @property
    def first(self) -> tuple[ResultLine, ...]:
        """The lines shown in the ledger itself."""
        return self.lines[:_INLINE]

    @property
    def caption(self) -> str:
        """What the list in the ledger is called; it says so when more lines stand on the duty's own page."""
        return "缺口在前" if len(self.lines) <= _INLINE else f"缺口在前，先列 {_INLINE} 行"


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """What `pages/duties.html` shows."""

    rows: list[DutyRow]
    counts: list[tuple[str, str, int]]
    has_lists: bool
    has_chain: bool
    signs: Mapping[State, str]
    words: Mapping[State, str]
    root: str


@dataclass(frozen=True, slots=True)
class DutyPage:
    """What `pages/duty.html` shows."""

    row: DutyRow
    part: Slice
    caption: str
    signs: Mapping[State, str]
    words: Mapping[State, str]
    root: str


def duty_pages(edition: Edition) -> Iterator[PageUnit]:
    """Yield the units of `/duties/` when a policy of the library lays down duties, and of every list behind one."""
    library = edition.library
    duties = [duty for policy in library.of(Policy).values() for duty in policy.duties]
    if duties:
        yield Unit("duties/", partial(_ledger, library))
    for position, duty in enumerate(duties):
        yield Unit(f"duties/{duty.id}/", partial(_list, library, position))


def _ledger(library: Library) -> Iterator[Page]:
    """Yield the ledger: a row for each duty."""
    states = ledger(library)
    rows = [_row(library, state) for state in states]
    counts = [
        (STATE_SIGNS[key], STATE_WORDS[key], sum(state.state == key for state in states))
        for key in STATE_WORDS
    ]
    shown = LedgerPage(
        rows, counts, any(row.lines for row in rows), is_asked(library), STATE_SIGNS, STATE_WORDS, "../"
    )
    description = "政策规定的每一项数目与期限，按本库记录逐次核算：达标、未达标或缺数据。"
    yield Page("duties/", "责任台账", description, render("pages/duties.html", shown), "duties")


def _row(library: Library, state: LedgerEntry) -> DutyRow:
    return DutyRow(
        state.duty,
        state.url,
        next(iter(clause_links(library, (state.duty.clause,))), None),
        owed_words(state.duty),
        counting_words(library, state.duty),
        state.found,
        STATE_SIGNS[state.state],
        STATE_WORDS[state.state],
        state.ordered,
        _counted(state),
    )


def _counted(state: LedgerEntry) -> str:
    """How many lines of each verdict the list holds: 「未达标 1、达标 99」."""
    numbers = [(word, sum(line.state == key for line in state.found.lines)) for key, word in _WORDS]
    return "、".join(f"{word} {number}" for word, number in numbers if number)


_WORDS = [(key, STATE_WORDS[key]) for key in ("not_met", "no_data", "met")]


def _caption(row: DutyRow, part: Slice) -> str:
    """What one page of the whole list is called: 「缺口在前，共 120 行，第 2 / 3 页」."""
    page = f"，第 {part.number} / {part.count} 页" if part.count > 1 else ""
    return f"缺口在前，共 {len(row.lines)} 行{page}"


def _list(library: Library, position: int) -> Iterator[Page]:
    """Yield the list behind the duty at a position of the ledger; nothing where there is none."""
    row = _row(library, ledger(library)[position])
    for part in sliced(row.url, row.lines) if row.lines else ():
        shown = DutyPage(row, part, _caption(row, part), STATE_SIGNS, STATE_WORDS, root_of(part.url))
        body = render("pages/duty.html", shown)
        statement = row.duty.statement.rstrip("。")
        title = statement if part.number == 1 else f"{statement}（第 {part.number} 页）"
        yield Page(part.url, title, f"{row.word}：{row.found.words}。{row.duty.statement}", body, "duties")
