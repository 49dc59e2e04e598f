"""Numbers become fictional places: provinces, prefectures and counties in codes 99xxxx, some of them renamed or abolished.

Code scheme: 99 P F NN. P is the province (0–7), F the prefecture (1–9), NN the county (21–99); the province itself is
99P000 and the prefecture 99PF00.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from county_casebook.demo.words import PLACE_HEADS, PLACE_TAILS
from county_casebook.places.divisions import BANDS, real_divisions

PROVINCES = 8
PREFECTURES = 9
PER_PREFECTURE = 32


@dataclass(frozen=True, slots=True)
class FictionalCounty:
    """One fictional county-level unit."""

    number: int
    code: str
    name: str
    province: str
    prefecture: str
    start: int
    end: int | None
    successors: str
    band: str


def _name(number: int) -> str:
    heads, tails = len(PLACE_HEADS), len(PLACE_TAILS)
    rounds = number // (heads * tails)
    middle = PLACE_HEADS[(rounds + number * 7) % heads] if rounds else ""
    return PLACE_HEADS[number % heads] + middle + PLACE_TAILS[(number // heads + number * 3) % tails]


def province_name(province: int) -> str:
    return f"{_name(province * 37 + 5)}省"


def counties(count: int) -> list[FictionalCounty]:
    """The first `count` counties, spread over all provinces; every eleventh was abolished in 2013 into the one before it."""
    real = {row.name for row in real_divisions().rows}
    seen: set[str] = set()
    found: list[FictionalCounty] = []
    spelled = 0
    for number in range(count):
        province, rest = number % PROVINCES, number // PROVINCES
        prefecture, order = rest % PREFECTURES + 1, rest // PREFECTURES + 21
        if order > 99:
            raise ValueError(f"at most {PROVINCES * PREFECTURES * 79} fictional counties")
        ending = "县市区县"[number % 4]
        while (name := _name(spelled) + ending) in real or name in seen:
            spelled += 1
        seen.add(name)
        spelled += 1
        code = f"99{province}{prefecture}{order}"
        gone = number % 11 == 10
        heir = found[-1].code if gone else ""
        found.append(
            FictionalCounty(
                number,
                code,
                name,
                province_name(province),
                f"{_name(province * 11 + prefecture * 61 + 300)}市",
                1983 if number % 3 else 1981,
                2013 if gone else None,
                f"{heir}@2013" if gone else "",
                BANDS[province % 4],
            )
        )
    return found


_HEADER = ("code", "name", "level", "province", "prefecture", "start", "end", "status", "successors")


def division_table(units: list[FictionalCounty]) -> str:
    """The table of codes, in the layout of the real one."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEADER)
    for province in range(PROVINCES):
        writer.writerow(
            (
                f"99{province}000",
                province_name(province),
                "province",
                province_name(province),
                "",
                1981,
                "",
                "current",
                "",
            )
        )
    prefectures = {f"{unit.code[:4]}00": unit for unit in units}
    for code, unit in sorted(prefectures.items()):
        writer.writerow(
            (code, unit.prefecture, "prefecture", unit.province, unit.prefecture, 1981, "", "current", "")
        )
    for unit in sorted(units, key=lambda unit: unit.code):
        status = "retired" if unit.end else "current"
        row = (
            unit.code,
            unit.name,
            "county",
            unit.province,
            unit.prefecture,
            unit.start,
            unit.end or "",
            status,
            unit.successors,
        )
        writer.writerow(row)
    return text.getvalue()


def band_table() -> str:
    """The band of each province, in the layout of the real table."""
    rows = [
        f"99{province}000,{province_name(province)},{BANDS[province % 4]},示例"
        for province in range(PROVINCES)
    ]
    return "code,province,region_nbs4,source\n" + "\n".join(rows) + "\n"
