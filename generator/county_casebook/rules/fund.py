"""Rules on special funds: whose they are, what their years may say, and what does not add up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from county_casebook.library.library import Library
from county_casebook.records import Fund
from county_casebook.records.fund import MONEY, FundYear
from county_casebook.records.record import label
from county_casebook.rules.rule import Finding, error, warning
from county_casebook.schema.fields import CoarseDate

_LEVELS = {"provincial": "province", "prefecture": "prefecture"}
"""Levels whose place is an area, with the level of its division."""
_ABOUT = Decimal("1.1")
"""How far the parts of a sum that is no exact figure may be above it."""


@error
def fund_place(fund: Fund) -> Iterator[Finding]:
    """专项资金要写是谁的：省级写省，地级写地市，都写在 area；县级写 county；国家的两个都不写。"""
    wanted = {"national": "", "county": "county"}.get(fund.level, "area")
    said = label(fund, fund.level)
    others = [name for name in ("county", "area") if getattr(fund, name) and name != wanted]
    for name in others:
        yield fund.at(name), f"层级是{said}，却写了 {name}", _where(wanted)
    if wanted and not others and not getattr(fund, wanted):
        yield fund.at("level"), f"层级是{said}，没有写是哪里的", _where(wanted)


def _where(wanted: str) -> str:
    return f"地方写在 {wanted}，或改层级" if wanted else "国家的不写地方，或改层级"


@error
def fund_level_of_area(library: Library, fund: Fund) -> Iterator[Finding]:
    """专项资金的地区要和层级相合。"""
    division = library.division_at(fund.whereabouts()) if fund.area else None
    wanted = _LEVELS.get(fund.level)
    if division and wanted and division.level not in (wanted, "county"):
        here = f"{division.full_name}，不是{label(fund, fund.level)}一级"
        yield fund.at("area", "code"), f"{division.code} 是{here}", "改代码，或改层级"


@error
def absent_fund_with_money(fund: Fund) -> Iterator[Finding]:
    """没有设的专项资金不得有年度、评价和设立日期。"""
    for name in ("years", "evaluation", "since", "end") if fund.exists == "no" else ():
        if getattr(fund, name) not in (None, (), "not_stated"):
            yield fund.at(name), f"写了没有设这项资金，又写了{_title(name)}", "改 exists，或删掉这一项"


def _title(name: str) -> str:
    return str(Fund.model_fields[name].title)


@error
def fund_span(fund: Fund) -> Iterator[Finding]:
    """几年合计的，最后一年要晚于第一年。"""
    for position, line in enumerate(fund.years):
        if line.until is not None and line.until <= line.year:
            place = fund.at("years", position, "until")
            yield (
                place,
                f"{line.year} 年到 {line.until} 年不是几年",
                "只是一年的删掉 until，几年的检查两个年份",
            )


@error
def fund_year_order(fund: Fund) -> Iterator[Finding]:
    """专项资金的年度从早到晚写，几年合计的也是；同一年、同一段只写一条。"""
    for position, line in enumerate(fund.years):
        earlier = [each for each in fund.years[:position] if each.is_accumulated == line.is_accumulated]
        keys, here = [_span(each) for each in earlier], _span(line)
        place = fund.at("years", position, "year")
        if here in keys:
            yield place, f"{line.years} 写了两次", "合成一条；几个来源说法不一的写进 contradictions"
        elif keys and here < keys[-1]:
            yield place, f"{line.years} 写在 {earlier[-1].years} 后面", "按年份从早到晚排"


def _span(line: FundYear) -> tuple[int, int]:
    return line.year, line.until or line.year


@error
def more_less_developed(fund: Fund) -> Iterator[Finding]:
    """其中欠发达的县（市）不得多于到了的县（市）。"""
    for position, line in enumerate(fund.years):
        if line.counties is not None and (line.less_developed or 0) > line.counties:
            place = fund.at("years", position, "less_developed")
            yield place, f"{line.less_developed} 个欠发达，多于 {line.counties} 个县（市）", "检查两个数"


@error
def fund_total(fund: Fund) -> Iterator[Finding]:
    """专项资金的合计要和各方的钱相合；是约数的，各方加起来也不得多出一成。"""
    for position, line in enumerate(fund.years):
        if not isinstance(line.total, Decimal):
            continue
        found, total = sum(line.parts, Decimal(0)), line.total
        most = total * _ABOUT if line.precision else total
        is_less = found < total and len(line.parts) == len(MONEY) and not line.precision
        if found > most or is_less:
            place = fund.at("years", position, "total")
            yield place, f"合计 {total} 万元，各方加起来是 {found} 万元", "检查这几个数，或删掉合计"


@warning
def money_outside_its_time(fund: Fund) -> Iterator[Finding]:
    """专项资金的年度不应早于设立、晚于结束。"""
    for position, line in enumerate(fund.years):
        place = fund.at("years", position, "year")
        if isinstance(fund.since, CoarseDate) and line.year < fund.since.year:
            yield place, f"{line.year} 年早于设立的 {fund.since}", "检查两个日期"
        elif fund.end and (line.until or line.year) > fund.end.year:
            yield place, f"{line.until or line.year} 年晚于结束的 {fund.end}", "检查两个日期"


@warning
def repeated_fund(library: Library) -> Iterator[Finding]:
    """同一地方、同一计划的钱应当只有一条记录。"""
    first: dict[tuple[str | None, ...], str] = {}
    for fund in library.of(Fund).values():
        place = library.division_at(fund.whereabouts())
        key = (fund.programme, fund.level, place.code if place else fund.county)
        if fund.programme and key in first:
            yield fund.at("programme"), f"已有记录 {first[key]}", "两条合成一条；各是各的专项就不写 programme"
        first.setdefault(key, fund.id)
