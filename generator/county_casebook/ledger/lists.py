"""Duties about lists, assessments, money and training (plan 二-6, 三-1, 三-3, 三-5, 三-6), each from the records of its scheme."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from county_casebook.ledger.designations import designated, is_less_developed_region
from county_casebook.ledger.pairings import nationally
from county_casebook.ledger.results import Found, Line, State, basis, judged, line, no_data, since
from county_casebook.library.library import Library
from county_casebook.records import County, Policy
from county_casebook.records.county import Designation, Funding, share_percent
from county_casebook.records.policy import Duty
from county_casebook.records.record import label
from county_casebook.schema.fields import CoarseDate

_SPECIAL_REGIONS = ("香港特别行政区", "澳门特别行政区", "台湾省")
_NO_LIST = "库里没有这一政策的名单"


def advanced(library: Library, policy: Policy, duty: Duty) -> Found:
    """Count against the band; every one needs a province that recommended it."""
    return _within(
        duty,
        [
            line(
                library,
                county,
                "met" if found.recommender else "no_data",
                f"推荐：{found.recommender}" if found.recommender else "没有写推荐的省（市）",
                since=since(found.date),
                basis=basis(county, [found.source]),
                place=county.at("designations", position),
            )
            for county, position, found in nationally(library, policy.id, "advanced")
        ],
    )


def demonstration(library: Library, policy: Policy, duty: Duty) -> Found:
    """Count against the band; each in its regions, with leader, project and four responsible levels."""
    lines = []
    for county, position, found in nationally(library, policy.id, "demonstration"):
        state, why = _carried(library, county, found)
        lines.append(
            line(
                library,
                county,
                state,
                why,
                since=since(found.date),
                basis=basis(county, [found.source]),
                place=county.at("designations", position),
            )
        )
    return _within(duty, lines)


def _carried(library: Library, county: County, designation: Designation) -> tuple[State, str]:
    fits = is_less_developed_region(library, county)
    if fits is False:
        return "not_met", "在东部且不属欠发达"
    if not (designation.leader_post and designation.project and designation.responsible):
        return "not_met", "缺挂帅领导、项目或四级责任单位"
    if fits is None:
        return "no_data", "是否在中西部或东部欠发达地区，没有依据"
    return "met", f"{designation.leader_post}挂帅：{designation.project}"


def _within(duty: Duty, lines: list[Line]) -> Found:
    if not lines:
        return no_data(_NO_LIST)
    good = sum(found.counts for found in lines)
    low, high = duty.at_least or 0, duty.at_most or Decimal("Infinity")
    enough = low <= len(lines) <= high
    state: State = "met" if enough and good == len(lines) else "partly" if enough else "not_met"
    return Found(state, good, len(lines), f"名单 {len(lines)} 个，合要求 {good} 个", tuple(lines))


def advanced_assessed(library: Library, policy: Policy, duty: Duty) -> Found:
    """Advanced counties that passed the assessment of their round: of the year of the list or the two before it."""
    counties = nationally(library, policy.id, "advanced")
    if not counties:
        return no_data("库里没有先进县（市）名单")
    lines = [_assessed(library, county, position, found) for county, position, found in counties]
    return judged(lines, len(lines), "当轮考核合格")


def _assessed(library: Library, county: County, position: int, designation: Designation) -> Line:
    until = designation.date.year if isinstance(designation.date, CoarseDate) else 9999
    round_of = [found for found in county.assessments if until - 2 <= found.year <= until]
    passed = [found for found in round_of if found.result == "passed"]
    told = max(passed or round_of, key=lambda found: found.year, default=None)
    state: State = "met" if passed else "not_met" if told and told.result == "failed" else "no_data"
    why = f"{told.year} 年考核{label(county, told.result)}" if told else "没有当轮考核的记录"
    return line(
        library,
        county,
        state,
        why,
        since=f"{told.year} 年" if told else "",
        basis=basis(county, [told.source if told else designation.source]),
        place=county.at("designations", position),
    )


def all_assessed(library: Library, policy: Policy, duty: Duty) -> Found:
    """County-level units with a published result, of all that the table of codes has at the end of that year."""
    year, units = _units(library, policy)
    lines = []
    for county in library.of(County).values():
        told = [found for found in county.assessments if found.year >= year and _is_published(found.result)]
        if told:
            newest = max(told, key=lambda found: found.year)
            why = f"{newest.year} 年{label(county, newest.result)}，已公布"
            lines.append(
                line(
                    library,
                    county,
                    "met",
                    why,
                    since=f"{newest.year} 年",
                    basis=basis(county, [newest.source]),
                )
            )
    if not lines:
        return no_data(f"{units} 个县级单位都没有 {year} 年以后考核结果的记录", units)
    return judged(lines, units, "已公布结果")


def _is_published(result: str) -> bool:
    return result in ("passed", "failed")


def _units(library: Library, policy: Policy) -> tuple[int, int]:
    """The policy's year, and how many county-level units there were at its end."""
    year = policy.issued.year if isinstance(policy.issued, CoarseDate) else library.today.year
    return year, sum(row.level == "county" and row.holds(year) for row in library.divisions.rows)


def spend_share(library: Library, policy: Policy, duty: Duty) -> Found:
    """The newest year since the policy with both figures, final account before budget; without them a county is no data."""
    since_year = policy.issued.year if isinstance(policy.issued, CoarseDate) else 0
    owed = duty.at_least or Decimal(1)
    lines = [
        _share(library, county, [funding for funding in county.funding if funding.year >= since_year], owed)
        for county in library.of(County).values()
    ]
    known = [found for found in lines if found.state != "no_data"]
    if not known:
        return no_data(f"{len(lines)} 个县市都缺分子或分母")
    met = sum(found.counts for found in known)
    missing = len(lines) - len(known)
    state: State = "not_met" if not met else "met" if met == len(lines) else "partly"
    words = f"达到 {owed}% {met} / {len(known)}" + (f"；另有 {missing} 个缺数据" if missing else "")
    return Found(state, met, len(known), words, tuple(lines))


def _share(library: Library, county: County, funding: Iterable[Funding], owed: Decimal) -> Line:
    both = [(found, share) for found in funding if (share := found.computed_share) is not None]
    if not both:
        return line(library, county, "no_data", "缺分子或分母")
    newest, share = max(both, key=lambda pair: (pair[0].year, pair[0].account == "final"))
    state: State = "met" if share >= owed else "not_met"
    account = label(county, newest.account)
    verdict = "达标" if state == "met" else "未达标"
    return line(
        library,
        county,
        state,
        f"{newest.year} 年（{account}）{share_percent(share, owed)}，{verdict}",
        since=f"{newest.year} 年",
        basis=basis(county, [newest.source]),
        place=county.at("funding", county.funding.index(newest)),
    )


def provincial_lists(library: Library, policy: Policy, duty: Duty) -> Found:
    """A province has handed in its list when a county of it carries a dated provincial demonstration designation."""
    first: dict[str, tuple[CoarseDate, County, int]] = {}
    for county, position, found in designated(library, "demonstration", policy.id):
        division = library.division(county)
        if division and found.level == "provincial" and isinstance(found.date, CoarseDate):
            told = first.get(division.province)
            if not told or found.date < told[0]:
                first[division.province] = (found.date, county, position)
    provinces = [p for p in library.divisions.provinces if p.name not in _SPECIAL_REGIONS]
    if not first:
        return no_data("没有省级试点示范名单的记录", len(provinces))
    lines = [
        _handed(library, province.name, province.code, first.get(province.name), duty.due)
        for province in provinces
    ]
    return judged(lines, len(provinces), "按期报送")


def _handed(
    library: Library,
    name: str,
    code: str,
    told: tuple[CoarseDate, County, int] | None,
    due: CoarseDate | None,
) -> Line:
    url = f"regions/{code}/" if code in library.provinces else ""
    if told is None:
        return Line(name, url, "no_data", "没有记录", name)
    handed, county, position = told
    late = due is not None and handed.first_day > due.last_day
    unsure = due is not None and not late and handed.last_day > due.last_day
    state: State = "not_met" if late else "no_data" if unsure else "met"
    words = "，晚于期限" if late else "，是否按期不能确定" if unsure else ""
    return Line(
        name,
        url,
        state,
        f"{handed.chinese}{words}（最早一个：{library.place_name(county)}）",
        name,
        since(handed),
        basis(county, [county.designations[position].source]),
        county.at("designations", position, "date"),
    )


def leaders_trained(library: Library, policy: Policy, duty: Duty) -> Found:
    """Counties whose leaders and bureau head were both trained in time, of all county-level units."""
    _, units = _units(library, policy)
    lines = [
        _trained(library, county, duty.due) for county in library.of(County).values() if county.trainings
    ]
    return judged(lines, units, "两类都已培训") if lines else no_data("没有轮训记录", units)


def _trained(library: Library, county: County, due: CoarseDate | None) -> Line:
    day = due.last_day if due else library.today
    in_time = {found.audience for found in county.trainings if found.date.last_day <= day}
    late = [found for found in county.trainings if found.date.first_day > day]
    missing = [title for title in ("leaders", "bureau_head") if title not in in_time]
    words = "、".join(label(county, title) for title in missing)
    state: State = "met" if not missing else "not_met" if late else "no_data"
    why = "两类都已培训" if not missing else f"{words}{'晚于期限' if late else '没有期限内的记录'}"
    first = late[0] if late else county.trainings[0]
    return line(
        library,
        county,
        state,
        why,
        since=since(max(found.date for found in county.trainings)),
        basis=basis(county, [found.source for found in county.trainings]),
        place=county.at("trainings", county.trainings.index(first), "date"),
    )


def conference(library: Library, policy: Policy, duty: Duty) -> Found:
    """Nothing can be told: the library has no kind of record for events yet."""
    planned = f"计划 {duty.due.chinese}；" if duty.due else ""
    return no_data(f"{planned}库里还没有会议这一类记录")
