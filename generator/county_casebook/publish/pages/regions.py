"""A province becomes its page: its cases, counties and pairings, and the gaps: what the library does not hold of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from county_casebook.ledger.designations import designated, pairing_plans
from county_casebook.ledger.ledger import ledger
from county_casebook.ledger.words import counted_word, designation_word
from county_casebook.library.derived import derived, kept_each
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.pictures import Anchor, ProvinceRow, province_picture
from county_casebook.places.divisions import ECONOMIC_REGIONS, Division
from county_casebook.records import Case, County, Pairing, Record, gist
from county_casebook.render.environment import linked_data, render
from county_casebook.views.entries import Part, part_pages
from county_casebook.views.linked import area
from county_casebook.views.page import Page, PageUnit, Unit, root_of
from county_casebook.views.view import View, views

_DRAWN = 3
"""Kinds drawn as bars in the picture of the provinces; the table has every kind that stands somewhere."""
_UNPLACED = "未划分"
_LEAD = "地带按四大地带划分，只作排列之用，不是政策的口径。结对按受助方所在省计。"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the library lacks of a province: in words, with the records or terms it concerns."""

    words: str
    members: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class RegionsPage:
    """What `pages/regions.html` shows."""

    rows: list[tuple[Division, str, list[int]]]
    trail: Sequence[tuple[str, str]]
    lead: str
    picture: Markup
    kinds: list[type[Record]]
    root: str


@dataclass(frozen=True, slots=True)
class RegionPage:
    """What `pages/region.html` shows."""

    province: Division
    trail: Sequence[tuple[str, str]]
    economic_region: str
    parts: tuple[Part, ...]
    units: int
    recorded: int
    gaps: tuple[Gap, ...]
    root: str


def region_pages(edition: Edition) -> Iterator[PageUnit]:
    """Yield the units of `/regions/` and of every province that has records."""
    library = edition.library
    held = library.provinces
    if not held:
        return
    provinces = [province for province in library.divisions.provinces if province.code in held]
    provinces.sort(
        key=lambda province: (
            (*ECONOMIC_REGIONS, _UNPLACED).index(_economic_region(library, province)),
            province.code,
        )
    )
    trail = [("县市", "counties/")] if library.of(County) else []
    yield Unit("regions/", partial(_index, library, provinces, trail))
    trail = [*trail, ("省份", "regions/")]
    for province in provinces:
        yield Unit(f"regions/{province.code}/", partial(_region, library, province, trail))


def _placed(library: Library) -> list[View[Any]]:
    """The views of the kinds of which some record stands in a province."""
    there = {record.kind for records in library.provinces.values() for record in records}
    return [view for view in views() if view.kind.kind in there]


def _index(
    library: Library, provinces: Sequence[Division], trail: Sequence[tuple[str, str]]
) -> Iterator[Page]:
    kinds = [view.kind for view in _placed(library)]
    counts = [Counter(record.kind for record in library.provinces[province.code]) for province in provinces]
    rows = [
        (province, _economic_region(library, province), [count[kind.kind] for kind in kinds])
        for province, count in zip(provinces, counts, strict=True)
    ]
    picture = province_picture(
        [ProvinceRow(province.name, tuple(figures[:_DRAWN])) for province, _, figures in rows],
        [kind.kind_name for kind in kinds[:_DRAWN]],
    )
    lead = library.lead("regions", _LEAD)
    shown = RegionsPage(rows, trail, lead, picture, kinds, "../")
    yield Page("regions/", "省份", lead, render("pages/regions.html", shown), "counties")


def _region(library: Library, province: Division, trail: Sequence[tuple[str, str]]) -> Iterator[Page]:
    url = f"regions/{province.code}/"
    records, units = library.provinces[province.code], _units(library, province)
    parts = tuple(_parts(library, url, records, province))
    counties = [record for record in records if isinstance(record, County)]
    shown = RegionPage(
        province=province,
        trail=trail,
        economic_region=_economic_region(library, province),
        parts=parts,
        units=len(units),
        recorded=len(_recorded(library, counties) & {unit.code for unit in units}),
        gaps=_gaps(library, records, counties, root_of(url)),
        root=root_of(url),
    )
    description = f"{province.name}的案例、县市、结对、机构和缺口"
    head = linked_data(area(province))
    yield Page(url, province.name, description, render("pages/region.html", shown), "counties", head)
    yield from part_pages(parts, province.name, section="counties", trail=[*trail, (province.name, url)])


def _parts(library: Library, url: str, records: Sequence[Record], province: Division) -> Iterator[Part]:
    for view in views():
        own = [record for record in records if record.kind == view.kind.kind]
        yield from view.province_parts(library, url, own, province.name)


def _economic_region(library: Library, province: Division) -> str:
    return library.divisions.economic_region(province) or _UNPLACED


def _units(library: Library, province: Division) -> list[Division]:
    """County-level units of a province that the table of codes has today."""
    return [
        row
        for row in library.divisions.rows
        if row.level == "county" and row.end is None and row.province == province.name
    ]


def _recorded(library: Library, counties: Sequence[County]) -> set[str]:
    """The codes of today's units that some record tells of, in whatever era."""
    divisions = [division for county in counties if (division := library.division(county))]
    return {row.code for division in divisions for row in library.divisions.today(division)}


@derived
def _owed(library: Library) -> dict[str, str]:
    """What each record still owes under a duty to pair, or to be helped under its plan, by the record's address."""
    found = {
        line.url: f"{counted_word(library, state.duty)}还没有结对"
        for state in ledger(library)
        if state.duty.measure in ("advanced_pairings", "zone_pairings")
        for line in state.gaps
    }
    for scheme in pairing_plans(library):
        helped = {
            pairing.helped.county for pairing in library.of(Pairing).values() if pairing.scheme == scheme
        }
        for county, _ in designated(library, "weak", scheme):
            if county.id not in helped:
                found.setdefault(county.url, f"{designation_word(library, 'weak')}还没有帮扶方")
    return found


def _gaps(
    library: Library,
    records: Sequence[Record],
    counties: Sequence[County],
    root: str,
) -> tuple[Gap, ...]:
    owed = _owed(library)
    lacking: dict[str, list[Anchor]] = {}
    for record in records:
        if record.url in owed:
            lacking.setdefault(owed[record.url], []).append(
                Anchor(library.name(record), f"{root}{record.url}")
            )
    gaps = [Gap(f"{words}：{len(found)} 个", tuple(found)) for words, found in lacking.items()]
    silent = sum(county.id not in library.cited(Case, "county") for county in counties)
    if silent:
        gaps.append(Gap(f"有记录而没有案例的县市：{silent} / {len(counties)} 个"))
    unknown = sum(_share_is_unknown(library, county) for county in counties)
    if unknown:
        gaps.append(Gap(f"科技投入缺数据的县市：{unknown} / {len(counties)} 个"))
    told = {theme for record in records if isinstance(record, Case) for theme in gist.named(record, "themes")}
    untold = [
        Anchor(title, f"{root}themes/{key}/")
        for key, title in library.titles_in("themes").items()
        if key not in told
    ]
    if untold:
        gaps.append(Gap(f"还没有案例的主题：{len(untold)} 个", tuple(untold)))
    return tuple(gaps)


@kept_each()
def _share_is_unknown(library: Library, county: County) -> bool:  # noqa: ARG001 - one signature
    """Whether no year's figures of a county tell the share of its spending."""
    return all(line.computed_share is None for line in county.funding)
