"""Rounds of assessment become tables: all rounds, one round by province, one round county by county."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import get_args

from county_casebook.ledger.coverage.table import Cell, Table, columns, row
from county_casebook.ledger.rounds import Round, Told, commended, round_title, rounds, units
from county_casebook.library.library import Library
from county_casebook.records import County
from county_casebook.records.assessment import Assessment
from county_casebook.records.record import label

HEADS = ("input", "institution", "function")
RESULTS: tuple[str, ...] = get_args(Assessment.model_fields["result"].annotation)
_COUNTS = {
    "passed": "通过",
    "failed": "不合格",
    "absent": "未参加",
    "unpublished": "未公布",
    "advanced": "评为先进",
    "input": "写明科技投入",
    "institution": "写明机构建设",
    "function": "写明职能行使",
    "known": "有记录",
    "units": "县级单位",
}


def _counts(lines: Sequence[Told], advanced: int, of: int) -> tuple[int, ...]:
    results: Counter[str] = Counter(line.assessment.result for line in lines)
    heads = (sum(getattr(line.assessment, head) is not None for line in lines) for head in HEADS)
    return (*(results[name] for name in RESULTS), advanced, *heads, len(lines), of)


def round_table(library: Library, *, national: bool) -> Table:
    """Every round of the country, or of provinces and prefectures: who passed, what is told, of how many units."""
    found = [one for one in rounds(library) if (one.level == "national") is national]
    told = sum(len(one.lines) for one in found)
    whose = "全国" if national else "省、地两级"
    return Table(
        "national" if national else "local",
        f"{whose}的考核",
        f"{len(found)} 轮，{told} 条县（市）记录" if found else "没有记录",
        f"本库没有{whose}考核的记录。",
        columns(round="哪一轮", **_COUNTS),
        tuple(_round_row(library, one) for one in found),
    )


def _round_row(library: Library, found: Round) -> tuple[Cell, ...]:
    counts = _counts(found.lines, len(commended(library, found)), len(units(library, found)))
    return row(Cell(round_title(library, found), found.url), *counts)


def province_table(library: Library, found: Round) -> Table:
    """One national round by province."""
    advanced = Counter(_province(library, county) for county in commended(library, found))
    lines: dict[str, list[Told]] = {}
    for line in found.lines:
        lines.setdefault(_province(library, line.county), []).append(line)
    provinces = [one for one in library.divisions.provinces if one.name in lines or one.name in advanced]
    silent = len(library.divisions.provinces) - len(provinces)
    return Table(
        "provinces",
        "各省（自治区、直辖市）",
        f"{len(provinces)} 个省有记录" + (f"，{silent} 个省缺数据" if silent else ""),
        "没有记录。",
        columns(province="省份", **_COUNTS),
        tuple(
            row(
                Cell(one.name, f"regions/{one.code}/" if one.code in library.provinces else ""),
                *_counts(lines.get(one.name, []), advanced[one.name], len(units(library, found, one))),
            )
            for one in provinces
        ),
    )


def _province(library: Library, county: County) -> str:
    division = library.division(county)
    return division.province if division else ""


_COLUMNS = {
    "county": "县（市）",
    "result": "结果",
    "rank": "名次",
    "input": "科技投入",
    "institution": "机构建设",
    "function": "职能行使",
    "note": "说明",
    "source": "来源",
}


def county_table(library: Library, found: Round, *, whole: bool = False) -> Table:
    """What each county tells of a round, by rank where there is one, else by code.

    What none of them tells has no column, but for the three heads of the national assessment; with `whole` all have theirs.
    """
    lines = sorted(found.lines, key=lambda line: (line.assessment.rank or 0, line.county.code))
    of, known = len(units(library, found)), len(lines)
    titles = {name: title for name, title in _COLUMNS.items() if whole or _is_column(found, name)}
    rest = f"，其余 {of - known} 个缺数据" if of > known else ""
    return Table(
        "counties",
        "各县（市）",
        f"{known} 个县（市）有记录，当年县级单位 {of} 个{rest}",
        "没有记录。",
        columns(**titles),
        tuple(row(*(_cell(library, line, name) for name in titles)) for line in lines),
    )


def _is_column(found: Round, name: str) -> bool:
    if name in HEADS and found.level == "national":
        return True
    asked = {"rank": ("rank", "of")}.get(name, (name,))
    told = [line.assessment for line in found.lines]
    return name in ("county", "source") or any(
        getattr(one, part) is not None for one in told for part in asked
    )


def _cell(library: Library, line: Told, name: str) -> str | Cell:
    told, county = line.assessment, line.county
    if name == "county":
        division = library.division(county)
        whole = division and line.assessment.level == "national"
        return Cell(division.full_name if division and whole else library.place_name(county), county.url)
    if name in HEADS:
        return getattr(told, name) or "缺数据"
    words = {
        "result": "，".join(result_words(told)),
        "rank": rank_words(told),
        "note": told.note,
        "source": source_words(county, told.source),
    }
    return words[name] or "—"


def result_words(told: Assessment) -> Iterator[str]:
    """A result in words: whether it passed, its grade as written, its score."""
    yield label(County, told.result)
    if told.grade:
        yield told.grade
    if told.score is not None:
        yield f"{told.score} 分"


def rank_words(told: Assessment) -> str:
    """A rank in words: 「9 个中第 1」; empty where it is not told."""
    rank = f"第 {told.rank}" if told.rank is not None else ""
    return f"{told.of} 个中{rank}" if told.of is not None else rank


def source_words(county: County, number: int | None) -> str:
    """The title and grade of a source of a county by its number; 「没有注明」 without one."""
    if not number or number > len(county.sources):
        return "没有注明（D）"
    source = county.sources[number - 1]
    return f"{source.title}（{source.grade}）"
