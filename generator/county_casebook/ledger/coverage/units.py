"""Units that owe or await a pairing, and the provinces with what stands in each: all from the ledger's own lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from county_casebook.ledger.coverage.table import Cell, Table, columns, row
from county_casebook.ledger.designations import pairing_plans
from county_casebook.ledger.ledger import LedgerEntry, ledger
from county_casebook.ledger.pairings import weak_counties
from county_casebook.ledger.results import ResultLine
from county_casebook.ledger.words import counted_word, designation_word
from county_casebook.library.derived import derived
from county_casebook.library.library import Library
from county_casebook.places.divisions import Division
from county_casebook.records import Organization, Policy
from county_casebook.records.policy import Measure


def _states(library: Library, measure: Measure) -> Iterator[LedgerEntry]:
    return (state for state in ledger(library) if state.duty.measure == measure)


def _lines(library: Library, measure: Measure) -> list[ResultLine]:
    return [line for state in _states(library, measure) for line in state.found.lines]


def _weak(library: Library) -> list[ResultLine]:
    return [
        line
        for scheme in pairing_plans(library)
        for line in weak_counties(library, library.of(Policy)[scheme])
    ]


def _gap_table(
    table_id: str, title: str, summary: str, missing: str, lines: Iterable[ResultLine], who: str
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


def _words(states: Sequence[LedgerEntry], none: str) -> str:
    return "；".join(state.found.words for state in states) or none


def _called(library: Library, *measures: Measure) -> str:
    """What those are called whom the duties of some measures count; empty without such a duty."""
    states = (state for measure in measures for state in _states(library, measure))
    return "、".join(dict.fromkeys(counted_word(library, state.duty) for state in states))


def _unpaired(library: Library, table_id: str, measure: Measure, who: str) -> Table:
    """Those that owe a pairing under a measure and have none; `who` is what they are called where no duty says it."""
    states = list(_states(library, measure))
    names = _called(library, measure) or who
    none = f"本库没有要求{names}结对的政策"
    without = [line for state in states for line in state.found.lines if not line.counts]
    done = any(state.state == "met" for state in states)
    missing = f"{names}都已结对。" if done else f"{_words(states, none)}，所以列不出谁没有结对。"
    return _gap_table(table_id, f"没有结对的{names}", _words(states, none), missing, without, names)


@derived
def advanced_table(library: Library) -> Table:
    """Counties that owe a pairing by their designation and have none."""
    return _unpaired(library, "advanced", "advanced_pairings", designation_word(library, "advanced"))


@derived
def zone_table(library: Library) -> Table:
    """Organizations that owe a pairing and have none."""
    return _unpaired(library, "zones", "zone_pairings", Organization.kind_name)


@derived
def weak_table(library: Library) -> Table:
    """Weak counties of the schemes that nobody helps."""
    lines, weak = _weak(library), designation_word(library, "weak")
    without = [line for line in lines if not line.counts]
    summary = f"有帮扶方 {len(lines) - len(without)} / {len(lines)}" if lines else f"本库没有{weak}的名单"
    missing = "名单上的县都有帮扶方。" if lines else f"“{weak}”只认有依据的称号；本库还没有这样的称号记录。"
    return _gap_table("weak", f"没有帮扶方的{weak}", summary, missing, without, weak)


def share_table(library: Library) -> Table:
    """The share against its line by province: met, not met, no data."""
    states = list(_states(library, "spend_share"))
    verdicts = _newest_verdicts(states)
    by_province = {
        province.name: Counter(line.state for line in verdicts if line.province == province.name)
        for province in library.divisions.provinces
    }
    words = _words(states, "本库没有规定科技投入占比的政策")
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


def _newest_verdicts(states: Sequence[LedgerEntry]) -> list[ResultLine]:
    """One line a county: of several duties that draw a line, the newest that the county has figures for."""
    newest: dict[str, ResultLine] = {}
    for state in sorted(states, key=lambda state: state.policy.year or 0):
        for line in state.found.lines:
            if line.state != "no_data" or line.url not in newest:
                newest[line.url] = line
    return list(newest.values())


def province_table(library: Library) -> Table:
    """What stands in each province: advanced counties and those paired, weak ones and those helped, lists, cases."""
    advanced = _lines(library, "advanced_counties")
    paired = [line for line in _lines(library, "advanced_pairings") if line.counts]
    weak = _weak(library)
    lists = {line.province: line for line in _lines(library, "provincial_lists")}
    demonstration = _lines(library, "demonstration_counties")
    bound = {state.duty.organizations for state in _states(library, "zone_pairings")}
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
        zones = sum(isinstance(found, Organization) and found.type in bound for found in records)
        rows.append(
            row(
                _province(library, province),
                library.divisions.economic_regions.get(province.name, "未划分"),
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
        "本库还没有落在省里的记录。",
        columns(
            province="省份",
            economic_region="地带",
            cases="案例",
            counties="县市记录",
            zones=_called(library, "zone_pairings") or Organization.kind_name,
            advanced=_called(library, "advanced_counties") or designation_word(library, "advanced"),
            paired="其中已结对",
            demonstration=_called(library, "demonstration_counties")
            or designation_word(library, "demonstration"),
            weak=designation_word(library, "weak"),
            helped="其中有帮扶方",
            handed="报送的名单",
        ),
        tuple(rows),
    )


def _province(library: Library, province: Division) -> Cell:
    return Cell(province.name, f"regions/{province.code}/" if province.code in library.provinces else "")
