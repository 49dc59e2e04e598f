"""Numbers become the record of a fictional pairing, with every field of its model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from county_casebook.demo import words
from county_casebook.demo.parts import INCOME, area, county_id, incomes, output, sources, status
from county_casebook.demo.places import FictionalCounty
from county_casebook.demo.policies import PLAN
from county_casebook.demo.prose import Dice, sentence, subject

_FLOWS = (("technology", "项"), ("talent", "人"), ("funds", "万元"), ("market", "家"), ("training", "期"))


def pairing(
    number: int, units: Sequence[FictionalCounty], seed: int, *, zones: int, cases: int
) -> dict[str, Any]:
    """A fictional pairing: helpers are advanced counties and zones, helped are weak counties, now and then a prefecture.

    Every 25th helper is a weak county that is itself helped: a chain.
    """
    dice = Dice(seed, "pairing", number)
    helper, helped = _sides(number, units, zones)
    fitting = [n for n in dice.some(range(cases), 1) if n % 40 != 39]
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
        "summary": f"{dice.one(words.ORGANS)}等示例单位按方案对口帮扶，{dice.one(words.VERBS)}{subject(dice)[0]}。",
        **_course(dice),
        "cases": [f"case-{n + 1:05}" for n in fitting],
    }


def _sides(
    number: int, units: Sequence[FictionalCounty], zones: int
) -> tuple[dict[str, str], dict[str, Any]]:
    """Who helps and who is helped."""
    advanced, weak = units[0::3], units[1::3]
    at = (number * 7 + number // len(weak)) % len(weak)
    helper = {"county": county_id(advanced[number % len(advanced)])}
    if number % 3 == 0:
        helper = {"organization": f"zone-{number % zones + 1}"}
    if number % 25 == 7:
        helper = {"county": county_id(weak[(at + 1) % len(weak)])}
    return helper, {"county": county_id(weak[at])} if number % 15 else {"area": area(weak[at])}


def _course(dice: Dice) -> dict[str, Any]:
    """What was meant, what went from helper to helped, what happened when, and figures before and after."""
    return {
        "goals": [f"两年内{dice.one(words.GAINS)}", f"办班 {dice.between(2, 20)} 期"],
        "flows": [_flow(kind, unit, dice) for kind, unit in _FLOWS],
        "log": [{"date": f"2005-{month:02}", "entry": sentence(dice), "source": "1"} for month in (2, 6, 11)],
        "indicators": [_income_change(dice), output(dice, subject(dice)[0], 2003)],
    }


def _flow(kind: str, unit: str, dice: Dice) -> dict[str, str]:
    promised = dice.between(2, 90)
    return {
        "kind": kind,
        "year": "2005",
        "unit": unit,
        "promised": str(promised),
        "delivered": str(dice.between(0, promised)),
        "note": dice.one(words.METHODS),
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
