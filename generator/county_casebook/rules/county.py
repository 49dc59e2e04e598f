"""Rules on counties: what a designation must carry by its duty, and what a share must agree with."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from county_casebook.ledger.designations import (
    designated_by,
    duties_of,
    field_titles,
    is_open_to,
    plans,
    unstated,
)
from county_casebook.ledger.trainings import trained_by, trainings_of
from county_casebook.ledger.words import counted_word, laid_down_in
from county_casebook.library.library import Library
from county_casebook.records import County, Event, Policy
from county_casebook.records.county import Training
from county_casebook.records.event import Days
from county_casebook.records.policy import Duty
from county_casebook.rules.rule import Finding, error, lack, warning
from county_casebook.schema.fields import CoarseDate


@error
def demonstration_region(library: Library) -> Iterator[Finding]:
    """试点示范一类的称号，只能授予责任限定的地区里的县。"""
    for county, position, duty in _demonstrations(library):
        if is_open_to(library, duty, county) is False:
            name, word = library.place_name(county), counted_word(library, duty)
            yield (
                county.at("designations", position, "kind"),
                f"{name}在{library.economic_region(county)}，不在{word}限定的地区",
                f"见{laid_down_in(library, duty)}；核对名单，或补上欠发达的依据",
            )


@error
def demonstration_carriers(library: Library) -> Iterator[Finding]:
    """试点示范一类的称号，必须写明责任要求写明的各项。"""
    for county, position, duty in _demonstrations(library):
        if missing := unstated(duty, county.designations[position]):
            fields = "、".join(f"{name}（{field_titles([name])}）" for name in missing)
            hint = f"{laid_down_in(library, duty)}：{duty.statement.rstrip('。')}"
            yield county.at("designations", position), f"缺少{fields}", hint


def _demonstrations(library: Library) -> Iterator[tuple[County, int, Duty]]:
    for policy_id, duty in plans(library, "demonstration_counties").items():
        for county, position in designated_by(library, library.of(Policy)[policy_id], "demonstration"):
            yield county, position, duty


@warning
def training_twice(library: Library) -> Iterator[Finding]:
    """培训活动写了来自哪些县（市），县市的轮训里就不再写同一次。"""
    for duty in (duty for _, duty in duties_of(library)):
        for county in library.of(County).values() if duty.through_events else ():
            for position, own in enumerate(county.trainings):
                if event := _same(library, county, own, duty):
                    place = county.at("trainings", position, "date")
                    yield place, f"这次轮训活动 {event.id} 已经写了", "删掉这一条；本县的页面会显示那次活动"


def _same(library: Library, county: County, own: Training, duty: Duty) -> Event | None:
    """The training event that a training of a county's own list tells of again: same audience, same days."""
    for event in trainings_of(library, county):
        if own.audience in trained_by(event, duty) and event.actual and _overlap(own.date, event.actual):
            return event
    return None


def _overlap(day: CoarseDate, days: Days) -> bool:
    """Whether a day known to its month may be one of the days of an event."""
    if not day.month or not days.first or not days.last:
        return False
    return days.first.first_day <= day.last_day and day.first_day <= days.last.last_day


@lack
def less_developed_basis(county: County) -> Iterator[Finding]:
    """是否欠发达写了 yes 或 no，就必须写依据。"""
    if county.less_developed.value != "unknown" and not county.less_developed.basis:
        yield (
            county.at("less_developed"),
            f"写了 {county.less_developed.value}，没有依据",
            "补上 basis，或写 unknown",
        )


@error
def share_disagrees(county: County) -> Iterator[Finding]:
    """写出的科技投入占比必须与两个数算出的一致；两个数不全时，必须写明来源。"""
    for position, funding in enumerate(county.funding):
        computed = funding.computed_share
        if funding.share is None:
            continue
        place = county.at("funding", position, "share")
        if computed is None and funding.source is None:
            yield (
                place,
                f"写了占比 {funding.share}%，两个数不全，也没有来源",
                "补全两个数，或用 source 写明是哪条来源自称的",
            )
        elif computed is not None and not _agrees(funding.share, computed):
            yield place, f"写的是 {funding.share}%，两个数算出 {computed:.2f}%", "删掉 share，由程序来算"


@error
def impossible_assessment(county: County) -> Iterator[Finding]:
    """考核的最后一年不得早于第一年，名次不得大于参加的个数，也不得是 0。"""
    for position, told in enumerate(county.assessments):
        if told.until is not None and told.until < told.year:
            place = county.at("assessments", position, "until")
            yield place, f"到 {told.until} 年，却从 {told.year} 年起", "检查两个年份"
        if told.rank is not None and (told.rank == 0 or (told.of is not None and told.rank > told.of)):
            said = f" {told.of} 个中第 {told.rank}" if told.of is not None else f"第 {told.rank}"
            yield county.at("assessments", position, "rank"), f"写的是{said}", "核对名次和个数"


def _agrees(typed: Decimal, computed: Decimal) -> bool:
    return computed.quantize(typed, ROUND_HALF_UP) == typed
