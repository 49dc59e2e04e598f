"""A clause as another page cites it: its name, its first words and its address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from county_casebook.library.derived import derived_each
from county_casebook.library.library import Library
from county_casebook.library.text_pages import clause_address
from county_casebook.records import Policy
from county_casebook.text.clauses import Clause, citation


@dataclass(frozen=True, slots=True)
class ClauseLink:
    """A clause as a case or a duty cites it."""

    url: str
    policy: str
    name: str
    words: str
    policy_id: str


def clause_links(library: Library, references: Iterable[str]) -> list[ClauseLink]:
    """Resolve clause references; those that lead nowhere are left to the rules."""
    return [link for reference in references if (link := _clause_link(library, reference))]


def _clause_link(library: Library, reference: str) -> ClauseLink | None:
    policy_id, _, clause_id = reference.partition("#")
    policy = library.of(Policy).get(policy_id)
    return _links(library, policy).get(clause_id) if policy else None


@derived_each
def _links(library: Library, policy: Policy) -> Mapping[str, ClauseLink]:
    """The clauses of a policy by id: who cites one depends on these, and on nothing else that the policy says of itself."""
    by_id = {clause.id: clause for clause in policy.clauses}
    return {key: _link(library, policy, clause, citation(clause, by_id)) for key, clause in by_id.items()}


def _link(library: Library, policy: Policy, clause: Clause, name: str) -> ClauseLink:
    words = " ".join(policy.words(clause).split())
    return ClauseLink(
        clause_address(library, policy, clause.id),
        policy.title,
        name,
        words[:70] + ("…" if len(words) > 70 else ""),
        policy.id,
    )
