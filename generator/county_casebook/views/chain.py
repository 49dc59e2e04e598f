"""The chain of a county becomes rows a reader sees: the four levels in order, each with its tasks, or that it has none."""

from __future__ import annotations

from dataclasses import dataclass

from county_casebook.ledger.chain import TASK_SIGNS, TASK_WORDS, Chain, Link, Owed, TaskState
from county_casebook.library.library import Library
from county_casebook.records.record import label
from county_casebook.views.clause_links import ClauseLink, clause_links


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task in words: who does it where that is not the level's own office, its clause, and what meets it."""

    what: str
    who: str
    due: str
    clause: ClauseLink | None
    state: TaskState
    why: str
    met_by: str
    url: str
    source: int | None


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One level: its word, who answers for it (empty: not told), its tasks (none: missing)."""

    level: str
    office: str
    state: TaskState
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True, slots=True)
class ChainTable:
    """The four levels of one designation; `signs` and `words` say a state."""

    chain: Chain
    rows: tuple[LevelRow, ...]
    signs: dict[TaskState, str]
    words: dict[TaskState, str]

    @property
    def summary(self) -> str:
        """How many tasks each level has, and how many levels have none: 「国家 1 项、县（市）2 项，缺两级」."""
        told = "、".join(f"{row.level} {len(row.tasks)} 项" for row in self.rows if row.tasks)
        missing = len(self.chain.missing)
        lacks = f"缺{'零一两三四'[missing]}级" if missing else "四级都有"
        return f"{told}，{lacks}" if told else "四级都没有任务的记录"


def chain_table(library: Library, chain: Chain) -> ChainTable:
    """Return a chain as its table shows it."""
    return ChainTable(
        chain, tuple(_row(library, chain, link) for link in chain.links), TASK_SIGNS, TASK_WORDS
    )


def _row(library: Library, chain: Chain, link: Link) -> LevelRow:
    lines = tuple(task_line(library, owed, link.office) for owed in link.tasks)
    return LevelRow(label(chain.county, link.level), link.office, link.state, lines)


def task_line(library: Library, owed: Owed, office: str) -> TaskLine:
    """Return a task in words; `office` is who answers for its level."""
    return TaskLine(
        owed.task.what,
        "" if owed.office == office else owed.office,
        owed.task.due.chinese if owed.task.due else "",
        next(iter(clause_links(library, (owed.task.clause,))), None),
        owed.state,
        owed.why,
        library.name(owed.record) if owed.record else "",
        owed.record.url if owed.record else "",
        owed.task.source,
    )
