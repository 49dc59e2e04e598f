"""What `/match/` chooses from: every county-level unit with its reading, and the traits of practices, counties and pairings.

Both files are read on that page alone. What a practice asked for and cost is in the comparison's file of its case.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from county_casebook.library.derived import kept_each
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.library.likeness import (
    APART,
    ENOUGH,
    GROUNDS,
    SETTING,
    WEIGHTS,
    county_setting,
    setting_of,
)
from county_casebook.library.matching import can_match, codes_today
from county_casebook.places.divisions import Division, Divisions
from county_casebook.publish.data.readings import readings
from county_casebook.records import Case, County, Pairing, Record, gist


def match_files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield `match/places.json` and `match/library.json`; nothing where there is no unit or no case."""
    if can_match(edition.library):
        yield "match/places.json", _json(places_data(edition.library.divisions))
        yield "match/library.json", _json(_library(edition.library))


def places_data(divisions: Divisions) -> dict[str, object]:
    """Return the units as [province, economic region, [[four digits of the code, prefecture, names]]], and their readings.

    The names of a prefecture stand in code order, parted by commas; one whose code does not follow on the last has its last
    two digits before it, with a colon where the name itself begins with a digit or a colon. 「直辖」 and a province's own name are no
    prefecture.
    """
    found: dict[str, dict[tuple[str, str], list[tuple[int, str]]]] = {}
    for unit in divisions.units:
        prefecture = "" if unit.prefecture in ("直辖", unit.province) else unit.prefecture
        part = found.setdefault(unit.province, {}).setdefault((unit.code[:4], prefecture), [])
        part.append((int(unit.code[4:]), unit.name))
    provinces = [
        [
            province,
            divisions.economic_regions.get(province, ""),
            [[*key, ",".join(_named(part))] for key, part in parts.items()],
        ]
        for province, parts in found.items()
    ]
    signs, names = readings(unit.name for unit in divisions.units)
    return {"provinces": provinces, "signs": signs, "names": names}


def _named(units: Iterable[tuple[int, str]]) -> Iterator[str]:
    last = 0
    for number, name in units:
        mark = ":" if name[:1].isdigit() or name[:1] == ":" else ""
        told = f"{number}{mark}" if mark or number != last + 1 else ""
        yield told + name.replace(",", "，")
        last = number


def _library(library: Library) -> dict[str, object]:
    counties = list(library.of(County).values())
    numbers = {county.id: order for order, county in enumerate(counties)}
    return {
        "likeness": _likeness(),
        "provinces": {
            province.name: _province_data(library, province) for province in library.divisions.provinces
        },
        "counties": [_county(library, county) for county in counties],
        "cases": [_case(library, case, numbers) for case in library.of(Case).values()],
        "pairings": [_pairing(library, pairing, numbers) for pairing in library.of(Pairing).values()],
    }


def _province_data(library: Library, province: Division) -> dict[str, str]:
    """The economic region of a province, and its page if there is one."""
    region = library.divisions.economic_regions.get(province.name, "")
    return {"region": region} | (
        {"url": f"regions/{province.code}/"} if province.code in library.provinces else {}
    )


def _likeness() -> dict[str, object]:
    """The table by which likeness is judged, as the browser needs it."""
    return {
        "weights": {name: [each.same, each.different, each.most] for name, each in WEIGHTS.items()},
        "grounds": GROUNDS,
        "apart": APART,
        "enough": ENOUGH,
        "words": SETTING,
    }


def _county(library: Library, county: County) -> list[object]:
    """A county as [id, name, full name, province, codes of today, traits]."""
    division = library.division(county)
    traits: dict[str, Sequence[str]] = {
        **county_setting(library, county),
        "designations": tuple(dict.fromkeys(gist.named(county, "designations.scheme"))),
        "less_developed": _less_developed(library, county),
    }
    where = (division.full_name, division.province) if division else ("", "")
    return [county.id, library.name(county), *where, codes_today(library, county), _some(traits)]


@kept_each()
def _less_developed(library: Library, county: County) -> tuple[str, ...]:  # noqa: ARG001 - one signature
    """What a county tells of being less developed; empty where it is not known."""
    told = county.less_developed.value
    return (told,) if told != "unknown" else ()


def _case(library: Library, case: Case, numbers: Mapping[str, int]) -> list[object]:
    """A practice as [id, where it stands, traits]."""
    return [case.id, _where(library, case, numbers, gist.whereabouts(case).county), setting_of([case])]


def _pairing(library: Library, pairing: Pairing, numbers: Mapping[str, int]) -> list[object]:
    """A pairing as [id, title, where the helped side stands, traits told by its cases there]."""
    helped = gist.whereabouts(pairing).county
    cases = [case for key in gist.named(pairing, "cases") if (case := library.of(Case).get(key))]
    there = setting_of(case for case in cases if gist.whereabouts(case).county in (None, helped))
    return [pairing.id, library.name(pairing), _where(library, pairing, numbers, helped), there]


def _where(library: Library, record: Record, numbers: Mapping[str, int], county: str | None) -> object:
    """The number of a county in the list, else the names of the places and their provinces."""
    if county is not None and county in numbers:
        return numbers[county]
    places = library.divisions_of(record)
    provinces = tuple(dict.fromkeys(place.province for place in places))
    return ["、".join(place.full_name for place in places), provinces]


def _some(traits: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    return {name: values for name, values in traits.items() if values}


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
