"""The money of a programme: the years of its funds, how far they and the cases reached, evaluations, its funds by level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from county_casebook.ledger.coverage.programmes import reach
from county_casebook.library.library import Library
from county_casebook.records import Fund
from county_casebook.records.fund import Evaluation, FundLevel
from county_casebook.records.record import label
from county_casebook.render.markdown import plain
from county_casebook.views.entries import Part
from county_casebook.views.fund_years import YearTable, year_tables
from county_casebook.views.view import entry

_LEVELS: tuple[FundLevel, ...] = get_args(FundLevel)


@dataclass(frozen=True, slots=True)
class Found:
    """One evaluation, without its marks of sources, and the fund it is of."""

    fund: Fund
    evaluation: Evaluation
    words: str


@dataclass(frozen=True, slots=True)
class ProgrammeMoney:
    """What `pages/programme_money.html` and `pages/programme_found.html` show: national money, that of provinces and counties, and what else is told of it."""

    national: tuple[YearTable, ...]
    local: tuple[YearTable, ...]
    reached: str
    found: tuple[Found, ...]
    funds: tuple[Part, ...]


def programme_money(library: Library, key: str) -> ProgrammeMoney | None:
    """Return the money of a programme; None where the library holds no fund of it."""
    funds = sorted(library.citing(key, Fund, "programme"), key=lambda fund: _LEVELS.index(fund.level))
    if not funds:
        return None
    return ProgrammeMoney(
        national=tuple(year_tables(*(fund for fund in funds if fund.level == "national"))),
        local=tuple(year_tables(*(fund for fund in funds if fund.level != "national"))),
        reached=_reached(library, key),
        found=tuple(_found(funds)),
        funds=tuple(_by_level(library, key, funds)),
    )


def _reached(library: Library, key: str) -> str:
    """How many counties the cases that used it stand in, and how many of those are less developed; empty without any."""
    counties, less_developed, unknown = reach(library, key)
    told = f"，其中欠发达 {less_developed} 个" if counties > unknown else ""
    left = f"，是否欠发达不详 {unknown} 个" if unknown else ""
    return f"用到它的案例落在 {counties} 个县（市）{told}{left}。" if counties else ""


def _found(funds: Iterable[Fund]) -> Iterator[Found]:
    for fund in funds:
        for evaluation in fund.evaluation:
            yield Found(fund, evaluation, plain(evaluation.finding))


def _by_level(library: Library, key: str, funds: Iterable[Fund]) -> Iterator[Part]:
    """The funds in lists of their own: national ones, those of provinces, prefectures and counties."""
    for level in _LEVELS:
        entries = tuple(entry(library, fund) for fund in funds if fund.level == level)
        if entries:
            anchor = f"funds-{level}"
            title = f"专项资金：{label(Fund, level)}"
            yield Part(title, anchor, entries, f"programmes/{key}/{anchor}/")
