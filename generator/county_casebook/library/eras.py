"""A county becomes the records of the same unit in other eras of its code."""

from __future__ import annotations

from collections.abc import Mapping

from county_casebook.library.derived import derived
from county_casebook.library.groups import grouped
from county_casebook.library.library import Library
from county_casebook.records import County


def eras(library: Library, county: County) -> tuple[County, ...]:
    """Return the records of the same unit in other eras: the same code, or joined by succession, in id order."""
    found = {other.id: other for key in _keys(library, county) for other in _by_key(library)[key]}
    found.pop(county.id, None)
    return tuple(found[key] for key in sorted(found))


@derived
def _by_key(library: Library) -> Mapping[str, tuple[County, ...]]:
    return grouped(library.of(County).values(), lambda county: _keys(library, county))


def _keys(library: Library, county: County) -> list[str]:
    """The code itself and the codes its area has today."""
    division = library.division(county)
    today = library.divisions.today(division) if division else ()
    return [county.code, *(row.code for row in today)]
