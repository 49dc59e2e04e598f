"""Adoptions become lineage: from which cases a case was taken over, and what came from it, generation by generation.

Content may hold a circle before its rules are read, so that every walk here remembers its way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from county_casebook.library.library import Library
from county_casebook.records import Case
from county_casebook.records.case import Adoption
from county_casebook.records.gist import named

DEEPEST = 5
"""Generations told above a case, and below it."""
WIDEST = 30
"""Adoptions told below a case, in all generations together; its own are told, however many there are."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One adoption: the case whose practice it was, and where it stands in that case's list."""

    origin: Case
    adoption: Adoption


@dataclass(frozen=True, slots=True)
class Branch:
    """An adoption with the adopter's own case, if the library holds it, and what others took from that.

    `left_out` counts the adoptions of that case that are not told here: too deep, too many, or told further up.
    """

    taken: Taken
    own: Case | None
    branches: tuple[Branch, ...]
    left_out: int = 0


def taken_from(library: Library, case: Case) -> tuple[Taken, ...]:
    """Return the adoptions by which a case came to be, in the order of the cases they were taken from."""
    return tuple(
        Taken(origin, adoption)
        for origin in library.citing(case, Case, "adoptions.case")
        for adoption in origin.adoptions
        if adoption.case == case.id and origin.id != case.id
    )


def ways_down_to(library: Library, case: Case) -> tuple[tuple[Taken, ...], ...]:
    """Return every way from a first case down to this one, as adoptions in their order; none where it is itself a first."""
    ways = tuple(_ways(library, case, frozenset((case.id,)), DEEPEST))
    return () if ways == ((),) else ways


def _ways(library: Library, case: Case, seen: frozenset[str], deep: int) -> Iterator[tuple[Taken, ...]]:
    above = [taken for taken in taken_from(library, case) if taken.origin.id not in seen] if deep else []
    for taken in above:
        for way in _ways(library, taken.origin, seen | {taken.origin.id}, deep - 1):
            yield (*way, taken)
    if not above:
        yield ()


def branches_of(library: Library, case: Case) -> tuple[Branch, ...]:
    """Return who took a case over, who took it from them, and so on; the generations nearest to the case are told first."""
    kept = _nearest(library, case)
    return tuple(_grown(library, case, kept, {case.id}))


def _nearest(library: Library, case: Case) -> frozenset[tuple[str, int]]:
    """The adoptions that are told, as (case, position): generation by generation up to the bounds, each case once."""
    kept: list[tuple[str, int]] = []
    seen, generation = {case.id}, [case]
    for _ in range(DEEPEST):
        following: list[Case] = []
        for member in generation:
            for position, adoption in enumerate(member.adoptions):
                if len(kept) >= WIDEST and member is not case:
                    return frozenset(kept)
                kept.append((member.id, position))
                own = library.of(Case).get(adoption.case or "")
                if own and own.id not in seen:
                    seen.add(own.id)
                    following.append(own)
        generation = following
    return frozenset(kept)


def _grown(
    library: Library, case: Case, kept: frozenset[tuple[str, int]], told: set[str]
) -> Iterator[Branch]:
    """Yield the branches of a case; of a case that two ways lead to, the second tells no more than how many it has."""
    for position, adoption in enumerate(case.adoptions):
        if (case.id, position) in kept:
            own = library.of(Case).get(adoption.case or "")
            goes_on = own is not None and own.id not in told
            told.update([own.id] if own else [])
            below = tuple(_grown(library, own, kept, told)) if own and goes_on else ()
            yield Branch(Taken(case, adoption), own, below, len(own.adoptions) - len(below) if own else 0)


def circle(library: Library) -> tuple[str, ...]:
    """Return the ids of cases each taken over from the one before, the last the first again; empty when there is no such circle.

    It begins with the smallest id. A case that names itself is no circle.
    """
    followed = {
        key: [other for other in named(case, "adoptions.case") if other != key]
        for key, case in library.of(Case).items()
    }
    try:
        TopologicalSorter(followed).prepare()
    except CycleError as error:
        found = list(reversed(error.args[1]))[1:]
        first = found.index(min(found))
        return (*found[first:], *found[:first], found[first])
    return ()
