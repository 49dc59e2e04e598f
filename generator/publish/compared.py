"""Cases and counties become small JSON files, one a record: the rows that the page of comparison sets side by side."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from generator.link import Library
from generator.records import Case, County, Pairing, Record
from generator.records.fields import NOT_STATED, CoarseDate
from generator.records.record import GRADES, label
from generator.related import related_cases
from generator.render.markdown import plain
from generator.similarity import similar_counties
from generator.views.case import HEADINGS, key_figure, period
from generator.views.county import share_words

Row = tuple[str, list[str]]
"""A heading and its lines; no line: the sources do not say."""


def compared_files(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield `compare/<kind>/<id>.json` for every case and county: title, address, what is near it, and its rows."""
    for case in library.of(Case).values():
        alike: list[Record] = [related.record for related in related_cases(library, case)]
        yield _file(library, case, alike, _case_rows(library, case))
    for county in library.of(County).values():
        near = [found.county for found in similar_counties(library, county)]
        yield _file(library, county, near, _county_rows(library, county))


def _file(library: Library, record: Record, near: Iterable[Record], rows: Iterable[Row]) -> tuple[str, bytes]:
    data = {
        "key": record.key,
        "title": title(library, record),
        "near": [[other.key, title(library, other)] for other in near],
        "rows": list(rows),
    }
    return f"compare/{record.key}.json", json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def title(library: Library, record: Record) -> str:
    """What heads a column: a case's title, a county's full name with its year."""
    division = library.division(record)
    if isinstance(record, County):
        return f"{division.full_name if division else record.code}（{record.as_of} 年）"
    return library.name(record)


def _case_rows(library: Library, case: Case) -> Iterator[Row]:
    division, band = library.division(case), library.band(case)
    place = division.full_name if division else "不详"
    grade = library.evidence(case)
    yield "地方", [f"{place}（{band}）" if band else place]
    yield "时间", _filled([period(case.period.start, case.period.end)])
    for name, vocabulary, ids in (
        ("主题", "themes", case.themes),
        ("计划", "programmes", case.programmes),
        ("对象", "audiences", case.audiences),
    ):
        terms = [term.title for key in ids if (term := library.term(vocabulary, key))]
        yield name, ["、".join(terms)] if terms else ["—"]
    yield "证据等级", [f"{grade}　{GRADES[grade]}"]
    yield "来源方式", [label(case, case.provenance.type)]
    yield HEADINGS["problem"], _words(case.problem)
    yield (
        HEADINGS["approach"],
        [] if isinstance(case.approach, str) else [plain(step.what) for step in case.approach],
    )
    yield HEADINGS["results"], [*_figures(case), *(plain(result.claim) for result in case.results)]
    limits = None if isinstance(case.limits, str) else case.limits
    yield "没有做好的", _words(limits.failed if limits else NOT_STATED)
    yield "不适用的地方", _words(limits.unfit if limits else NOT_STATED)
    yield from _transfer_rows(case)
    yield "谁借鉴了", [_adopter(library, key.county) for key in case.adoptions] or ["—"]


def _transfer_rows(case: Case) -> Iterator[Row]:
    transfer = None if isinstance(case.transfer, str) else case.transfer
    yield "推广要具备", _words(transfer.conditions if transfer else NOT_STATED)
    yield "推广步骤", _words(transfer.steps if transfer else NOT_STATED)
    for name, value in (
        ("花费", transfer.cost if transfer else NOT_STATED),
        ("难度", transfer.difficulty if transfer else NOT_STATED),
    ):
        yield name, [] if value == NOT_STATED else [label(case, value)]
    resources = None if isinstance(case.resources, str) else case.resources
    for field in ("money", "people", "time", "funds_origin"):
        value = getattr(resources, field) if resources else NOT_STATED
        yield _RESOURCE_NAMES[field], [] if value == NOT_STATED else [value]


_RESOURCE_NAMES = {"money": "用的钱", "people": "用的人", "time": "用的时间", "funds_origin": "资金来源"}


def _figures(case: Case) -> Iterator[str]:
    for indicator in case.indicators:
        key = key_figure(indicator)
        if key:
            change = f"{key.before} → {key.after}" if key.before else key.after
            yield f"{key.name}：{change} {key.unit}（{key.years}）"


def _adopter(library: Library, key: str) -> str:
    county = library.of(County).get(key)
    return library.place_name(county) if county else key


def _county_rows(library: Library, county: County) -> Iterator[Row]:
    division = library.division(county)
    yield "地带", [library.band(county) or "未划分"]
    yield "类型", [division.unit_type] if division else []
    yield "欠发达", [label(county, county.less_developed.value)]
    yield "称号", [f"{found.title}（{_when(found.date)}）" for found in county.designations] or ["—"]
    yield (
        "科技进步考核",
        [f"{line.year}：{label(county, line.result)}" for line in county.assessments] or ["—"],
    )
    yield (
        "科技投入占本级财政支出",
        [f"{line.year} 年：{' '.join(filter(None, share_words(line)))}" for line in county.funding] or ["—"],
    )
    cases = library.citing(county, Case, "county")
    yield "案例", [case.title for case in cases] or ["—"]
    themes = dict.fromkeys(key for case in cases for key in case.themes)
    yield "主题", ["、".join(t.title for key in themes if (t := library.term("themes", key))) or "—"]
    for name, pairings in (
        ("受助结对", library.citing(county, Pairing, "helped.county")),
        ("帮扶结对", library.citing(county, Pairing, "helper.county")),
    ):
        yield name, [library.name(pairing) for pairing in pairings] or ["—"]
    yield "县情", _words(county.profile)


def _when(date: object) -> str:
    return date.chinese if isinstance(date, CoarseDate) else "日期未载明"


def _words(text: str) -> list[str]:
    """Markdown as plain lines; none when the sources do not say."""
    return [] if text == NOT_STATED else _filled(plain(text).splitlines())


def _filled(lines: Iterable[str]) -> list[str]:
    return [line.strip() for line in lines if line.strip()]
