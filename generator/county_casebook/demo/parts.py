"""What fictional records of several kinds hold: their state, their sources, and figures before and after."""

from __future__ import annotations

from typing import Any

from county_casebook.demo.dice import Dice
from county_casebook.demo.places import FictionalCounty
from county_casebook.records.record import MEASURED_BY

_TODAY, _UPDATED = "2006-03-01", "2006-04"
PUBLISHED = {"status": "published", "published": _TODAY, "updated": _UPDATED}


_WITHDRAWN = {"date": "2006-05", "reason": "示例：县里查出数字有误，正在重新核对。"}


def status(number: int) -> dict[str, Any]:
    """Mostly published; every 40th of another state."""
    if number % 40 != 39:
        return PUBLISHED
    state = ("draft", "review", "withdrawn")[number // 40 % 3]
    return (
        {**PUBLISHED, "status": state, "withdrawal": _WITHDRAWN}
        if state == "withdrawn"
        else {"status": state}
    )


_FACT = "x001"
FACT_TABLE = f"id,place,statement_in_own_words\n{_FACT},示例县,示例县志记有这件事\n"
"""The table of facts that fictional sources name."""


def sources(dice: Dice) -> list[dict[str, Any]]:
    """One source of each grade."""
    return [
        {
            "title": f"示例县志第{dice.between(2, 40)}卷",
            "publisher": "示例方志办",
            "date": str(dice.between(1999, 2005)),
            "grade": "A",
            "facts": [_FACT],
        },
        {
            "title": "示例报的报道",
            "publisher": "示例报社",
            "date": "2005-06-01",
            "url": f"https://example.org/{dice.number(9999)}",
            "grade": "B",
        },
        _OF_THE_COUNTY,
        {"title": "示例转载件", "publisher": "not_stated", "date": "not_stated", "grade": "D"},
    ]


_OF_THE_COUNTY = {
    "title": "示例县的自述",
    "publisher": "示例县科技局",
    "date": "2005",
    "grade": "C",
    "note": "县方材料",
}


def county_id(unit: FictionalCounty) -> str:
    """The id of a county's record."""
    return f"c{unit.code}"


def area(unit: FictionalCounty) -> dict[str, str]:
    """The prefecture of a county, as a place."""
    return {"code": unit.prefecture_code, "as_of": "2004"}


def province_area(unit: FictionalCounty) -> dict[str, str]:
    """The province of a county, as a place."""
    return {"code": unit.province_code, "as_of": "2004"}


def measurer(dice: Dice) -> str:
    """One of those who may have measured."""
    return dice.one(tuple(MEASURED_BY))


INCOME = {"name": "农民人均纯收入", "unit": "元"}


def incomes(dice: Dice) -> list[dict[str, str]]:
    """The income of 2003 and of 2005: what a pairing's before and after is seen against."""
    first = dice.between(900, 4200)
    measured = {**INCOME, "measured_by": "self", "source": "1"}
    return [
        {**measured, "year": "2003", "value": str(first)},
        {**measured, "year": "2005", "value": str(first + dice.between(60, 900))},
    ]


def output(dice: Dice, thing: str, start: int) -> dict[str, Any]:
    """The output of a product, a year before and after."""
    before = dice.between(10, 5000)
    return {
        "name": f"{thing}产值",
        "unit": "万元",
        "before": {"value": str(before), "year": str(start)},
        "after": {"value": str(before + dice.between(5, 4000)), "year": str(start + 1)},
        "measured_by": measurer(dice),
        "source": "1",
    }
