"""Duties and designations become the words a library itself uses: whom a duty counts, and where it is laid down."""

from __future__ import annotations

from county_casebook.library.library import Library
from county_casebook.records import County, Organization
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
    term = library.term("designations", kind)
    return term.title if term else label(County, kind)


def counted_word(library: Library, duty: Duty) -> str:
    """What readers call those a duty counts: its own word, else that of the designation or of the organizations."""
    if duty.counted or duty.measure == "zone_pairings":
        return duty.counted or label(Organization, duty.organizations)
    return designation_word(library, _KINDS[duty.measure]) if duty.measure in _KINDS else "县（市）"


def laid_down_in(library: Library, duty: Duty) -> str:
    """Where a duty is written: 「《示例方案》二、1.」; its statement where the clause is not held."""
    resolved = library.clause(duty.clause)
    if not resolved:
        return duty.statement
    policy, clause = resolved
    return f"《{policy.title}》{citation(clause, {other.id: other for other in policy.clauses})}"
