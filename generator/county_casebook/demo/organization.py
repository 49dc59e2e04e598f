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


EVERY_TYPE = len(_TYPES)
"""How many organizations it takes to have one of every type."""


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
        **({"until": "2005-11"} if number % _CLOSED == _CLOSED - 1 else {}),
        **_service(number, units, dice),
        "homepage": f"https://example.org/org/{number + 1}",
        "profile": _profile(number, units, seed),
    }


_NAMES = {
    "university": "大学",
    "institute": "科学研究所",
    "expert_courtyard": "专家大院",
    "envoy_station": "特派员工作站",
    "backyard": "科技小院",
    "productivity_centre": "生产力促进中心",
    "incubator": "创业服务中心",
    "technology_market": "技术市场",
    "leading_enterprise": "实业公司",
    "science_park": "农业科技园",
    "extension": "技术推广中心",
    "rural_service": "技术服务协会",
    "hotline": "农技热线",
    "information_network": "科技信息网",
    "government": "科技局",
    "other": "服务社",
}
_CLOSED = 11
"""Every so many organizations, one has closed."""
_FARMERS, _FIRMS = ("farmers",), ("firms",)
_SERVICES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "university": (("officials", "experts"), ("course",)),
    "institute": (("farmers", "experts"), ("visit", "demonstration")),
    "expert_courtyard": (_FARMERS, ("on_site", "visit", "demonstration")),
    "envoy_station": (_FARMERS, ("visit", "phone")),
    "backyard": (_FARMERS, ("visit", "demonstration", "course")),
    "productivity_centre": (("firms", "officials"), ("on_site", "course")),
    "incubator": (_FIRMS, ("on_site",)),
    "technology_market": (("firms", "experts"), ("on_site", "website")),
    "leading_enterprise": (_FARMERS, ("demonstration",)),
    "science_park": (("farmers", "firms"), ("demonstration", "course")),
    "extension": (_FARMERS, ("visit", "course", "phone")),
    "rural_service": (_FARMERS, ("visit", "message")),
    "hotline": (_FARMERS, ("phone", "message", "visit")),
    "information_network": (("farmers", "firms"), ("website", "video", "broadcast", "television", "app")),
}
"""Whom each type serves, and through what."""
_BY_PROVINCE = ("hotline", "information_network")
_TEACHING = 6
"""The first so many types send people to teach: university, institute, courtyard, station, backyard, productivity centre."""


def organization_name(number: int, seed: int) -> str:
    """The name of an organization, the same wherever it is named."""
    place = village(Dice(seed, "name", number)).removesuffix("村")
    return f"示例{place}{_NAMES[_TYPES[number % len(_TYPES)]]}"


def _service(number: int, units: Sequence[FictionalCounty], dice: Dice) -> dict[str, Any]:
    """Whom an organization serves, where, through what, and how it is reached."""
    kind = _TYPES[number % len(_TYPES)]
    audiences, channels = _SERVICES.get(kind, ((), ()))
    found: dict[str, Any] = {"serves": [county_id(unit) for unit in dice.some(units, 2)]}
    if not audiences:
        return found
    return {
        **found,
        **_where(number, units, dice),
        "audiences": list(audiences),
        "channels": list(channels),
        "contact": {
            "office": "示例服务室",
            "phone": f"0990-5550{dice.between(100, 999)}",
            "hours": "工作日",
            "source": "1",
        },
        "services": f"问什么答什么；答不了的，{dice.between(2, 5)} 天里请人来看。不收费。[^1]",
    }


def _where(number: int, units: Sequence[FictionalCounty], dice: Dice) -> dict[str, Any]:
    """What an organization serves beside its counties: a province, a prefecture or the whole country."""
    kind, unit = _TYPES[number % len(_TYPES)], dice.one(units)
    if kind == "hotline" and number < len(_TYPES):
        return {"reach": "nationwide"}
    code = f"{unit.code[:3]}000" if kind in _BY_PROVINCE else area(unit)["code"]
    return {"serves_areas": [{"code": code, "as_of": "2004"}]}


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
