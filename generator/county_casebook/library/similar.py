"""A county becomes its neighbours: counties like this one by what records hold, each with the reasons in words.

Never a league table: no score is shown, and what is unknown counts neither for nor against. A score belongs to two counties
alone, so that it is the same seen from either, and a third county never changes the order of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from county_casebook.library.eras import eras
from county_casebook.library.library import Library
from county_casebook.records import Case, County, Pairing
from county_casebook.records.county import CountyIndicator
from county_casebook.text.phrases import PHRASES


@dataclass(frozen=True, slots=True)
class Weight:
    """What a trait adds when both counties are known to share it (each time, up to `most` times), and takes when they are known to differ."""

    same: int
    different: int = 0
    most: int = 1


WEIGHTS: Mapping[str, Weight] = {
    "themes": Weight(3, most=2),
    "less_developed": Weight(2, different=1),
    "economic_region": Weight(2),
    "indicators": Weight(1, most=2),
    "unit_type": Weight(1),
    "province": Weight(1),
    "designations": Weight(1),
}
"""What counts how much; themes weigh most, since a reader comes for what was done."""

ENOUGH = 4
"""A score below this is chance: such counties are not named."""

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


def similar_counties(library: Library, county: County, limit: int = 5) -> tuple[Neighbour, ...]:
    """Return the counties most like this one that have a case or a pairing to tell; ties go to the smaller id."""
    traits = _traits(library)
    own = traits.position.get(county.id)
    if own is None or not limit:
        return ()
    scores = np.where(traits.telling, _scores(traits, own), 0)
    scores[[own, *(traits.position[era.id] for era in eras(library, county))]] = 0
    best = [position for position in _highest(scores, limit) if scores[position] >= ENOUGH]
    return tuple(
        Neighbour(traits.counties[position], tuple(_reasons(library, traits, own, position)))
        for position in best
    )


def similarity(library: Library, county: County, other: County) -> int:
    """The score of two counties by the table of weights."""
    traits = _traits(library)
    return int(_scores(traits, traits.position[county.id])[traits.position[other.id]])


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
    singles: Mapping[str, NDArray[np.int16]]
    indicators: Mapping[tuple[str, str], _Column]


@lru_cache(maxsize=2)
def _traits(library: Library) -> _Traits:
    counties = tuple(library.of(County).values())
    divisions = [library.division(county) for county in counties]
    return _Traits(
        counties=counties,
        position={county.id: position for position, county in enumerate(counties)},
        telling=np.array([_has_something_to_tell(library, county) for county in counties], dtype=bool),
        sets={
            "themes": _table(counties, lambda county: _themes(library, county)),
            "designations": _table(counties, lambda county: [d.scheme for d in county.designations]),
        },
        singles={
            "less_developed": _numbers(
                None if county.less_developed.value == "unknown" else county.less_developed.value
                for county in counties
            ),
            "economic_region": _numbers(library.economic_region(county) for county in counties),
            "unit_type": _numbers(division.unit_type if division else None for division in divisions),
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


def _themes(library: Library, county: County) -> list[str]:
    return [theme for case in library.citing(county, Case, "county") for theme in case.themes]


def _table(counties: Sequence[County], members: Callable[[County], Iterable[str]]) -> NDArray[np.float32]:
    columns: dict[str, int] = {}
    held = [{columns.setdefault(key, len(columns)) for key in members(county)} for county in counties]
    table = np.zeros((len(counties), len(columns)), dtype=np.float32)
    for row, found in enumerate(held):
        table[row, list(found)] = 1
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


def _scores(traits: _Traits, own: int) -> NDArray[np.int64]:
    """The score of one county with every county, its own position included."""
    scores = np.zeros(len(traits.counties), dtype=np.int64)
    for name, table in traits.sets.items():
        weight = WEIGHTS[name]
        scores += weight.same * np.minimum(table @ table[own], weight.most).astype(np.int64)
    for name, values in traits.singles.items():
        if values[own] != _UNKNOWN:
            weight = WEIGHTS[name]
            differs = (values != values[own]) & (values != _UNKNOWN)
            scores += weight.same * (values == values[own]) - weight.different * differs
    weight = WEIGHTS["indicators"]
    scores += weight.same * np.minimum(_close_indicators(traits, own), weight.most)
    return scores


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
    shared = set(_themes(library, county)) & set(_themes(library, other))
    themes = [term.title for key, term in library.terms("themes").items() if key in shared]
    if themes:
        yield f"{PHRASES.same_theme}：{'、'.join(themes[:3])}{f'等 {len(themes)} 个主题' if len(themes) > 3 else ''}"
    if "less_developed" in same:
        yield "同属欠发达" if county.less_developed.value == "yes" else "同不属欠发达"
    if "economic_region" in same:
        yield f"同在{library.economic_region(county)}"
    for mine, theirs in _close_pairs(county, other)[: WEIGHTS["indicators"].most]:
        yield f"{mine.name}相近（{_value(mine)}与 {_value(theirs)}）"
    division = library.division(county)
    if division and "unit_type" in same:
        yield f"同为{division.unit_type}"
    if division and "province" in same:
        yield f"同省（{division.province}）"
    if {d.scheme for d in county.designations} & {d.scheme for d in other.designations}:
        yield "同类称号"


def _close_pairs(county: County, other: County) -> list[tuple[CountyIndicator, CountyIndicator]]:
    """Indicators with close values, one pair each: the newest."""
    found: dict[tuple[str, str], tuple[CountyIndicator, CountyIndicator]] = {}
    for mine in sorted(county.indicators, key=lambda line: -line.year):
        for theirs in sorted(other.indicators, key=lambda line: -line.year):
            key = (mine.name, mine.unit)
            if key == (theirs.name, theirs.unit) and key not in found and bool(_pair_is_close(mine, theirs)):
                found[key] = (mine, theirs)
    return [found[key] for key in sorted(found)]


def _pair_is_close(mine: CountyIndicator, theirs: CountyIndicator) -> bool:
    return bool(_is_close(mine.year, float(mine.value), np.array(theirs.year), np.array(float(theirs.value))))


def _value(line: CountyIndicator) -> str:
    number = line.value if isinstance(line.value, Decimal) else Decimal(line.value)
    return f"{line.year} 年 {number:,} {line.unit}"
