"""Rules on events: what cannot be so, and what would mislead a reader."""

from __future__ import annotations

from collections.abc import Iterator

from county_casebook.library.library import Library
from county_casebook.records import Case, Event
from county_casebook.records.event import Days, Host
from county_casebook.rules.rule import Finding, error, lack, warning
from county_casebook.schema.fields import CoarseDate

_PAGES = ("calendar", "totals", "types", "years")
_HOURS_A_DAY = 24
_LONGEST = 366
"""The days of an event whose end is not told."""


@error
def event_address(event: Event) -> Iterator[Finding]:
    """活动的编号是网址，不得是 calendar、totals、types、years。"""
    if event.id in _PAGES:
        yield event.at(), f"“{event.id}”是活动栏目自己的网址", "文件换一个名字"


@error
def event_place(event: Event) -> Iterator[Finding]:
    """活动的地方写 county 或 area，不两个都写；写 also 就要写 area。"""
    if event.county and event.area:
        yield event.at("area"), "county 和 area 都写了", "在县里办的只写 county，在地市或省办的只写 area"
    elif event.also and not event.area:
        yield event.at("also"), "写了 also，没有写 area", "第一处写在 area，其余的写在 also"


@error
def event_ends_before_it_starts(event: Event) -> Iterator[Finding]:
    """活动的结束不得早于开始。"""
    for name, days in (("planned", event.planned), ("actual", event.actual)):
        if days and days.end and days.first and days.end.last_day < days.first.first_day:
            yield event.at(name, "end"), f"结束 {days.end} 早于开始 {days.first}", "检查两个日期"


@lack
def host_without_name(event: Event) -> Iterator[Finding]:
    """主办、协办的每一条要写机构或名称。"""
    for name, hosts in (("organizers", event.organizers), ("co_organizers", event.co_organizers)):
        for position, host in enumerate(hosts):
            if not _is_named(host):
                yield event.at(name, position), "没有写是谁", "写 organization 或 name"


def _is_named(host: Host) -> bool:
    return bool(host.organization or host.name)


@warning
def long_before_planned(event: Event) -> Iterator[Finding]:
    """活动不应比计划早一年以上。"""
    planned, actual = event.planned, event.actual
    if planned and actual and _is_long_before(actual, planned):
        place = event.at("actual", "start")
        yield place, f"{actual.last} 举行，比计划的 {planned.first} 早一年以上", "检查两个日期"


def _is_long_before(actual: Days, planned: Days) -> bool:
    """Whether even the last day that one can mean is more than a year before the first of the other."""
    if not actual.last or not planned.first:
        return False
    last, first = actual.last.last_day, planned.first.first_day
    return (last.year + 1, last.month, last.day) < (first.year, first.month, first.day)


@warning
def persons_without_audience(event: Event) -> Iterator[Finding]:
    """写了人数，应当写是哪一类对象。"""
    for position, told in enumerate(event.attendance):
        if isinstance(told.persons, int) and not told.audience and not told.who:
            place = event.at("attendance", position, "persons")
            yield place, f"{told.persons} 人是什么人没有写", "补上 audience；不属于词表里的对象就写 who"


@error
def case_shown_before_it_began(library: Library, event: Event) -> Iterator[Finding]:
    """活动讲到的案例，那时必须已经开始。"""
    last = event.actual.last if event.actual else None
    for position, key in enumerate(event.cases):
        case = library.of(Case).get(key)
        start = case.period.start if case else None
        if last and isinstance(start, CoarseDate) and start.first_day > last.last_day:
            place = event.at("cases", position)
            yield place, f"案例 {key} 在 {start} 才开始，活动在 {last}", "检查日期，或去掉这个案例"


@error
def impossible_hours(event: Event) -> Iterator[Finding]:
    """学时要大于 0，不得多于活动那几天的全部钟点。"""
    if event.hours is None:
        return
    most = _hours_of(event.days)
    if event.hours == 0:
        yield event.at("hours"), "学时是 0", "来源没有写学时就删掉这一行"
    elif most and event.hours > most:
        yield event.at("hours"), f"{event.hours} 小时，多于那几天的 {most} 小时", "检查学时和日期"


def _hours_of(days: Days | None) -> int:
    """All hours of the days, of a year where the end is not told; 0 when nothing is known."""
    if not days or not days.first:
        return 0
    length = (days.end.last_day - days.first.first_day).days + 1 if days.end else _LONGEST
    return max(0, length) * _HOURS_A_DAY
