"""Numbers become the records of fictional organizations: high-tech zones, universities, institutes, courtyards …"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from county_casebook.demo import words
from county_casebook.demo.parts import PUBLISHED, area, county_id, sources
from county_casebook.demo.places import FictionalCounty
from county_casebook.demo.prose import Dice, rich
from county_casebook.records.organization import OrganizationType

_TYPES = [name for name in get_args(OrganizationType) if name != "high_tech_zone"]


def zone(number: int, units: Sequence[FictionalCounty], seed: int) -> dict[str, Any]:
    """A fictional high-tech zone at a prefecture."""
    return {
        **PUBLISHED,
        "sources": sources(Dice(seed, "zone", number))[:1],
        "title": f"示例高新区第{number + 1}号",
        "title_note": "虚构",
        "type": "high_tech_zone",
        "place": area(units[number % len(units)]),
        "since": "1992-11-09",
        "basis": "示例函〔1992〕9号",
    }


def organization(number: int, units: Sequence[FictionalCounty], seed: int) -> dict[str, Any]:
    """A fictional university, institute, courtyard …"""
    dice = Dice(seed, "organization", number)
    return {
        **PUBLISHED,
        "sources": sources(dice)[:2],
        "keywords": ["示例机构"],
        "title": f"示例{dice.one(words.ORGANS)}第{number + 1}号",
        "type": _TYPES[number % len(_TYPES)],
        "place": {"code": dice.one(units).code, "as_of": "2004"},
        "since": "not_stated" if number % 4 == 0 else str(dice.between(1958, 2003)),
        "serves": [county_id(unit) for unit in dice.some(units, 2)],
        "homepage": f"https://example.org/org/{number + 1}",
        "profile": rich(dice, 2),
    }
