"""What a policy implements, replaces, amends, interprets or is annexed to becomes one chain by date, both ways and all along.

The chain holds every policy that relations lead to, however many steps away; each relation is told once, at the
policy that writes it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from county_casebook.library.library import Library
from county_casebook.records import Policy
from county_casebook.records.policy import Relation
from county_casebook.records.record import label
from county_casebook.schema.fields import CoarseDate
from county_casebook.views.clause_links import clause_links
from county_casebook.views.compared_texts import compared_address


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a policy still binds, as a sentence for the top of its page, and what is in force instead."""

    has_ended: bool
    words: str
    instead: Policy | None


LONGEST = 30
"""Policies told in one chain, nearest first: a law may have hundreds that carry it out."""

_FROM_HERE = {
    "annex_of": "本文件是它的附件",
    "implements": "本文件落实它",
    "replaces": "本文件取代它",
    "interprets": "本文件解释它",
    "amends": "本文件修改它",
}


@dataclass(frozen=True, slots=True)
class Tie:
    """One relation in words, with the policy it names and the note on its basis.

    `other` is None where the relation leads to the policy of the page; `is_ours` when that policy itself says it.
    """

    words: str
    other: Policy | None
    note: str
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One policy of the chain: when it was issued, its ties, and how it stands to the policy of the page."""

    policy: Policy
    is_here: bool
    is_direct: bool
    ties: tuple[Tie, ...]
    compared: str = ""
    """Where its text and that of the policy of the page stand side by side; empty where they do not."""

    @property
    def has_ended(self) -> bool:
        return self.policy.has_ended


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps, oldest first and undated last; `is_cut` when more policies are tied than are told."""

    steps: tuple[Step, ...]
    is_cut: bool

    def __bool__(self) -> bool:
        return bool(self.steps)


def chain(library: Library, policy: Policy) -> Chain:
    """Return the chain a policy stands in, the nearest policies first come; empty when it stands alone."""
    near = {other.id for other in _neighbours(library, policy)}
    found = {policy.id: policy}
    waiting = deque([policy])
    is_cut = False
    while waiting and not is_cut:
        for other in _neighbours(library, waiting.popleft()):
            if other.id not in found:
                is_cut = len(found) == LONGEST
                if is_cut:
                    break
                found[other.id] = other
                waiting.append(other)
    if len(found) == 1:
        return Chain((), is_cut=False)
    ordered = sorted(found.values(), key=lambda member: (_day(member), member.id))
    steps = tuple(
        Step(
            member,
            member is policy,
            member.id in near,
            tuple(_ties(library, member, policy)),
            compared_address(library, policy, member),
        )
        for member in ordered
    )
    return Chain(steps, is_cut)


def _day(policy: Policy) -> tuple[int, int, int]:
    issued = policy.issued
    return (issued.year, issued.month, issued.day) if isinstance(issued, CoarseDate) else (9999, 0, 0)


def _named(library: Library, policy: Policy) -> Iterator[tuple[Relation, Policy]]:
    for relation in policy.relations:
        other = library.of(Policy).get(relation.policy)
        if other:
            yield relation, other


def _neighbours(library: Library, policy: Policy) -> list[Policy]:
    """Policies one relation away, whichever side writes it."""
    return [
        *(other for _, other in _named(library, policy)),
        *(other for _, other in library.relations_to.get(policy.id, ())),
    ]


def _ties(library: Library, member: Policy, here: Policy) -> Iterator[Tie]:
    """What a member of the chain says of others; what the policy of the page says stands at the one it speaks of."""
    for relation, other in _named(library, member):
        if member is not here:
            words = label(member, relation.type)
            yield Tie(words, None if other is here else other, _note(library, relation))
    for relation, other in _named(library, here):
        if other is member:
            yield Tie(_FROM_HERE[relation.type], None, _note(library, relation), is_ours=True)


def _note(library: Library, relation: Relation) -> str:
    """The clause a relation is about, by its name, and on what the relation rests."""
    clauses = clause_links(library, [relation.clause] if relation.clause else [])
    return "；".join(filter(None, (*(clause.name for clause in clauses), relation.note)))


def in_force_instead(library: Library, policy: Policy) -> Policy | None:
    """The policy that replaced this one, followed on to the newest; None when nothing replaced it."""
    seen = {policy.id}
    newest: Policy | None = None
    at = policy
    while True:
        later = [
            other
            for kind, other in library.relations_to.get(at.id, ())
            if kind == "replaces" and other.id not in seen
        ]
        if not later:
            return newest
        at = newest = max(later, key=lambda other: (_day(other), other.id))
        seen.add(at.id)


def standing(library: Library, policy: Policy) -> Standing | None:
    """What a reader must know before reading on; None when nothing stands against the text."""
    instead = in_force_instead(library, policy)
    if policy.has_ended:
        return Standing(True, f"本文件已{policy.validity}，条文只供查考", instead)
    if instead:
        return Standing(True, "本文件已被取代，条文只供查考", instead)
    if policy.validity == "已修改":
        return Standing(False, "本文件已修改，引用前请核对现行文本", None)
    return None
