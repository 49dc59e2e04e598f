"""Organizations become the answer to 「whom can I ask?」: who serves whom, in which province, and how it is reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from county_casebook.library.library import Library
from county_casebook.places.divisions import Division
from county_casebook.records import County, Organization
from county_casebook.records.record import label
from county_casebook.schema.fields import CoarseDate


@dataclass(frozen=True, slots=True)
class Service:
    """One organization as somebody who needs help reads it; `call` are the digits to dial, `told` says how old the number is."""

    name: str
    url: str
    what: str
    office: str
    phone: str
    call: str
    hours: str
    told: str
    channels: str


def provinces_served(library: Library, organization: Organization) -> frozenset[str]:
    """The names of the provinces it stands in, or serves a county or an area of; one of the whole country serves them all."""
    if organization.reach == "nationwide":
        return frozenset(province.name for province in library.divisions.provinces)
    return frozenset(division.province for division in _divisions(library, organization))


def _divisions(library: Library, organization: Organization) -> Iterator[Division]:
    counties = library.of(County)
    served = (library.division(counties[key]) for key in organization.serves if key in counties)
    areas = (library.divisions.at(area.code, area.as_of) for area in organization.serves_areas)
    yield from (division for division in (library.division(organization), *served, *areas) if division)


def is_open(library: Library, organization: Organization) -> bool:
    """Whether no record tells that it has closed."""
    return not organization.until or organization.until.last_day >= library.today


def service(library: Library, organization: Organization) -> Service:
    """Return an organization with what is needed to reach it."""
    division, contact = library.division(organization), organization.contact
    phone = (contact.phone if contact else None) or ""
    return Service(
        organization.title,
        organization.url,
        "，".join(
            filter(None, (label(organization, organization.type), division.full_name if division else ""))
        ),
        (contact.office if contact else None) or "",
        phone,
        "".join(filter(str.isdigit, phone.partition("转")[0])),
        (contact.hours if contact else None) or "",
        _told(organization) if phone else "",
        "、".join(label(organization, channel) for channel in organization.channels),
    )


def _told(organization: Organization) -> str:
    """Of which year the source of a number is; empty where that is not known."""
    number = organization.contact.source if organization.contact else None
    if not number or number > len(organization.sources):
        return ""
    date = organization.sources[number - 1].date
    return f"{date.year} 年的资料" if isinstance(date, CoarseDate) else ""
