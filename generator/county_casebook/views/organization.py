"""How an organization is met: what it is, whom it serves and helps, what it took part in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from markupsafe import Markup

from county_casebook.ledger.designations import duties_of
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.pictures import Anchor, Table
from county_casebook.places.divisions import Division
from county_casebook.records import Case, County, Organization, Pairing, Record
from county_casebook.records.record import label
from county_casebook.render.environment import render
from county_casebook.views.entries import Entry, Fact, Part, by_place, facts_of
from county_casebook.views.lacking import Lacking, lacking
from county_casebook.views.linked import Linked, area, thing
from county_casebook.views.nearby import nearby
from county_casebook.views.organization_network import network_pages, type_ways
from county_casebook.views.page import Page, PageUnit, root_of
from county_casebook.views.spoken import Spoken, spoken
from county_casebook.views.view import Backlink, View, began, entry
from county_casebook.views.ways import Group, vocabulary_ways


@dataclass(frozen=True, slots=True)
class OrganizationPage:
    """What `kinds/organization/page.html` shows."""

    organization: Organization
    root: str
    division: Division | None
    province: Division | None
    audiences: list[Anchor]
    channels: str
    areas: list[tuple[Division, Division | None, int]]
    serves: list[Entry]
    gaps: Lacking
    spoken: tuple[Spoken, ...]
    peers: Table | None
    parts: tuple[Part, ...]


class OrganizationView(View[Organization]):
    """High-tech zones, universities, institutes and what else helps and serves counties."""

    lead: ClassVar[str] = "服务热线、专家大院、园区、大学、科研院所等帮扶和服务县（市）的机构。"
    section: ClassVar[str] = "pairings"
    weight: ClassVar[int] = 4
    facets: ClassVar[tuple[str, ...]] = ("对象",)
    chosen_by: ClassVar[tuple[str, ...]] = ("type", "channels")
    backlinks: ClassVar[tuple[Backlink, ...]] = (
        Backlink("serves", "为本县服务的机构", "organizations"),
        Backlink("audiences", "为他们服务的机构", "services", "ask"),
    )

    def beside(self, edition: Edition) -> Iterator[PageUnit]:
        """Yield the units of the lists by type and of the table of the network."""
        if edition.library.of(Organization):
            yield from network_pages(edition.library)

    def groups(self, library: Library) -> tuple[Group, ...]:
        """Types, audiences and provinces that have organizations."""
        serving = vocabulary_ways(library, "audiences", library.cited(Organization, "audiences"))
        groups = (
            Group("类型", tuple(type_ways(library))),
            Group("对象", tuple(replace(way, url=f"{way.url}#ask") for way in serving)),
        )
        return (*(group for group in groups if group.ways), *super().groups(library))

    def opening(self, edition: Edition) -> Markup:
        """The way to the table of the network."""
        return Markup(render("kinds/organization/opening.html", root="../"))  # noqa: S704 - autoescaped

    def page(self, edition: Edition, record: Organization) -> Iterator[Page]:
        """Yield the page of an organization."""
        library, kind = edition.library, label(record, record.type)
        body = render("kinds/organization/page.html", _page(library, record))
        yield Page(record.url, record.title, f"{record.title}：{kind}", body, self.tab)
        yield from self.part_pages(edition, record)

    def linked(self, edition: Edition, record: Organization) -> Linked:
        """The organization itself, and where it stands."""
        division = edition.library.division(record)
        kind = _LINKED.get(record.type, "Organization")
        return thing(kind, name=record.title, location=area(division) if division else None)

    def entry(self, library: Library, record: Organization) -> Entry:
        """Its type, where it stands or what it serves, its age, and that it has ended."""
        division = library.division(record)
        place = division.full_name if division else _served(library, record)
        ended = (Fact(f"{record.until.year} 年停办", has_ended=True),) if record.until else ()
        facts = facts_of(label(record, record.type), place, began(record))
        return Entry(record.url, record.title, "", (*facts, *ended))

    def facet_values(self, library: Library, record: Organization) -> Mapping[str, Sequence[str]]:
        """The audiences it serves."""
        return {"对象": library.titles("audiences", record.audiences)}


VIEW = OrganizationView(Organization)

_LINKED = {
    "university": "CollegeOrUniversity",
    "institute": "ResearchOrganization",
    "government": "GovernmentOrganization",
}
"""Types that schema.org has a word for."""


def _areas(library: Library, organization: Organization) -> list[tuple[Division, Division | None, int]]:
    """Each area it serves, with its province where that has a page, and the year of its code."""
    found = ((library.divisions.at(area.code, area.as_of), area.as_of) for area in organization.serves_areas)
    named = ((area, library.divisions.province_of(area), year) for area, year in found if area)
    held = library.provinces
    return [
        (area, province if province and province.code in held else None, year)
        for area, province, year in named
    ]


def _served(library: Library, organization: Organization) -> str:
    """What it serves, in words: the whole country, or its areas."""
    if organization.reach:
        return label(organization, organization.reach)
    return "、".join(area.full_name for area, _, _ in _areas(library, organization))


def _audiences(library: Library, organization: Organization, root: str) -> list[Anchor]:
    named = ((key, library.term_title("audiences", key)) for key in organization.audiences)
    return [Anchor(title, f"{root}audiences/{key}/") if title else Anchor(key, "") for key, title in named]


def _page(library: Library, organization: Organization) -> OrganizationPage:
    division, counties = library.division(organization), library.of(County)
    return OrganizationPage(
        organization,
        root_of(organization.url),
        division,
        library.divisions.province_of(division) if division else None,
        _audiences(library, organization, root_of(organization.url)),
        "、".join(label(organization, channel) for channel in organization.channels),
        _areas(library, organization),
        [entry(library, counties[key]) for key in organization.serves if key in counties],
        lacking(library, organization),
        spoken(library, organization),
        _peers(library, organization),
        (*VIEW.parts(library, organization), *_nearby(library, organization)),
    )


def _nearby(library: Library, organization: Organization) -> Iterator[Part]:
    """Cases nearest to an organization that none tells of."""
    if not library.citing(organization, Case, "actors.organization"):
        yield from nearby(library, organization)


def _peers(library: Library, organization: Organization) -> Table | None:
    """Those of its type in its economic region, with province and pairings, where a duty asks such organizations to pair."""
    owing = {duty.organizations for _, duty in duties_of(library) if duty.measure == "zone_pairings"}
    region = library.economic_region(organization)
    if organization.type not in owing or not region:
        return None
    peers = [
        other
        for other in library.of(Organization).values()
        if other.type == organization.type and library.economic_region(other) == region
    ]
    rows = [_peer(library, other, root_of(organization.url)) for other in by_place(library, peers)]
    name = label(organization, organization.type)
    return Table(f"{region}的{name}：所在省与结对", ("名称", "省份", "结对"), rows)


def _peer(library: Library, organization: Record, root: str) -> tuple[Anchor, str, str]:
    division = library.division(organization)
    count = len(library.citing(organization, Pairing, "helper.organization"))
    return (
        Anchor(library.name(organization), f"{root}{organization.url}"),
        division.province if division else "—",
        f"{count} 项" if count else "本库无记录",
    )
