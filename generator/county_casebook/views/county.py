"""How a county is met: who it was in its year and is today, its designations, money, cases and pairings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from markupsafe import Markup

from county_casebook.ledger.chain import chains_of
from county_casebook.ledger.rounds import round_links
from county_casebook.ledger.spending import Requirement, required_in, requirements
from county_casebook.ledger.trainings import trainings_of
from county_casebook.ledger.words import designation_word
from county_casebook.library.edition import Edition
from county_casebook.library.eras import eras
from county_casebook.library.library import Library
from county_casebook.library.matching import match_url
from county_casebook.library.similar import Neighbour, similar_counties
from county_casebook.pictures import Picture, neighbourhood_picture, share_picture
from county_casebook.places.divisions import Division, EconomicRegion
from county_casebook.records import Case, County, Honour, Pairing, Record
from county_casebook.records.county import Funding, share_percent, stated_words
from county_casebook.records.record import label
from county_casebook.render.environment import render
from county_casebook.views.case_page import designation_kinds
from county_casebook.views.chain import ChainTable, chain_table
from county_casebook.views.clause_links import ClauseLink, clause_links
from county_casebook.views.entries import Entry, Part, facts_of, part_pages
from county_casebook.views.lacking import Lacking, lacking
from county_casebook.views.lineage import given_or_near
from county_casebook.views.linked import Linked, address, area
from county_casebook.views.page import Page, root_of
from county_casebook.views.shapes import NONE_HELD
from county_casebook.views.spoken import Spoken, spoken
from county_casebook.views.told import date_words, scheme_url
from county_casebook.views.view import Backlink, Row, View, entry, row
from county_casebook.views.ways import table_ways

_TOLD = 3
"""How many cases and pairings of a neighbour are named; its own page has the rest."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A county like this one: why, what it did, and who helped it or whom it helped."""

    entry: Entry
    reason: str
    cases: tuple[Entry, ...]
    pairings: tuple[Entry, ...]
    more: int


@dataclass(frozen=True, slots=True)
class FundingYear:
    """One year of a county's spending: the share and the verdict in words (empty: none), and the line it is held against."""

    funding: Funding
    share: str
    verdict: str
    owed: str


@dataclass(frozen=True, slots=True)
class CountyPage:
    """What `kinds/county/page.html` shows."""

    county: County
    root: str
    name: str
    division: Division | None
    trail: list[tuple[str, str]]
    code_years: str
    economic_region: EconomicRegion | None
    today: list[Division]
    eras: list[Entry]
    schemes: Mapping[str, tuple[str, str]]
    kinds: Mapping[str, str]
    rolls: Mapping[str, Honour]
    chains: list[ChainTable | None]
    rounds: tuple[tuple[str, str], ...]
    trainings: list[Entry]
    shares: tuple[FundingYear, ...]
    requirements: list[tuple[Requirement, ClauseLink | None]]
    share_picture: Markup
    neighbourhood: Picture | None
    alike: list[Alike]
    gaps: Lacking
    match: str
    spoken: tuple[Spoken, ...]
    parts: tuple[Part, ...]


class CountyView(View[County]):
    """County-level units, each in its era."""

    lead: ClassVar[str] = "改名、改代码前后分开记，写明按哪一年的区划；称号各有依据，没有依据的不写。"
    counted: ClassVar[str] = "个县市"
    has_tab: ClassVar[bool] = True
    weight: ClassVar[int] = 0
    facets: ClassVar[tuple[str, ...]] = ("称号",)
    compares: ClassVar[bool] = True
    backlinks: ClassVar[tuple[Backlink, ...]] = (
        Backlink("designations.tasks.met_by", "由它证明做成的四级任务", "tasks"),
    )

    def page(self, edition: Edition, record: County) -> Iterator[Page]:
        """Yield the page of a county, and pages for its lists where they are long."""
        library = edition.library
        division = library.division(record)
        name = division.full_name if division else record.code
        title = f"{library.name(record)}（{record.as_of}）"
        shown = _page(library, record, (*self.parts(library, record), *given_or_near(library, record)))
        description = f"{name}的称号、科技投入、案例与结对（{record.as_of} 年代码 {record.code}）"
        yield Page(record.url, title, description, render("kinds/county/page.html", shown), self.tab)
        yield from part_pages(shown.parts, title, section=self.tab, trail=[*self.trail, (title, record.url)])

    def linked(self, edition: Edition, record: County) -> Linked | None:
        """The county itself, by its code."""
        division = edition.library.division(record)
        province = edition.library.divisions.province_of(division) if division else None
        within = {"containedInPlace": area(province)} if province else {}
        here = {"@id": address(edition.site, record.url, record.url)}
        return {**area(division), **here, **within} if division else None

    def entry(self, library: Library, record: County) -> Entry:
        """Its year, region, what the library holds of it, and its designations."""
        division = library.division(record)
        cases = len(library.citing(record, Case, "county"))
        pairings = len(library.citing(record, Pairing, "helped.county"))
        facts = facts_of(
            f"按 {record.as_of} 年区划",
            library.economic_region(record) or "",
            f"{cases} 个案例" if cases else "",
            f"{pairings} 项受助结对" if pairings else "",
        )
        titles = "；".join(designation.title for designation in record.designations)
        title = division.full_name if division else record.code
        return Entry(record.url, title, titles, facts, compared=record.key)

    def opening(self, edition: Edition) -> Markup:
        """The ways to what is made of all counties: rolls, rounds of assessment, leaders and bureaus."""
        ways = table_ways(edition.library)
        return Markup(render("kinds/county/opening.html", ways=ways, root="../")) if ways else Markup("")  # noqa: S704 - autoescaped

    def facet_values(self, library: Library, record: County) -> Mapping[str, Sequence[str]]:
        """What it is called."""
        return {"称号": designation_kinds(library, record)}

    def column(self, library: Library, record: County) -> str:
        """Its full name with its year."""
        division = library.division(record)
        return f"{division.full_name if division else record.code}（{record.as_of} 年）"

    def rows(self, library: Library, record: County) -> Iterator[Row]:
        """What the library holds of it, side by side with another."""
        division, economic_region = library.division(record), library.economic_region(record)
        yield Row("地带", (economic_region,) if economic_region else (), nothing="未划分")
        yield Row("类型", (division.unit_type,) if division else ())
        less_developed = record.less_developed.value
        known = () if less_developed == "unknown" else (label(record, less_developed),)
        yield Row("欠发达", known, nothing=label(record, "unknown"))
        for title, lines in _held(library, record):
            yield Row(title, tuple(lines), nothing=NONE_HELD)
        yield row(library, record, "profile", "profile")

    def near(self, library: Library, record: County) -> Iterator[Record]:
        """Counties like it."""
        yield from (found.county for found in similar_counties(library, record))


VIEW = CountyView(County)


def _held(library: Library, county: County) -> Iterator[tuple[str, Iterable[str]]]:
    """What records tell of a county, list by list, as (title, lines)."""
    yield "称号", (f"{found.title}（{date_words(found.date)}）" for found in county.designations)
    yield "科技进步考核", (f"{line.years}：{label(county, line.result)}" for line in county.assessments)
    shares = (
        f"{line.funding.year} 年：{' '.join(filter(None, (line.share, line.verdict)))}"
        for line in _years(library, county)
    )
    yield "科技投入占本级财政支出", shares
    cases = library.citing(county, Case, "county")
    yield "案例", (case.title for case in cases)
    themes = dict.fromkeys(key for case in cases for key in case.themes)
    yield "主题", filter(None, ["、".join(library.titles("themes", themes))])
    for title, path in (("受助结对", "helped.county"), ("帮扶结对", "helper.county")):
        yield title, map(library.name, library.citing(county, Pairing, path))


def _page(library: Library, county: County, parts: tuple[Part, ...]) -> CountyPage:
    division, root = library.division(county), root_of(county.url)
    return CountyPage(
        county=county,
        root=root,
        name=library.name(county),
        division=division,
        trail=[*VIEW.trail, *_step_to(library.divisions.province_of(division) if division else None)],
        code_years=_code_years(division) if division else "",
        economic_region=library.economic_region(county),
        today=[found for found in library.divisions.today(division) if found != division] if division else [],
        eras=[entry(library, era) for era in eras(library, county)],
        schemes={
            found.scheme: (library.scheme_title(found.scheme), scheme_url(library, found.scheme))
            for found in county.designations
        },
        kinds={found.kind: designation_word(library, found.kind) for found in county.designations},
        rolls=library.of(Honour),
        chains=_chains(library, county),
        rounds=round_links(library, county),
        trainings=[entry(library, event) for event in trainings_of(library, county)],
        shares=_years(library, county),
        requirements=_requirements(library, county),
        share_picture=share_picture(library, county),
        neighbourhood=neighbourhood_picture(library, county, root),
        alike=[_alike(library, neighbour) for neighbour in similar_counties(library, county)],
        gaps=lacking(library, county, *_empty(library, county)),
        match=match_url(library, county),
        spoken=spoken(library, county),
        parts=parts,
    )


def _chains(library: Library, county: County) -> list[ChainTable | None]:
    """The four levels behind each designation; None for one that has none."""
    found = {chain.position: chain_table(library, chain) for chain in chains_of(library, county)}
    return [found.get(position) for position in range(len(county.designations))]


def _empty(library: Library, county: County) -> Iterator[str]:
    """What a county is asked for and its record does not hold."""
    if not county.funding:
        yield "科技投入"
    if not library.citing(county, Case, "county"):
        yield Case.kind_name


def _step_to(province: Division | None) -> list[tuple[str, str]]:
    return [(province.name, f"regions/{province.code}/")] if province else []


def _code_years(division: Division) -> str:
    """The years in which a code meant this place: 「1999—2003 年」, 「1999 年起」."""
    return f"{division.start}—{division.end - 1} 年" if division.end else f"{division.start} 年起"


def _alike(library: Library, neighbour: Neighbour) -> Alike:
    county = neighbour.county
    cases = (
        *library.citing(county, Case, "county"),
        *library.citing(county, Case, "adoptions.county"),
    )
    pairings = (
        *library.citing(county, Pairing, "helped.county"),
        *library.citing(county, Pairing, "helper.county"),
    )
    return Alike(
        entry(library, county),
        neighbour.reason,
        tuple(entry(library, case) for case in cases[:_TOLD]),
        tuple(entry(library, pairing) for pairing in pairings[:_TOLD]),
        max(0, len(cases) - _TOLD) + max(0, len(pairings) - _TOLD),
    )


def _years(library: Library, county: County) -> tuple[FundingYear, ...]:
    return tuple(_year(funding, required_in(library, funding.year)) for funding in county.funding)


def _year(funding: Funding, required: Requirement | None) -> FundingYear:
    owed = f"≥ {required.at_least}%" if required else "没有规定"
    return FundingYear(funding, *share_words(funding, required.at_least if required else None), owed)


def share_words(funding: Funding, at_least: Decimal | None) -> tuple[str, str]:
    """The share in words with the verdict against its line: by 1 %, 0.99 % is 未达标 and 1.00 % 达标; a missing figure is 缺数据.

    Without a line there is no verdict; a share that only a source states is told as its word and not judged.
    """
    share = funding.computed_share
    if share is None:
        return stated_words(funding), "缺数据"
    verdict = "" if at_least is None else "达标" if share >= at_least else "未达标"
    return share_percent(share, at_least), verdict


def _requirements(library: Library, county: County) -> list[tuple[Requirement, ClauseLink | None]]:
    """The lines that the years of a county are held against, each once, the earliest first, with where they are laid down."""
    used = {found.duty.id: found for line in county.funding if (found := required_in(library, line.year))}
    return [
        (found, next(iter(clause_links(library, (found.duty.clause,))), None))
        for found in requirements(library)
        if found.duty.id in used
    ]
