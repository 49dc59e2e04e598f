"""The years of a fund become tables: one year a row, and sums over several years apart, which are added to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from county_casebook.records import Fund
from county_casebook.records.fund import MONEY, FundYear
from county_casebook.records.record import label, measured_words
from county_casebook.render.environment import figure

_COLUMNS = (*MONEY, "total", "projects", "counties", "less_developed")
_MONEY = (*MONEY, "total")


@dataclass(frozen=True, slots=True)
class YearRow:
    """One line: its year or span, a cell for each column, what is said of it and the number of its source."""

    years: str
    cells: tuple[str, ...]
    note: str
    source: int | None


@dataclass(frozen=True, slots=True)
class YearTable:
    """The lines of a fund under one caption; only columns that some line speaks of."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[YearRow, ...]


def year_tables(fund: Fund) -> Iterator[YearTable]:
    """Yield the table of single years, then that of sums over several years; none that is empty."""
    yearly = [line for line in fund.years if not line.is_accumulated]
    accumulated = [line for line in fund.years if line.is_accumulated]
    for caption, lines in (
        ("逐年的数", yearly),
        ("几年合计的数，与逐年的数不相加", accumulated),
    ):
        if lines:
            yield _table(fund, caption, lines)


def _table(fund: Fund, caption: str, lines: Iterable[FundYear]) -> YearTable:
    lines = tuple(lines)
    names = [name for name in _COLUMNS if any(getattr(line, name) is not None for line in lines)]
    rows = (
        YearRow(line.years, tuple(_cell(fund, line, name) for name in names), _note(line), line.source)
        for line in lines
    )
    return YearTable(caption, tuple(map(_head, names)), tuple(rows))


def _head(name: str) -> str:
    title = str(FundYear.model_fields[name].title)
    return f"{title}（万元）" if name in _MONEY else title


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
