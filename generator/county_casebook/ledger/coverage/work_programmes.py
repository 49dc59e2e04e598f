"""Provinces' own work programmes for a plan that asks for them (plan 一-4): who has one, since when, with what points.

A plan names the clause that asks (`work_programmes`); a policy of a province that implements the plan as a whole, or that
clause of it, is a work programme. One that implements another clause is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from county_casebook.ledger.coverage.funds import owing_provinces
from county_casebook.ledger.coverage.table import Cell, Table, columns
from county_casebook.library.library import Library
from county_casebook.places.divisions import Division
from county_casebook.records import Policy
from county_casebook.schema.fields import CoarseDate

BASE = "work-programmes/"
_HAS, _UNSEEN, _NO_DATA = "有", "未见", "缺数据"


@dataclass(frozen=True, slots=True)
class ProvinceProgrammes:
    """A province with the work programmes of it that the library holds, the oldest first."""

    province: Division
    policies: tuple[Policy, ...]


def asking(library: Library) -> tuple[Policy, ...]:
    """The policies one of whose clauses asks the provinces for work programmes of their own."""
    return tuple(
        policy
        for policy in library.of(Policy).values()
        if policy.work_programmes and library.clause(policy.work_programmes)
    )


def provincial_programmes(library: Library, plan: Policy) -> tuple[ProvinceProgrammes, ...]:
    """Every province that owes one, in code order, with what it has."""
    found: dict[str, list[Policy]] = {}
    for policy in library.of(Policy).values():
        division = library.division(policy)
        if policy.level == "provincial" and division and _carries_out(policy, plan):
            found.setdefault(division.province, []).append(policy)
    return tuple(
        ProvinceProgrammes(province, tuple(sorted(found.get(province.name, ()), key=_day)))
        for province in owing_provinces(library)
    )


def _carries_out(policy: Policy, plan: Policy) -> bool:
    """Whether a policy implements the plan as a whole, the clause that asks for work programmes, or something inside that."""
    asked = plan.work_programmes or ""
    return any(
        relation.type == "implements"
        and relation.policy == plan.id
        and (relation.clause in (None, asked) or str(relation.clause).startswith(f"{asked}."))
        for relation in policy.relations
    )


def _day(policy: Policy) -> tuple[str, str]:
    return str(policy.issued if isinstance(policy.issued, CoarseDate) else "9999"), policy.id


def work_programme_table(library: Library) -> Table:
    """Every province for every plan that asks: whether it has a work programme, since when, and how many points are told."""
    plans = asking(library)
    rows = [
        _row(plan, line, is_named=len(plans) > 1)
        for plan in plans
        for line in provincial_programmes(library, plan)
    ]
    have = sum(row[-4].value == _HAS for row in rows)
    titles = {"plan": "方案"} if len(plans) > 1 else {}
    return Table(
        "work-programmes",
        "各省的工作方案",
        f"{len(rows)} 个省里，有 {have}、未见 {len(rows) - have}；未见的是缺数据，不等于没有制订",
        "本库没有要求各省制订工作方案的文件。",
        columns(**titles, province="省份", state="工作方案", issued="成文日期", points="要点", policy="文件"),
        tuple(rows),
    )


def _row(plan: Policy, line: ProvinceProgrammes, *, is_named: bool) -> tuple[Cell, ...]:
    first = next(iter(line.policies), None)
    named = (Cell(plan.title, plan.url),) if is_named else ()
    anchor = f"{BASE}#{plan.id}-{line.province.code}"
    if first is None:
        return (
            *named,
            Cell(line.province.name),
            Cell(_UNSEEN, sign="？"),
            Cell(_NO_DATA),
            Cell("—"),
            Cell("—"),
        )
    points = sum(len(policy.points) for policy in line.policies)
    return (
        *named,
        Cell(line.province.name, f"regions/{line.province.code}/"),
        Cell(_HAS, anchor, "●"),
        Cell(issued_words(first)),
        Cell(f"{points} 条", anchor) if points else Cell("未摘"),
        Cell(first.title, first.url),
    )


def issued_words(policy: Policy) -> str:
    """When it was issued, in words, also where that is not known."""
    return policy.issued.chinese if isinstance(policy.issued, CoarseDate) else "未载明"


def held(library: Library, plan: Policy) -> Iterator[ProvinceProgrammes]:
    """Yield the provinces that have one."""
    yield from (line for line in provincial_programmes(library, plan) if line.policies)
