"""A division code and a year become a place: the table of county-level and higher units from 1981 on.

A code is not a key: 37 codes were given to another place later, 336 changed name or parent. Code and year together are.
Source: generator/county_casebook/places/data/README.md.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

FIRST_YEAR = 1981
ECONOMIC_REGIONS = ("东部", "中部", "西部", "东北")
_DATA = Path(__file__).parent / "data"

EconomicRegion = Literal["东部", "中部", "西部", "东北"]


@dataclass(frozen=True, slots=True)
class Division:
    """One row of the table: a unit from `start` (inclusive) to `end` (exclusive; None while it lasts)."""

    code: str
    name: str
    level: Literal["county", "prefecture", "province"]
    province: str
    prefecture: str
    start: int
    end: int | None
    successors: tuple[tuple[str, int], ...]

    def holds(self, year: int) -> bool:
        return self.start <= year and (self.end is None or year < self.end)

    @property
    def is_fictional(self) -> bool:
        return self.code.startswith("99")

    @property
    def unit_type(self) -> str:
        """The type by the ending of the name (县, 自治县, 县级市, 市辖区, 旗, 自治旗, 特区, 林区, else 其他)."""
        if self.level != "county":
            return "地级" if self.level == "prefecture" else "省级"
        for ending, unit_type in _UNIT_TYPES:
            if self.name.endswith(ending):
                return unit_type
        return "其他"

    @property
    def full_name(self) -> str:
        """Province, prefecture and name as they were in its time, without repeats."""
        parts = [self.province]
        if self.level == "county" and self.prefecture not in ("", "直辖", self.province):
            parts.append(self.prefecture)
        if self.name not in parts:
            parts.append(self.name)
        return "".join(parts)


_UNIT_TYPES = (
    ("自治县", "自治县"),
    ("自治旗", "自治旗"),
    ("特区", "特区"),
    ("林区", "林区"),
    ("县", "县"),
    ("旗", "旗"),
    ("市", "县级市"),
    ("区", "市辖区"),
)


@dataclass(frozen=True)
class Divisions:
    """The whole table, with the economic region of each province."""

    rows: tuple[Division, ...]
    economic_regions: Mapping[str, EconomicRegion]
    _by_code: Mapping[str, tuple[Division, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_code: dict[str, list[Division]] = {}
        for row in self.rows:
            by_code.setdefault(row.code, []).append(row)
        object.__setattr__(
            self,
            "_by_code",
            {code: tuple(sorted(rows, key=lambda row: row.start)) for code, rows in by_code.items()},
        )

    def eras(self, code: str) -> tuple[Division, ...]:
        """Every row a code ever had, oldest first."""
        return self._by_code.get(code, ())

    def at(self, code: str, year: int) -> Division | None:
        """The unit a code meant in a year; before 1981 the oldest row, since the table begins there."""
        eras = self.eras(code)
        for row in eras:
            if row.holds(year):
                return row
        if eras and year < FIRST_YEAR and eras[0].start == FIRST_YEAR:
            return eras[0]
        return None

    def today(self, row: Division) -> tuple[Division, ...]:
        """Where a unit's area is now: itself while it lasts, else its successors at its end year, followed on."""
        return tuple(dict.fromkeys(self._followed(row, frozenset())))

    def _followed(self, row: Division, seen: frozenset[tuple[str, int]]) -> Iterator[Division]:
        if row.end is None or (row.code, row.start) in seen:
            yield row
            return
        moved = [(code, year) for code, year in row.successors if year == row.end] or [(row.code, row.end)]
        heirs = [heir for code, year in moved if (heir := self.at(code, year))]
        if not heirs:
            yield row
        for heir in heirs:
            yield from self._followed(heir, seen | {(row.code, row.start)})

    def hint(self, code: str, year: int) -> str:
        """Say which code was the right one for a place in a year: 「上虞市当时是 330682」."""
        same_year = [row for row in self._relatives(code) if row.holds(year)]
        if same_year:
            return "；".join(f"{row.name}当时是 {row.code}" for row in same_year)
        eras = self.eras(code)
        if eras:
            return "；".join(f"{row.name} {row.start}–{row.end or '今'} 年用这个代码" for row in eras)
        return "代码表里从来没有这个代码"

    def _relatives(self, code: str) -> list[Division]:
        """Units joined to a code by succession, one step backwards or all the way forwards."""
        before = [
            row for row in self.rows if any(heir == code for heir, year in row.successors if year == row.end)
        ]
        after = [heir for row in self.eras(code) for heir in self.today(row)]
        return [row for row in (*before, *after) if row.code != code]

    @cached_property
    def provinces(self) -> tuple[Division, ...]:
        """Province-level units in code order, the newest row of each."""
        newest = {row.code: row for row in self.rows if row.level == "province"}
        return tuple(newest[code] for code in sorted(newest))

    @cached_property
    def units(self) -> tuple[Division, ...]:
        """The county-level units that last, in code order."""
        lasting = (row for row in self.rows if row.level == "county" and row.end is None)
        return tuple(sorted(lasting, key=lambda row: row.code))

    @cached_property
    def newest_year(self) -> int:
        """The year of the newest change the table tells."""
        return max((year for row in self.rows for year in (row.start, row.end or 0)), default=FIRST_YEAR)

    def province_of(self, row: Division) -> Division | None:
        return next((province for province in self.provinces if province.name == row.province), None)

    def economic_region(self, row: Division) -> EconomicRegion | None:
        """The economic region of the province a unit belonged to; None where the table of economic regions does not say."""
        return self.economic_regions.get(row.province)


def read_divisions(lines: Iterable[str]) -> tuple[Division, ...]:
    """Read rows of `code,name,level,province,prefecture,start,end,status,successors`; raise ValueError or KeyError."""
    return tuple(
        Division(
            code=row["code"],
            name=row["name"],
            level=row["level"],  # type: ignore[arg-type]
            province=row["province"] or row["name"],
            prefecture=row["prefecture"],
            start=int(row["start"]),
            end=int(row["end"]) if row["end"] else None,
            successors=tuple(_successors(row["successors"])),
        )
        for row in csv.DictReader(lines)
    )


def _successors(text: str) -> Iterator[tuple[str, int]]:
    for part in filter(None, text.split(";")):
        code, _, year = part.partition("@")
        yield code, int(year)


def read_economic_regions(lines: Iterable[str]) -> dict[str, EconomicRegion]:
    """Read the economic region of each province from rows that have `province` and `region_nbs4`."""
    return {row["province"]: row["region_nbs4"] for row in csv.DictReader(lines)}  # type: ignore[misc]


@cache
def real_divisions() -> Divisions:
    """The table that travels with the package."""
    with (_DATA / "divisions.csv").open(encoding="utf-8") as table:
        rows = read_divisions(table)
    with (_DATA / "regions.csv").open(encoding="utf-8") as table:
        return Divisions(rows, read_economic_regions(table))
