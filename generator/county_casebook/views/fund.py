"""How a special fund is met: whose money it is, what for, how much in which year, and what was found of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from county_casebook.ledger.coverage.funds import existence, fund_table
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.places.divisions import Division
from county_casebook.records import County, Fund, Policy
from county_casebook.records.record import label
from county_casebook.render.environment import render
from county_casebook.views.clause_links import ClauseLink, clause_links
from county_casebook.views.entries import Entry, Part, facts_of
from county_casebook.views.fund_years import YearTable, year_tables
from county_casebook.views.lacking import Lacking, lacking
from county_casebook.views.page import Page, root_of
from county_casebook.views.shapes import Named
from county_casebook.views.told import period
from county_casebook.views.view import Backlink, View, entry


@dataclass(frozen=True, slots=True)
class FundPage:
    """What `kinds/fund/page.html` shows."""

    fund: Fund
    exists: str
    place: Named | None
    year: int | None
    programme: Named | None
    period: str
    audiences: list[Named]
    tables: tuple[YearTable, ...]
    clauses: list[ClauseLink]
    policies: list[Entry]
    gaps: Lacking
    parts: tuple[Part, ...]
    root: str


class FundView(View[Fund]):
    """Special funds."""

    lead: ClassVar[str] = "谁的钱、多少、到了哪里；没有见到资料的写不详，不当作没有。"
    counted: ClassVar[str] = "笔专项资金"
    section: ClassVar[str] = "duties"
    facets: ClassVar[tuple[str, ...]] = ("计划",)
    chosen_by: ClassVar[tuple[str, ...]] = ("level",)
    backlinks: ClassVar[tuple[Backlink, ...]] = (
        Backlink("county", "本县的专项资金", "funds"),
        Backlink("policies", "依据它的专项资金", "funds"),
        Backlink("audiences", "他们能申请的钱", "funds", "apply"),
    )

    def page(self, edition: Edition, record: Fund) -> Iterator[Page]:
        """Yield the page of a fund."""
        body = render("kinds/fund/page.html", _page(edition.library, record))
        yield Page(record.url, record.title, record.summary, body, self.tab)
        yield from self.part_pages(edition, record)

    def entry(self, library: Library, record: Fund) -> Entry:
        """Whose money it is, whether it exists, its programme and the years it tells of."""
        division = library.division(record)
        whose = division.full_name if division else label(record, record.level)
        programme = library.titles("programmes", [record.programme] if record.programme else [])
        facts = facts_of(whose, existence(record), *programme, _span(record))
        return Entry(record.url, record.title, record.summary, facts)

    def opening(self, edition: Edition) -> Markup:
        """Which province has a fund of which programme."""
        table = fund_table(edition.library)
        return Markup(render("kinds/fund/opening.html", table=table, root="../"))  # noqa: S704 - autoescaped

    def facet_values(self, library: Library, record: Fund) -> dict[str, list[str]]:
        """The programme it belongs to."""
        return {"计划": library.titles("programmes", [record.programme] if record.programme else [])}


VIEW = FundView(Fund)


def _span(fund: Fund) -> str:
    """The first and the last year that it tells of; empty where it tells of none."""
    years = sorted(year for line in fund.years for year in (line.year, line.until) if year)
    return f"{years[0]}—{years[-1]} 年的钱" if len(set(years)) > 1 else "".join(f"{y} 年的钱" for y in years)


def _page(library: Library, fund: Fund) -> FundPage:
    policies = library.of(Policy)
    unasked = ("supports", "conditions", "limits", "since", "run_by") if fund.exists == "no" else ()
    return FundPage(
        fund=fund,
        exists=existence(fund),
        place=_place(library, fund),
        year=fund.area.as_of if fund.area else None,
        programme=_term(library, "programmes", fund.programme),
        period=period(fund.since, fund.end),
        audiences=[item for key in fund.audiences if (item := _term(library, "audiences", key))],
        tables=tuple(year_tables(fund)),
        clauses=clause_links(library, fund.clauses),
        policies=[entry(library, policies[key]) for key in fund.policies if key in policies],
        gaps=lacking(library, fund, without=unasked),
        parts=VIEW.parts(library, fund),
        root=root_of(fund.url),
    )


def _term(library: Library, vocabulary: str, key: str | None) -> Named | None:
    title = library.term_title(vocabulary, key)
    return Named(title, f"{vocabulary}/{key}/") if title else None


def _place(library: Library, fund: Fund) -> Named | None:
    """Whose it is: its county, else the province of its area; None for national money."""
    division, county = library.division(fund), library.of(County).get(fund.county or "")
    if not division:
        return None
    return Named(division.full_name, county.url if county else _region(library, division))


def _region(library: Library, division: Division) -> str:
    province = library.divisions.province_of(division)
    return f"regions/{province.code}/" if province else ""
