"""Programmes against counties: which programme reached whom, and how many of those are less developed (plan 三-2).

A case that stands at a prefecture or a province is no county's, and stays out.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from county_casebook.ledger.coverage.table import Cell, Column, Table, columns, row
from county_casebook.library.derived import derived
from county_casebook.library.library import Library
from county_casebook.records import Case, County
from county_casebook.records.gist import whereabouts


@derived
def _reached(library: Library) -> dict[str, dict[str, int]]:
    """Cases by programme, then by county id."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for programme, cases in library.cited(Case, "programmes").items():
        found[programme].update(
            key for case in cases if (key := whereabouts(case).county) and key in library.of(County)
        )
    return {key: dict(counts) for key, counts in found.items() if counts}


def reach(library: Library, programme: str) -> tuple[int, int, int]:
    """The counties in which its cases stand, the less developed among them, and those of which that is not known."""
    counties = _reached(library).get(programme, {})
    values = Counter(library.of(County)[county].less_developed.value for county in counties)
    return len(counties), values["yes"], values["unknown"]


def programme_shares(library: Library) -> Table:
    """Each programme: its cases, the counties they stand in, and the less developed among those that are known."""
    reached = _reached(library)
    rows = [
        row(*_share(library, key, title, reached.get(key, {})))
        for key, title in library.titles_in("programmes").items()
    ]
    used = len(reached)
    return Table(
        "programme-shares",
        "计划延伸到了哪里",
        f"{used} / {len(rows)} 个计划有县级案例" if rows else "没有计划词表",
        "本库没有计划词表。",
        columns(
            programme="计划",
            cases="案例",
            counties="县市",
            less_developed="其中欠发达",
            unknown="是否欠发达不详",
            share="欠发达占比（只算已知的）",
        ),
        tuple(rows),
    )


def _share(
    library: Library, key: str, title: str, counties: dict[str, int]
) -> tuple[Cell, int, int, int, int, str]:
    values = Counter(library.of(County)[county].less_developed.value for county in counties)
    known = values["yes"] + values["no"]
    share = (
        f"{values['yes'] * 100 / known:.0f}%（{values['yes']} / {known}）"
        if known
        else "缺数据"
        if counties
        else "—"
    )
    return (
        Cell(title, f"programmes/{key}/"),
        len(library.citing(key, Case, "programmes")),
        len(counties),
        values["yes"],
        values["unknown"],
        share,
    )


def programme_matrix(library: Library, *, by_province: bool = False, within: str = "") -> Table:
    """Cases by county (or province) and programme; only programmes that reached some; `within` keeps one province.

    By province, the province leads to `duties/coverage/programmes/<code>/`, where its counties stand.
    """
    reached = _reached(library)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    cells: dict[str, tuple[Cell, ...]] = {}
    for programme, counties in reached.items():
        for county_id, number in counties.items():
            county = library.of(County)[county_id]
            key, head = _place(library, county, by_province=by_province)
            if not within or _province_of(library, county) == within:
                counts[key][programme] += number
                cells[key] = head[1:] if within else head
    terms = {key: title for key, title in library.titles_in("programmes").items() if key in reached}
    places = columns(province="省份", county="县市")
    first = places[:1] if by_province else places[1:] if within else places
    heads = tuple(Column(key, title, f"programmes/{key}/") for key, title in terms.items())
    rows = tuple(
        (*cells[key], *(Cell(found[programme]) for programme in terms), Cell(sum(found.values())))
        for key, found in sorted(counts.items())
    )
    what = "省" if by_province else "县市"
    return Table(
        "programmes",
        f"计划与{what}",
        f"{len(terms)} 个计划的案例落在 {len(rows)} 个{what}",
        "还没有县级案例写明用了哪个计划。",
        (*first, *heads, Column("all", "合计")),
        rows,
    )


def _place(library: Library, county: County, *, by_province: bool) -> tuple[str, tuple[Cell, ...]]:
    division = library.division(county)
    province = library.divisions.province_of(division) if division else None
    code = province.code if province else ""
    head = Cell(
        province.name if province else "不详", f"regions/{code}/" if code in library.provinces else ""
    )
    if by_province:
        return code, (head,)
    return f"{code}/{county.code}/{county.id}", (head, Cell(library.place_name(county), county.url))


def _province_of(library: Library, county: County) -> str:
    division = library.division(county)
    return division.province if division else ""
