"""The duties of a policy become a ledger: each figure it owes, computed from the records of its own scheme.

Met, not met or no data, with the list behind it. What no record tells is no data, never a pass, a fail or a zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from generator.link import Library
from generator.records import County, Pairing, Policy, Record
from generator.records.county import Designation
from generator.records.fields import CoarseDate
from generator.records.policy import Duty, Measure
from generator.rules.counties import designated, is_less_developed_region

State = Literal["met", "partly", "not_met", "no_data"]
STATE_WORDS: dict[State, str] = {
    "met": "达标",
    "partly": "部分达标",
    "not_met": "未达标",
    "no_data": "缺数据",
}
STATE_SIGNS: dict[State, str] = {"met": "●", "partly": "◐", "not_met": "✕", "no_data": "○"}

_SPECIAL_REGIONS = ("香港特别行政区", "澳门特别行政区", "台湾省")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list behind a duty: a record or a place, whether it counts, and why."""

    name: str
    url: str
    counts: bool
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was computed: `numerator` of `denominator` (None: unknown), the figure in words, the lines behind it."""

    state: State
    numerator: int
    denominator: int | None
    words: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyState:
    """A duty with what was found for it."""

    policy: Policy
    duty: Duty
    found: Found

    @property
    def state(self) -> State:
        return self.found.state

    @property
    def gaps(self) -> tuple[Line, ...]:
        return tuple(line for line in self.found.lines if not line.counts)


def ledger(library: Library) -> tuple[DutyState, ...]:
    """Compute every duty of every policy, in the order of the records."""
    return tuple(
        DutyState(policy, duty, _MEASURES[duty.measure](library, policy, duty))
        for policy in library.policies.values()
        for duty in policy.duties
    )


def owed_words(duty: Duty) -> str:
    """The figure owed, in words."""
    if duty.measure == "spend_share":
        return f"≥ {duty.at_least}%"
    if duty.at_least is not None and duty.at_most is not None:
        return f"{duty.at_least}–{duty.at_most} 个"
    if duty.out_of:
        return f"{duty.out_of} 个都有"
    return f"{duty.due.chinese}前" if duty.due else "全部"


def _line(library: Library, record: Record, why: str, *, counts: bool) -> Line:
    return Line(library.name(record), record.url, counts, why)


def _no_data(words: str, denominator: int | None = None) -> Found:
    return Found("no_data", 0, denominator, words)


def _nationally(library: Library, policy: Policy, kind: str) -> list[tuple[County, Designation]]:
    found = designated(library, kind, policy.id)
    return [(county, designation) for county, _, designation in found if designation.level == "national"]


def _advanced(library: Library, policy: Policy, duty: Duty) -> Found:
    """Count against the band; every one needs a province that recommended it."""
    lines = [
        _line(
            library,
            county,
            f"推荐：{d.recommender}" if d.recommender else "没有推荐单位",
            counts=bool(d.recommender),
        )
        for county, d in _nationally(library, policy, "advanced")
    ]
    return _within(duty, lines)


def _demonstration(library: Library, policy: Policy, duty: Duty) -> Found:
    """Count against the band; each in its regions, with leader, project and four responsible levels."""
    lines = []
    for county, designation in _nationally(library, policy, "demonstration"):
        fault = _demonstration_fault(library, county, designation)
        lines.append(_line(library, county, fault or designation.project or "", counts=not fault))
    return _within(duty, lines)


def _demonstration_fault(library: Library, county: County, designation: Designation) -> str:
    if is_less_developed_region(library, county) is False:
        return "在东部且不属欠发达"
    if not (designation.leader_post and designation.project and designation.responsible):
        return "缺挂帅领导、项目或四级责任单位"
    return ""


def _within(duty: Duty, lines: list[Line]) -> Found:
    if not lines:
        return _no_data("库里没有这一政策的名单")
    good = sum(line.counts for line in lines)
    low, high = duty.at_least or 0, duty.at_most or Decimal("Infinity")
    enough = low <= len(lines) <= high
    state: State = "met" if enough and good == len(lines) else "partly" if enough else "not_met"
    return Found(state, good, len(lines), f"名单 {len(lines)} 个，合要求 {good} 个", tuple(lines))


def _all_of(lines: list[Line], denominator: int, what: str) -> Found:
    """Met when every member counts, partly when some do, not met when none does."""
    good = sum(line.counts for line in lines)
    state: State = "met" if good >= denominator else "partly" if good else "not_met"
    return Found(state, good, denominator, f"{what} {good} / {denominator}", tuple(lines))


def _paired(library: Library, policy: Policy) -> list[Pairing]:
    return [pairing for pairing in library.pairings.values() if pairing.scheme == policy.id]


def _advanced_pairings(library: Library, policy: Policy, duty: Duty) -> Found:
    advanced = list({county.id: county for county, _ in _nationally(library, policy, "advanced")}.values())
    if not advanced:
        return _no_data("库里没有先进县（市）名单")
    helped: dict[str, list[Pairing]] = {}
    for pairing in _paired(library, policy):
        helped.setdefault(pairing.helper.county or "", []).append(pairing)
    lines = [
        _line(
            library,
            county,
            "、".join(_helped_words(library, p) for p in helped.get(county.id, ())) or "没有结对",
            counts=county.id in helped,
        )
        for county in advanced
    ]
    return _all_of(lines, len(advanced), "已结对")


def _helped_words(library: Library, pairing: Pairing) -> str:
    since = f"（{pairing.start}起）" if isinstance(pairing.start, CoarseDate) else ""
    return f"帮扶{library.party_name(pairing.helped)}{since}"


def _zone_pairings(library: Library, policy: Policy, duty: Duty) -> Found:
    zones = [
        organization
        for organization in library.organizations.values()
        if organization.type == "high_tech_zone"
    ]
    denominator = duty.out_of or len(zones)
    helped: dict[str, list[Pairing]] = {}
    for pairing in _paired(library, policy):
        helped.setdefault(pairing.helper.organization or "", []).append(pairing)
    if not any(zone.id in helped for zone in zones):
        return _no_data(f"{denominator} 个高新区都没有结对记录", denominator)
    lines = [
        _line(
            library,
            zone,
            "、".join(_helped_words(library, p) for p in helped.get(zone.id, ())) or "没有结对",
            counts=zone.id in helped,
        )
        for zone in zones
    ]
    return _all_of(lines, denominator, "已结对")


def _advanced_assessed(library: Library, policy: Policy, duty: Duty) -> Found:
    advanced = _nationally(library, policy, "advanced")
    if not advanced:
        return _no_data("库里没有先进县（市）名单")
    lines = []
    for county, designation in advanced:
        until = designation.date.year if isinstance(designation.date, CoarseDate) else 9999
        passed = [a.year for a in county.assessments if a.result == "passed" and until - 2 <= a.year <= until]
        why = f"{max(passed)} 年考核合格" if passed else "没有当轮考核合格的记录"
        lines.append(_line(library, county, why, counts=bool(passed)))
    return _all_of(lines, len(lines), "考核合格")


def _all_assessed(library: Library, policy: Policy, duty: Duty) -> Found:
    year = policy.issued.year if isinstance(policy.issued, CoarseDate) else library.today.year
    units = sum(row.level == "county" and row.holds(year) for row in library.divisions.rows)
    lines = [
        _line(library, county, "已公布考核结果", counts=True)
        for county in library.counties.values()
        if any(a.year >= year and a.result in ("passed", "failed") for a in county.assessments)
    ]
    if not lines:
        return _no_data(f"{units} 个县级单位都没有考核结果记录", units)
    return _all_of(lines, units, "已公布结果")


def _spend_share(library: Library, policy: Policy, duty: Duty) -> Found:
    """The newest year of each county with both figures; a county without them is no data and stays out of the count."""
    owed = duty.at_least or Decimal(1)
    lines, missing = [], 0
    for county in library.counties.values():
        known = [
            (funding.year, share)
            for funding in county.funding
            if (share := funding.computed_share) is not None
        ]
        if known:
            year, share = max(known)
            verdict = "达标" if share >= owed else "未达标"
            lines.append(_line(library, county, f"{year} 年 {share:.2f}%，{verdict}", counts=share >= owed))
        else:
            missing += 1
    if not lines:
        return _no_data(f"{missing} 个县市都缺分子或分母")
    found = _all_of(lines, len(lines), "达到 1%")
    return Found(
        found.state,
        found.numerator,
        found.denominator,
        f"{found.words}；另有 {missing} 个缺数据",
        found.lines,
    )


def _provincial_lists(library: Library, policy: Policy, duty: Duty) -> Found:
    """A province has handed in its list when a county of it carries a provincial demonstration designation with a date."""
    handed: dict[str, CoarseDate] = {}
    for county, _, designation in designated(library, "demonstration", policy.id):
        division = library.division(county)
        if division and designation.level == "provincial" and isinstance(designation.date, CoarseDate):
            handed[division.province] = min(designation.date, handed.get(division.province, designation.date))
    provinces = [p for p in library.divisions.provinces if p.name not in _SPECIAL_REGIONS]
    if not handed:
        return _no_data("没有省级试点示范名单的记录", len(provinces))
    lines = [
        Line(
            p.name,
            f"regions/{p.code}/" if p.code in library.provinces else "",
            p.name in handed and _in_time(handed[p.name], duty.due),
            _list_words(handed.get(p.name), duty.due),
        )
        for p in provinces
    ]
    return _all_of(lines, len(provinces), "按期报送")


def _in_time(handed: CoarseDate, due: CoarseDate | None) -> bool:
    return due is None or handed.last_day <= due.last_day


def _list_words(handed: CoarseDate | None, due: CoarseDate | None) -> str:
    if handed is None:
        return "没有记录"
    return f"{handed.chinese}{'' if _in_time(handed, due) else '，晚于期限或不能确定'}"


def _leaders_trained(library: Library, policy: Policy, duty: Duty) -> Found:
    due = duty.due.last_day if duty.due else library.today
    trained = [county for county in library.counties.values() if county.trainings]
    if not trained:
        return _no_data("没有轮训记录")
    lines = []
    for county in trained:
        held = {training.audience for training in county.trainings if training.date.last_day <= due}
        both = {"leaders", "bureau_head"} <= held
        lines.append(
            _line(library, county, "两类都已培训" if both else "两类培训不全或晚于期限", counts=both)
        )
    year = policy.issued.year if isinstance(policy.issued, CoarseDate) else library.today.year
    units = sum(row.level == "county" and row.holds(year) for row in library.divisions.rows)
    return _all_of(lines, units, "两类都已培训")


def _conference(library: Library, policy: Policy, duty: Duty) -> Found:
    return _no_data("库里还没有会议这一类记录")


_MEASURES: dict[Measure, Callable[[Library, Policy, Duty], Found]] = {
    "advanced_counties": _advanced,
    "demonstration_counties": _demonstration,
    "advanced_pairings": _advanced_pairings,
    "zone_pairings": _zone_pairings,
    "advanced_assessed": _advanced_assessed,
    "all_assessed": _all_assessed,
    "spend_share": _spend_share,
    "provincial_lists": _provincial_lists,
    "leaders_trained": _leaders_trained,
    "conference": _conference,
}


def weak_without_helper(library: Library, policy: Policy) -> Iterator[County]:
    """Weak counties of a policy's scheme that nobody helps."""
    helped = {pairing.helped.county for pairing in _paired(library, policy)}
    for county, _, _ in designated(library, "weak", policy.id):
        if county.id not in helped:
            yield county
