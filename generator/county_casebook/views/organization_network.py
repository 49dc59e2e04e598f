"""Organizations become the service network: lists by type, and a table of what each province has of each type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import get_args

from county_casebook.library.derived import kept_each
from county_casebook.library.groups import grouped
from county_casebook.library.library import Library
from county_casebook.pictures import Anchor
from county_casebook.places.divisions import Division
from county_casebook.records import Organization
from county_casebook.records.organization import SERVICE_TYPES, OrganizationType
from county_casebook.records.record import label
from county_casebook.render.environment import render
from county_casebook.views.entries import by_place, entry_pages
from county_casebook.views.page import Page, PageUnit, Unit, root_of
from county_casebook.views.service import is_open, provinces_served
from county_casebook.views.view import entry
from county_casebook.views.ways import Way

NETWORK = "organizations/network/"
_TRAIL = (("机构", "organizations/"),)
_SECTION = "pairings"
_OF_THE_NETWORK = (*sorted(SERVICE_TYPES), "science_park", "leading_enterprise")


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """One province, or the whole country, with the number of organizations of each type."""

    name: str
    url: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NetworkTable:
    """What `kinds/organization/network.html` shows."""

    types: tuple[Anchor, ...]
    rows: tuple[NetworkRow, ...]
    trail: tuple[tuple[str, str], ...]
    root: str


def type_ways(library: Library) -> Iterator[Way]:
    """The types that have organizations, in the order of the model."""
    for name, found in _by_type(library).items():
        yield Way(label(Organization, name), _type_url(name), len(found))


def network_pages(library: Library) -> Iterator[PageUnit]:
    """Yield the units of the list of every type and of the table of the network."""
    for way, found in zip(type_ways(library), _by_type(library).values(), strict=True):
        yield Unit(way.url, partial(_type_pages, library, way, found))
    yield Unit(NETWORK, partial(_network, library))


def _type_pages(library: Library, way: Way, found: Sequence[Organization]) -> Iterator[Page]:
    """Yield the list of a type."""
    entries = [entry(library, organization) for organization in by_place(library, found)]
    yield from entry_pages(way.url, way.title, entries, section=_SECTION, trail=_TRAIL)


def _network(library: Library) -> Iterator[Page]:
    """Yield the table of the network."""
    shown = NetworkTable(_types(library), tuple(_rows(library)), _TRAIL, root_of(NETWORK))
    body = render("kinds/organization/network.html", shown)
    yield Page(NETWORK, "服务网络", "各省有哪几类服务机构，缺哪几类", body, _SECTION)


def _type_url(name: str) -> str:
    return f"organizations/types/{name.replace('_', '-')}/"


def _by_type(library: Library) -> dict[str, tuple[Organization, ...]]:
    found = grouped(library.of(Organization).values(), lambda organization: [_type(library, organization)])
    return {name: found[name] for name in get_args(OrganizationType) if name in found}


@kept_each()
def _type(library: Library, organization: Organization) -> str:  # noqa: ARG001 - one signature
    return organization.type


def _columns() -> list[str]:
    return [name for name in get_args(OrganizationType) if name in _OF_THE_NETWORK]


def _types(library: Library) -> tuple[Anchor, ...]:
    """The types of the network; those without an organization lead nowhere."""
    held = _by_type(library)
    names = ((name, label(Organization, name)) for name in _columns())
    return tuple(Anchor(words, _type_url(name) if name in held else "") for name, words in names)


def _rows(library: Library) -> Iterator[NetworkRow]:
    """The whole country, then every province."""
    still = [each for each in library.of(Organization).values() if is_open(library, each)]
    wide = [each for each in still if each.reach == "nationwide"]
    yield NetworkRow("面向全国", "", _counts(wide))
    local = [each for each in still if each.reach != "nationwide"]
    served = grouped(local, lambda organization: provinces_served(library, organization))
    for province in provinces(library):
        url = f"regions/{province.code}/" if province.code in library.provinces else ""
        yield NetworkRow(province.name, url, _counts(list(served.get(province.name, ()))))


def provinces(library: Library) -> list[Division]:
    """The provinces of an economic region, and others that hold a record; all where the table knows no region."""
    every = library.divisions.provinces
    found = [p for p in every if library.divisions.economic_region(p) or p.code in library.provinces]
    return found or list(every)


def _counts(found: list[Organization]) -> tuple[int, ...]:
    return tuple(sum(each.type == name for each in found) for name in _columns())
