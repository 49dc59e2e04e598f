"""A number and the cases there are become a fictional event: the conference of the plan, or an event about one of the cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from county_casebook.demo.dice import Dice
from county_casebook.demo.parts import PUBLISHED, area, county_id, sources, status
from county_casebook.demo.places import FictionalCounty
from county_casebook.demo.policies import PLAN
from county_casebook.demo.vocabulary import AUDIENCES
from county_casebook.records import Event
from county_casebook.records.event import EventType
from county_casebook.records.record import label

_TYPES = get_args(EventType)
_AUDIENCES = [str(term["id"]) for term in AUDIENCES]
_OUTCOMES = (
    "{others}个县愿意试，议定由县科技局跟着联系，一年后再看。",
    "定下先在{others}个乡试，没有做成的地方也写进了纪要。",
    "来的人问得最多的是钱从哪里来；答复附在纪要后面。",
)


def event(
    number: int, units: Sequence[FictionalCounty], seed: int, *, cases: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """A fictional event; the first is the conference that the plan asks for, the others each show one of `cases` (by id)."""
    dice = Dice(seed, "event", number)
    kind, told = _TYPES[number % len(_TYPES)], _told(number, units, cases)
    return {
        **(status(number) if number else PUBLISHED),
        "sources": sources(dice),
        "keywords": ["示例活动"],
        "type": kind,
        **told,
        **_when(number, dice),
        **_who(number, units, dice),
        "agenda": "上午听做法，下午到现场看；**没有做成的**也讲。",
        "documents": [{"title": "示例县（市）科技工作方案", "policy": PLAN}],
        "outcome": dice.one(_OUTCOMES).format(others=dice.between(2, 6)),
        "clauses": [f"{PLAN}#3.1" if number == 0 else f"{PLAN}#2.5"],
    }


def _told(
    number: int, units: Sequence[FictionalCounty], cases: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """Its name, its place and what it shows."""
    if number == 0 or not cases:
        return {
            "title": f"示例县（市）科技工作会议（第 {number + 1} 次）",
            "summary": "示例部按方案开会，部署县（市）科技工作。",
        }
    key = list(cases)[number % len(cases)]
    shown = cases[key]
    unit = _unit(shown, units) or units[number % len(units)]
    kind = label(Event, _TYPES[number % len(_TYPES)])
    return {
        "title": f"{unit.name}科技{kind}（第 {number + 1} 次）",
        "summary": f"讲的是这一做法：{shown['title']}。",
        **_place(number, shown, unit, units),
        "cases": [key],
    }


def _unit(case: Mapping[str, Any], units: Sequence[FictionalCounty]) -> FictionalCounty | None:
    """The county of a case; None for one of a prefecture."""
    return next((unit for unit in units if county_id(unit) == case.get("county")), None)


def _place(
    number: int, case: Mapping[str, Any], unit: FictionalCounty, units: Sequence[FictionalCounty]
) -> dict[str, Any]:
    """The county of the case, or a prefecture, every other time with another beside it."""
    if case.get("county") and number % 3:
        return {"county": county_id(unit)}
    here, there = area(unit), area(units[(number + len(units) // 2) % len(units)])
    return {"area": here, **({"also": [there]} if number % 2 and there != here else {})}


def _when(number: int, dice: Dice) -> dict[str, Any]:
    """Planned and held; now and then only planned, or held in a month of which no day is told."""
    if number == 0:
        return {"planned": {"start": "2004-09", "source": "1"}, "actual": _days(2004, 9, 21)}
    month = number % 12 + 1
    planned = {"planned": {"start": f"2005-{month:02}", "source": "1"}}
    if number % 9 == 8:
        return planned
    actual = {"start": f"2005-{month:02}"} if number % 5 == 4 else _days(2005, month, dice.between(2, 20))
    return {**planned, "actual": actual}


def _days(year: int, month: int, day: int) -> dict[str, str]:
    start = f"{year}-{month:02}-"
    return {"start": f"{start}{day:02}", "end": f"{start}{day + 2:02}", "source": "2"}


def _who(number: int, units: Sequence[FictionalCounty], dice: Dice) -> dict[str, Any]:
    """Who held it, for whom, how many came and for how long."""
    audience = _AUDIENCES[number % len(_AUDIENCES)]
    return {
        "organizers": [{"organization": f"org-{number % 4 + 1}"}],
        "co_organizers": [{"name": "示例科协"}],
        "audiences": [audience],
        "counties": [county_id(unit) for unit in dice.some(units, 3)],
        "hours": str(dice.between(4, 24)),
        "attendance": [
            {"audience": audience, "persons": str(dice.between(20, 400)), "source": "1"},
            {
                "who": "邻县来的人",
                "persons": str(dice.between(5, 60)),
                "precision": "about" if number % 2 else "at_least",
            },
        ],
    }
