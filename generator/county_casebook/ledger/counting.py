"""What a duty counts, and how, becomes words for readers: whom, in which regions, what each must state, which years."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from county_casebook.ledger.designations import field_titles
from county_casebook.library.library import Library
from county_casebook.places.divisions import EconomicRegion
from county_casebook.records import County, Organization, Policy
from county_casebook.records.policy import Duty, Measure
from county_casebook.records.record import label


def counting_words(library: Library, duty: Duty) -> tuple[str, ...]:
    """Return what a duty's record says about counting, a phrase each; only what its measure goes by."""
    told = [tell(duty) for tell in (_whom, *_TOLD.get(duty.measure, ()))]
    if duty.measure == "leaders_trained":
        told.append(_through_events(library, duty))
    return tuple(words for words in told if words)


def _whom(duty: Duty) -> str:
    if duty.measure != "zone_pairings":
        return f"数的是{duty.counted}" if duty.counted else ""
    kind = label(Organization, duty.organizations)
    return f"数的是{duty.counted}（机构类型：{kind}）" if duty.counted else f"数的是{kind}"


def _total(duty: Duty) -> str:
    return f"总数按 {duty.out_of} 个计" if duty.out_of else ""


def _regions(duty: Duty) -> str:
    if not duty.regions:
        return ""
    listed = "、".join(f"{found.region}（{label(Policy, found.open_to)}）" for found in duty.regions)
    is_whole = {found.region for found in duty.regions} >= set(get_args(EconomicRegion))
    return f"限于{listed}" if is_whole else f"限于{listed}，没有列出的地带按缺数据处理"


def _stating(duty: Duty) -> str:
    return f"每个称号须写明{field_titles(duty.must_state)}" if duty.must_state else ""


def _years(duty: Duty) -> str:
    if duty.years_back is None:
        return "公布名单当年和此前各年的考核都看"
    if duty.years_back == 0:
        return "只看公布名单当年的考核"
    return f"看公布名单当年和往前 {duty.years_back} 年的考核"


def _exempt(duty: Duty) -> str:
    return f"不计{'、'.join(duty.exempt)}" if duty.exempt else ""


def _through_events(library: Library, duty: Duty) -> str:
    """Which training events count for whom: 「对象是干部的培训活动也算党政主要领导的轮训」."""
    return "；".join(
        f"对象是{'、'.join(library.titles('audiences', line.audiences))}的培训活动，"
        f"来自的县（市）算{label(County, line.trained)}已轮训"
        for line in duty.through_events
    )


def _trained(duty: Duty) -> str:
    named = "、".join(label(County, audience) for audience in duty.trainings)
    return f"{named}{'都' if len(duty.trainings) > 1 else ''}轮训过才算"


_TOLD: dict[Measure, tuple[Callable[[Duty], str], ...]] = {
    "advanced_counties": (_stating,),
    "demonstration_counties": (_regions, _stating),
    "advanced_assessed": (_years,),
    "zone_pairings": (_total,),
    "provincial_lists": (_exempt,),
    "leaders_trained": (_trained,),
}
