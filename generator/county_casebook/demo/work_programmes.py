"""Provinces become the fictional work programmes by which they carry out the plan; every fifth province has none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from county_casebook.demo.dice import Dice
from county_casebook.demo.parts import PUBLISHED, province_area, sources
from county_casebook.demo.places import FictionalCounty
from county_casebook.demo.policies import PLAN
from county_casebook.demo.vocabulary import THEMES

_WITHOUT = 5
_POINTS = (
    ("遴选试点示范县（市）{counties} 个，党政一把手挂帅，一县一题。", "{counties}", "个"),
    ("省里每年安排县（市）科技专项 {money} 万元，示范县再配一份。", "{money}", "万元"),
    ("两年内把各县党政主要领导和科技局长轮训一遍，分 {rounds} 期。", "{rounds}", "期"),
)


def work_programmes(units: Sequence[FictionalCounty], seed: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (id, record) of the work programme of each province that has one."""
    first = {unit.province: unit for unit in reversed(units)}
    for number, unit in enumerate(sorted(first.values(), key=lambda unit: unit.code)):
        if number % _WITHOUT != _WITHOUT - 1:
            yield (
                f"work-programme-{number + 1}",
                _programme(number, unit, Dice(seed, "work programme", number)),
            )


def _programme(number: int, unit: FictionalCounty, dice: Dice) -> dict[str, Any]:
    told = {
        "counties": dice.between(3, 9),
        "money": dice.between(200, 2000),
        "rounds": dice.between(2, 6),
    }
    return {
        **PUBLISHED,
        "sources": sources(dice),
        "keywords": ["示例方案"],
        "title": f"{unit.province}县（市）科技工作方案",
        "doc_no": f"示例{unit.province[0]}科〔2004〕{number + 1}号",
        "issuers": [f"{unit.province}科技厅"],
        "issued": f"2004-{dice.between(7, 12):02}",
        "document_kind": "方案",
        "level": "provincial",
        "area": province_area(unit),
        "validity": "不详",
        "validity_basis": {"as_of": "2006-01", "note": "示例：没有见到废止的文件。"},
        "relations": [{"type": "implements", "policy": PLAN, "clause": f"{PLAN}#1.4"}],
        "points": [
            {
                "id": f"k{order}",
                "point": words.format(**told),
                "figure": figure.format(**told),
                "unit": unit_of,
                "responsible": "省科技厅",
                "theme": str(THEMES[(number + order) % len(THEMES)]["id"]),
                "source": "1",
            }
            for order, (words, figure, unit_of) in enumerate(_POINTS, start=1)
        ],
    }
