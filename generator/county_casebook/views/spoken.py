"""What the policies say of a record: the clauses that owe something of it, and those that call it, or its kind, by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from county_casebook.ledger.ledger import STATE_WORDS, LedgerEntry, ledger
from county_casebook.ledger.pairings import bound_organizations
from county_casebook.ledger.results import ResultLine
from county_casebook.library.derived import derived
from county_casebook.library.library import Library
from county_casebook.records import County, Organization, Policy, Record
from county_casebook.records.policy import Measure
from county_casebook.records.record import label
from county_casebook.text.clauses import CITED
from county_casebook.views.clause_links import ClauseLink, clause_links

_MOST = 8
_OF_EVERY_COUNTY: tuple[Measure, ...] = ("spend_share", "all_assessed", "leaders_trained")
"""What each county owes, whatever it is called."""
_SHORTEST = 3
"""A name of two characters stands in too many other words."""
_KINDS_NOT_NAMED = ("government", "other")
"""Types of organizations whose name says nothing of one of them."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A clause, and what the ledger found of the record under it (empty: the clause only names it)."""

    clause: ClauseLink
    found: str


def spoken(library: Library, record: Record) -> tuple[Spoken, ...]:
    """Return the clauses that speak of a record: those that owe something of it first."""
    owed = _owed(library).get(record.url, {})
    named = (clause for name in _names(library, record) for clause in _naming(library).get(name, ()))
    found = [*owed, *(clause for clause in dict.fromkeys(named) if clause not in owed)][:_MOST]
    return tuple(Spoken(link, owed.get(key, "")) for key in found for link in clause_links(library, (key,)))


@derived
def _owed(library: Library) -> Mapping[str, dict[str, str]]:
    """By the address of a record, the clauses of the duties that count it or bind it, each with what was found."""
    found: dict[str, dict[str, str]] = {}
    for state in ledger(library):
        for line in state.found.lines:
            words = f"{state.duty.statement}{_verdict(line)}。"
            found.setdefault(line.url, {}).setdefault(state.duty.clause, words)
        for record in _bound(library, state):
            words = f"{state.duty.statement}本库没有它的记录。"
            found.setdefault(record.url, {}).setdefault(state.duty.clause, words)
    found.pop("", None)
    return found


def _verdict(line: ResultLine) -> str:
    """What was found of one record; the word for its state where that is not said already."""
    why, state = line.why.rstrip("。"), STATE_WORDS[line.state]
    return why if state in why else f"{state}：{why}"


def _bound(library: Library, state: LedgerEntry) -> Iterable[Record]:
    """Whom a duty binds by what they are, so that it speaks of them also where no record tells."""
    if state.duty.measure == "zone_pairings":
        return bound_organizations(library, state.policy, state.duty)
    return library.of(County).values() if state.duty.measure in _OF_EVERY_COUNTY else ()


def _names(library: Library, record: Record) -> Iterator[str]:
    """What a policy may call a record: its name, and of an organization the name of its type."""
    yield library.place_name(record) if isinstance(record, County) else library.name(record)
    if isinstance(record, Organization) and record.type not in _KINDS_NOT_NAMED:
        yield label(record, record.type)


@derived
def _naming(library: Library) -> Mapping[str, tuple[str, ...]]:
    """The clauses that hold each name, in the order of the policies.

    Names are looked up at every place of a text, so that many names cost no more than few.
    """
    held = (*library.of(County).values(), *library.of(Organization).values())
    names = {name for record in held for name in _names(library, record) if len(name) >= _SHORTEST}
    lengths = sorted({len(name) for name in names})
    found: dict[str, dict[str, None]] = {}
    for policy in library.of(Policy).values():
        for clause in policy.clauses:
            if clause.kind in CITED or clause.kind == "paragraph":
                for name in _found(policy.words(clause), names, lengths):
                    found.setdefault(name, {})[f"{policy.id}#{clause.id}"] = None
    return {name: tuple(clauses) for name, clauses in found.items()}


def _found(text: str, names: set[str], lengths: Iterable[int]) -> set[str]:
    sizes = list(lengths)
    return {
        text[at : at + size] for at in range(len(text)) for size in sizes if text[at : at + size] in names
    }
