"""Numbers become the record of a fictional pairing, with every field of its model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from county_casebook.demo.dice import Dice
from county_casebook.demo.parts import INCOME, area, county_id, incomes, output, sources, status
from county_casebook.demo.places import FictionalCounty
from county_casebook.demo.policies import PLAN
from county_casebook.demo.story import Story, story

_FLOWS = (("technology", "项"), ("talent", "人"), ("funds", "万元"), ("market", "家"), ("training", "期"))


def pairing(
    number: int, units: Sequence[FictionalCounty], seed: int, *, zones: int, cases: Mapping[str, list[str]]
) -> dict[str, Any]:
    """A fictional pairing: helpers are advanced counties and zones, helped are weak counties, now and then a prefecture.

    Every 25th helper is a weak county that is itself helped: a chain.
    """
    dice = Dice(seed, "pairing", number)
    helper, helped = _sides(number, units, zones)
    told = story(dice, _helped(number, units), "帮扶方", start=2004)
    fitting = cases.get(helped.get("county", ""), [])
    return {
        **status(number),
        "sources": sources(dice),
        "keywords": ["示例结对"],
        "helper": helper,
        "helped": helped,
        "scheme": PLAN,
        "forms": ["一帮一", "对口联系"],
        "start": f"2004-{number % 3 + 9:02}" if number % 3 < 1 else "2004-11",
        **({"end": "2006-12"} if dice.chance(20) else {}),
        "summary": told.say(dice.one(_SUMMARIES)),
        **_course(told),
        "cases": dice.some(fitting, 2),
    }


def _sides(
    number: int, units: Sequence[FictionalCounty], zones: int
) -> tuple[dict[str, str], dict[str, Any]]:
    """Who helps and who is helped."""
    advanced, weak = units[0::3], units[1::3]
    at = _at(number, len(weak))
    helper = {"county": county_id(advanced[number % len(advanced)])}
    if number % 3 == 0:
        helper = {"organization": f"zone-{number % zones + 1}"}
    if number % 25 == 7:
        helper = {"county": county_id(weak[(at + 1) % len(weak)])}
    return helper, {"county": county_id(weak[at])} if number % 15 else {"area": area(weak[at])}


def _at(number: int, weak: int) -> int:
    """Which of the weak counties is helped."""
    return (number * 7 + number // weak) % weak


def _helped(number: int, units: Sequence[FictionalCounty]) -> FictionalCounty:
    return units[1::3][_at(number, len(units[1::3]))]


_SUMMARIES = (
    "帮扶方派 {people} 人到{v1}，{先|头一年}{试|做} {trial} {thing}，{两年|到 2006 年}{教会|带出} {12-90} 户。",
    "{v1}的{thing}{卖不动|收得少}，帮扶方{出|派}技术、{找|介绍}买主，{双方|两边}每年{核对|公布}兑现数。",
    "帮扶方和{town}{说定|约好}：{thing}先做 {trial}，{做成|见效}再{铺开|加码}，{不成|亏了}各担一半。",
)


def _course(told: Story) -> dict[str, Any]:
    """What was meant, what went from helper to helped, what happened when, and figures before and after."""
    return {
        "goals": [told.say("两年内在{v1}{做成|教会} {trial} {thing}"), told.say("办班 {2-20} 期")],
        "flows": [_flow(kind, unit, told) for kind, unit in _FLOWS],
        "log": [
            {"date": f"2005-{month:02}", "entry": told.say(text), "source": "1"}
            for month, text in zip((2, 6, 11), _LOG, strict=True)
        ],
        "indicators": [_income_change(told.dice), output(told.dice, told.facts["thing"], 2003)],
    }


_LOG = (
    "帮扶方 {2-9} 人到{v1}{看了|查了} {12-90} 户，{定下|商定}{thing}先做 {trial}，{缺|少}的是{工具|种苗|买主}。",
    "{v1}办班 {1-4} 期，{来了|学了} {30-300} 人，{技术员|帮扶方的人}在地头{看|改}了 {20-160} 户的做法；{路|天气}{耽误|误了} {2-9} 天。",
    "{年底|收完}对账：{thing}{v1}{多数户|{20-80} 户}{多收|没赔}，{v3} {2-9} 户{没做成|停了}，{原因|症结}{写进|记在}{明年|下一年}的约定。",
)
_NOTES = {
    "technology": "{thing}的{做法|规程}",
    "talent": "{驻|到}{v1}的技术员",
    "funds": "{试验|工具}和{备用|周转}的钱",
    "market": "收{thing}的{店|厂}",
    "training": "{v1}、{v2}的{学习班|地头课}",
}


def _flow(kind: str, unit: str, told: Story) -> dict[str, str]:
    dice = told.dice
    promised = dice.between(2, 90)
    return {
        "kind": kind,
        "year": "2005",
        "unit": unit,
        "promised": str(promised),
        "delivered": str(dice.between(0, promised)),
        "note": told.say(_NOTES[kind]),
        "source": "1",
    }


def _income_change(dice: Dice) -> dict[str, Any]:
    moments = zip(("before", "after"), incomes(dice), strict=True)
    figures = {moment: {"value": line["value"], "year": line["year"]} for moment, line in moments}
    return {**INCOME, **figures, "measured_by": "helper", "source": "1"}


def duty_pairing(helper: Mapping[str, str], helped: FictionalCounty) -> dict[str, Any]:
    """A pairing with no more than the duties of the plan ask for."""
    return {
        "status": "published",
        "published": "2006-03-01",
        "helper": helper,
        "helped": {"county": county_id(helped)},
        "scheme": PLAN,
        "forms": ["一帮一"],
        "start": "2004-10",
        "summary": "示例：一个先进单位对口帮扶一个科技工作较薄弱县。",
    }
