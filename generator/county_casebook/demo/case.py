"""Numbers become the record of a fictional case, with every field of its model: one story told through all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from county_casebook.demo.dice import Dice
from county_casebook.demo.organization import helper
from county_casebook.demo.parts import area, county_id, measurer, sources, status
from county_casebook.demo.pictures import picture
from county_casebook.demo.places import FictionalCounty
from county_casebook.demo.policies import PLAN
from county_casebook.demo.story import Story, story
from county_casebook.demo.vocabulary import AUDIENCES, PROGRAMMES
from county_casebook.records.case import Case
from county_casebook.records.reviewed import reviewed_digest
from county_casebook.records.setting import SETTINGS, Scale

_RENAMED = 50
"""Of so many cases one had another id before."""
_CLAUSES = [f"{PLAN}#{clause}" for clause in (*(f"2.{n}" for n in range(1, 7)), "3.3", "3.4")]
_REVIEWS = (
    ("first", "示例初审员", "2005-11-01"),
    ("second", "示例复审员", "2005-12-01"),
    ("third", "示例终审员", "2006-01-15"),
)
_SUMMARIES = (
    "{v1}从 {y1} 年起{由少到多|先试后推}{做|改做}{thing}，{end} 年{做到|有了} {amount}，{figure}原来 {before} {unit}，{end} 年 {after} {unit}，{花了|投入} {money} 万元。",
    "{reach}：{town}{thing}的{figure}，{y0} 年 {before} {unit}，{end} 年 {after} {unit}；{org}教技术，{money} 万元{分着|由县里和户里}出。",
    "{figure}原来 {before} {unit}，后来 {after} {unit}：{v1}、{v2}用 {years} 年把{thing}{做|铺}到 {amount}，{没有做成的|赔过钱的}也{写在后面|记下了}。",
)


def case(number: int, units: Sequence[FictionalCounty], seed: int, *, organizations: int) -> dict[str, Any]:
    """A fictional case: three of four submitted with their reviews, the rest compiled."""
    dice = Dice(seed, "case", number)
    unit = dice.one(units)
    key, name = helper(dice.number(organizations), organizations, seed)
    helped = unit.number % 3 == 1 and dice.chance(50)
    told = story(dice, unit, name, start=2004 if helped else 0)
    place = unit.name if number % 12 else unit.prefecture
    return {
        **status(number),
        **({"former_ids": [f"practice-{number + 1:05}"]} if number % _RENAMED == 5 else {}),
        "sources": sources(dice),
        "keywords": [told.facts["thing"], SETTINGS[told.terrain], SETTINGS[told.scarce]],
        "title": f"{place}{_title(told)}"[:58],
        **_place(unit, units[number % len(units)], at_county=bool(number % 12)),
        "period": _period(told),
        "setting": _setting(told),
        **_terms(told),
        **_practice(told, key),
        "indicators": [_indicator(told)],
        "limits": _limits(told),
        "transfer": _transfer(told),
        "adoptions": [_adoption(told, unit, units)] if told.end < 2005 and dice.chance(60) else [],
        "media": [picture(told.practice["picture"])] if dice.chance(30) else [],
        "contact": {"office": f"{unit.name}科技局办公室", "phone": f"0990-5550{dice.between(100, 999)}"},
        "provenance": {"type": "compiled"} if number % 4 == 3 else _submitted(unit),
    }


def _title(told: Story) -> str:
    """What was done, and in which village or township of the county."""
    title = told.dice.one(told.practice["titles"])
    named = "{v1}" in title or "{town}" in title
    return told.say(title if named else "{v1}：" + title)


def _place(unit: FictionalCounty, other: FictionalCounty, *, at_county: bool) -> dict[str, Any]:
    """Its county, or its prefecture and where it also stands."""
    here, there = area(unit), area(other)
    return (
        {"county": county_id(unit)} if at_county else {"area": here, "also": [there] if there != here else []}
    )


def _period(told: Story) -> dict[str, str]:
    return {"start": str(told.start), **({"end": str(told.end)} if told.dice.chance(50) else {})}


def _setting(told: Story) -> dict[str, Any]:
    return {
        "terrain": [told.terrain],
        "industry": [told.practice["industry"]],
        "scarce": [told.scarce],
        "scale": told.dice.one(get_args(Scale)[:3]),
        "source": "1",
    }


def _terms(told: Story) -> dict[str, list[str]]:
    """Themes of the practice; programmes, clauses and audiences by chance."""
    dice = told.dice
    return {
        "themes": [f"theme-{number:02}" for number in told.practice["themes"]],
        "programmes": [str(term["id"]) for term in dice.some(PROGRAMMES, dice.number(3))],
        "clauses": dice.some(_CLAUSES, dice.between(1, 2)),
        "audiences": [term["id"] for term in dice.some(AUDIENCES, dice.between(1, 3))],
    }


def _practice(told: Story, organization: str) -> dict[str, Any]:
    """What was done, by whom, with what, and what came of it."""
    name, unit = told.practice["figure"][:2]
    told.facts.update(figure=name, unit=unit, years=str(told.end - told.start))
    return {
        "summary": told.say(told.dice.one(_SUMMARIES)),
        "problem": _problem(told),
        "approach": _steps(told),
        "actors": _actors(told, organization),
        "benefit_sharing": told.one("share") + told.one("share"),
        "resources": _resources(told),
        "results": _results(told),
        "techniques": [told.practice["technique"]],
    }


def _problem(told: Story) -> str:
    """The land, what was scarce, the trouble of the practice; now and then what was tried before, and where it was worst."""
    said = told.one_of("terrain", told.terrain) + told.one_of("scarce", told.scarce)
    said += told.some(told.practice["problem"], 2)
    if told.dice.chance(60):
        said += "\n\n" + told.one("tried")
    if told.dice.chance(12):
        said += f"\n\n| 村 | {told.facts['y0']} 年户数 |\n| --- | --- |\n" + "\n".join(
            f"| {told.facts[village]} | {told.dice.between(60, 420)} |" for village in ("v1", "v2", "v3")
        )
    return said


def _steps(told: Story) -> list[dict[str, str]]:
    steps = [
        _step(told, told.one("trial") + told.say(what), conditions, lesson)
        if order == 0
        else _step(told, told.say(what) + told.one(("teach", "account")[order % 2]), conditions, lesson)
        for order, (what, conditions, lesson) in enumerate(told.practice["steps"])
    ]
    last = _step(told, told.one("spread") + told.one("account"), "", "")
    if told.dice.chance(25):
        last["what"] += "\n\n" + "\n".join(f"- {told.one('lesson')}" for _ in range(2))
    return [*steps, {**last, "lesson": told.one("lesson")}]


def _step(told: Story, what: str, conditions: str, lesson: str) -> dict[str, str]:
    step = {"what": what}
    if conditions:
        step["conditions"] = told.say(conditions)
    if lesson:
        step["lesson"] = told.say(lesson)
    return {**step, "source": str(told.dice.between(1, 3))}


def _actors(told: Story, organization: str) -> list[dict[str, str]]:
    others = [
        {"type": kind, "name": told.say(name), "role": told.say(role)}
        for kind, name, role in told.practice["actors"]
    ]
    return [
        {"organization": organization, "role": told.say("{派|来} {people} 人{教|指导}{thing}")},
        *others,
        {"type": "农户", "name": told.say("{v3}农户"), "role": "not_stated"},
    ]


def _resources(told: Story) -> dict[str, str]:
    return {
        "money": told.say("{money} 万元"),
        "people": f"{told.practice['people']} {told.facts['people']} 人，农户 {told.facts['hh']} 户",
        "time": f"{told.start} 年至 {told.end} 年",
        "funds_origin": told.say("县科技经费 {grant} 万元，农户、合作社和收购方 {own} 万元"),
        "source": "1",
    }


def _results(told: Story) -> list[dict[str, str]]:
    claims = [
        told.say("{thing}的{figure}，{y0} 年是 {before} {unit}，{end} 年是 {after} {unit}，{rise}。"),
        *(told.one("claims") for _ in range(told.dice.between(1, 3))),
    ]
    return [
        {"claim": claim, "measured_by": measurer(told.dice), "source": str(told.dice.between(1, 4))}
        for claim in dict.fromkeys(claims)
    ]


def _indicator(told: Story) -> dict[str, Any]:
    name, unit = told.practice["figure"][:2]
    return {
        "name": f"{told.facts['thing']}：{name}",
        "unit": unit,
        "before": {"value": str(told.before), "year": str(told.start - 1)},
        "after": {"value": str(told.after), "year": str(told.end)},
        "measured_by": measurer(told.dice),
        "source": "1",
    }


def _limits(told: Story) -> dict[str, str]:
    return {
        "failed": told.say(told.dice.one(told.practice["failed"])) + told.one("failed"),
        "unfit": told.say(told.dice.one(told.practice["unfit"])) + told.one_of("unfit", told.terrain),
        "source": "1",
    }


def _transfer(told: Story) -> dict[str, str]:
    money = int(told.facts["money"])
    return {
        "conditions": told.one("need"),
        "steps": told.one("begin"),
        "cost": "low" if money < 80 else "medium" if money < 250 else "high",
        "difficulty": told.dice.one(("easy", "moderate", "hard")),
        "source": "2",
    }


def _adoption(told: Story, unit: FictionalCounty, units: Sequence[FictionalCounty]) -> dict[str, str]:
    other = told.dice.one([candidate for candidate in units[:40] if candidate != unit])
    return {
        "county": county_id(other),
        "date": str(told.end + 1),
        "changed": told.one("changed"),
        "result": told.one("adopted"),
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


def reviewed(value: Any) -> Any:
    """Return a case as its reviewers have left it: each review knows what it has read, the last one with a note."""
    reviews = value["provenance"].get("reviews", ())
    digest = reviewed_digest(Case.model_validate(value)) if reviews else ""
    for review in reviews:
        review["digest"] = digest
    if reviews:
        reviews[-1]["note"] = "示例意见：数字与来源一致。"
    return value
