"""Counties' own assessments become rounds: of which years, whose, who passed, who was commended, and how much is known.

A round is all that counties tell of one assessment; what no county tells is no data, never a result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from county_casebook.library.derived import derived
from county_casebook.library.library import Library
from county_casebook.places.divisions import Division
from county_casebook.records import County, Honour
from county_casebook.records.assessment import Assessment
from county_casebook.records.county import Designation
from county_casebook.schema.fields import CoarseDate

BASE = "assessments/"


class Told(NamedTuple):
    """What one county tells of a round."""

    county: County
    position: int

    @property
    def assessment(self) -> Assessment:
        return self.county.assessments[self.position]


@dataclass(frozen=True, slots=True)
class Round:
    """One assessment: its years and level, the place it was held in (None: the country), and what counties tell of it."""

    year: int
    last: int
    level: str
    scheme: str
    place: Division | None
    lines: tuple[Told, ...]

    @property
    def url(self) -> str:
        """Its address, which tells its years, its place and its scheme: `assessments/2011-2012-530400/`."""
        until = str(self.last) if self.last != self.year else ""
        parts = (str(self.year), until, self.place.code if self.place else "", self.scheme)
        return f"{BASE}{'-'.join(filter(None, parts))}/"

    @property
    def years(self) -> str:
        """Its years in words: 「2011—2012」."""
        return str(self.year) if self.last == self.year else f"{self.year}—{self.last}"


@derived
def rounds(library: Library) -> tuple[Round, ...]:
    """Return every round that counties tell of, the latest first, of one year the widest first."""
    found: dict[tuple[int, int, str, str, Division | None], list[Told]] = {}
    for county in library.of(County).values():
        for position, told in enumerate(county.assessments):
            place = _place(library, county, told.level)
            key = (told.year, told.last, told.level, told.scheme or "", place)
            found.setdefault(key, []).append(Told(county, position))
    made = [Round(*key, tuple(lines)) for key, lines in found.items()]
    return tuple(sorted(made, key=_order))


def _order(found: Round) -> tuple[int, int, int, str]:
    levels = ("national", "provincial", "prefecture")
    return -found.last, -found.year, levels.index(found.level), found.url


def _place(library: Library, county: County, level: str) -> Division | None:
    """Where an assessment of a level was held that a county took part in; None for the whole country."""
    division = library.division(county)
    if level == "national" or not division:
        return None
    prefecture = library.divisions.at(f"{division.code[:4]}00", county.as_of)
    province = library.divisions.province_of(division)
    return (prefecture or province) if level == "prefecture" else province


def round_links(library: Library, county: County) -> tuple[tuple[str, str], ...]:
    """Return the round of each assessment of a county, as (title, address)."""
    found = (_by_line(library)[county.id, position] for position in range(len(county.assessments)))
    return tuple((round_title(library, one), one.url) for one in found)


@derived
def _by_line(library: Library) -> dict[tuple[str, int], Round]:
    return {(line.county.id, line.position): found for found in rounds(library) for line in found.lines}


def round_title(library: Library, found: Round) -> str:
    """What readers call a round: 「2013 年度全国县（市）科技进步考核」, 「2004 年度示例市科技进步考核」."""
    place = found.place.name if found.place else "全国"
    name = library.scheme_title(found.scheme) if found.scheme else "科技进步考核"
    whose = "" if name.startswith(place) else place
    return f"{found.years} 年度{whose}{name}{'' if name.endswith('考核') else '考核'}"


def units(library: Library, found: Round, province: Division | None = None) -> list[Division]:
    """The county-level units that stood, at the end of its last year, where a round was held; of one province with it."""
    place = province or found.place
    rows = library.divisions.rows
    return [one for one in rows if one.level == "county" and one.holds(found.last) and _is_in(one, place)]


def _is_in(division: Division, place: Division | None) -> bool:
    """Whether a unit belongs to a province or a prefecture; every one belongs to the country."""
    if place is None:
        return True
    if place.level == "prefecture":
        return division.code[:4] == place.code[:4]
    return division.province == place.name


def commended(library: Library, found: Round) -> list[County]:
    """The counties called advanced for the years of a round, by its level: by the years of their roll, else by their date."""
    place = found.place
    counties = [one for one in library.of(County).values() if _is_within(library, one, place)]
    return [one for one in counties if any(_is_for(library, told, found) for told in one.designations)]


def _is_within(library: Library, county: County, place: Division | None) -> bool:
    division = library.division(county)
    return division is not None and _is_in(division, place)


def _is_for(library: Library, told: Designation, found: Round) -> bool:
    if told.kind != "advanced" or told.level != found.level or _differ(told.scheme, found.scheme):
        return False
    roll = library.of(Honour).get(told.honour or "")
    if roll and roll.year:
        return roll.year <= found.last and found.year <= (roll.until or roll.year)
    return isinstance(told.date, CoarseDate) and found.year <= told.date.year <= found.last


def rolls_of(library: Library, found: Round) -> list[Honour]:
    """The rolls of the years of a round, by its level, in its place: by the years that were assessed, else by their date."""
    return [roll for roll in library.of(Honour).values() if _belongs(library, roll, found)]


def _belongs(library: Library, roll: Honour, found: Round) -> bool:
    if roll.level != found.level or _differ(roll.scheme, found.scheme):
        return False
    place = library.division(roll)
    if found.place and (not place or place.code != found.place.code):
        return False
    if roll.year:
        return roll.year <= found.last and found.year <= (roll.until or roll.year)
    return isinstance(roll.date, CoarseDate) and found.year <= roll.date.year <= found.last


def _differ(one: str | None, other: str | None) -> bool:
    """Whether two schemes are told and are not the same."""
    return bool(one and other and one != other)
