"""A county becomes its neighbours: counties like this one by what records hold, each with the reasons in words.

Never a league table: no score is shown, and what is unknown counts neither for nor against. A score belongs to two counties
alone, so that it is the same seen from either, and a third county never changes the order of the others. Which counties are
alike is judged in `likeness.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from county_casebook.library.derived import derived, derived_each
from county_casebook.library.eras import eras
from county_casebook.library.library import Library
from county_casebook.library.likeness import (
    APART,
    ENOUGH,
    GROUNDS,
    SETTING,
    WEIGHTS,
    county_setting,
    setting_reasons,
)
from county_casebook.records import Case, County, Pairing, gist
from county_casebook.records.county import CountyIndicator
from county_casebook.text.phrases import PHRASES

CLOSE, NEARBY = 1.25, 3
"""Two values of one indicator are close when the larger is at most 1.25 times the smaller and their years are at most 3 apart."""

_UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A county like another, and why."""

    county: County
    reasons: tuple[str, ...]

    @property
    def reason(self) -> str:
        return " · ".join(self.reasons)


@derived_each
def similar_counties(library: Library, county: County) -> tuple[Neighbour, ...]:
    """Return the five counties most like this one that have a case or a pairing to tell; ties go to the smaller id."""
    return nearest_counties(library, county, 5)


def nearest_counties(library: Library, county: County, limit: int) -> tuple[Neighbour, ...]:
    """Return as many of them as are wanted."""
    traits = _traits(library)
    own = traits.position.get(county.id)
    if own is None or not limit:
        return ()
    found = _shared(traits, own)
    scores = np.where(traits.telling & found.are_alike, found.scores, 0)
    scores[[own, *(traits.position[era.id] for era in eras(library, county))]] = 0
    best = [position for position in _highest(scores, limit) if scores[position]]
    return tuple(
        Neighbour(traits.counties[position], tuple(_reasons(library, traits, own, position)))
        for position in best
    )


def similarity(library: Library, county: County, other: County) -> int:
    """The score of two counties by the table of weights."""
    traits = _traits(library)
    return int(_shared(traits, traits.position[county.id]).scores[traits.position[other.id]])


def are_alike(library: Library, county: County, other: County) -> bool:
    """Whether two counties have enough in common."""
    traits = _traits(library)
    return bool(_shared(traits, traits.position[county.id]).are_alike[traits.position[other.id]])


def _highest(scores: NDArray[np.int64], limit: int) -> list[int]:
    """The positions of the highest scores, highest first; of equal ones the earlier. Linear: only what is kept is sorted."""
    ranks = scores * len(scores) - np.arange(len(scores))
    kept = np.argpartition(-ranks, limit)[:limit] if limit < len(ranks) else np.arange(len(ranks))
    return [int(position) for position in kept[np.argsort(-ranks[kept])]]


@dataclass(frozen=True, slots=True)
class _Column:
    """The values of one indicator: whose (position of the county), of which year, how much."""

    rows: NDArray[np.int64]
    years: NDArray[np.int64]
    values: NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class _Traits:
    """What is compared, for every county in id order: sets as tables of yes and no, single values as numbers with -1 for unknown."""

    counties: tuple[County, ...]
    position: Mapping[str, int]
    telling: NDArray[np.bool_]
    sets: Mapping[str, NDArray[np.float32]]
    stated: Mapping[str, NDArray[np.bool_]]
    singles: Mapping[str, NDArray[np.int16]]
    indicators: Mapping[tuple[str, str], _Column]


@derived
def _traits(library: Library) -> _Traits:
    counties = tuple(library.of(County).values())
    divisions = [library.division(county) for county in counties]
    settings = [county_setting(library, county) for county in counties]
    sets = {
        **{name: _table([setting.get(name, ()) for setting in settings]) for name in SETTING},
        "themes": _table([_themes(library, county) for county in counties]),
        "designations": _table([list(gist.named(county, "designations.scheme")) for county in counties]),
    }
    return _Traits(
        counties=counties,
        position={county.id: position for position, county in enumerate(counties)},
        telling=np.array([_has_something_to_tell(library, county) for county in counties], dtype=bool),
        sets=sets,
        stated={name: table.max(axis=1, initial=0) > 0 for name, table in sets.items()},
        singles={
            "less_developed": _numbers(
                None if county.less_developed.value == "unknown" else county.less_developed.value
                for county in counties
            ),
            "economic_region": _numbers(library.economic_region(county) for county in counties),
            "province": _numbers(division.province if division else None for division in divisions),
        },
        indicators=_columns(counties),
    )


def _has_something_to_tell(library: Library, county: County) -> bool:
    return any(
        county.id in told
        for told in (
            library.cited(Case, "county"),
            library.cited(Case, "adoptions.county"),
            library.cited(Pairing, "helped.county"),
            library.cited(Pairing, "helper.county"),
        )
    )


@derived_each
def _themes(library: Library, county: County) -> list[str]:
    return [theme for case in library.citing(county, Case, "county") for theme in gist.named(case, "themes")]


def _table(members: Sequence[Iterable[str]]) -> NDArray[np.float32]:
    columns: dict[str, int] = {}
    marks = [(row, columns.setdefault(key, len(columns))) for row, keys in enumerate(members) for key in keys]
    table = np.zeros((len(members), len(columns)), dtype=np.float32)
    if marks:
        table[tuple(np.array(marks, dtype=np.int64).T)] = 1
    return table


def _numbers(values: Iterable[str | None]) -> NDArray[np.int16]:
    known: dict[str, int] = {}
    return np.array(
        [_UNKNOWN if value is None else known.setdefault(value, len(known)) for value in values],
        dtype=np.int16,
    )


def _columns(counties: Sequence[County]) -> dict[tuple[str, str], _Column]:
    held: dict[tuple[str, str], list[tuple[int, int, float]]] = {}
    for row, county in enumerate(counties):
        for line in county.indicators:
            held.setdefault((line.name, line.unit), []).append((row, line.year, float(line.value)))
    return {
        key: _Column(
            np.array([row for row, _, _ in lines], dtype=np.int64),
            np.array([year for _, year, _ in lines], dtype=np.int64),
            np.array([value for _, _, value in lines], dtype=np.float64),
        )
        for key, lines in held.items()
    }


@dataclass(slots=True)
class _Shared:
    """What one county shares with every county, its own position included: scores, how much of them is grounds, who is apart."""

    scores: NDArray[np.int64]
    grounds: NDArray[np.int64]
    apart: NDArray[np.bool_]

    @property
    def are_alike(self) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = (self.scores >= ENOUGH) & (self.grounds >= ENOUGH) & ~self.apart
        return found

    def add(self, name: str, same: NDArray[np.int64], differs: NDArray[np.bool_], *, ground: bool) -> None:
        """Count one trait: how many of its values are shared, and who is known to differ."""
        weight = WEIGHTS[name]
        points = weight.same * np.minimum(same, weight.most)
        self.scores += points - weight.different * differs
        if ground:
            self.grounds += points
        if name in APART:
            self.apart &= differs


def _shared(traits: _Traits, own: int) -> _Shared:
    count = len(traits.counties)
    found = _Shared(np.zeros(count, np.int64), np.zeros(count, np.int64), np.ones(count, bool))
    for name, table in traits.sets.items():
        same = (table @ table[own]).astype(np.int64)
        differs = (same == 0) & traits.stated[name] & traits.stated[name][own]
        found.add(name, same, differs, ground=name in GROUNDS)
    for name, values in traits.singles.items():
        known = (values != _UNKNOWN) & (values[own] != _UNKNOWN)
        same = (known & (values == values[own])).astype(np.int64)
        found.add(name, same, known & (values != values[own]), ground=_is_ground(name, traits.counties[own]))
    close = _close_indicators(traits, own)
    found.add("indicators", close, np.zeros(count, bool), ground=True)
    return found


def _is_ground(name: str, county: County) -> bool:
    """Whether a single value helps to make counties alike: of being less developed, only that both are."""
    return name in GROUNDS and (name != "less_developed" or county.less_developed.value == "yes")


def _close_indicators(traits: _Traits, own: int) -> NDArray[np.int64]:
    """How many indicators of one county have a close value in each county."""
    counts = np.zeros(len(traits.counties), dtype=np.int64)
    county = traits.counties[own]
    for key in {(line.name, line.unit) for line in county.indicators}:
        column = traits.indicators[key]
        close = np.zeros(len(column.rows), dtype=bool)
        for line in county.indicators:
            if (line.name, line.unit) == key:
                close |= _is_close(line.year, float(line.value), column.years, column.values)
        hit = np.zeros(len(counts), dtype=bool)
        hit[column.rows[close]] = True
        counts += hit
    return counts


def _is_close(
    year: int, value: float, years: NDArray[np.int64], values: NDArray[np.float64]
) -> NDArray[np.bool_]:
    larger, smaller = np.maximum(values, value), np.minimum(values, value)
    close: NDArray[np.bool_] = (larger == smaller) | (smaller > 0) & (larger <= smaller * CLOSE)
    return close & (np.abs(years - year) <= NEARBY)


def _reasons(library: Library, traits: _Traits, own: int, position: int) -> Iterator[str]:
    """Say in words what two counties share, in the order of the weights."""
    county, other = traits.counties[own], traits.counties[position]
    same = {name for name, values in traits.singles.items() if values[own] == values[position] != _UNKNOWN}
    yield from setting_reasons(county_setting(library, county), county_setting(library, other))
    if "less_developed" in same:
        yield "同属欠发达" if county.less_developed.value == "yes" else "同不属欠发达"
    for mine, theirs in _close_pairs(county, other)[: WEIGHTS["indicators"].most]:
        yield f"{mine.name}相近（{_value(mine)}与 {_value(theirs)}）"
    shared = set(_themes(library, county)) & set(_themes(library, other))
    themes = library.titles("themes", (key for key in library.ids_in("themes") if key in shared))
    if themes:
        yield f"{PHRASES.same_theme}：{'、'.join(themes[:3])}{f'等 {len(themes)} 个' if len(themes) > 3 else ''}"
    division = library.division(county)
    if division and "province" in same:
        yield f"同省（{division.province}）"
    elif "economic_region" in same:
        yield f"同在{library.economic_region(county)}"
    if {d.scheme for d in county.designations} & {d.scheme for d in other.designations}:
        yield "同类称号"


def _close_pairs(county: County, other: County) -> list[tuple[CountyIndicator, CountyIndicator]]:
    """Indicators with close values, one pair each: the newest."""
    found: dict[tuple[str, str], tuple[CountyIndicator, CountyIndicator]] = {}
    for mine in sorted(county.indicators, key=lambda line: -line.year):
        for theirs in sorted(other.indicators, key=lambda line: -line.year):
            key = (mine.name, mine.unit)
            if key == (theirs.name, theirs.unit) and key not in found and _pair_is_close(mine, theirs):
                found[key] = (mine, theirs)
    return [found[key] for key in sorted(found)]


def _pair_is_close(mine: CountyIndicator, theirs: CountyIndicator) -> bool:
    smaller, larger = sorted((float(mine.value), float(theirs.value)))
    close = larger == smaller or (smaller > 0 and larger <= smaller * CLOSE)
    return close and abs(mine.year - theirs.year) <= NEARBY


def _value(line: CountyIndicator) -> str:
    return f"{line.year} 年 {Decimal(line.value):,} {line.unit}"
