"""Duties to pair: each advanced county, and each organization of the type a duty names, helps one weak county.

A pairing counts for a county figure when its helped side is a county of the library that some source calls weak;
one with a prefecture or a province is shown, and counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from county_casebook.ledger.designations import designated, designated_by
from county_casebook.ledger.results import DutyResult, Place, ResultLine, basis, judged, line, no_data, since
from county_casebook.ledger.words import counted_word, designation_word
from county_casebook.library.library import Library
from county_casebook.records import County, Organization, Pairing, Policy
from county_casebook.records.county import Designation
from county_casebook.records.policy import Duty
from county_casebook.schema.fields import CoarseDate

_NONE = "本库还没有按这一政策结对的记录"


@dataclass(frozen=True, slots=True)
class Owing:
    """One unit that owes a pairing: its record and where its obligation is written."""

    record: County | Organization
    place: Place


def pairings_of(library: Library, scheme: str) -> tuple[Pairing, ...]:
    """The pairings made under one policy."""
    return library.citing(scheme, Pairing, "scheme")


def bound_organizations(library: Library, policy: Policy, duty: Duty) -> list[Organization]:
    """Organizations of the duty's type that were there when the policy was issued; one of unknown age is one."""
    year = policy.year
    return [
        organization
        for organization in library.of(Organization).values()
        if organization.type == duty.organizations
        and not (year and isinstance(organization.since, CoarseDate) and organization.since.year > year)
    ]


def advanced_pairings(library: Library, policy: Policy, duty: Duty) -> DutyResult:
    """Advanced counties with a pairing, of all advanced counties of the scheme."""
    advanced = designated_by(library, policy, "advanced")
    if not advanced:
        return no_data(f"本库没有{counted_word(library, duty)}名单")
    owing = [Owing(county, partial(county.at, "designations", position)) for county, position in advanced]
    return _judged(library, policy, owing, len(advanced))


def zone_pairings(library: Library, policy: Policy, duty: Duty) -> DutyResult:
    """Organizations of the duty's type with a pairing, of the number it states, else of those the library holds."""
    bound = bound_organizations(library, policy, duty)
    denominator = duty.out_of or len(bound)
    if not denominator:
        return no_data(f"本库没有{counted_word(library, duty)}")
    owing = [Owing(found, partial(found.at, "title")) for found in bound]
    return _judged(library, policy, owing, denominator)


def _judged(library: Library, policy: Policy, owing: Sequence[Owing], denominator: int) -> DutyResult:
    """How many of those that owe a pairing have one; where the library holds none under the policy, all are named."""
    if not pairings_of(library, policy.id):
        unknown = (line(library, unit.record, "no_data", "本库无记录", place=unit.place) for unit in owing)
        return no_data(_NONE, denominator, unknown)
    return judged(list(_lines(library, policy, owing)), denominator, "已结对")


def _lines(library: Library, policy: Policy, owing: Iterable[Owing]) -> Iterator[ResultLine]:
    helping: dict[str, list[Pairing]] = {}
    for pairing in pairings_of(library, policy.id):
        helping.setdefault(pairing.helper.county or pairing.helper.organization or "", []).append(pairing)
    for unit in owing:
        yield _line(library, unit, helping.get(unit.record.id, []))


def _line(library: Library, unit: Owing, pairings: list[Pairing]) -> ResultLine:
    if not pairings:
        return line(library, unit.record, "not_met", "没有结对", place=unit.place)
    good = [pairing for pairing in pairings if helps_weak(library, pairing)]
    shown = good or pairings
    words = "、".join(library.name_at(pairing.helped.whereabouts) for pairing in shown)
    return line(
        library,
        unit.record,
        "met" if good else "no_data",
        f"帮扶{words}" if good else f"帮扶{words}，受助方没有“{designation_word(library, 'weak')}”的依据",
        since=_starts(shown),
        basis=tuple(dict.fromkeys(found for pairing in shown for found in basis(pairing, [1]))),
        place=unit.place,
    )


def _starts(pairings: Iterable[Pairing]) -> str:
    """When they began, each date once."""
    return "、".join(dict.fromkeys(filter(None, (since(pairing.start) for pairing in pairings))))


def helps_weak(library: Library, pairing: Pairing) -> bool:
    """Whether the helped side is a county that a source calls weak."""
    county = library.of(County).get(pairing.helped.county or "")
    return bool(county and any(designation.kind == "weak" for designation in county.designations))


def weak_counties(library: Library, policy: Policy) -> list[ResultLine]:
    """The weak counties of a policy's scheme, met when someone helps; no data while it has no pairing at all."""
    helped: dict[str, list[Pairing]] = {}
    for pairing in pairings_of(library, policy.id):
        helped.setdefault(pairing.helped.county or "", []).append(pairing)
    weak = {
        county.id: (county, county.designations[position])
        for county, position in designated(library, "weak", policy.id)
    }
    return [
        _weak_line(library, county, found, helped.get(key, []), known=bool(helped))
        for key, (county, found) in weak.items()
    ]


def _weak_line(
    library: Library, county: County, designation: Designation, pairings: list[Pairing], *, known: bool
) -> ResultLine:
    words = "、".join(library.name_at(pairing.helper.whereabouts) for pairing in pairings)
    return line(
        library,
        county,
        "met" if pairings else "not_met" if known else "no_data",
        f"由{words}帮扶" if pairings else "没有帮扶方" if known else _NONE,
        since=_starts(pairings),
        basis=basis(county, [designation.source]),
    )
