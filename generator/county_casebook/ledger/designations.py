"""Which counties carry which designation, and which policies owe something by it: what duties and rules ask of the library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from county_casebook.library.derived import derived, kept_each
from county_casebook.library.library import Library
from county_casebook.records import County, Policy
from county_casebook.records.county import Designation
from county_casebook.records.policy import Duty, Measure


@derived
def duties_of(library: Library) -> tuple[tuple[str, Duty], ...]:
    """Every duty in order, with the id of its policy: who asks for duties depends on nothing else that a policy says."""
    return tuple((policy.id, duty) for policy in library.of(Policy).values() for duty in policy.duties)


def plans(library: Library, *measures: Measure) -> dict[str, Duty]:
    """The policies that lay down a duty of one of these measures, by id, with the first such duty."""
    found: dict[str, Duty] = {}
    for policy_id, duty in duties_of(library):
        if duty.measure in measures:
            found.setdefault(policy_id, duty)
    return found


def pairing_plans(library: Library) -> dict[str, Duty]:
    """The policies that ask counties or organizations to pair, by id, with the duty."""
    return plans(library, "advanced_pairings", "zone_pairings")


@kept_each()
def _borne(library: Library, county: County) -> tuple[tuple[str, str, str], ...]:
    """The kind, the scheme and the level of each designation of a county, in order."""
    return tuple((found.kind, found.scheme, found.level) for found in county.designations)


def designated(library: Library, kind: str, scheme: str) -> Iterator[tuple[County, int]]:
    """Counties with a designation of a kind under one scheme, with its position."""
    for county in library.citing(scheme, County, "designations.scheme"):
        for position, borne in enumerate(_borne(library, county)):
            if borne[:2] == (kind, scheme):
                yield county, position


def designated_by(library: Library, policy: Policy, kind: str) -> list[tuple[County, int]]:
    """Counties that a policy designates at its own level, once each; a policy without such a level counts every level."""
    own = policy.level if policy.level in ("national", "provincial", "prefecture") else None
    found: dict[str, tuple[County, int]] = {}
    for county, position in designated(library, kind, policy.id):
        if own in (None, _borne(library, county)[position][2]):
            found.setdefault(county.id, (county, position))
    return list(found.values())


def is_open_to(library: Library, duty: Duty, county: County) -> bool | None:
    """Whether a duty's regions admit a county; None: its region, or whether it is less developed, is not known."""
    if not duty.regions:
        return True
    economic_region = library.economic_region(county)
    open_to = next((found.open_to for found in duty.regions if found.region == economic_region), None)
    if open_to == "less_developed":
        return {"yes": True, "no": False}.get(county.less_developed.value)
    return {"all": True, "none": False}.get(open_to or "")


def unstated(duty: Duty, designation: Designation) -> tuple[str, ...]:
    """The fields a duty asks of every designation that this one does not state."""
    return tuple(name for name in duty.must_state if getattr(designation, name) is None)


def field_titles(names: Iterable[str]) -> str:
    """What editors and readers call fields of a designation: 「推荐单位、示范项目」."""
    return "、".join(str(Designation.model_fields[name].title) for name in names)
