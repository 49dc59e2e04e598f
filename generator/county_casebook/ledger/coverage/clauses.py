"""Clauses against cases: what of each policy is carried out, by how many, and what by nobody.

A clause is counted with all that is nested in it, each case once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from county_casebook.ledger.coverage.table import Cell, Table, columns, row
from county_casebook.ledger.ledger import LedgerEntry, ledger
from county_casebook.ledger.results import STATE_SIGNS, STATE_WORDS
from county_casebook.library.library import Library
from county_casebook.library.text_pages import clause_address
from county_casebook.records import Case, Policy
from county_casebook.records.gist import whereabouts
from county_casebook.text.clauses import CITED, Clause, citation


def cases_within(library: Library, policy: Policy) -> dict[str, dict[str, Case]]:
    """Cases by clause id, each clause with those of everything nested in it."""
    parents = {clause.id: clause.parent for clause in policy.clauses}
    found: dict[str, dict[str, Case]] = defaultdict(dict)
    for clause in policy.clauses:
        cited = library.citing(f"{policy.id}#{clause.id}", Case, "clauses")
        at: str | None = clause.id if cited else None
        while at:
            found[at].update((case.id, case) for case in cited)
            at = parents[at]
    return found


def clause_table(library: Library) -> Table:
    """Every numbered clause of the policies that some case cites; those nobody carries out show 0."""
    duties: dict[str, list[LedgerEntry]] = defaultdict(list)
    for state in ledger(library):
        duties[state.duty.clause].append(state)
    rows = [found for policy in library.of(Policy).values() for found in _rows(library, policy, duties)]
    carried = sum(bool(cells[1].value) for cells in rows)
    return Table(
        "clauses",
        "条款与案例",
        f"{carried} / {len(rows)} 条有对应案例" if rows else "还没有案例引用条款",
        "还没有案例引用条款。",
        columns(
            clause="条款",
            cases="案例",
            counties="县市",
            provinces="省份",
            duties="责任",
            policy="政策",
        ),
        tuple(rows),
    )


def _rows(
    library: Library, policy: Policy, duties: dict[str, list[LedgerEntry]]
) -> Iterator[tuple[Cell, ...]]:
    within = cases_within(library, policy)
    if not within:
        return
    by_id = {clause.id: clause for clause in policy.clauses}
    for clause in policy.clauses:
        if clause.kind in CITED or (clause.kind == "paragraph" and clause.id in within):
            yield _row(library, policy, clause, by_id, list(within.get(clause.id, {}).values()), duties)


def _row(
    library: Library,
    policy: Policy,
    clause: Clause,
    by_id: dict[str, Clause],
    cases: list[Case],
    duties: dict[str, list[LedgerEntry]],
) -> tuple[Cell, ...]:
    owed = "；".join(
        f"{STATE_SIGNS[state.state]} {STATE_WORDS[state.state]}：{state.duty.statement}"
        for state in duties.get(f"{policy.id}#{clause.id}", ())
    )
    return row(
        Cell(
            f"{citation(clause, by_id)}　{clause.heading}".strip("　"),
            clause_address(library, policy, clause.id),
        ),
        len(cases),
        len({county for case in cases if (county := whereabouts(case).county)}),
        len({division.province for case in cases if (division := library.division(case))}),
        owed or "—",
        Cell(policy.title, policy.url),
    )
