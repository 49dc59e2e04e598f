"""Rules on the tasks of the four levels: what cannot meet a task, and what the chain lacks."""

from __future__ import annotations

from collections.abc import Iterator

from county_casebook.ledger.chain import Chain, Owed, chains_of
from county_casebook.library.library import Library
from county_casebook.problems import Location
from county_casebook.records import County
from county_casebook.records.record import label
from county_casebook.records.task import LEVELS
from county_casebook.rules.rule import Finding, error, warning
from county_casebook.schema.fields import CoarseDate


def _tasks(library: Library, county: County) -> Iterator[tuple[Chain, Owed]]:
    for chain in chains_of(library, county):
        for link in chain.links:
            yield from ((chain, owed) for owed in link.tasks)


def _at(chain: Chain, owed: Owed, name: str) -> Location:
    return chain.county.at("designations", chain.position, "tasks", owed.position, name)


@error
def repeated_task(library: Library, county: County) -> Iterator[Finding]:
    """同一称号里，同一级、同一条款的同一任务只写一次。"""
    for chain in chains_of(library, county):
        seen: set[tuple[str, str, str]] = set()
        for position, task in enumerate(chain.designation.tasks):
            key = (task.level, task.clause, task.what)
            if key in seen:
                place = chain.county.at("designations", chain.position, "tasks", position, "what")
                yield place, f"“{task.what}”这一任务写了两次", "删掉一条；不是同一件事就写清楚区别"
            seen.add(key)


@error
def task_met_by_itself(library: Library, county: County) -> Iterator[Finding]:
    """任务要由另一条记录证明做成，不能是写它的这一条。"""
    for chain, owed in _tasks(library, county):
        if owed.task.met_by == chain.county.key:
            hint = "写做成这件事的活动、政策、结对或案例；没有就删掉这一行"
            yield _at(chain, owed, "met_by"), f"{chain.county.key} 就是写这一任务的记录", hint


@warning
def task_met_by_plan(library: Library, county: County) -> Iterator[Finding]:
    """只有计划、没有做成的记录，证明不了任务。"""
    for chain, owed in _tasks(library, county):
        record = library.record(owed.task.met_by or "")
        if record and not record.is_done:
            place = _at(chain, owed, "met_by")
            yield place, f"{record.key} 只有计划，没有做成的记录", "补上实际日期，或去掉这一行"


@warning
def task_met_before_its_clause(library: Library, county: County) -> Iterator[Finding]:
    """证明任务做成的记录，不应早于提出任务的文件。"""
    for chain, owed in _tasks(library, county):
        resolved, day = library.clause(owed.task.clause), owed.record.done() if owed.record else None
        issued = resolved[0].issued if resolved else None
        if day and isinstance(issued, CoarseDate) and day.last_day < issued.first_day:
            place = _at(chain, owed, "met_by")
            yield place, f"{owed.task.met_by} 在 {day}，文件在 {issued} 才发", "核对是不是这条记录"


@warning
def task_overdue(library: Library, county: County) -> Iterator[Finding]:
    """任务的期限过了，应当有做成的记录。"""
    for chain, owed in _tasks(library, county):
        if owed.state == "overdue":
            name, level = library.place_name(chain.county), label(chain.county, owed.task.level)
            hint = "补录做成这件事的记录，写进 met_by；确实没有做成就不必改"
            yield _at(chain, owed, "due"), f"{name}：{level}一级的任务“{owed.task.what}”{owed.why}", hint


@warning
def level_without_task(library: Library, county: County) -> Iterator[Finding]:
    """试点示范一类的称号，国家、省、地、县四级都应当有任务。"""
    for chain in chains_of(library, county):
        if chain.missing:
            names = "、".join(label(chain.county, link.level) for link in chain.missing)
            name = library.place_name(chain.county)
            said = "四级都没有任务" if len(chain.missing) == len(LEVELS) else f"缺{names}一级的任务"
            place = chain.county.at("designations", chain.position)
            yield place, f"{name}（{chain.designation.title}）{said}", "补上 tasks；来源没有写就不必改"
