"""How an organization is met: what it is, whom it serves and helps, what it took part in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.places.divisions import Division
from county_casebook.records import County, Organization
from county_casebook.records.record import label
from county_casebook.render.environment import render
from county_casebook.views.entries import Entry, Part, facts_of
from county_casebook.views.lacking import Lacking, lacking
from county_casebook.views.page import Page, root_of
from county_casebook.views.view import View, began, entry


@dataclass(frozen=True, slots=True)
class OrganizationPage:
    """What `kinds/organization/page.html` shows."""

    organization: Organization
    root: str
    division: Division | None
    province: Division | None
    serves: list[Entry]
    gaps: Lacking
    parts: tuple[Part, ...]


class OrganizationView(View[Organization]):
    """High-tech zones, universities, institutes and what else helps and serves counties."""

    lead: ClassVar[str] = "园区、大学、科研院所等帮扶和服务县（市）的机构。"
    section: ClassVar[str] = "pairings"
    weight: ClassVar[int] = 4

    def page(self, edition: Edition, record: Organization) -> Iterator[Page]:
        """Yield the page of an organization."""
        library, kind = edition.library, label(record, record.type)
        body = render("kinds/organization/page.html", _page(library, record))
        yield Page(record.url, record.title, f"{record.title}：{kind}", body, self.tab)
        yield from self.part_pages(edition, record)

    def entry(self, library: Library, record: Organization) -> Entry:
        """Its type, place and age."""
        division = library.division(record)
        facts = facts_of(label(record, record.type), division.full_name if division else "", began(record))
        return Entry(record.url, record.title, "", facts)


VIEW = OrganizationView(Organization)


def _page(library: Library, organization: Organization) -> OrganizationPage:
    division, counties = library.division(organization), library.of(County)
    return OrganizationPage(
        organization,
        root_of(organization.url),
        division,
        library.divisions.province_of(division) if division else None,
        [entry(library, counties[key]) for key in organization.serves if key in counties],
        lacking(library, organization),
        VIEW.parts(library, organization),
    )
