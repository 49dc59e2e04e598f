"""A province becomes its page: its cases, counties and pairings, and the gaps: what the library does not hold of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.link import Library
from generator.pictures import Anchor, ProvinceRow, province_picture
from generator.records import KINDS, Case, County, Pairing, Record
from generator.records.places import BANDS, Division
from generator.render.environment import render
from generator.rules.county import designated, plans
from generator.rules.duties import ledger
from generator.views.lists import entry
from generator.views.page import Page, root_of
from generator.views.parts import Part, part_pages

_PLACED = ("cases", "counties", "pairings", "organizations")
_DRAWN = 3
_UNPLACED = "未划分"
_LEAD = "地带按国家统计局 2011 年的四大地带划分，只作排列之用，不是方案的口径。结对按受助方所在省计。"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the library lacks of a province: in words, with the records or terms it concerns."""

    words: str
    members: tuple[Anchor, ...] = ()


def region_pages(library: Library) -> Iterator[Page]:
    """Yield `/regions/` and the page of every province that has records."""
    held = library.provinces
    if not held:
        return
    provinces = [province for province in library.divisions.provinces if province.code in held]
    provinces.sort(key=lambda province: ((*BANDS, _UNPLACED).index(_band(library, province)), province.code))
    trail = [("县市", "counties/")] if library.of(County) else []
    yield _index(library, provinces, trail)
    trail = [*trail, ("省份", "regions/")]
    units = _units(library)
    owed = _owed(library)
    helping = _helping(library)
    for province in provinces:
        yield from _region(library, province, units.get(province.name, ()), owed, helping, trail)


def _index(library: Library, provinces: Sequence[Division], trail: Sequence[tuple[str, str]]) -> Page:
    counts = [Counter(record.kind for record in library.provinces[province.code]) for province in provinces]
    rows = [
        (province, _band(library, province), [count[kind] for kind in _PLACED])
        for province, count in zip(provinces, counts, strict=True)
    ]
    picture = province_picture(
        [ProvinceRow(province.name, tuple(figures[:_DRAWN])) for province, _, figures in rows],
        [KINDS[kind].kind_name for kind in _PLACED[:_DRAWN]],
    )
    body = render(
        "records/regions.html",
        rows=rows,
        trail=trail,
        lead=_LEAD,
        picture=picture,
        kinds=[KINDS[kind] for kind in _PLACED],
        root="../",
    )
    return Page("regions/", "省份", _LEAD, body, "counties")


def _region(
    library: Library,
    province: Division,
    units: Sequence[Division],
    owed: Mapping[str, str],
    helping: Mapping[str, Sequence[Pairing]],
    trail: Sequence[tuple[str, str]],
) -> Iterator[Page]:
    url = f"regions/{province.code}/"
    records = library.provinces[province.code]
    parts = _parts(library, url, records, helping.get(province.name, ()))
    counties = [record for record in records if isinstance(record, County)]
    root = root_of(url)
    body = render(
        "records/region.html",
        province=province,
        trail=trail,
        band=_band(library, province),
        parts=parts,
        units=len(units),
        recorded=len(_recorded(library, counties) & {unit.code for unit in units}),
        gaps=_gaps(library, records, counties, owed, root),
        root=root,
    )
    yield Page(url, province.name, f"{province.name}的案例、县市、结对、机构和缺口", body, "counties")
    yield from part_pages(parts, province.name, section="counties", trail=[*trail, (province.name, url)])


def _parts(
    library: Library, url: str, records: Sequence[Record], helping: Sequence[Pairing]
) -> tuple[Part, ...]:
    titles = {kind: KINDS[kind].kind_name for kind in _PLACED} | {"pairings": "受助的结对"}
    lists: list[tuple[str, str, Sequence[Record]]] = [
        (titles[kind], kind, [record for record in records if record.kind == kind]) for kind in _PLACED
    ]
    lists.insert(3, ("对省外的帮扶", "helping", helping))
    return tuple(
        Part(title, anchor, tuple(entry(library, record) for record in found), f"{url}{anchor}/")
        for title, anchor, found in lists
        if found
    )


def _helping(library: Library) -> dict[str, list[Pairing]]:
    """Pairings whose helper stands in a province and whose helped side in another, by the helper's."""
    found: dict[str, list[Pairing]] = {}
    for pairing in library.of(Pairing).values():
        helper, helped = (
            library.division_at(pairing.helper.whereabouts),
            library.division_at(pairing.helped.whereabouts),
        )
        if helper and (helped is None or helper.province != helped.province):
            found.setdefault(helper.province, []).append(pairing)
    return found


def _band(library: Library, province: Division) -> str:
    return library.divisions.band(province) or _UNPLACED


def _units(library: Library) -> dict[str, list[Division]]:
    """County-level units of each province that the table of codes has today."""
    found: dict[str, list[Division]] = {}
    for row in library.divisions.rows:
        if row.level == "county" and row.end is None:
            found.setdefault(row.province, []).append(row)
    return found


def _recorded(library: Library, counties: Sequence[County]) -> set[str]:
    """The codes of today's units that some record tells of, in whatever era."""
    divisions = [division for county in counties if (division := library.division(county))]
    return {row.code for division in divisions for row in library.divisions.today(division)}


def _owed(library: Library) -> dict[str, str]:
    """What each record still owes under a duty to pair, or to be helped under its plan, by the record's address."""
    words = {"advanced_pairings": "先进县（市）还没有结对", "zone_pairings": "国家高新区还没有结对"}
    found = {
        line.url: words[state.duty.measure]
        for state in ledger(library)
        if state.duty.measure in words
        for line in state.gaps
    }
    for scheme in plans(library, "advanced_pairings"):
        helped = {
            pairing.helped.county for pairing in library.of(Pairing).values() if pairing.scheme == scheme
        }
        for county, _, _ in designated(library, "weak", scheme):
            if county.id not in helped:
                found.setdefault(county.url, "科技工作较薄弱县还没有帮扶方")
    return found


def _gaps(
    library: Library,
    records: Sequence[Record],
    counties: Sequence[County],
    owed: Mapping[str, str],
    root: str,
) -> tuple[Gap, ...]:
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
    unknown = sum(all(line.computed_share is None for line in county.funding) for county in counties)
    if unknown:
        gaps.append(Gap(f"科技投入缺数据的县市：{unknown} / {len(counties)} 个"))
    told = {theme for record in records if record.kind == "cases" for theme in getattr(record, "themes", ())}
    untold = [
        Anchor(term.title, f"{root}themes/{key}/")
        for key, term in library.terms("themes").items()
        if key not in told
    ]
    if untold:
        gaps.append(Gap(f"还没有案例的主题：{len(untold)} 个", tuple(untold)))
    return tuple(gaps)
