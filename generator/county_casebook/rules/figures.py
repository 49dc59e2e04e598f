"""Rules on figures that cannot be: a part larger than its whole, one year told twice, an end before its beginning."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from pydantic import BaseModel

from county_casebook.records import Case, County, Pairing, Policy, Record, Technique
from county_casebook.records.case import Figure, Indicator
from county_casebook.rules.rule import Finding, error
from county_casebook.schema.fields import CoarseDate


@error
def part_above_whole(county: County) -> Iterator[Finding]:
    """部分不得大于整体：科技投入不超过本级财政支出，专业背景和 45 岁以下的人数不超过在编人数。"""
    for position, year in enumerate(county.funding):
        whole, part = year.fiscal_spend, year.st_spend
        if isinstance(whole, Decimal) and isinstance(part, Decimal) and part > whole:
            place = county.at("funding", position, "st_spend")
            yield place, f"科技投入 {part} 大于本级财政支出 {whole}", "核对两个数和它们的单位（都是万元）"
    for position, bureau in enumerate(county.bureau):
        for name, title in (("professionals", "专业背景人数"), ("under_45", "45 岁以下人数")):
            found = getattr(bureau, name)
            if found is not None and isinstance(bureau.staff, int) and found > bureau.staff:
                place = county.at("bureau", position, name)
                yield place, f"{title} {found} 大于在编人数 {bureau.staff}", "核对两个数"


_KEYS: dict[tuple[type[Record], str], tuple[str, ...]] = {
    (County, "funding"): ("year", "account"),
    (County, "assessments"): ("year", "level", "scheme"),
    (County, "bureau"): ("year",),
    (County, "indicators"): ("name", "unit", "year"),
    (County, "leader_projects"): ("title", "year"),
    (County, "trainings"): ("audience", "date", "organizer"),
    (County, "designations"): ("kind", "title", "scheme", "level", "date", "batch"),
    (Pairing, "flows"): ("kind", "year", "unit", "note"),
    (Pairing, "log"): ("date", "entry"),
    (Pairing, "indicators"): ("name", "unit", "before", "after"),
    (Case, "indicators"): ("name", "unit", "before", "after"),
    (Case, "results"): ("claim",),
    (Case, "adoptions"): ("county", "date"),
    (Case, "media"): ("file",),
    (Technique, "costs"): ("what", "year", "place"),
    (Technique, "standards"): ("kind", "number", "title"),
    (Technique, "advice"): ("organization", "name"),
    (Technique, "indicators"): ("name", "unit", "before", "after"),
    (Technique, "results"): ("claim",),
    (Policy, "versions"): ("date", "note"),
    (Policy, "relations"): ("type", "policy"),
    (Record, "sources"): ("title", "publisher", "date", "url", "file", "note"),
}
"""What makes two entries of a list the same entry."""


@error
def repeated_entry(record: Record) -> Iterator[Finding]:
    """同一张表里，同一年度、同一事项只写一次。"""
    for name, keys in _keys_of(type(record)):
        yield from _repeated(record, name, keys)


@cache
def _keys_of(kind: type[Record]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, keys) for (base, name), keys in _KEYS.items() if issubclass(kind, base))


def _repeated(record: Record, name: str, keys: tuple[str, ...]) -> Iterator[Finding]:
    found = getattr(record, name)
    entries: tuple[BaseModel, ...] = () if isinstance(found, str) or len(found) < 2 else found
    first: dict[tuple[object, ...], int] = {}
    for position, entry in enumerate(entries):
        key = tuple(getattr(entry, part) for part in keys)
        if key in first:
            title = type(record).model_fields[name].title
            said = f"{title}第 {position + 1} 条与第 {first[key] + 1} 条是同一条{_named(entry, keys)}"
            yield record.at(name, position), said, "留下一条；不是一回事就改成能分清的写法"
        first.setdefault(key, position)


def _named(entry: BaseModel, keys: tuple[str, ...]) -> str:
    return f"（都是 {getattr(entry, 'year')} 年）" if "year" in keys else ""  # noqa: B009 - not every entry has one


_SHARES = ("占比", "比重", "比例", "覆盖率", "普及率", "合格率", "成活率", "入户率", "入学率")


@error
def share_above_hundred(record: Record) -> Iterator[Finding]:
    """占比、覆盖率一类的百分数不得大于 100，也不得小于 0。"""
    for path, indicator, value in _percentages(record):
        if indicator.endswith(_SHARES) and not 0 <= value <= 100:
            yield record.at(*path), f"{indicator}是 {value}%", "核对数值和单位"


def _percentages(record: Record) -> Iterator[tuple[tuple[str | int, ...], str, Decimal]]:
    indicators = getattr(record, "indicators", ())
    for position, found in enumerate(indicators):
        if found.unit not in ("%", "％", "百分比"):
            continue
        if isinstance(found, Indicator):
            for side in ("before", "after"):
                figure = getattr(found, side)
                if isinstance(figure, Figure):
                    yield ("indicators", position, side, "value"), found.name, figure.value
        else:
            yield ("indicators", position, "value"), found.name, found.value


@error
def before_the_beginning(case: Case) -> Iterator[Finding]:
    """借鉴不得早于做法开始，结对的承诺与兑现不得早于结对开始的年份，责任的上限不得小于下限。"""
    start = case.period.start
    for position, adoption in enumerate(case.adoptions):
        if _is_before(adoption.date, start):
            place = case.at("adoptions", position, "date")
            yield place, f"借鉴 {adoption.date} 早于做法开始 {start}", "检查两个日期"


@before_the_beginning.also
def _flow_before_the_beginning(pairing: Pairing) -> Iterator[Finding]:
    for position, flow in enumerate(pairing.flows):
        if isinstance(pairing.start, CoarseDate) and flow.year < pairing.start.year:
            place = pairing.at("flows", position, "year")
            yield place, f"{flow.year} 年早于结对开始 {pairing.start}", "检查两个年份"


@before_the_beginning.also
def _limits_reversed(policy: Policy) -> Iterator[Finding]:
    for position, duty in enumerate(policy.duties):
        if duty.at_least is not None and duty.at_most is not None and duty.at_most < duty.at_least:
            place = policy.at("duties", position, "at_most")
            yield place, f"上限 {duty.at_most} 小于下限 {duty.at_least}", "检查两个数"


def _is_before(day: object, start: object) -> bool:
    return isinstance(day, CoarseDate) and isinstance(start, CoarseDate) and day.last_day < start.first_day
