"""The duties of a policy become a ledger: each figure it owes, computed from the records of its own scheme.

Met, partly, not met or no data, with the list behind it. What no record tells is no data, never a pass, a fail or a zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from county_casebook.ledger import events, lists, pairings, spending, trainings
from county_casebook.ledger.results import STATE_SIGNS, STATE_WORDS, DutyResult, ResultLine, State
from county_casebook.library.derived import derived
from county_casebook.library.library import Library
from county_casebook.records import Policy
from county_casebook.records.policy import Duty, Measure


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A duty with what was found for it."""

    policy: Policy
    duty: Duty
    found: DutyResult

    @property
    def state(self) -> State:
        return self.found.state

    @property
    def url(self) -> str:
        """Where the whole list behind it stands."""
        return f"duties/{self.duty.id}/"

    @property
    def gaps(self) -> tuple[ResultLine, ...]:
        """The lines that are not met; what no record tells is no gap."""
        return tuple(line for line in self.found.lines if line.state == "not_met")

    @property
    def ordered(self) -> tuple[ResultLine, ...]:
        """Its lines as readers need them: gaps, then what is unknown, then the rest, each in the records' order."""
        return tuple(sorted(self.found.lines, key=lambda line: _ORDER.index(line.state)))


_ORDER: tuple[State, ...] = ("not_met", "partly", "no_data", "met")


@derived
def ledger(library: Library) -> tuple[LedgerEntry, ...]:
    """Compute every duty of every policy, in the order of the records; a library never changes, so it is done once."""
    return tuple(
        LedgerEntry(policy, duty, _MEASURES[duty.measure](library, policy, duty))
        for policy in library.of(Policy).values()
        for duty in policy.duties
    )


def owed_words(duty: Duty) -> str:
    """The figure owed, in words."""
    if duty.measure == "spend_share" and duty.at_least is not None:
        return f"≥ {duty.at_least}%"
    if duty.at_least is not None and duty.at_most is not None:
        return f"{duty.at_least}–{duty.at_most} 个"
    if duty.at_least is not None or duty.at_most is not None:
        return f"不少于 {duty.at_least} 个" if duty.at_most is None else f"不多于 {duty.at_most} 个"
    if duty.out_of:
        return f"{duty.out_of} 个都有"
    return f"{duty.due.chinese}前" if duty.due else "全部"


_MEASURES: dict[Measure, Callable[[Library, Policy, Duty], DutyResult]] = {
    "advanced_counties": lists.advanced,
    "demonstration_counties": lists.demonstration,
    "advanced_pairings": pairings.advanced_pairings,
    "zone_pairings": pairings.zone_pairings,
    "advanced_assessed": lists.advanced_assessed,
    "all_assessed": lists.all_assessed,
    "spend_share": spending.spend_share,
    "provincial_lists": lists.provincial_lists,
    "leaders_trained": trainings.leaders_trained,
    "conference": events.conference,
}

__all__ = [
    "STATE_SIGNS",
    "STATE_WORDS",
    "DutyResult",
    "LedgerEntry",
    "ResultLine",
    "State",
    "ledger",
    "owed_words",
]
