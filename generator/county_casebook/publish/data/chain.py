"""The four-level chain becomes data files: JSON for programs, CSV for Excel."""

from __future__ import annotations

from collections.abc import Iterator

from county_casebook.ledger.chain import TASK_WORDS, Chain, Link, Owed, chains
from county_casebook.ledger.chain_board import BASE, ChainLine, chain_lines, chain_lists
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.publish.data.formats import csv_bytes, json_bytes
from county_casebook.records.record import label


def chain_files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the chain (`chain.json`) and its tasks with the levels that have none (`tasks.csv`); nothing without a chain."""
    library = edition.library
    if not chains(library):
        return
    found = {"board": list(_board(library)), "counties": [_chain(library, one) for one in chains(library)]}
    yield f"{BASE}chain.json", json_bytes(found)
    yield f"{BASE}tasks.csv", csv_bytes([_flat(library, line) for line in chain_lines(library)])


def _board(library: Library) -> Iterator[dict[str, object]]:
    for (clause, level), behind in chain_lists(library).items():
        states: list[str] = [line.state for line in behind.lines]
        counts = {str(state): states.count(state) for state in TASK_WORDS}
        yield {"clause": clause, "level": level, **counts, "url": behind.url if behind.lines else ""}


def _chain(library: Library, chain: Chain) -> dict[str, object]:
    division = library.division(chain.county)
    return {
        "name": library.name(chain.county),
        "province": division.province if division else "",
        "url": f"{chain.county.url}#{chain.anchor}",
        "designation": chain.designation.title,
        "missing": [link.level for link in chain.missing],
        "levels": [_link(chain, link) for link in chain.links],
    }


def _link(chain: Chain, link: Link) -> dict[str, object]:
    return {
        "level": link.level,
        "level_chinese": label(chain.county, link.level),
        "office": link.office,
        "state": link.state,
        "state_chinese": TASK_WORDS[link.state],
        "tasks": [_task(owed) for owed in link.tasks],
    }


def _task(owed: Owed) -> dict[str, object]:
    return {
        "clause": owed.task.clause,
        "what": owed.task.what,
        "who": owed.office,
        "due": str(owed.task.due or ""),
        "state": owed.state,
        "why": owed.why,
        "met_by": owed.record.key if owed.record else "",
    }


def _flat(library: Library, line: ChainLine) -> dict[str, object]:
    chain, owed = line.chain, line.owed
    told = (
        _task(owed) if owed else dict.fromkeys(("clause", "what", "who", "due", "state", "why", "met_by"), "")
    )
    return {
        "name": library.name(chain.county),
        "level": line.link.level,
        "level_chinese": label(chain.county, line.link.level),
        **told,
        "state": line.state,
        "state_chinese": TASK_WORDS[line.state],
        "url": chain.county.url,
    }
