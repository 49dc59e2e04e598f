"""Which county of today a reader's own is, and whether there is anything to match it with."""

from __future__ import annotations

from county_casebook.library.library import Library
from county_casebook.records import Case, County


def can_match(library: Library) -> bool:
    """Whether there are counties to choose and cases to choose from."""
    return bool(library.divisions.units and library.of(Case))


def codes_today(library: Library, county: County) -> tuple[str, ...]:
    """The codes of the county-level units that a county's area is in today."""
    division = library.division(county)
    today = library.divisions.today(division) if division else ()
    return tuple(row.code for row in today if row.level == "county" and row.end is None)


def match_url(library: Library, county: County | None) -> str:
    """Where practices for a county are found, its own code chosen where it is one unit today; empty where nothing is to find."""
    if not can_match(library):
        return ""
    codes = codes_today(library, county) if county else ()
    return f"match/?county={codes[0]}" if len(codes) == 1 else "match/"
