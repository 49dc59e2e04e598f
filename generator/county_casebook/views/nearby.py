"""A record that no case tells of becomes the cases told nearest to it: of its prefecture and province, then of its economic region."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import replace

from county_casebook.library.derived import derived
from county_casebook.library.library import Library
from county_casebook.places.divisions import Division
from county_casebook.records import Case, Record
from county_casebook.views.entries import Entry, Fact, Part
from county_casebook.views.view import entry

_SHOWN = 6


def nearby(library: Library, record: Record) -> Iterator[Part]:
    """Yield the list of cases nearest to a record by the codes of their places; nothing where its region has none."""
    division = library.division(record)
    region = library.economic_region(record)
    cases = _by_region(library).get(region or "", [])
    if division and cases:
        at = bisect_left(cases, division.code, key=lambda pair: pair[0])
        around = cases[max(0, at - _SHOWN) : at + _SHOWN]
        nearest = sorted(around, key=lambda pair: (_apart(division, pair[0]), pair[1].id))[:_SHOWN]
        entries = tuple(_entry(library, division, case) for _, case in nearest)
        yield Part("同省、同地带的做法", "nearby", entries, "")


@derived
def _by_region(library: Library) -> Mapping[str, list[tuple[str, Case]]]:
    """The cases of each economic region by the code of their place."""
    found: dict[str, list[tuple[str, Case]]] = {}
    for case in library.of(Case).values():
        division, region = library.division(case), library.economic_region(case)
        if division and region:
            found.setdefault(region, []).append((division.code, case))
    return {region: sorted(cases, key=lambda pair: (pair[0], pair[1].id)) for region, cases in found.items()}


def _apart(division: Division, code: str) -> tuple[bool, int]:
    """Another province is farther than any place of one's own; within, codes that are near are places that are near."""
    return code[:2] != division.code[:2], abs(int(code) - int(division.code))


def _entry(library: Library, division: Division, case: Case) -> Entry:
    found, place = entry(library, case), library.division(case)
    shared = "同省" if place and place.province == division.province else "同地带"
    return replace(found, facts=(Fact(shared), *found.facts))
