"""What a page is about, in the words of schema.org: for search engines and other programs that read pages.

Everything told here stands on the page too. Addresses are whole where the site has one, else they lead from the page, as a
program that reads JSON-LD resolves them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from county_casebook.library.edition import Edition, Site
from county_casebook.library.library import Library
from county_casebook.places.divisions import Division
from county_casebook.records import Case, County, Record, gist
from county_casebook.schema.fields import NOT_STATED, CoarseDate
from county_casebook.views.page import root_of

Linked: TypeAlias = Mapping[str, Any]
"""A thing of schema.org: `@type` and properties; tests hold both against the vocabulary."""

MOST = 40
"""Parts of a thing that are named: enough to tell them, small enough not to weigh."""


def thing(kind: str, **told: Any) -> Linked:
    """Return a thing of a type with what is known of it."""
    return {"@type": kind, **{name: value for name, value in told.items() if value not in (None, "", [], {})}}


def address(site: Site, page: str, url: str) -> str:
    """Return where a page of the site is, as the page at `page` names it; `url` may end in an anchor."""
    path, sign, anchor = url.partition("#")
    if anchor and path == page:
        return f"#{anchor}"
    return f"{site.address_of(path) or root_of(page) + path or './'}{sign}{anchor}"


def reference(kind: str, site: Site, page: str, url: str, name: str = "") -> Linked:
    """Return a thing that is told of on a page of the site."""
    return {**thing(kind, name=name), "@id": address(site, page, url)}


def organizations(names: Iterable[str], kind: str = "Organization") -> list[Linked]:
    """Return organizations by their names, where these are known."""
    return [thing(kind, name=name) for name in names if name != NOT_STATED]


def area(division: Division) -> Linked:
    """Return a county, prefecture or province by its full name and code."""
    return thing("AdministrativeArea", name=division.full_name, identifier=division.code)


def article(edition: Edition, record: Record, kind: str = "Article") -> Linked:
    """Return a record as an article about the places it tells of, by who wrote it."""
    library, site = edition.library, edition.site
    return thing(
        kind,
        headline=library.name(record),
        inLanguage="zh-CN",
        author=organizations([author(record, site)]),
        publisher=thing("Organization", name=site.name) if author(record, site) != site.name else None,
        datePublished=day(record.published),
        dateModified=day(record.updated),
        about=_about(library, site, record),
    )


def author(record: Record, site: Site) -> str:
    """Return who wrote a record: the office that submitted a case, else this library; never a person."""
    provenance = record.provenance if isinstance(record, Case) else None
    return provenance.by if provenance and provenance.type == "submitted" else site.name


def day(value: object) -> str:
    """Return a date as it is known; empty where it is not."""
    return str(value) if isinstance(value, CoarseDate) else ""


def _about(library: Library, site: Site, record: Record) -> list[Linked]:
    """The places of a record; the county of the library that it names leads to that county's page."""
    county = gist.whereabouts(record).county
    found = [area(division) for division in library.divisions_of(record)]
    if county in library.of(County) and found:
        found[0] = {**found[0], "@id": address(site, record.url, f"{County.kind}/{county}/")}
    return found
