"""Which counties carry which designation, and which policies owe something by it: what duties and rules ask of the library."""

from __future__ import annotations

from collections.abc import Iterator

from county_casebook.library.library import Library
from county_casebook.records import County, Policy
from county_casebook.records.county import Designation
from county_casebook.records.policy import Duty, Measure


def plans(library: Library, measure: Measure) -> dict[str, Duty]:
    """The policies that lay down a duty of this measure, by id, with the duty."""
    return {
        policy.id: duty
        for policy in library.of(Policy).values()
        for duty in policy.duties
        if duty.measure == measure
    }


def designated(library: Library, kind: str, scheme: str) -> Iterator[tuple[County, int, Designation]]:
    """Counties with a designation of a kind under one scheme, with its position."""
    for county in library.of(County).values():
        for position, designation in enumerate(county.designations):
            if designation.kind == kind and designation.scheme == scheme:
                yield county, position, designation


def is_less_developed_region(library: Library, county: County) -> bool | None:
    """Whether a county lies where plan 三-3 supports demonstration: centre, west, or the less developed east; None: no data."""
    band = library.band(county)
    if band in ("中部", "西部"):
        return True
    if band == "东部":
        return {"yes": True, "no": False}.get(county.less_developed.value)
    return None
