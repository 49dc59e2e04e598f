"""Duties about lists, assessments and training become what is found for them, each from the records of its scheme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from county_casebook.ledger.designations import designated, designated_by, field_titles, is_open_to, unstated
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
from county_casebook.ledger.trainings import units_at_end
from county_casebook.ledger.words import counted_word
from county_casebook.library.derived import piece
from county_casebook.library.library import Library
from county_casebook.records import County, Honour, Policy
from county_casebook.records.assessment import Assessment
from county_casebook.records.county import Designation
from county_casebook.records.policy import Duty
from county_casebook.records.record import label
from county_casebook.schema.fields import CoarseDate

_NO_LIST = "本库没有这一政策的名单"


def advanced(library: Library, policy: Policy, duty: Duty) -> DutyResult:
    """Count against the duty's bounds; each must state what the duty asks for."""
    return _within(library, policy, duty, "advanced", _told)


def _told(library: Library, duty: Duty, county: County, designation: Designation) -> tuple[State, str]:
    """Whether a designation states what the duty asks for; what it leaves out is not known."""
    if missing := unstated(duty, designation):
        return "no_data", f"没有写{field_titles(missing)}"
    recommended = f"推荐：{designation.recommender}" if designation.recommender else ""
    return "met", recommended or designation.document or designation.title


def demonstration(library: Library, policy: Policy, duty: Duty) -> DutyResult:
    """Count against the duty's bounds; each in its regions, and stating what the duty asks for."""
    return _within(library, policy, duty, "demonstration", _carried)


def _carried(library: Library, duty: Duty, county: County, designation: Designation) -> tuple[State, str]:
    fits = is_open_to(library, duty, county)
    if fits is False:
        return "not_met", f"不在这项责任限定的地区（{library.economic_region(county)}）"
    if missing := unstated(duty, designation):
        return "not_met", f"没有写{field_titles(missing)}"
    if fits is None:
        return "no_data", "是否在限定的地区，没有依据"
    led = f"{designation.leader_post}挂帅：" if designation.leader_post else ""
    return "met", f"{led}{designation.project or designation.title}"


_Judge = Callable[[Library, Duty, County, Designation], tuple[State, str]]


def _within(library: Library, policy: Policy, duty: Duty, kind: str, judge: _Judge) -> DutyResult:
    """The counties a policy designates, each judged by itself, and their number against the duty's bounds."""
    lines = [
        _judged_by(library, county, duty, position, judge)
        for county, position in designated_by(library, policy, kind)
    ]
    if not lines:
        return no_data(_NO_LIST)
    good = sum(found.counts for found in lines)
    low = duty.at_least if duty.at_least is not None else Decimal(0)
    high = duty.at_most if duty.at_most is not None else Decimal("Infinity")
    enough = low <= len(lines) <= high
    state: State = "met" if enough and good == len(lines) else "partly" if enough else "not_met"
    return DutyResult(state, good, len(lines), f"名单 {len(lines)} 个，合要求 {good} 个", tuple(lines))


@piece
def _judged_by(library: Library, county: County, duty: Duty, position: int, judge: _Judge) -> ResultLine:
    found = county.designations[position]
    return line(
        library,
        county,
        *judge(library, duty, county, found),
        since=since(found.date),
        basis=basis(county, [found.source]),
        place=partial(county.at, "designations", position),
    )


def advanced_assessed(library: Library, policy: Policy, duty: Duty) -> DutyResult:
    """Advanced counties that passed the assessment of their round: within the duty's years up to their designation."""
    counties = designated_by(library, policy, "advanced")
    if not counties:
        return no_data(f"本库没有{counted_word(library, duty)}名单")
    lines = [_assessed(library, county, duty, position) for county, position in counties]
    return judged(lines, len(lines), "当轮考核合格")


@piece
def _assessed(library: Library, county: County, duty: Duty, position: int) -> ResultLine:
    designation = county.designations[position]
    until = designation.date.year if isinstance(designation.date, CoarseDate) else 9999
    first = 0 if duty.years_back is None else until - duty.years_back
    own = library.of(Policy)[designation.scheme].level
    round_of = [
        found
        for found in county.assessments
        if found.counts_for(own) and first <= found.last and found.year <= until
    ]
    passed = [found for found in round_of if found.result == "passed"]
    told = max(passed or round_of, key=lambda found: found.last, default=None)
    state: State = "met" if passed else "not_met" if told and told.result == "failed" else "no_data"
    why = f"{told.years} 年考核{label(county, told.result)}" if told else "没有当轮考核的记录"
    return line(
        library,
        county,
        state,
        why,
        since=f"{told.years} 年" if told else "",
        basis=basis(county, [told.source if told else designation.source]),
        place=partial(county.at, "designations", position),
    )


def all_assessed(library: Library, policy: Policy, duty: Duty) -> DutyResult:
    """County-level units with a published result, of all that the table of codes has at the end of that year."""
    year, units = _units(library, policy)
    told = ((county, _newest(county, policy, year)) for county in library.of(County).values())
    lines = [_result(library, county, found) for county, found in told if found]
    if not lines:
        return no_data(f"{units} 个县级单位都没有 {year} 年以后考核结果的记录", units)
    return judged(lines, units, "已公布结果")


def _newest(county: County, policy: Policy, year: int) -> Assessment | None:
    """The newest assessment since a year, one with a published result before others."""
    told = [found for found in county.assessments if found.counts_for(policy.level) and found.last >= year]
    return max(told, key=lambda found: (_is_published(found.result), found.last), default=None)


def _result(library: Library, county: County, found: Assessment) -> ResultLine:
    state: State = "met" if _is_published(found.result) else "not_met"
    words = f"{found.years} 年{label(county, found.result)}"
    return line(
        library,
        county,
        state,
        f"{words}，已公布" if state == "met" else words,
        since=f"{found.years} 年",
        basis=basis(county, [found.source]),
        place=partial(county.at, "assessments", county.assessments.index(found), "result"),
    )


def _is_published(result: str) -> bool:
    return result in ("passed", "failed")


def _units(library: Library, policy: Policy) -> tuple[int, int]:
    """The policy's year, and how many county-level units there were at its end."""
    year = policy.year or library.today.year
    return year, units_at_end(library.divisions, year)


@dataclass(frozen=True, slots=True)
class Handed:
    """The list of a province: when it was handed in, what shows it, its sources, and where an editor finds it."""

    date: CoarseDate
    shown_by: str
    basis: tuple[Basis, ...]
    place: Place


def provincial_lists(library: Library, policy: Policy, duty: Duty) -> DutyResult:
    """A province has handed in its list when a dated provincial roll, or a county's designation, shows it."""
    first: dict[str, Handed] = {}
    for province, handed in (*_designations(library, policy), *_rolls(library, duty)):
        if province not in first or handed.date < first[province].date:
            first[province] = handed
    provinces = [p for p in library.divisions.provinces if p.name not in duty.exempt]
    if not first:
        return no_data(f"没有省级{counted_word(library, duty)}名单的记录", len(provinces))
    lines = [
        _handed(library, province.name, province.code, first.get(province.name), duty.due)
        for province in provinces
    ]
    return judged(lines, len(provinces), "按期报送")


def _designations(library: Library, policy: Policy) -> Iterator[tuple[str, Handed]]:
    """Each dated provincial demonstration under the policy, by province."""
    for county, position in designated(library, "demonstration", policy.id):
        division, found = library.division(county), county.designations[position]
        if division and found.level == "provincial" and isinstance(found.date, CoarseDate):
            shown_by = f"最早一个：{library.place_name(county)}"
            place = partial(county.at, "designations", position, "date")
            yield division.province, Handed(found.date, shown_by, basis(county, [found.source]), place)


def _rolls(library: Library, duty: Duty) -> Iterator[tuple[str, Handed]]:
    """Each dated roll of a province that carries out the duty's clause, by province."""
    for roll in library.citing(duty.clause, Honour, "clauses"):
        division = library.division(roll)
        if division and roll.level == "provincial" and isinstance(roll.date, CoarseDate):
            source = roll.document.source if roll.document else None
            place = partial(roll.at, "date")
            handed = Handed(roll.date, f"名单：{roll.title}", basis(roll, [source]), place)
            yield division.province, handed


def _handed(
    library: Library, name: str, code: str, handed: Handed | None, due: CoarseDate | None
) -> ResultLine:
    url = f"regions/{code}/" if code in library.provinces else ""
    planned = f"计划 {due.chinese}前；" if due else ""
    if handed is None:
        return ResultLine(name, url, "no_data", f"{planned}没有记录", name)
    state, words = _in_time(handed.date, due)
    why = f"{planned}{handed.date.chinese}{words}（{handed.shown_by}）"
    return ResultLine(name, url, state, why, name, since(handed.date), handed.basis, handed.place)


def _in_time(day: CoarseDate, due: CoarseDate | None) -> tuple[State, str]:
    if due is not None and day.first_day > due.last_day:
        return "not_met", "，晚于期限"
    if due is not None and day.last_day > due.last_day:
        return "no_data", "，是否按期不能确定"
    return "met", ""
