"""Duties to train become what is found for them: what counties tell of themselves, and the trainings their people went to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from county_casebook.ledger.results import (
    Basis,
    DutyResult,
    Place,
    ResultLine,
    State,
    basis,
    judged,
    line,
    no_data,
    since,
)
from county_casebook.library.derived import piece
from county_casebook.library.library import Library
from county_casebook.places.divisions import Divisions
from county_casebook.records import County, Event, Policy
from county_casebook.records.policy import Duty, Trained
from county_casebook.records.record import label
from county_casebook.schema.fields import CoarseDate


@dataclass(frozen=True, slots=True)
class Told:
    """One training that a record tells of: who was trained, when (None: not told), and whether it was only planned."""

    trained: Trained
    date: CoarseDate | None
    basis: tuple[Basis, ...]
    place: Place
    is_plan: bool = False


def leaders_trained(library: Library, policy: Policy, duty: Duty) -> DutyResult:
    """Counties in which everyone the duty names was trained in time, of all county-level units."""
    units = units_at_end(library.divisions, policy.year or library.today.year)
    found = (_line_of(library, county, duty) for county in library.of(County).values())
    lines = [line for line in found if line]
    return judged(lines, units, _all_trained(duty)) if lines else no_data("没有轮训记录", units)


def units_at_end(divisions: Divisions, year: int) -> int:
    """How many county-level units there were at the end of a year."""
    return sum(row.level == "county" and row.holds(year) for row in divisions.rows)


def told(library: Library, county: County, duty: Duty) -> Iterator[Told]:
    """What its own record tells, then the training events its people went to whose audience the duty counts."""
    for position, own in enumerate(county.trainings):
        place = partial(county.at, "trainings", position, "date")
        yield Told(own.audience, own.date, basis(county, [own.source]), place)
    for event in trainings_of(library, county):
        days = event.actual or event.planned
        found, place = basis(event, [days.source if days else None]), partial(event.at)
        for trained in trained_by(event, duty):
            yield Told(trained, event.done(), found, place, is_plan=not event.is_done)


def trainings_of(library: Library, county: County) -> list[Event]:
    """The training events that people of a county went to, or were to go to."""
    return [event for event in library.citing(county, Event, "counties") if event.type == "training"]


def trained_by(event: Event, duty: Duty) -> list[Trained]:
    """Whom a duty counts as trained by an event, by its audiences."""
    came = {*event.audiences, *(line.audience for line in event.attendance)}
    return [line.trained for line in duty.through_events if came & set(line.audiences)]


def _all_trained(duty: Duty) -> str:
    """That all whom the duty names were trained: 「两类都已培训」, 「科技局长已培训」."""
    if len(duty.trainings) == 1:
        return f"{label(County, duty.trainings[0])}已培训"
    return "两类都已培训"


@piece
def _line_of(library: Library, county: County, duty: Duty) -> ResultLine | None:
    """The line of a county of whose trainings something is told."""
    trainings = list(told(library, county, duty))
    return _trained(library, county, trainings, duty) if trainings else None


def _trained(library: Library, county: County, trainings: Sequence[Told], duty: Duty) -> ResultLine:
    day = duty.due.last_day if duty.due else library.today
    in_time = {found.trained for found in trainings if found.date and found.date.last_day <= day}
    missing = [title for title in duty.trainings if title not in in_time]
    late = [
        found for found in trainings if found.trained in missing and found.date and found.date.first_day > day
    ]
    state: State = "met" if not missing else "not_met" if late else "no_data"
    dates = [found.date for found in trainings if found.date]
    return line(
        library,
        county,
        state,
        _why(county, trainings, missing, duty, is_late=bool(late)),
        since=since(max(dates, default=None)),
        basis=tuple(dict.fromkeys(each for found in trainings for each in found.basis)),
        place=(late or trainings)[0].place,
    )


def _why(
    county: County, trainings: Sequence[Told], missing: Sequence[str], duty: Duty, *, is_late: bool
) -> str:
    if not missing:
        return _all_trained(duty)
    words = "、".join(label(county, title) for title in missing)
    if is_late:
        return f"{words}晚于期限"
    planned = any(found.is_plan and found.trained in missing for found in trainings)
    return f"{words}{'只有计划，没有举行的记录' if planned else '没有期限内的记录'}"
