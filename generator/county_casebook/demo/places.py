"""Numbers become fictional places: provinces, prefectures and counties in codes 99xxxx, some of them renamed or abolished.

Code scheme: 99 P F NN. P is the province (0–9), F the prefecture (1–9), NN the county (21–99); the province itself is
99P000 and the prefecture 99PF00. With more provinces than digits: 99 PP NN, the province itself 99PP00, its prefectures
99PP01 to 99PP09. Which province a unit belongs to is told by the table, not by the code.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from county_casebook.demo.words import PLACE_HEADS, PLACE_TAILS
from county_casebook.places.divisions import ECONOMIC_REGIONS, real_divisions

PROVINCES = 8
PREFECTURES = 9
FIRST, COUNTIES = 21, 79
"""The number of the first county in a prefecture, and how many a prefecture has at most."""
_DIGIT = 10
"""Up to so many provinces one digit tells them apart."""


@dataclass(frozen=True, slots=True)
class FictionalCounty:
    """One fictional county-level unit."""

    number: int
    code: str
    name: str
    province: str
    province_code: str
    prefecture: str
    prefecture_code: str
    start: int
    end: int | None
    successors: str
    economic_region: str


def _name(number: int) -> str:
    heads, tails = len(PLACE_HEADS), len(PLACE_TAILS)
    rounds = number // (heads * tails)
    middle = PLACE_HEADS[(rounds + number * 7) % heads] if rounds else ""
    return PLACE_HEADS[number % heads] + middle + PLACE_TAILS[(number // heads + number * 3) % tails]


def province_name(province: int) -> str:
    return f"{_name(province * 37 + 5)}省"


def province_code(province: int, provinces: int) -> str:
    """The code of a province, one of so many."""
    return f"99{province}000" if provinces <= _DIGIT else f"99{province:02}00"


def counties(count: int, provinces: int = PROVINCES) -> list[FictionalCounty]:
    """The first `count` counties, spread over all provinces; every eleventh was abolished in 2013 into the one before it."""
    most = provinces * COUNTIES * (PREFECTURES if provinces <= _DIGIT else 1)
    if count > most:
        raise ValueError(f"at most {most} fictional counties")
    found: list[FictionalCounty] = []
    for number, name in zip(range(count), _names(), strict=False):
        found.append(_county(number, name, found[-1].code if number % 11 == 10 else "", provinces))
    return found


def _names() -> Iterator[str]:
    """Yield names of counties that no real one bears, each once, without end."""
    real = {row.name for row in real_divisions().rows}
    seen: set[str] = set()
    spelled = itertools.count()
    for ending in itertools.cycle("县市区县"):
        names = (_name(number) + ending for number in spelled)
        name = next(name for name in names if name not in real and name not in seen)
        seen.add(name)
        yield name


def _county(number: int, name: str, heir: str, provinces: int) -> FictionalCounty:
    """A county by its number; it was abolished in 2013 when it has an heir."""
    province, rest = number % provinces, number // provinces
    prefecture = rest % PREFECTURES + 1
    above = province_code(province, provinces)
    is_short = provinces <= _DIGIT
    return FictionalCounty(
        number,
        f"{above[:3]}{prefecture}{rest // PREFECTURES + FIRST}" if is_short else f"{above[:4]}{rest + FIRST}",
        name,
        province_name(province),
        above,
        f"{_name(province * 11 + prefecture * 61 + 300)}市",
        f"{above[:3]}{prefecture}00" if is_short else f"{above[:4]}0{prefecture}",
        1983 if number % 3 else 1981,
        2013 if heir else None,
        f"{heir}@2013" if heir else "",
        ECONOMIC_REGIONS[province % 4],
    )


_HEADER = ("code", "name", "level", "province", "prefecture", "start", "end", "status", "successors")


def division_table(units: list[FictionalCounty], provinces: int = PROVINCES) -> str:
    """The table of codes, in the layout of the real one."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEADER)
    for province in range(provinces):
        name, code = province_name(province), province_code(province, provinces)
        writer.writerow((code, name, "province", name, "", 1981, "", "current", ""))
    prefectures = {unit.prefecture_code: unit for unit in units}
    for code, unit in sorted(prefectures.items()):
        place = (code, unit.prefecture, "prefecture", unit.province, unit.prefecture)
        writer.writerow((*place, 1981, "", "current", ""))
    for unit in sorted(units, key=lambda unit: unit.code):
        place = (unit.code, unit.name, "county", unit.province, unit.prefecture)
        status = "retired" if unit.end else "current"
        writer.writerow((*place, unit.start, unit.end or "", status, unit.successors))
    return text.getvalue()


def region_table(provinces: int = PROVINCES) -> str:
    """The economic region of each province, in the layout of the real table."""
    rows = [
        f"{province_code(province, provinces)},{province_name(province)},{ECONOMIC_REGIONS[province % 4]},示例"
        for province in range(provinces)
    ]
    return "code,province,region_nbs4,source\n" + "\n".join(rows) + "\n"
