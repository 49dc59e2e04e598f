"""The four levels behind a demonstration become a chain: what each owes, by when, and whether a record meets it.

A task is met only by a record of what was done. A level of which no task is told is missing: neither met nor failed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from county_casebook.ledger.designations import plans
from county_casebook.library.derived import derived
from county_casebook.library.library import Library
from county_casebook.records import County, Record
from county_casebook.records.county import Designation
from county_casebook.records.task import LEVELS, Level, Task
from county_casebook.schema.fields import CoarseDate

TaskState = Literal["overdue", "missing", "open", "late", "met"]
"""The worst first."""
TASK_WORDS: dict[TaskState, str] = {
    "overdue": "逾期",
    "missing": "缺",
    "open": "待办",
    "late": "迟办",
    "met": "已办",
}
TASK_SIGNS: dict[TaskState, str] = {"overdue": "✕", "missing": "○", "open": "◇", "late": "◐", "met": "●"}
_ORDER = tuple(TASK_WORDS)


@dataclass(frozen=True, slots=True)
class Owed:
    """One task with its place in the designation, who does it (empty: not told), and what was found for it.

    `record` is what meets it, None while nothing does.
    """

    task: Task
    position: int
    office: str
    state: TaskState
    why: str
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One level of a chain: who answers for it (empty: not told), and what it owes."""

    level: Level
    office: str
    tasks: tuple[Owed, ...]

    @property
    def state(self) -> TaskState:
        """The worst of its tasks; without any it is missing."""
        return min((owed.state for owed in self.tasks), key=_ORDER.index, default="missing")


@dataclass(frozen=True, slots=True)
class Chain:
    """The four levels behind one designation of a county, in their order."""

    county: County
    position: int
    designation: Designation
    links: tuple[Link, ...]

    @property
    def anchor(self) -> str:
        """Where it stands on the page of its county."""
        return f"chain-{self.position + 1}" if self.position else "chain"

    @property
    def missing(self) -> tuple[Link, ...]:
        """The levels without a task."""
        return tuple(link for link in self.links if not link.tasks)

    @property
    def state(self) -> TaskState:
        """The worst of its levels."""
        return min((link.state for link in self.links), key=_ORDER.index)


@derived
def chains(library: Library) -> tuple[Chain, ...]:
    """The chains of a library, those with the worst state first, else in the records' order."""
    found = (chain for county in library.of(County).values() for chain in chains_of(library, county))
    return tuple(sorted(found, key=lambda chain: _ORDER.index(chain.state)))


def chains_of(library: Library, county: County) -> list[Chain]:
    """The chains of a county: designations with tasks, else its first demonstration for which four levels must answer."""
    owing = _asking(library)
    numbered = list(enumerate(county.designations))
    told = [(at, found) for at, found in numbered if found.tasks]
    asked = [(at, found) for at, found in numbered if found.kind == "demonstration" and found.scheme in owing]
    return [_chain(library, county, *one) for one in told or asked[:1]]


def is_asked(library: Library) -> bool:
    """Whether a policy of the library wants four levels to answer, or a record tells of such tasks."""
    return bool(_asking(library) or chains(library))


def _asking(library: Library) -> list[str]:
    """The policies whose demonstrations must state who answers at the four levels."""
    owing = plans(library, "demonstration_counties")
    return [policy for policy, duty in owing.items() if "responsible" in duty.must_state]


def _chain(library: Library, county: County, position: int, designation: Designation) -> Chain:
    owed = list(_owed(library, designation))
    links = (
        Link(
            level,
            getattr(designation.responsible, level, ""),
            tuple(one for one in owed if one.task.level == level),
        )
        for level in LEVELS
    )
    return Chain(county, position, designation, tuple(links))


def _owed(library: Library, designation: Designation) -> Iterator[Owed]:
    for position, task in enumerate(designation.tasks):
        record = library.record(task.met_by or "")
        office = designation.office(task)
        if record and record.is_done:
            yield Owed(task, position, office, *_met(record.done(), task.due), record)
        else:
            yield Owed(task, position, office, *_unmet(library, task, record))


def _met(day: CoarseDate | None, due: CoarseDate | None) -> tuple[TaskState, str]:
    """Whether what was done was done in time; a day or a deadline that is not told is never held against it."""
    if day is None:
        return "met", "日期未载明" + ("，是否按期不能确定" if due else "")
    if due is None:
        return "met", day.chinese
    if day.first_day > due.last_day:
        return "late", f"{day.chinese}，晚于期限"
    unsure = day.last_day > due.last_day
    return "met", f"{day.chinese}，{'是否按期不能确定' if unsure else '按期'}"


def _unmet(library: Library, task: Task, planned: Record | None) -> tuple[TaskState, str]:
    why = "只有计划，没有做成的记录" if planned else "没有做成的记录"
    if task.due and task.due.last_day < library.today:
        return "overdue", f"期限已过，{why}"
    return "open", why if task.due else f"没有写期限，{why}"
