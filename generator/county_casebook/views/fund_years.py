"""The years of funds become tables: one year a row, and sums over several years apart, which are added to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from county_casebook.records import Fund
from county_casebook.records.fund import MONEY, FundYear
from county_casebook.records.record import label, measured_words
from county_casebook.render.environment import figure

_COLUMNS = (*MONEY, "total", "projects", "counties", "less_developed")
_HEADS = {"counties": "县市数", "less_developed": "欠发达"}
"""Heads of columns that are shorter than the titles of their fields."""


@dataclass(frozen=True, slots=True)
class YearRow:
    """One line: whose it is, its year or span, a cell for each column, what is said of it and the number of its source."""

    fund: Fund
    years: str
    cells: tuple[str, ...]
    note: str
    source: int | None


@dataclass(frozen=True, slots=True)
class YearTable:
    """Lines under one caption; only columns that some line speaks of."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[YearRow, ...]


def year_tables(*funds: Fund) -> Iterator[YearTable]:
    """Yield the table of single years, then that of sums over several years; none that is empty.

    Lines of several funds stand by year, and are not added up: one may be part of another.
    """
    lines = [(fund, line) for fund in funds for line in fund.years]
    for caption, accumulated in (
        ("逐年的数（金额单位：万元）", False),
        ("几年合计的数（金额单位：万元），与逐年的数不相加", True),
    ):
        told = [pair for pair in lines if pair[1].is_accumulated is accumulated]
        if told:
            yield _table(caption, sorted(told, key=lambda pair: (pair[1].year, pair[1].until or 0)))


def _table(caption: str, lines: Sequence[tuple[Fund, FundYear]]) -> YearTable:
    names = [name for name in _COLUMNS if any(getattr(line, name) is not None for _, line in lines)]
    return YearTable(caption, tuple(map(_head, names)), tuple(_rows(lines, names)))


def _rows(lines: Iterable[tuple[Fund, FundYear]], names: Sequence[str]) -> Iterator[YearRow]:
    for fund, line in lines:
        cells = tuple(_cell(fund, line, name) for name in names)
        yield YearRow(fund, line.years, cells, _note(line), line.source)


def _head(name: str) -> str:
    return _HEADS.get(name) or str(FundYear.model_fields[name].title)


def _cell(fund: Fund, line: FundYear, name: str) -> str:
    """A number, 「未载明」 where there was money and no figure, 「—」 where the source does not speak of it."""
    value = getattr(line, name)
    if isinstance(value, Decimal):
        return amount_words(fund, line, value)
    return "—" if value is None else "未载明" if isinstance(value, str) else str(value)


def amount_words(fund: Fund, line: FundYear, value: Decimal) -> str:
    """An amount as exactly as its line gives it: 「约 90」, 「90 以上」."""
    words = label(fund, line.precision) if line.precision else ""
    if line.precision == "at_least":
        return f"{figure(value)} {words}"
    return f"{words} {figure(value)}".strip()


def _note(line: FundYear) -> str:
    measured = measured_words(line.measured_by) if line.measured_by else ""
    return "；".join(filter(None, (line.note, measured)))
