"""The cases that use a technique become its fictional record: what it needs and costs, where it fits, who gives advice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from county_casebook.demo.dice import Dice
from county_casebook.demo.parts import PUBLISHED, measurer, sources
from county_casebook.demo.policies import PLAN
from county_casebook.demo.practices import Practice, practices, techniques
from county_casebook.demo.template import expand

_Case = Mapping[str, Any]
_STATES = ("in_force", "replaced", "ended")


def technique_records(records: Mapping[str, _Case], seed: int) -> dict[str, dict[str, Any]]:
    """The technique of every practice that a case tells, by path; a draft where only drafts tell it."""
    using: dict[str, list[_Case]] = defaultdict(list)
    for path, record in records.items():
        if path.startswith("cases/"):
            for key in record["techniques"]:
                using[key].append(record)
    told = {practice["technique"]: practice for practice in practices()}
    order = list(techniques())
    return {
        f"techniques/{key}": _technique(key, order.index(key), told[key], using[key], seed)
        for key in order
        if using[key]
    }


def _technique(
    key: str, number: int, practice: Practice, cases: Sequence[_Case], seed: int
) -> dict[str, Any]:
    dice, words = Dice(seed, "technique", key), techniques()[key]
    published = [case for case in cases if case["status"] == "published"]
    cases = published or cases
    return {
        **(PUBLISHED if published else {"status": "draft"}),
        "sources": sources(dice),
        "keywords": list(dict.fromkeys(word for case in cases for word in case["keywords"][:1])),
        "title": words["title"],
        "type": words["type"],
        "also_called": words["also_called"],
        "summary": words["summary"],
        "themes": [f"theme-{theme:02}" for theme in practice["themes"]],
        "audiences": ["firms" if practice["industry"] == "manufacturing" else "farmers"],
        "what": expand(words["what"], dice, {}) + "[^1]",
        "needs": expand(words["needs"], dice, {}) + "[^1]",
        "costs": _costs(words["cost"], dice),
        "results": [{"claim": words["summary"], "measured_by": measurer(dice), "source": "3"}],
        "indicators": [cases[0]["indicators"][0]],
        "terrain": practice["terrain"],
        "industry": [practice["industry"]],
        "scarce": practice["scarce"],
        "fits": f"{'、'.join(_places(cases))}用过，合用。[^2]",
        "unfit": expand(words["unfit"], dice, {}) + "[^2]",
        "standards": _standards(number, words["title"]),
        "advice": _advice(cases),
        "clauses": [f"{PLAN}#2.2"],
    }


def _costs(cost: Sequence[Any], dice: Dice) -> list[dict[str, str]]:
    """The same thing in two years, and once without an amount."""
    what, least, most, unit = cost
    first = dice.between(least, most)
    later = first * dice.between(80, 120) // 100
    told = [
        {"what": what, "amount": f"{amount} {unit}", "year": year, "place": "示例县", "source": "1"}
        for amount, year in ((first, "2002"), (later, "2005"))
    ]
    lessons = {"what": "请人来教", "amount": "not_stated", "year": "not_stated"}
    return [{**line, "measured_by": measurer(dice)} for line in (*told, lessons)]


def _places(cases: Sequence[_Case]) -> list[str]:
    """Up to three offices of counties that use it, as their cases name them."""
    names = dict.fromkeys(case["contact"]["office"].partition("科技局")[0] for case in cases)
    return list(names)[:3]


def _standards(number: int, title: str) -> list[dict[str, str]]:
    """A standard of a fictional province; of every third also a patent, whose number was not seen."""
    standard = {
        "kind": "standard",
        "number": f"DB99/T {number + 1:04}-2004",
        "title": f"{title}技术规程（虚构）",
        "state": _STATES[number % 9 // 3] if number % 3 == 0 else "in_force",
        "source": "1",
    }
    patent = {"kind": "patent", "number": "not_stated", "title": f"一种用于{title}的器具（虚构）"}
    return [standard, *([patent] if number % 3 == 0 else [])]


def _advice(cases: Sequence[_Case]) -> list[dict[str, str]]:
    """The organization that helped one of its cases, and the office of another."""
    named = [actor["organization"] for case in cases for actor in case["actors"] if "organization" in actor]
    office = {"name": cases[-1]["contact"]["office"], "on": "到现场看"}
    helper = {"organization": named[0], "on": "技术和培训", "source": "3"}
    return [helper, office] if named else [office]
