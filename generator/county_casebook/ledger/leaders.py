"""Leaders' projects and bureaus of science and technology, by province and by county: what is told, and what is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from county_casebook.ledger.coverage.table import Cell, Table, columns, row
from county_casebook.ledger.round_tables import source_words
from county_casebook.library.derived import derived
from county_casebook.library.library import Library
from county_casebook.places.divisions import Division
from county_casebook.records import County
from county_casebook.records.leadership import Bureau, LeaderProject
from county_casebook.records.record import label

BASE = "leaders/"
STATES = ("planned", "under_way", "done", "stopped", "not_stated")
NO_DATA = "缺数据"


@derived
def leader_provinces(library: Library) -> dict[Division, list[County]]:
    """The counties of each province that has some, in the order of their codes."""
    found: dict[Division, list[County]] = {}
    for province in library.divisions.provinces:
        here = [one for one in library.provinces.get(province.code, ()) if isinstance(one, County)]
        if here:
            found[province] = sorted(here, key=lambda county: (county.code, county.id))
    return found


def silent_provinces(library: Library) -> dict[Division, list[County]]:
    """The provinces of whose counties nothing is told."""
    found = leader_provinces(library)
    return {province: here for province, here in found.items() if not any(map(_is_told, here))}


def _is_told(county: County) -> bool:
    return bool(county.leader_projects or county.bureau)


def leader_province_table(library: Library) -> Table:
    """Each province of which something is told: its counties held, those with a leader's project by its state, their bureaus."""
    provinces, silent = leader_provinces(library), silent_provinces(library)
    counties = [county for found in provinces.values() for county in found]
    led, told = _with_projects(counties), _with_bureau(counties)
    titles = {name: f"工程{label(County, name)}" for name in STATES}
    summary = f"本库 {len(counties)} 个县（市），有一把手工程 {led} 个，有科技局情况 {told} 个；其余缺数据"
    return Table(
        "leaders",
        "各省（自治区、直辖市）",
        summary,
        f"{summary}。",
        columns(
            province="省份",
            counties="本库县（市）",
            led="有一把手工程",
            **titles,
            bureau="有科技局情况",
            staff="在编人数（写明的合计）",
        ),
        tuple(
            _province_row(province, found) for province, found in provinces.items() if province not in silent
        ),
    )


def _with_projects(counties: Sequence[County]) -> int:
    return sum(bool(county.leader_projects) for county in counties)


def _with_bureau(counties: Sequence[County]) -> int:
    return sum(bool(county.bureau) for county in counties)


def _province_row(province: Division, counties: Sequence[County]) -> tuple[Cell, ...]:
    projects = [project for county in counties for project in county.leader_projects]
    newest = [_newest(county) for county in counties]
    staff = [bureau.staff for bureau in newest if bureau and isinstance(bureau.staff, int)]
    return row(
        Cell(province.name, f"{BASE}{province.code}/"),
        len(counties),
        _with_projects(counties),
        *(sum(project.state == name for project in projects) for name in STATES),
        _with_bureau(counties),
        sum(staff),
    )


def _newest(county: County) -> Bureau | None:
    return max(county.bureau, key=lambda bureau: bureau.year, default=None)


def leader_county_table(library: Library, counties: Sequence[County]) -> Table:
    """Each county: its leaders' projects with their state, what its bureau has, each with its source; the rest 缺数据."""
    led, told = _with_projects(counties), _with_bureau(counties)
    return Table(
        "leader-counties",
        "各县（市）",
        f"{len(counties)} 个县（市），有一把手工程 {led} 个，有科技局情况 {told} 个",
        "没有记录。",
        columns(
            county="县（市）",
            project="一把手科技示范工程",
            state="进展",
            project_source="工程来源",
            bureau="科技局机构与职能",
            staff="人员（合计数）",
            bureau_source="科技局来源",
        ),
        tuple(row(*_county_row(library, county)) for county in counties),
    )


def _county_row(library: Library, county: County) -> Iterator[str | Cell]:
    projects, bureau = county.leader_projects, _newest(county)
    yield Cell(f"{library.place_name(county)}（{county.as_of}）", county.url)
    yield "；".join(map(project_words, projects)) or NO_DATA
    yield "；".join(label(County, project.state) for project in projects) or NO_DATA
    yield "；".join(dict.fromkeys(source_words(county, one.source) for one in projects)) or "—"
    yield (bureau.functions if bureau else "") or NO_DATA
    yield (staff_words(bureau) if bureau else "") or NO_DATA
    yield source_words(county, bureau.source) if bureau else "—"


def project_words(project: LeaderProject) -> str:
    """A leader's project in a line: its title, year and the leader's post."""
    return f"{project.title}（{project.year} 年，{project.leader_post}）"


def staff_words(bureau: Bureau) -> str:
    """The aggregates of a bureau in words: 「2004 年在编 12 人，专业背景 5 人」; empty where none is told."""
    counts = [
        f"{name} {count} 人"
        for name, count in (
            ("在编", bureau.staff),
            ("专业背景", bureau.professionals),
            ("45 岁以下", bureau.under_45),
        )
        if isinstance(count, int)
    ]
    return f"{bureau.year} 年{'，'.join(counts)}" if counts else ""
