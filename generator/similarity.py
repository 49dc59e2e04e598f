"""A county becomes its neighbours: counties like this one by what records hold, each with the reasons in words.

Never a league table: no score is shown, and what is unknown counts neither for nor against.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from generator.link import Library
from generator.records import County

WEIGHTS = {"themes": 4, "less_developed": 2, "band": 2, "unit_type": 1, "province": 1, "designations": 1}
"""What counts how much; themes weigh most, since a reader comes for what was done."""

_WIDEST = 60


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A county like another, and why."""

    county: County
    reasons: tuple[str, ...]

    @property
    def reason(self) -> str:
        return " · ".join(self.reasons)


@dataclass(frozen=True, slots=True)
class _Traits:
    band: str | None
    unit_type: str
    province: str
    less_developed: str
    themes: frozenset[str]
    designations: frozenset[str]


def similar_counties(library: Library, county: County, limit: int = 5) -> tuple[Neighbour, ...]:
    """Return the counties most like this one that have something to tell; ties go to the smaller id."""
    traits = _all_traits(library)
    own = traits[county.id]
    found: list[tuple[int, str, Neighbour]] = []
    for other in _candidates(library, county, own):
        shared = list(_shared(library, own, traits[other.id]))
        score = sum(WEIGHTS[trait] for trait, _ in shared)
        if score >= WEIGHTS["themes"]:
            found.append((-score, other.id, Neighbour(other, tuple(words for _, words in shared))))
    return tuple(neighbour for _, _, neighbour in sorted(found, key=lambda entry: entry[:2])[:limit])


@lru_cache(maxsize=2)
def _all_traits(library: Library) -> dict[str, _Traits]:
    return {key: _traits(library, county) for key, county in library.counties.items()}


def _traits(library: Library, county: County) -> _Traits:
    division = library.division(county)
    return _Traits(
        band=library.band(county),
        unit_type=division.unit_type if division else "",
        province=division.province if division else "",
        less_developed=county.less_developed.value,
        themes=frozenset(
            theme for case in library.cases_of_county.get(county.id, ()) for theme in case.themes
        ),
        designations=frozenset(designation.scheme for designation in county.designations),
    )


def _candidates(library: Library, county: County, own: _Traits) -> Iterator[County]:
    """Counties with cases of the same themes first, then those of the same schemes: enough to choose from."""
    seen = {county.id}
    for theme in sorted(own.themes):
        for case in library.cases_of_theme.get(theme, ())[:_WIDEST]:
            if case.county and case.county not in seen and case.county in library.counties:
                seen.add(case.county)
                yield library.counties[case.county]
    for scheme in sorted(own.designations):
        for other in library.counties_of_scheme.get(scheme, ())[:_WIDEST]:
            if other.id not in seen:
                seen.add(other.id)
                yield other


def _shared(library: Library, own: _Traits, other: _Traits) -> Iterator[tuple[str, str]]:
    themes = [term.title for key, term in library.terms("themes").items() if key in own.themes & other.themes]
    if themes:
        yield "themes", f"同做{'、'.join(themes)}"
    if own.less_developed == other.less_developed == "yes":
        yield "less_developed", "同属欠发达"
    if own.band and own.band == other.band:
        yield "band", f"同在{own.band}"
    if own.unit_type == other.unit_type:
        yield "unit_type", f"同为{own.unit_type}"
    if own.province == other.province:
        yield "province", f"同省（{own.province}）"
    if own.designations & other.designations:
        yield "designations", "同类称号"
