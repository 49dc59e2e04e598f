"""The chains of a library become a board: by clause and level how many tasks stand in which state, with those behind each count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from county_casebook.ledger.chain import TASK_WORDS, Chain, Link, Owed, TaskState, chains
from county_casebook.ledger.coverage.table import Cell, Column, Table
from county_casebook.ledger.words import clause_named
from county_casebook.library.derived import derived
from county_casebook.library.library import Library
from county_casebook.library.text_pages import clause_address
from county_casebook.records import County
from county_casebook.records.record import label
from county_casebook.records.task import LEVELS, Level

BASE = "chain/"
COUNTIES = f"{BASE}counties/"
LISTS = (f"{BASE}clauses/", f"{BASE}levels/")
"""Below these stand the lists behind the counts: of a clause, and of all clauses."""
_ORDER = tuple(TASK_WORDS)


@dataclass(frozen=True, slots=True)
class ChainLine:
    """One task of a chain, or (`owed` None) a level of it that has none."""

    chain: Chain
    link: Link
    owed: Owed | None = None

    @property
    def state(self) -> TaskState:
        return self.owed.state if self.owed else "missing"

    @property
    def clause(self) -> str:
        """The clause of the task as it is cited; empty for a level without a task."""
        return self.owed.task.clause if self.owed else ""


def chain_lines(library: Library) -> list[ChainLine]:
    """Every task and every level without one, chain by chain and level by level."""
    return [line for chain in chains(library) for line in _lines(chain)]


def _lines(chain: Chain) -> Iterator[ChainLine]:
    for link in chain.links:
        yield from (ChainLine(chain, link, owed) for owed in link.tasks)
        if not link.tasks:
            yield ChainLine(chain, link)


@dataclass(frozen=True, slots=True)
class ChainList:
    """The lines behind one count of the board, the worst first: of a clause (empty: of all) at one level."""

    url: str
    title: str
    lines: tuple[ChainLine, ...]

    @property
    def words(self) -> str:
        """How many stand in each state: 「逾期 1、已办 3」; a dash where there is none."""
        return state_words(self.lines)


def state_words(lines: tuple[ChainLine, ...]) -> str:
    """How many lines stand in each state, the worst first."""
    counts = ((word, sum(line.state == state for line in lines)) for state, word in TASK_WORDS.items())
    return "、".join(f"{word} {count}" for word, count in counts if count) or "—"


@derived
def chain_lists(library: Library) -> dict[tuple[str, Level], ChainList]:
    """The list behind every count, by clause (empty: all clauses) and level."""
    lines = sorted(chain_lines(library), key=lambda line: _ORDER.index(line.state))
    clauses = sorted(
        {line.clause for line in lines if line.clause}, key=lambda clause: _place(library, clause)
    )
    return {
        (clause, level): _list(library, clause, level, lines) for clause in (*clauses, "") for level in LEVELS
    }


def _place(library: Library, clause: str) -> tuple[str, int]:
    """Where a clause stands in its policy."""
    policy, _, clause_id = clause.partition("#")
    ids = library.clause_ids(policy)
    return policy, ids.index(clause_id) if clause_id in ids else len(ids)


def _list(library: Library, clause: str, level: Level, lines: list[ChainLine]) -> ChainList:
    found = (line for line in lines if line.link.level == level and clause in ("", line.clause))
    below = f"{LISTS[0]}{clause.replace('#', '/')}/" if clause else LISTS[1]
    title = f"{clause_name(library, clause)}，{label(County, level)}一级"
    return ChainList(f"{below}{level}/", title, tuple(found))


def clause_name(library: Library, clause: str) -> str:
    """A clause as the board names it; all of them for an empty one."""
    return clause_named(library, clause) or clause or "全部条款"


def board(library: Library) -> Table:
    """The board: a row for each clause, the last for all of them with the levels that have no task."""
    lists = chain_lists(library)
    clauses = dict.fromkeys(clause for clause, _ in lists)
    rows = [_row(library, clause, lists) for clause in clauses] if chain_lines(library) else []
    names = (Column(level, label(County, level)) for level in LEVELS)
    return Table(
        "chain",
        "按条款和层级",
        "各格是任务数，点开是名单",
        "本库还没有试点示范县（市）四级任务的记录",
        (Column("clause", "条款"), *names),
        tuple(rows),
    )


def board_summary(library: Library) -> str:
    """How many counties, tasks and levels without one there are."""
    lines = tuple(chain_lines(library))
    tasks = sum(line.owed is not None for line in lines)
    told = state_words(lines)
    return f"{len(chains(library))} 个县（市），{tasks} 项任务" + (f"：{told}" if lines else "")


def _row(library: Library, clause: str, lists: dict[tuple[str, Level], ChainList]) -> tuple[Cell, ...]:
    resolved = library.clause(clause)
    address = clause_address(library, resolved[0], resolved[1].id) if resolved else ""
    head = Cell(clause_name(library, clause), address)
    found = (lists[clause, level] for level in LEVELS)
    return head, *(Cell(one.words, one.url if one.lines else "") for one in found)
