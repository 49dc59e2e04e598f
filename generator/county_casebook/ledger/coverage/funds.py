"""Special funds become a table of provinces by programmes: there is one, there is none, or it is not known (plan 三-2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from county_casebook.ledger.coverage.table import Cell, Column, Table
from county_casebook.library.library import Library
from county_casebook.places.divisions import Division
from county_casebook.records import Fund
from county_casebook.records.record import label
from county_casebook.schema.fields import NOT_STATED

_OWN = "own"
"""The column of funds that belong to no programme."""
_SIGNS = {"yes": "●", "no": "○", NOT_STATED: "？"}
UNKNOWN = "不详"

_Found = Mapping[tuple[str, str], Sequence[Fund]]


def existence(fund: Fund) -> str:
    """Whether there is such a fund, in words: 「有」, 「没有」, 「不详」."""
    return UNKNOWN if fund.exists == NOT_STATED else label(fund, fund.exists)


def fund_table(library: Library) -> Table:
    """Every province by every programme that some province has a record of, then funds of no programme.

    Where no record tells, the cell says that it is not known, never that there is none.
    """
    found = _provincial(library)
    heads = tuple(_heads(library, {column for _, column in found}))
    rows = tuple(_row(library, province, heads, found) for province in owing_provinces(library))
    told = len({code for code, _ in found})
    return Table(
        "funds",
        "各省的专项资金",
        f"{len(rows)} 个省里，{told} 个有记录；没有记录的写“{UNKNOWN}”，不等于没有设",
        "本库还没有省级专项资金的记录。",
        (Column("province", "省份"), *heads),
        rows if found else (),
    )


def owing_provinces(library: Library) -> tuple[Division, ...]:
    """The provinces that stand in an economic region, in code order; all of them where the library tells of no region."""
    every = library.divisions.provinces
    return tuple(each for each in every if library.divisions.economic_region(each)) or every


def _provincial(library: Library) -> _Found:
    """Funds of provinces by (code of the province, programme or `own`)."""
    found: dict[tuple[str, str], list[Fund]] = defaultdict(list)
    for fund in library.of(Fund).values():
        division = library.division(fund)
        province = library.divisions.province_of(division) if division else None
        if fund.level == "provincial" and province:
            found[province.code, _column(library, fund)].append(fund)
    return found


def _column(library: Library, fund: Fund) -> str:
    return fund.programme if fund.programme and fund.programme in library.ids_in("programmes") else _OWN


def _heads(library: Library, used: set[str]) -> Iterator[Column]:
    for key, title in library.titles_in("programmes").items():
        if key in used:
            yield Column(key, title, f"programmes/{key}/")
    if _OWN in used:
        yield Column(_OWN, "自设的专项")


def _row(library: Library, province: Division, heads: Sequence[Column], found: _Found) -> tuple[Cell, ...]:
    url = f"regions/{province.code}/"
    name = Cell(province.name, url if province.code in library.provinces else "")
    return (name, *(_cell(found.get((province.code, head.key), ()), url) for head in heads))


def _cell(funds: Sequence[Fund], province: str) -> Cell:
    """What is known: of several funds the one that exists speaks, and leads to all of them on the page of the province."""
    if not funds:
        return Cell(UNKNOWN, sign=_SIGNS[NOT_STATED])
    first = min(funds, key=lambda fund: (list(_SIGNS).index(fund.exists), fund.id))
    several = f"（{len(funds)}）" if len(funds) > 1 else ""
    url = f"{province}#funds" if several else first.url
    return Cell(f"{existence(first)}{several}", url, _SIGNS[first.exists])
