"""A policy becomes its page: facts, the whole text with an address on every clause, and beside it who carries it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.link import Library
from generator.publish.pages.citation import cite
from generator.publish.pages.environment import linked_data, render
from generator.publish.pages.lists import Entry, entry
from generator.publish.pages.page import Page, root_of
from generator.records import Policy
from generator.records.clauses import Clause, citation
from generator.records.policy import Duty


@dataclass(frozen=True, slots=True)
class ClauseView:
    """One clause on the page: its words unchanged, how it is named, and who cites it."""

    clause: Clause
    name: str
    words: str
    cases: tuple[Entry, ...]
    duties: tuple[Duty, ...]

    @property
    def lines(self) -> list[str]:
        """The words line by line, blank lines kept apart by the page."""
        return [line for line in self.words.splitlines() if line.strip()]


def policy_pages(library: Library) -> Iterator[Page]:
    """Yield the page of every policy."""
    for policy in library.policies.values():
        body = render("records/policy.html", **_context(library, policy), root=root_of(policy.url))
        facts = "，".join(filter(None, (policy.doc_no, "、".join(policy.issuers))))
        yield Page(
            policy.url, policy.title, f"{policy.title}（{facts}）", body, "policies", _linked_data(policy)
        )


def _context(library: Library, policy: Policy) -> dict[str, object]:
    by_id = {clause.id: clause for clause in policy.clauses}
    clauses = [_view(library, policy, clause, by_id) for clause in policy.clauses]
    carried = {view.clause.id for view in clauses if view.cases or view.duties}
    return {
        "policy": policy,
        "clauses": clauses,
        "contents": [view for view in clauses if view.clause.depth <= 1 and view.clause.label],
        "gaps": [
            view
            for view in clauses
            if view.clause.kind in ("item", "article") and _is_gap(policy, view.clause, carried)
        ],
        "relations": [
            (relation, library.policies.get(relation.policy))
            for relation in policy.relations
            if relation.policy in library.policies
        ],
        "relations_to": library.relations_to.get(policy.id, ()),
        "citation": cite(policy),
        "case_count": len({case.url for view in clauses for case in view.cases}),
    }


def _view(library: Library, policy: Policy, clause: Clause, by_id: dict[str, Clause]) -> ClauseView:
    reference = f"{policy.id}#{clause.id}"
    return ClauseView(
        clause,
        citation(clause, by_id) if clause.parent or clause.label else "",
        (policy.text or "")[clause.start : clause.end],
        tuple(entry(library, case) for case in library.cases_of_clause.get(reference, ())),
        library.duties_of_clause.get(reference, ()),
    )


def _is_gap(policy: Policy, clause: Clause, carried: set[str]) -> bool:
    """A clause nobody carries out, neither itself nor anything nested in it; chapters are told through their items."""
    inside = [
        other.id for other in policy.clauses if other.id == clause.id or other.id.startswith(f"{clause.id}.")
    ]
    has_items = any(
        other.parent == clause.id and other.kind in ("item", "article") for other in policy.clauses
    )
    return not has_items and not carried.intersection(inside)


def _linked_data(policy: Policy) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": policy.title,
        "legislationIdentifier": policy.doc_no,
        "legislationPassedBy": list(policy.issuers),
        "inLanguage": "zh-CN",
    }
    return linked_data({key: value for key, value in data.items() if value})
