"""Duties and designations become the words a library itself uses: whom a duty counts, and where it is laid down."""

from __future__ import annotations

from collections.abc import Mapping

from county_casebook.library.derived import derived_each
from county_casebook.library.library import Library
from county_casebook.records import County, Organization, Policy
from county_casebook.records.policy import Duty, Measure
from county_casebook.records.record import label
from county_casebook.text.clauses import citation

_KINDS: dict[Measure, str] = {
    "advanced_counties": "advanced",
    "advanced_pairings": "advanced",
    "advanced_assessed": "advanced",
    "demonstration_counties": "demonstration",
    "provincial_lists": "demonstration",
}
"""The kind of designation that a measure goes by."""


def designation_word(library: Library, kind: str) -> str:
    """What the library's vocabulary calls a kind of designation; without an entry, the model's own word."""
    return library.term_title("designations", kind) or label(County, kind)


def counted_word(library: Library, duty: Duty) -> str:
    """What readers call those a duty counts: its own word, else that of the designation or of the organizations."""
    if duty.counted or duty.measure == "zone_pairings":
        return duty.counted or label(Organization, duty.organizations)
    return designation_word(library, _KINDS[duty.measure]) if duty.measure in _KINDS else "县（市）"


def laid_down_in(library: Library, duty: Duty) -> str:
    """Where a duty is written: 「《示例方案》二、1.」; its statement where the clause is not held."""
    return clause_named(library, duty.clause) or duty.statement


def clause_named(library: Library, reference: str) -> str:
    """A clause as sentences name it: 「《示例方案》二、1.」; empty where it is not held."""
    policy_id, _, clause_id = reference.partition("#")
    policy = library.of(Policy).get(policy_id)
    return _named(library, policy).get(clause_id, "") if policy else ""


@derived_each
def _named(library: Library, policy: Policy) -> Mapping[str, str]:
    by_id = {clause.id: clause for clause in policy.clauses}
    return {key: f"《{policy.title}》{citation(clause, by_id)}" for key, clause in by_id.items()}
