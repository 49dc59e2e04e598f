"""A library becomes its lists: the five kinds, themes, programmes, audiences and years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.coverage import coverage
from generator.link import Library
from generator.publish.pages.matrices import matrix
from generator.publish.pages.years import start_year
from generator.records import KINDS, Case, Record
from generator.render.environment import render
from generator.rules.duties import ledger
from generator.views.case import clause_links
from generator.views.lists import entry, newest, sliced
from generator.views.page import Page, root_of
from generator.views.pairing import pairings_opening
from generator.views.parts import Finder, entry_pages

LEADS = {
    "cases": "每个案例都写明难点、做法、成效、不足与不适用之处，并注明证据等级。",
    "counties": "改名、改代码前后分开记，写明按哪一年的区划；称号各有依据，没有依据的不写。",
    "pairings": "谁帮谁、凭什么依据、做了什么。各项结对按其自身的制度归类。",
    "policies": "收录正文的，每一条都有自己的网址；未收录正文的，列出文号、日期和来源。",
    "organizations": "国家高新区、大学、科研院所等帮扶和服务县（市）的机构。",
    "collections": "编者把案例放在一起读，并说明为什么；排列是阅读的先后，不是名次。",
}

_NEWEST_FIRST = ("cases", "pairings", "collections")
"""Kinds whose list begins with the newest; the others go by place."""

_SECTIONS = {"collections": "cases"}
"""Lists without a tab of their own stand under another's."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way into a list: a title, an address and how many records stand there."""

    title: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with ways below it."""

    title: str
    ways: tuple[Way, ...]


def list_pages(library: Library) -> Iterator[Page]:
    """Yield the list of every kind that has records."""
    for kind, model in KINDS.items():
        records = list(library.of_kind(kind).values())
        if records:
            groups = ways_into_cases(library) if kind == "cases" else _ways_by_province(library, kind)
            ordered = newest(records) if kind in _NEWEST_FIRST else _by_place(library, records)
            opening = pairings_opening(library) if kind == "pairings" else ""
            yield from _list(
                library,
                f"{kind}/",
                model.kind_name,
                LEADS[kind],
                ordered,
                groups,
                section=_SECTIONS.get(kind, kind),
                crumbs=(Way("案例", "cases/", 0),) if kind == "collections" and library.of(Case) else (),
                finder=Finder(model.kind_name, "date" if kind in _NEWEST_FIRST else "county"),
                opening=opening,
            )


def _by_place(library: Library, records: list[Record]) -> list[Record]:
    def position(record: Record) -> tuple[str, str]:
        division = library.division(record)
        return (division.code if division else "", record.id)

    return sorted(records, key=position)


def _list(
    library: Library,
    base: str,
    title: str,
    lead: str,
    records: Sequence[Record],
    groups: Sequence[Group],
    *,
    section: str,
    crumbs: Sequence[Way] = (),
    finder: Finder | None = None,
    opening: str = "",
) -> Iterator[Page]:
    """Yield the pages of a list; with `finder` one may search and choose within it."""
    entries = [entry(library, record) for record in records]
    trail = [(way.title, way.url) for way in crumbs]
    yield from entry_pages(
        base,
        title,
        entries,
        section=section,
        trail=trail,
        lead=lead,
        groups=groups,
        opening=opening,
        finder=finder,
    )


def ways_into_cases(library: Library) -> tuple[Group, ...]:
    """Themes, provinces, programmes, audiences and years that have cases, as ways in without search."""
    groups = (
        Group("主题", _ways(library, "themes", library.cited(Case, "themes"))),
        Group("省份", _province_ways(library, library.of(Case).values())),
        Group("对象", _ways(library, "audiences", library.cited(Case, "audiences"))),
        Group("计划", _ways(library, "programmes", library.cited(Case, "programmes"))),
        Group("年份", _year_ways(library)),
    )
    return tuple(group for group in groups if group.ways)


def _year_ways(library: Library) -> tuple[Way, ...]:
    """The timeline, then each year."""
    years = _by_year(library)
    every = Way("时间轴", "years/", sum(map(len, years.values())))
    return (
        (every, *(Way(f"{year}", f"years/{year}/", len(cases)) for year, cases in years.items()))
        if years
        else ()
    )


def _ways(library: Library, vocabulary: str, cases: Mapping[str, tuple[Case, ...]]) -> tuple[Way, ...]:
    return tuple(
        Way(term.title, f"{vocabulary}/{key}/", len(cases[key]))
        for key, term in library.terms(vocabulary).items()
        if key in cases
    )


def _province_ways(library: Library, records: Iterable[Record]) -> tuple[Way, ...]:
    counts: dict[str, int] = {}
    for record in records:
        division = library.division(record)
        if division:
            counts[division.province] = counts.get(division.province, 0) + 1
    return tuple(
        Way(province.name, f"regions/{province.code}/", counts[province.name])
        for province in library.divisions.provinces
        if province.name in counts
    )


def _ways_by_province(library: Library, kind: str) -> tuple[Group, ...]:
    if kind in ("policies", "collections"):
        return ()
    provinces = Group("省份", _province_ways(library, library.of_kind(kind).values()))
    return (provinces, *_ways_into_coverage(library)) if kind == "pairings" else (provinces,)


def _ways_into_coverage(library: Library) -> tuple[Group, ...]:
    """Who has no pairing yet; nothing where no policy of the library owes any."""
    tables = coverage(library) if ledger(library) else {}
    ways = tuple(
        Way(tables[key].title, f"duties/coverage/#{key}", len(tables[key].rows))
        for key in ("advanced", "zones", "weak")
        if key in tables
    )
    return (Group("还没有结对的", ways),) if any(way.count for way in ways) else ()


def _by_year(library: Library) -> dict[int, list[Case]]:
    """Cases by the year they began, newest first."""
    years: dict[int, list[Case]] = {}
    for case in library.of(Case).values():
        if (year := start_year(case)) is not None:
            years.setdefault(year, []).append(case)
    return dict(sorted(years.items(), reverse=True))


def group_pages(library: Library) -> Iterator[Page]:
    """Yield the pages of vocabularies and years."""
    for vocabulary, title, cases in (
        ("themes", "主题", library.cited(Case, "themes")),
        ("programmes", "计划", library.cited(Case, "programmes")),
        ("audiences", "对象", library.cited(Case, "audiences")),
    ):
        yield from _vocabulary(library, vocabulary, title, cases)
    for year, found in _by_year(library).items():
        crumbs = (Way("案例", "cases/", 0), Way("年份", "years/", 0))
        yield from _list(
            library,
            f"years/{year}/",
            f"{year} 年开始的案例",
            "",
            newest(found),
            (),
            section="cases",
            crumbs=crumbs,
        )


def _vocabulary(
    library: Library, vocabulary: str, title: str, cases: Mapping[str, tuple[Case, ...]]
) -> Iterator[Page]:
    terms = library.terms(vocabulary)
    if not terms:
        return
    base = f"{vocabulary}/"
    rows = [(term, f"{base}{key}/", len(cases.get(key, ()))) for key, term in terms.items()]
    trail = [("案例", "cases/")] if library.of(Case) else []
    lead = {
        "themes": "按《县（市）科技工作年工作方案》的重点任务分的主题。",
        "programmes": "《县（市）科技工作年工作方案》三、2. 点名的计划，以及有案例引用的其他计划。",
        "audiences": "这些做法对谁有用。",
    }
    body = render(
        "records/terms.html",
        title=title,
        lead=lead[vocabulary],
        rows=rows,
        trail=trail,
        matrix=matrix(library, vocabulary, root_of(base)),
        further="duties/coverage/#programme-shares" if vocabulary == "programmes" and ledger(library) else "",
        root=root_of(base),
    )
    yield Page(base, title, lead[vocabulary], body, "cases")
    for key, term in terms.items():
        found = newest(cases.get(key, ()))
        entries = [entry(library, case) for case in found]
        clauses = clause_links(library, term.clauses)
        for part in sliced(f"{base}{key}/", entries):
            context = {
                "term": term,
                "trail": trail,
                "kind": title,
                "base": base,
                "part": part,
                "total": len(entries),
                "clauses": clauses,
            }
            body = render("records/term.html", **context, root=root_of(part.url))
            yield Page(
                part.url,
                term.title if part.number == 1 else f"{term.title}（第 {part.number} 页）",
                f"{title}：{term.title}",
                body,
                "cases",
            )
