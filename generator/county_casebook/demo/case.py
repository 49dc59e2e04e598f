"""Numbers become the record of a fictional case, with every field of its model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from county_casebook.demo import words
from county_casebook.demo.parts import area, county_id, measurer, output, sources, status
from county_casebook.demo.places import FictionalCounty
from county_casebook.demo.policies import PLAN
from county_casebook.demo.prose import Dice, limitation, rich, sentence, subject
from county_casebook.demo.vocabulary import AUDIENCES, PROGRAMMES, THEMES
from county_casebook.records.setting import Industry, Scale, Scarce, Terrain

_CLAUSES = [f"{PLAN}#{clause}" for clause in (*(f"2.{n}" for n in range(1, 7)), "3.3", "3.4")]
_PICTURE = {
    "file": "demo.png",
    "alt": "示例图片：一个纯色方块",
    "caption": "示例",
    "rights_holder": "示例编者",
}
_REVIEWS = (
    ("first", "示例初审员", "2005-11-01"),
    ("second", "示例复审员", "2005-12-01"),
    ("third", "示例终审员", "2006-01-15"),
)


def case(number: int, units: Sequence[FictionalCounty], seed: int, *, organizations: int) -> dict[str, Any]:
    """A fictional case: three of four submitted with their reviews, the rest compiled."""
    dice = Dice(seed, "case", number)
    unit = dice.one(units)
    thing, method = subject(dice)
    start = dice.between(1996, 2004)
    return {
        **status(number),
        "sources": sources(dice),
        "keywords": [thing, method],
        "title": f"{unit.name if number % 12 else unit.prefecture}{thing}{method}的做法"[:58],
        **_place(unit, units[number % len(units)], at_county=bool(number % 12)),
        "period": _period(dice, start),
        "setting": _setting(dice),
        **_terms(dice),
        **_practice(dice, thing, organizations),
        "indicators": [output(dice, thing, start)],
        "limits": {"failed": limitation(dice), "unfit": limitation(dice), "source": "1"},
        "transfer": _transfer(dice),
        "adoptions": [_adoption(dice, unit, units)] if dice.chance(40) else [],
        "media": [_PICTURE] if dice.chance(30) else [],
        "contact": {"office": f"{unit.name}科技局办公室", "phone": f"0990-5550{dice.between(100, 999)}"},
        "provenance": {"type": "compiled"} if number % 4 == 3 else _submitted(unit),
    }


def _place(unit: FictionalCounty, other: FictionalCounty, *, at_county: bool) -> dict[str, Any]:
    """Its county, or its prefecture and where it also stands."""
    here, there = area(unit), area(other)
    return (
        {"county": county_id(unit)} if at_county else {"area": here, "also": [there] if there != here else []}
    )


def _period(dice: Dice, start: int) -> dict[str, str]:
    end = {"end": str(start + dice.between(0, 2))} if dice.chance(50) else {}
    return {"start": str(start), **end}


def _setting(dice: Dice) -> dict[str, Any]:
    return {
        **{name: [dice.one(choices)] for name, choices in _SETTINGS},
        "scale": dice.one(get_args(Scale)),
        "source": "1",
    }


_SETTINGS = (
    ("terrain", get_args(Terrain)),
    ("industry", get_args(Industry)),
    ("scarce", get_args(Scarce)),
)


def _terms(dice: Dice) -> dict[str, list[str]]:
    """Themes, programmes, clauses and audiences."""
    return {
        "themes": [str(term["id"]) for term in dice.some(THEMES, dice.between(1, 3))],
        "programmes": [str(term["id"]) for term in dice.some(PROGRAMMES, dice.number(3))],
        "clauses": dice.some(_CLAUSES, dice.between(1, 2)),
        "audiences": [term["id"] for term in dice.some(AUDIENCES, dice.between(1, 3))],
    }


def _practice(dice: Dice, thing: str, organizations: int) -> dict[str, Any]:
    """What was done, by whom, with what, and what came of it."""
    return {
        "summary": sentence(dice)[:180],
        "problem": rich(dice, dice.between(3, 5)),
        "approach": [_step(dice) for _ in range(dice.between(3, 5))],
        "actors": _actors(dice, thing, organizations),
        "benefit_sharing": sentence(dice),
        "resources": _resources(dice),
        "results": [_result(dice) for _ in range(dice.between(2, 4))],
    }


def _step(dice: Dice) -> dict[str, str]:
    step = {"what": rich(dice, dice.between(2, 3))}
    if dice.chance(60):
        step |= {"conditions": sentence(dice), "lesson": f"{dice.one(words.LESSONS)}。{sentence(dice)}"}
    return {**step, "source": str(dice.between(1, 3))}


def _actors(dice: Dice, thing: str, organizations: int) -> list[dict[str, str]]:
    return [
        {"organization": f"org-{dice.number(organizations) + 1}", "role": dice.one(words.VERBS) + thing},
        {"type": "合作社", "name": f"示例{thing}合作社", "role": "not_stated"},
    ]


def _resources(dice: Dice) -> dict[str, str]:
    return {
        "money": f"{dice.between(5, 900)} 万元",
        "people": f"{dice.between(3, 200)} 人",
        "time": f"{dice.between(1, 6)} 年",
        "funds_origin": dice.one(words.ORGANS),
        "source": "1",
    }


def _result(dice: Dice) -> dict[str, str]:
    return {"claim": sentence(dice), "measured_by": measurer(dice), "source": str(dice.between(1, 4))}


def _transfer(dice: Dice) -> dict[str, str]:
    return {
        "conditions": rich(dice, 2),
        "steps": sentence(dice),
        "cost": dice.one(("low", "medium", "high")),
        "difficulty": dice.one(("easy", "moderate", "hard")),
        "source": "2",
    }


def _adoption(dice: Dice, unit: FictionalCounty, units: Sequence[FictionalCounty]) -> dict[str, str]:
    other = dice.one([candidate for candidate in units[:40] if candidate != unit])
    return {
        "county": county_id(other),
        "date": "2005",
        "changed": dice.one(words.LESSONS),
        "result": dice.one(words.GAINS),
        "source": "3",
    }


def _submitted(unit: FictionalCounty) -> dict[str, Any]:
    return {
        "type": "submitted",
        "by": f"{unit.name}科技局",
        "reviews": [
            {"stage": stage, "reviewer": reviewer, "date": date} for stage, reviewer, date in _REVIEWS
        ],
        "secrecy_check": {"reviewer": "示例保密员", "date": "2006-02-01"},
    }
