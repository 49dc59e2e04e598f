"""A clause as another page cites it: its name, its first words and its address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from county_casebook.library.library import Library
from county_casebook.library.text_pages import clause_address
from county_casebook.text.clauses import citation


@dataclass(frozen=True, slots=True)
class ClauseLink:
    """A clause as a case or a duty cites it."""

    url: str
    policy: str
    name: str
    words: str


def clause_links(library: Library, references: Iterable[str]) -> list[ClauseLink]:
    """Resolve clause references; those that lead nowhere are left to the rules."""
    return [link for reference in references if (link := _clause_link(library, reference))]


def _clause_link(library: Library, reference: str) -> ClauseLink | None:
    resolved = library.clause(reference)
    if not resolved:
        return None
    policy, clause = resolved
    words = " ".join(policy.words(clause).split())
    name = citation(clause, {other.id: other for other in policy.clauses})
    return ClauseLink(
        clause_address(library, policy, clause.id),
        policy.title,
        name,
        words[:70] + ("…" if len(words) > 70 else ""),
    )
