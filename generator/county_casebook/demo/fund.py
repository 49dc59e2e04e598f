"""Programmes and counties become fictional funds: national money, what provinces add or did not set up, and counties' own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from county_casebook.demo.dice import Dice
from county_casebook.demo.parts import PUBLISHED, county_id, measurer, province_area, sources
from county_casebook.demo.places import FictionalCounty
from county_casebook.demo.policies import PLAN
from county_casebook.demo.vocabulary import AUDIENCES, PROGRAMMES

_YEARS = range(2003, 2006)
_PRICE = 20
"""What a project costs its payer at least, in 10,000 yuan."""


def funds(units: Sequence[FictionalCounty], seed: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (id, record): of each programme the national fund, then those of provinces, then those of a few counties."""
    for number, programme in enumerate(PROGRAMMES):
        yield f"national-{programme['id']}", _national(number, programme, Dice(seed, "fund", number))
    first = {unit.province: unit for unit in reversed(units)}
    for number, unit in enumerate(sorted(first.values(), key=lambda unit: unit.code)):
        dice = Dice(seed, "provincial fund", number)
        yield from ((f"provincial-{number + 1}-{at}", made) for at, made in _provincial(number, unit, dice))
    for unit in units[::11]:
        yield f"county-{unit.code}", _of_county(unit, Dice(seed, "county fund", unit.code))


def _fund(level: str, title: str, summary: str, dice: Dice, **more: Any) -> dict[str, Any]:
    """What every fund has."""
    return {
        **PUBLISHED,
        "sources": sources(dice),
        "keywords": ["示例资金"],
        "title": title,
        "summary": summary,
        "level": level,
        "exists": "yes",
        "clauses": [f"{PLAN}#3.2"],
        **more,
    }


def _national(number: int, programme: dict[str, Any], dice: Dice) -> dict[str, Any]:
    years = [_year(year, dice, "national", reached=60) for year in _YEARS]
    money, projects = (sum(int(line[name]) for line in years) for name in ("national", "projects"))
    span = {
        "year": str(_YEARS[0]),
        "until": str(_YEARS[-1]),
        "national": str(money),
        "other": str(money // 2),
        "undivided": "not_stated",
        "total": str(money + money // 2),
        "projects": str(projects),
        "measured_by": "self",
        "note": "示例：计划数",
        "source": "2",
    }
    return _fund(
        "national",
        f"{programme['title']}国家资金",
        "示例部给县里项目的钱，一年一报，先看有没有人管、有没有人学。",
        dice,
        programme=programme["id"],
        run_by="示例部",
        since=str(_YEARS[0] - 1 - number % 2),
        end="2014",
        audiences=[str(AUDIENCES[number % len(AUDIENCES)]["id"])],
        supports="用在试种、试验和办班上，**不盖楼、不买车**。",
        conditions="县科技局先报省里；县里自己先出一份钱，省里再往上报。",
        years=[span, *years],
        **_judged(number, money, dice),
        policies=[PLAN],
    )


def _judged(number: int, money: int, dice: Dice) -> dict[str, Any]:
    """What was found of it; now and then the sources disagree, or what it did not do is told."""
    found = f"抽查 {dice.between(8, 30)} 个项目，{dice.between(1, 6)} 个没有按期做完。"
    told: dict[str, Any] = {
        "evaluation": [{"finding": found, "year": "2006", "measured_by": measurer(dice), "source": "2"}],
        "limits": "钱到得晚，有的县过了农时才拿到；小县报不上来。",
    }
    if number % 3 == 0:
        told["contradictions"] = f"年报三年合计 {money} 万元，报道作“{money // 1000} 千万元”，没有说起讫。"
    return told


def _year(year: int, dice: Dice, payer: str, *, reached: int) -> dict[str, Any]:
    """The money of one year, and how far it reached."""
    projects, counties = dice.between(5, reached), dice.between(4, reached)
    return {
        "year": str(year),
        payer: str(projects * dice.between(_PRICE, _PRICE * 3)),
        **({"precision": "about"} if dice.chance(20) else {}),
        "projects": str(projects),
        "counties": str(counties),
        "less_developed": str(dice.between(1, counties)),
        "source": "1",
    }


def _provincial(number: int, unit: FictionalCounty, dice: Dice) -> Iterator[tuple[str, dict[str, Any]]]:
    """Of four provinces one adds to a programme, one has a fund of its own beside it, one set none up, of one nothing is told."""
    programme = PROGRAMMES[number % len(PROGRAMMES)]
    place, name = {"area": province_area(unit)}, unit.province
    if number % 4 < 2:
        years = [
            {**_year(year, dice, "provincial", reached=12), "matching": "not_stated"} for year in _YEARS[1:]
        ]
        summary = f"{name}给{programme['title']}项目配的钱，县里再配一份。"
        title = f"{name}{programme['title']}配套"
        more = {"programme": programme["id"], "years": years, "run_by": f"{name}科技厅", **place}
        yield "added", _fund("provincial", title, summary, dice, **more)
    if number % 4 == 1:
        title, summary = f"{name}县（市）科技专项", f"{name}自己设的，一县一题。"
        years = [_year(2005, dice, "provincial", reached=20)]
        yield "own", _fund("provincial", title, summary, dice, years=years, since="2005-03", **place)
    if number % 4 == 2:
        title, summary = f"{name}{programme['title']}配套", "省里答复：没有设这项钱，县里自己想办法。"
        more = {"programme": programme["id"], "exists": "no", **place}
        yield "none", _fund("provincial", title, summary, dice, **more)


def _of_county(unit: FictionalCounty, dice: Dice) -> dict[str, Any]:
    """A county's own fund; of every other year only that there was money."""
    years = [
        {
            "year": str(year),
            "matching": str(dice.between(10, 300)) if year % 2 else "not_stated",
            "source": "3",
        }
        for year in _YEARS
    ]
    return _fund(
        "county",
        f"{unit.name}科技专项资金",
        f"{unit.name}财政每年拨的钱，用在本县的试验和推广上。",
        dice,
        county=county_id(unit),
        audiences=["farmers", "firms"],
        conditions="农户和小企业到县科技局填一张表，乡里盖章。",
        years=years,
    )
