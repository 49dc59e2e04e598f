"""Leaders' projects and bureaus become pages: one by province, and one of the counties of each province."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from county_casebook.ledger.leaders import (
    BASE,
    leader_county_table,
    leader_province_table,
    leader_provinces,
    silent_provinces,
)
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.places.divisions import Division
from county_casebook.publish.pages.tables import TablesPage, tables_page
from county_casebook.records import County
from county_casebook.views.entries import sliced
from county_casebook.views.page import Page, PageUnit, Unit, root_of
from county_casebook.views.tables import ShownTable
from county_casebook.views.ways import Group, Way

_TITLE = "一把手工程与科技局"
_LEAD = "哪些县（市）有党政一把手抓的科技示范工程，进展怎样，科技局管什么、有多少人；只写合计数，没有来源的是缺数据。"
_TRAIL = (("县市", "counties/"),)


def leader_pages(edition: Edition) -> Iterator[PageUnit]:
    """Yield the units of `/leaders/` and of each province, 50 counties a page, where the library holds counties."""
    library = edition.library
    provinces = leader_provinces(library)
    if provinces:
        yield Unit(BASE, partial(_country, library))
    for province, counties in provinces.items():
        yield Unit(f"{BASE}{province.code}/", partial(_province, library, province, counties))


def _country(library: Library) -> Iterator[Page]:
    """Yield the page of all provinces."""
    lead = library.lead("leaders", _LEAD)
    table = ShownTable.of(leader_province_table(library))
    silent = silent_provinces(library)
    ways = tuple(Way(one.name, f"{BASE}{one.code}/", len(here)) for one, here in silent.items())
    groups = [Group("缺数据的省，本库县（市）个数", ways)] if ways else []
    shown = TablesPage(_TITLE, lead, _TRAIL, [table], root_of(BASE), data="counties.csv", ways=groups)
    yield tables_page(BASE, shown)


def _province(library: Library, province: Division, counties: Sequence[County]) -> Iterator[Page]:
    """Yield the pages of the counties of a province."""
    found = leader_county_table(library, counties)
    for part in sliced(f"{BASE}{province.code}/", found.rows):
        shown = TablesPage(
            f"{province.name}：{_TITLE}",
            library.lead("leaders", _LEAD),
            (*_TRAIL, (_TITLE, BASE)),
            [ShownTable.of(found, part)],
            root_of(part.url),
            part=part,
        )
        yield tables_page(part.url, shown)
