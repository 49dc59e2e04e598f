"""Units that owe or await a pairing, and the provinces with what stands in each: all from the ledger's own lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from county_casebook.ledger.coverage.table import Cell, Table, columns, row
from county_casebook.ledger.designations import plans
from county_casebook.ledger.ledger import DutyState, ledger
from county_casebook.ledger.pairings import weak_counties
from county_casebook.ledger.results import Line
from county_casebook.library.library import Library
from county_casebook.places.divisions import Division
from county_casebook.records import Organization, Policy
from county_casebook.records.policy import Measure


def _states(library: Library, measure: Measure) -> Iterator[DutyState]:
    return (state for state in ledger(library) if state.duty.measure == measure)


def _lines(library: Library, measure: Measure) -> list[Line]:
    return [line for state in _states(library, measure) for line in state.found.lines]


def _weak(library: Library) -> list[Line]:
    return [
        line
        for scheme in plans(library, "advanced_pairings")
        for line in weak_counties(library, library.of(Policy)[scheme])
    ]


def _gap_table(
    table_id: str, title: str, summary: str, missing: str, lines: Iterable[Line], who: str
) -> Table:
    return Table(
        table_id,
        title,
        summary,
        missing,
        columns(name=who, province="省份", why="情况", source="依据"),
        tuple(
            row(
                Cell(line.name, line.url),
                line.province or "—",
                line.why,
                "；".join(f"{basis.title}（{basis.grade}）" for basis in line.basis) or "—",
            )
            for line in sorted(lines, key=lambda line: (line.province, line.url))
        ),
    )


def _words(states: Sequence[DutyState], none: str) -> str:
    return "；".join(state.found.words for state in states) or none


def advanced_table(library: Library) -> Table:
    """Advanced counties without a pairing."""
    states = list(_states(library, "advanced_pairings"))
    none = "库里没有要求先进县（市）结对的政策"
    without = [line for state in states for line in state.found.lines if not line.counts]
    done = any(state.state == "met" for state in states)
    missing = "先进县（市）都已结对。" if done else f"{_words(states, none)}，所以列不出谁没有结对。"
    return _gap_table(
        "advanced", "没有结对的先进县（市）", _words(states, none), missing, without, "先进县（市）"
    )


def zone_table(library: Library) -> Table:
    """High-tech zones without a pairing, k of 53."""
    states = list(_states(library, "zone_pairings"))
    none = "库里没有要求高新区结对的政策"
    without = [line for state in states for line in state.found.lines if not line.counts]
    done = any(state.state == "met" for state in states)
    missing = "国家高新区都已结对。" if done else f"{_words(states, none)}，所以列不出谁没有结对。"
    return _gap_table("zones", "没有结对的国家高新区", _words(states, none), missing, without, "国家高新区")


def weak_table(library: Library) -> Table:
    """Weak counties of the schemes that nobody helps."""
    lines = _weak(library)
    without = [line for line in lines if not line.counts]
    summary = f"有帮扶方 {len(lines) - len(without)} / {len(lines)}" if lines else "库里没有“较薄弱县”的名单"
    missing = "名单上的县都有帮扶方。" if lines else "“较薄弱”只认有依据的称号；库里还没有这样的称号记录。"
    return _gap_table("weak", "没有帮扶方的科技工作较薄弱县", summary, missing, without, "科技工作较薄弱县")


def share_table(library: Library) -> Table:
    """The share against the line by province: met, not met, no data."""
    lines = _lines(library, "spend_share")
    states = list(_states(library, "spend_share"))
    by_province = {
        province.name: Counter(line.state for line in lines if line.province == province.name)
        for province in library.divisions.provinces
    }
    words = _words(states, "库里没有规定科技投入占比的政策")
    return Table(
        "shares",
        "科技投入占比",
        words,
        f"{words}，所以列不出各省的情况。",
        columns(province="省份", met="达标", not_met="未达标", no_data="缺数据"),
        tuple(
            row(_province(library, province), *(found[state] for state in ("met", "not_met", "no_data")))
            for province in library.divisions.provinces
            if (found := by_province[province.name])
        ),
    )


def province_table(library: Library) -> Table:
    """What stands in each province: advanced counties and those paired, weak ones and those helped, lists, cases."""
    advanced = _lines(library, "advanced_counties")
    paired = [line for line in _lines(library, "advanced_pairings") if line.counts]
    weak = _weak(library)
    lists = {line.province: line for line in _lines(library, "provincial_lists")}
    demonstration = _lines(library, "demonstration_counties")
    counted = [advanced, paired, demonstration, weak, [line for line in weak if line.counts]]
    totals = [Counter(line.province for line in lines) for lines in counted]
    rows = []
    for province in library.divisions.provinces:
        records = library.provinces.get(province.code, ())
        numbers = [total[province.name] for total in totals]
        if not records and not any(numbers):
            continue
        handed = lists.get(province.name)
        kinds = Counter(record.kind for record in records)
        zones = sum(isinstance(found, Organization) and found.type == "high_tech_zone" for found in records)
        rows.append(
            row(
                _province(library, province),
                library.divisions.bands.get(province.name, "未划分"),
                kinds["cases"],
                kinds["counties"],
                zones,
                *numbers,
                handed.why.partition("（")[0] if handed else "没有记录",
            )
        )
    return Table(
        "provinces",
        "各省（自治区、直辖市）",
        f"有记录的省 {len(rows)} 个，共 {len(library.divisions.provinces)} 个",
        "库里还没有落在省里的记录。",
        columns(
            province="省份",
            band="地带",
            cases="案例",
            counties="县市记录",
            zones="国家高新区",
            advanced="先进县",
            paired="其中已结对",
            demonstration="国家试点示范",
            weak="较薄弱县",
            helped="其中有帮扶方",
            handed="省级试点名单",
        ),
        tuple(rows),
    )


def _province(library: Library, province: Division) -> Cell:
    return Cell(province.name, f"regions/{province.code}/" if province.code in library.provinces else "")
