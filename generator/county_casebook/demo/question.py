"""A number and the cases there are become a fictional question: somebody elsewhere wants to do what one of the cases did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from county_casebook.demo.dice import Dice
from county_casebook.demo.parts import area, county_id, sources, status
from county_casebook.demo.places import FictionalCounty
from county_casebook.demo.policies import PLAN
from county_casebook.records.question import Asker, Channel

_OPEN_LONG, _OPEN, _SAME, _OFFICE, _COARSE = 2, 5, 7, 4, 6
"""Of every eight: one open since last spring, one open since last month, one already answered, the others answered."""
_LONGEST = 44
"""Characters of a case's title that fit into that of a question."""
_ASKED = (
    (
        "想学{name}，先要备下什么",
        "{place}想照着做。头一年先试一小块，**要备下什么**、哪些地方不能做？",
    ),
    ("{name}要花多少钱", "{place}有人想做，不知道要花多少钱，能不能从专项里出。"),
    ("照{name}的办法做了没有见效", "{place}去年起照着做，到收的时候和没做的差不多。**差在哪里**？"),
)


def question(
    number: int,
    units: Sequence[FictionalCounty],
    seed: int,
    *,
    cases: Mapping[str, Mapping[str, Any]],
    organizations: int,
) -> dict[str, Any]:
    """A fictional question about one of `cases` (by id); some are open, some were answered before."""
    dice = Dice(seed, "question", number)
    turn, unit = number % 8, units[(number * 5 + 3) % len(units)]
    about = number - _SAME if turn == _SAME else number
    key = list(cases)[about % len(cases)]
    head, text = _ASKED[about % len(_ASKED)]
    names = {"name": f"“{cases[key]['title'][:_LONGEST]}”", "place": unit.name}
    asker = get_args(Asker)[number % len(get_args(Asker))]
    return {
        **(status(number) if turn == _COARSE else status(0)),
        "sources": sources(dice)[2:3],
        "keywords": ["示例问题"],
        "title": head.format(**names),
        "asked_by": asker,
        **({"area": area(unit)} if turn == _SAME else {"county": county_id(unit)}),
        "themes": list(cases[key]["themes"]),
        "techniques": list(cases[key]["techniques"]),
        "text": text.format(**names),
        "channel": get_args(Channel)[number % len(get_args(Channel))],
        "organizations": [f"org-{number % organizations + 1}"],
        "clauses": [f"{PLAN}#2.4"],
        **_met(number, cases[key], key, dice, organizations),
    }


def _met(number: int, case: Mapping[str, Any], key: str, dice: Dice, organizations: int) -> dict[str, Any]:
    """When it was asked, and how it was answered: not yet, at another place, or from the case it is about."""
    turn, month = number % 8, number % 12 + 1
    if turn == _OPEN_LONG:
        return {"asked": f"2005-03-{dice.between(1, 28):02}"}
    if turn == _OPEN:
        return {"asked": f"2006-02-{dice.between(1, 28):02}"}
    if turn == _SAME:
        return {"asked": f"2005-{month:02}", "same_as": f"question-{number - _SAME + 1}"}
    day = dice.between(1, 9)
    asked, answered = f"2005-{month:02}-{day:02}", f"2005-{month:02}-{day + dice.between(0, 18):02}"
    return {
        "asked": asked[:7] if turn == _COARSE else asked,
        "answer": _answer(number, case),
        "answered_by": _answerer(number, organizations),
        "answered": answered,
        "cases": [key],
    }


def _answer(number: int, case: Mapping[str, Any]) -> str:
    """What the case itself tells: how it began, what it cost, where it failed."""
    first, limits, resources = case["approach"][0], case["limits"], case["resources"]
    told = (
        f"{first['what']}{limits['unfit']}",
        f"那里一共花了 {resources['money']}：{resources['funds_origin']}。第一年先试，不要一次铺开。",
        f"那里也有没做成的：{limits['failed']}先看是不是同样的情形。",
    )
    return f"{told[number % len(told)]}\n\n其余的看案例，再不明白就带样来问。[^1]"


def _answerer(number: int, organizations: int) -> dict[str, str]:
    """An organization of the library, or an office by name."""
    organization = {"organization": f"org-{(number * 3 + 1) % organizations + 1}"}
    return {**organization, "name": "示例热线值班室"} if number % 8 == _OFFICE else organization
