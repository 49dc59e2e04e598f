"""Rules on adoptions: who took what from whom, that no lineage runs in a circle, and the pairing it came through."""

from __future__ import annotations

from collections.abc import Iterator

from county_casebook.library.library import Library
from county_casebook.library.lineage import circle
from county_casebook.records import Case, County, Organization, Pairing, Record
from county_casebook.records.pairing import Party
from county_casebook.rules.rule import Finding, error, warning
from county_casebook.schema.fields import CoarseDate


@error
def adopted_by_itself(case: Case) -> Iterator[Finding]:
    """借鉴的县（市）不得是案例自己的县（市），借鉴出的案例不得是它自己。"""
    for position, adoption in enumerate(case.adoptions):
        if case.county and adoption.county == case.county:
            said = f"{adoption.county} 就是这个案例的县市"
            yield case.at("adoptions", position, "county"), said, "别的县市借鉴才写在这里"
        elif adoption.case == case.id:
            yield case.at("adoptions", position, "case"), "借鉴出的案例就是它自己", "写借鉴的县市自己的案例"


@error
def adopters_case_elsewhere(library: Library, case: Case) -> Iterator[Finding]:
    """借鉴出的案例必须是借鉴的那个县（市）的案例。"""
    for position, adoption in enumerate(case.adoptions):
        own = library.of(Case).get(adoption.case or "")
        if own and own is not case and own.county != adoption.county:
            where = f"是 {own.county} 的案例" if own.county else "不是一个县市的案例"
            said = f"{own.id} {where}，借鉴的县市写的是 {adoption.county}"
            yield case.at("adoptions", position, "case"), said, "检查 county 和 case"


@error
def lineage_in_a_circle(library: Library) -> Iterator[Finding]:
    """借鉴不得绕回来：后一代的案例不得又是前一代的来源。"""
    found = circle(library)
    if found:
        case = library.of(Case)[found[0]]
        position = next(order for order, adoption in enumerate(case.adoptions) if adoption.case == found[1])
        said = f"借鉴绕了一圈：{' → '.join(found)}"
        yield case.at("adoptions", position, "case"), said, "看来源，谁先谁后，去掉倒过来的一处"


@error
def adopters_case_is_older(library: Library, case: Case) -> Iterator[Finding]:
    """借鉴出的案例不得早于所借鉴的做法开始，也不得在借鉴以前就结束。"""
    for position, adoption in enumerate(case.adoptions):
        own = library.of(Case).get(adoption.case or "")
        if not own or own is case:
            continue
        start, end = case.period.start, own.period.end
        if _is_before(own.period.start, start):
            said = f"{own.id} 在 {own.period.start} 就开始了，早于这一做法开始的 {start}"
            yield case.at("adoptions", position, "case"), said, "检查两个日期，或谁借鉴谁"
        elif end and _is_before(end, adoption.date):
            said = f"{own.id} 在 {end} 就结束了，借鉴在 {adoption.date}"
            yield case.at("adoptions", position, "case"), said, "检查两个日期"


def _is_before(day: object, other: object) -> bool:
    return isinstance(day, CoarseDate) and isinstance(other, CoarseDate) and day.last_day < other.first_day


@warning
def adopted_through_another_pairing(library: Library, case: Case) -> Iterator[Finding]:
    """经由的结对，受助方应当是借鉴的县（市），帮扶方应当是案例的县（市），或参与了案例、服务那个县（市）的机构。"""
    for position, adoption in enumerate(case.adoptions):
        pairing = library.of(Pairing).get(adoption.pairing or "")
        if not pairing or adoption.county == case.county or not _is_known(library, case, pairing):
            continue
        if not _is_county(library, pairing.helped, adoption.county):
            said = f"结对 {pairing.id} 的受助方不是 {adoption.county}"
        elif not _is_of(library, pairing.helper, case):
            said = f"结对 {pairing.id} 的帮扶方和这个案例没有关系"
        else:
            continue
        yield case.at("adoptions", position, "pairing"), said, "检查是不是通过这项结对借鉴的"


def _is_known(library: Library, case: Case, pairing: Pairing) -> bool:
    """Whether the places of a case and of both sides are known; where not, that is told elsewhere."""
    sides = (pairing.helper.whereabouts, pairing.helped.whereabouts)
    return bool(library.division(case) and all(map(library.division_at, sides)))


def _is_county(library: Library, party: Party, county: str) -> bool:
    """Whether a side of a pairing is a county, or a prefecture or province that holds it."""
    if party.county or not party.area:
        return party.county == county
    held = library.of(County).get(county)
    return held is not None and _is_inside(library, party, held)


def _is_inside(library: Library, party: Party, record: Record) -> bool:
    """Whether a record stands in the prefecture or province of a side."""
    found, area = library.division(record), library.division_at(party.whereabouts)
    return bool(found and area and found.code.startswith(_prefix(area.code)))


def _prefix(code: str) -> str:
    """The digits that every code inside a province, a prefecture or a county begins with."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


def _is_of(library: Library, party: Party, case: Case) -> bool:
    """Whether a side has to do with a case: its county, its prefecture or province, or an organization behind it."""
    organization = library.of(Organization).get(party.organization or "")
    if organization:
        named = {actor.organization for actor in case.actors}
        return organization.id in named or case.county in organization.serves
    if party.county:
        return party.county == case.county
    return _is_inside(library, party, case)
