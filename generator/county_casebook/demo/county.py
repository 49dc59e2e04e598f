"""A number becomes a fictional county's record, with every field of its model."""

from __future__ import annotations

from typing import Any

from county_casebook.demo.dice import Dice
from county_casebook.demo.honour import ROLLS
from county_casebook.demo.parts import PUBLISHED, incomes, sources
from county_casebook.demo.places import FictionalCounty
from county_casebook.demo.policies import PLAN
from county_casebook.demo.story import Story, story

_TITLES = {
    "advanced": "示例先进县（市）",
    "weak": "示例科技工作较薄弱县",
    "demonstration": "示例试点示范县（市）",
}
_STATES = ("under_way", "done", "planned", "stopped", "not_stated")
_RESULTS = ("passed", "failed", "absent", "unpublished")


def county(unit: FictionalCounty, seed: int, *, role: str = "") -> dict[str, Any]:
    """A county; `role` fixes its designation and has it spend what is asked, else a third are advanced, a third weak, some demonstration."""
    dice = Dice(seed, "county", unit.number)
    told = story(dice, unit, "示例大学")
    kind = role or ("advanced", "weak", "demonstration")[unit.number % 3]
    developed = "no" if unit.economic_region == "东部" and kind != "demonstration" else "yes"
    return {
        **PUBLISHED,
        "sources": sources(dice),
        "keywords": [unit.name[:2]],
        "code": unit.code,
        "as_of": "2004",
        "less_developed": {"value": developed, "basis": "示例名单", "source": "1"},
        "designations": [_designation(kind, unit, told)],
        "assessments": [_assessment(kind, dice), *_of_the_province(unit, seed)],
        "funding": _enough() if role else _funding(unit.number, dice),
        **_told_of(unit.number, told, dice),
        "trainings": _trainings(unit.number),
        "indicators": [_population(dice), *incomes(dice)],
        "profile": _profile(told),
    }


def _designation(kind: str, unit: FictionalCounty, told: Story) -> dict[str, Any]:
    is_provincial = kind == "demonstration" and unit.economic_region not in ("中部", "西部", "东部")
    return {
        "kind": kind,
        "title": _TITLES[kind],
        "scheme": PLAN,
        "level": "provincial" if is_provincial else "national",
        "date": "2004-08" if kind != "demonstration" else "2004-08-05",
        "batch": "第一批",
        "recommender": f"{unit.province}科技厅",
        "document": "示例〔2004〕88号",
        **({"honour": ROLLS[kind][0]} if kind in ROLLS and not is_provincial else {}),
        **(_demonstrates(told) if kind == "demonstration" else {}),
        "source": "1",
    }


def _demonstrates(told: Story) -> dict[str, Any]:
    """What a demonstration county does, and who answers for it at each level."""
    levels = (("national", "部"), ("provincial", "厅"), ("prefecture", "市局"), ("county", "县局"))
    return {
        "leader_post": "县委书记",
        "project": told.say("{thing}{示范片|技术进村|做法推广}"),
        "feature": told.say("先在{v1}{试|做}，再{铺开|到邻村}"),
        "responsible": {level: f"示例{name}" for level, name in levels},
        "tasks": _tasks(told.dice.number(4)),
    }


def _tasks(left_out: int) -> list[dict[str, str]]:
    """What the four levels owe; of one of them no task is told, and one is not met."""
    tasks = [
        {
            "level": "national",
            "clause": f"{PLAN}#3.1",
            "what": "开会部署县（市）科技工作",
            "due": "2004-09",
            "met_by": "events/event-1",
            "source": "1",
        },
        {"level": "provincial", "clause": f"{PLAN}#3.3", "what": "选定试点示范县（市），写明谁来负责"},
        {"level": "prefecture", "clause": f"{PLAN}#3.5", "what": "给示范县办班", "due": "2005-12-31"},
        {"level": "county", "clause": f"{PLAN}#2.6", "what": "把示范的钱列进预算", "who": "示例县财政局"},
    ]
    return [task for order, task in enumerate(tasks) if order != left_out]


def _assessment(kind: str, dice: Dice) -> dict[str, str]:
    return {
        "year": "2003",
        "result": "passed" if kind == "advanced" else dice.one(_RESULTS),
        "input": "示例",
        "institution": "示例",
        "function": "示例",
        "source": "1",
    }


def _of_the_province(unit: FictionalCounty, seed: int) -> list[dict[str, str]]:
    """What the province of every other county found of it in words, and the first prefecture by points and rank."""
    dice = Dice(seed, "assessed", unit.number)
    if unit.number % 2:
        return []
    told = {"result": "passed", "scheme": PLAN, "source": "2"}
    by_points = {"score": f"{dice.between(700, 1050) / 10}", "rank": str(dice.between(1, 9)), "of": "9"}
    provincial = {**told, "year": "2003", "until": "2004", "level": "provincial", "grade": "优秀"}
    prefecture = {**told, "year": "2004", "level": "prefecture", **by_points, "note": "含加分"}
    return [provincial, *([prefecture] if unit.code[3] == "1" else [])]


def _funding(number: int, dice: Dice) -> list[dict[str, str]]:
    """Shares at 0.99 and 1.00 per cent, one that only a source states, and the ordinary rest."""
    special = {0: ("99", "10000"), 1: ("100", "10000"), 2: ("88", "not_stated")}.get(number % 20)
    spend, fiscal = special or _spent(dice)
    final = {"year": "2004", "st_spend": spend, "fiscal_spend": fiscal, "account": "final", "source": "1"}
    stated = {1: {"share": "1.00"}, 2: {"share": "1.06", "scope": "加上技术改造贴息"}}.get(number % 20, {})
    spend, fiscal = _spent(dice)
    return [
        {"year": "2003", "st_spend": spend, "fiscal_spend": fiscal, "account": "budget"},
        {**final, **stated},
    ]


def _enough() -> list[dict[str, str]]:
    """A share of 1.20 per cent."""
    return [{"year": "2004", "st_spend": "120", "fiscal_spend": "10000", "account": "final", "source": "1"}]


def _spent(dice: Dice) -> tuple[str, str]:
    return str(dice.between(40, 900)), str(dice.between(20_000, 80_000))


def _told_of(number: int, told: Story, dice: Dice) -> dict[str, list[dict[str, Any]]]:
    """The leader's project and the bureau; of some counties neither or only one is told."""
    project, bureau = _leader_project(told, number), _bureau(dice)
    return {
        "leader_projects": [project] if number % 5 != 4 else [],
        "bureau": [bureau] if number % 7 != 6 else [],
    }


def _leader_project(told: Story, number: int) -> dict[str, str]:
    return {
        "title": told.say("{v1}{thing}示范"),
        "leader_post": "县长",
        "year": "2004",
        "state": _STATES[number % len(_STATES)],
        "summary": told.one("trial"),
        "source": "1",
    }


def _bureau(dice: Dice) -> dict[str, Any]:
    return {
        "year": "2004",
        "staff": dice.between(8, 40),
        "professionals": dice.between(2, 8),
        "under_45": dice.between(1, 7),
        "functions": "单设科技局，管项目、推广和科普",
        "source": "1",
    }


def _trainings(number: int) -> list[dict[str, str]]:
    return [
        {"audience": audience, "date": "2005-05", "organizer": "示例省科技厅", "source": "1"}
        for audience in ("leaders", "bureau_head")[: 1 + number % 2]
    ]


def _population(dice: Dice) -> dict[str, str]:
    value = f"{dice.between(50, 1500) / 10}"
    told = {"name": "年末人口", "unit": "万人", "year": "2004", "value": value}
    return {**told, "measured_by": "independent", "source": "1"}


def _profile(told: Story) -> str:
    """The land, what is scarce, and what is grown or made."""
    said = told.one_of("terrain", told.terrain) + told.one_of("scarce", told.scarce)
    return (
        said
        + told.say("{主要|多数人家}{做|靠}{thing}，{也有|其次是}外出做工。")
        + "\n\n"
        + told.one("claims")
    )
