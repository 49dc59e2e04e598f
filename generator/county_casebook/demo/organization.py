"""Numbers become the records of fictional organizations: high-tech zones, universities, institutes, courtyards …"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from county_casebook.demo.dice import Dice
from county_casebook.demo.parts import PUBLISHED, area, county_id, sources
from county_casebook.demo.places import FictionalCounty
from county_casebook.demo.story import landscape, story, village
from county_casebook.records.organization import OrganizationType
from county_casebook.records.setting import SETTINGS

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
        "title": organization_name(number, seed),
        "type": _TYPES[number % len(_TYPES)],
        "place": {"code": dice.one(units).code, "as_of": "2004"},
        "since": "not_stated" if number % 4 == 0 else str(dice.between(1958, 2003)),
        "serves": [county_id(unit) for unit in dice.some(units, 2)],
        "homepage": f"https://example.org/org/{number + 1}",
        "profile": _profile(number, units, seed),
    }


_NAMES = {
    "university": "大学",
    "institute": "科学研究所",
    "expert_courtyard": "专家大院",
    "productivity_centre": "生产力促进中心",
    "incubator": "创业服务中心",
    "technology_market": "技术市场",
    "leading_enterprise": "实业公司",
    "science_park": "农业科技园",
    "government": "技术推广站",
    "other": "技术服务协会",
}
_TEACHING = 4
"""The first so many types send people to teach: university, institute, courtyard, productivity centre."""


def organization_name(number: int, seed: int) -> str:
    """The name of an organization, the same wherever it is named."""
    place = village(Dice(seed, "name", number)).removesuffix("村")
    return f"示例{place}{_NAMES[_TYPES[number % len(_TYPES)]]}"


def helper(number: int, count: int, seed: int) -> tuple[str, str]:
    """An organization that teaches, near a number: the id of its record and its name."""
    teaching = [n for n in range(count) if n % len(_TYPES) < _TEACHING]
    chosen = teaching[number % len(teaching)]
    return f"org-{chosen + 1}", organization_name(chosen, seed)


def _profile(number: int, units: Sequence[FictionalCounty], seed: int) -> str:
    """What an organization does, where and in what."""
    dice = Dice(seed, "profile", number)
    unit = dice.one(units)
    told = story(dice, unit, organization_name(number, seed))
    land = SETTINGS[landscape(unit)]
    return told.say("{做|管}{thing}的技术，") + f"多在{land}的县。{told.one('trial')}\n\n{told.one('teach')}"
