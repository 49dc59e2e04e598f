"""Duties to hold a conference become what is found for them: planned against actual, from the events that cite the clause."""

from __future__ import annotations

from functools import partial

from county_casebook.ledger.results import DutyResult, ResultLine, State, basis, line, no_data, since
from county_casebook.library.library import Library
from county_casebook.records import Event, Policy
from county_casebook.records.policy import Duty
from county_casebook.schema.fields import CoarseDate


def conference(library: Library, policy: Policy, duty: Duty) -> DutyResult:
    """The conferences that carry out the duty's clause, each against the day it was owed by; one in time is enough."""
    held = [event for event in library.citing(duty.clause, Event, "clauses") if event.type == "conference"]
    planned = f"计划 {duty.due.chinese}；" if duty.due else ""
    if not held:
        return no_data(f"{planned}本库没有这次会议的记录")
    lines = [_held(library, event, duty.due) for event in held]
    best = min(lines, key=lambda found: _BEST.index(found.state))
    return DutyResult(best.state, int(best.counts), 1, f"{planned}{best.why}", tuple(lines))


_BEST: tuple[State, ...] = ("met", "no_data", "not_met")


def _held(library: Library, event: Event, due: CoarseDate | None) -> ResultLine:
    """One conference against its deadline; that it was held on an unknown day says nothing of the deadline."""
    state, why = _verdict(event, due)
    days, name = event.actual or event.planned, "actual" if event.actual else "planned"
    return line(
        library,
        event,
        state,
        why,
        since=since(event.actual.start) if event.actual else "",
        basis=basis(event, [days.source if days else None]),
        place=partial(event.at, name, "start") if days else event.at,
    )


def _verdict(event: Event, due: CoarseDate | None) -> tuple[State, str]:
    if not event.actual:
        return "no_data", "没有举行的记录"
    day = event.actual.first
    if day is None:
        return ("no_data", "举行过，日期未载明，是否按期不能确定") if due else ("met", "举行过，日期未载明")
    words = f"{day.chinese}举行"
    if due and day.first_day > due.last_day:
        return "not_met", f"{words}，晚于期限"
    if due and day.last_day > due.last_day:
        return "no_data", f"{words}，是否按期不能确定"
    return "met", words
