"""An organization becomes its page: what it is, whom it serves and helps, what it took part in."""

from __future__ import annotations

from collections.abc import Iterator

from generator.link import Library
from generator.records import Case, County, Organization, Pairing
from generator.records.record import label
from generator.render.environment import render
from generator.views.lists import entry
from generator.views.page import Page, root_of


def organization_pages(library: Library) -> Iterator[Page]:
    """Yield the page of every organization."""
    for organization in library.of(Organization).values():
        division = library.division(organization)
        body = render(
            "records/organization.html",
            organization=organization,
            division=division,
            province=library.divisions.province_of(division) if division else None,
            serves=[
                entry(library, library.of(County)[key])
                for key in organization.serves
                if key in library.of(County)
            ],
            helping=[
                entry(library, pairing)
                for pairing in library.citing(organization, Pairing, "helper.organization")
            ],
            cases=[
                entry(library, case) for case in library.citing(organization, Case, "actors.organization")
            ],
            root=root_of(organization.url),
        )
        kind = label(organization, organization.type)
        yield Page(organization.url, organization.title, f"{organization.title}：{kind}", body, "pairings")
