"""The map of a government office's site: its columns with the number of their records, and the ways into them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.records import Case
from county_casebook.render.environment import render
from county_casebook.views.page import Page, PageUnit, Unit
from county_casebook.views.view import view_of, views
from county_casebook.views.ways import Group, Way

SITE_MAP = "site-map/"


@dataclass(frozen=True, slots=True)
class SiteMapPage:
    """What `pages/site_map.html` shows."""

    columns: list[tuple[Way, str]]
    groups: tuple[Group, ...]
    root: str


def site_map_page(edition: Edition) -> Iterator[PageUnit]:
    """Yield the unit of the map; nothing where the site is no government office's."""
    if edition.site.government:
        yield Unit(SITE_MAP, partial(_site_map, edition.library))


def _site_map(library: Library) -> Iterator[Page]:
    columns = [
        (
            Way(view.kind.kind_name, f"{view.kind.kind}/", len(library.of(view.kind))),
            library.lead(view.kind.kind, view.lead),
        )
        for view in views()
        if library.of(view.kind)
    ]
    groups = view_of(Case).groups(library)
    body = render("pages/site_map.html", SiteMapPage(columns, groups, "../"))
    yield Page(SITE_MAP, "网站地图", "本站有哪些栏目，各有多少条。", body)


__all__ = ["SITE_MAP", "site_map_page"]
