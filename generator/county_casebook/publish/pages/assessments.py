"""Rounds of assessment become pages: all rounds of the country and of provinces, and one page for each round."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from county_casebook.ledger.round_tables import county_table, province_table, round_table
from county_casebook.ledger.rounds import BASE, Round, rolls_of, round_title, rounds
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.publish.pages.tables import TablesPage, tables_page
from county_casebook.records import County
from county_casebook.records.record import label
from county_casebook.views.entries import sliced
from county_casebook.views.page import Page, PageUnit, Unit, root_of
from county_casebook.views.tables import ShownTable
from county_casebook.views.told import scheme_url
from county_casebook.views.view import entry

_TITLE = "科技进步考核"
_LEAD = "由各县（市）记录里的考核结果合计；没有记录的是缺数据，不是没有通过。"
_TRAIL = (("县市", "counties/"),)


def assessment_pages(edition: Edition) -> Iterator[PageUnit]:
    """Yield the units of `/assessments/` and of every round where counties tell of some."""
    library = edition.library
    found = rounds(library)
    if found:
        yield Unit(BASE, partial(_rounds, library))
    for one in found:
        yield Unit(one.url, partial(_round, library, one))


def _rounds(library: Library) -> Iterator[Page]:
    """Yield the page of all rounds."""
    tables = [round_table(library, national=national) for national in (True, False)]
    shown = TablesPage(
        _TITLE,
        library.lead("assessments", _LEAD),
        _TRAIL,
        [ShownTable.of(table) for table in tables],
        root_of(BASE),
        data="rounds.csv",
    )
    yield tables_page(BASE, shown)


def _round(library: Library, found: Round) -> Iterator[Page]:
    """Yield the pages of a round: of a national one by province too, its counties 50 a page, and the rolls of its years."""
    counties = county_table(library, found)
    by_province = [] if found.place else [ShownTable.of(province_table(library, found))]
    rolls = [entry(library, roll) for roll in rolls_of(library, found)]
    for part in sliced(found.url, counties.rows):
        is_first = part.number == 1
        shown = TablesPage(
            round_title(library, found),
            _LEAD,
            (*_TRAIL, (_TITLE, BASE)),
            [*(by_province if is_first else ()), ShownTable.of(counties, part)],
            root_of(part.url),
            about=_about(library, found),
            part=part,
            beside=("这一年度的表彰", rolls if is_first else ()),
        )
        yield tables_page(part.url, shown)


def _about(library: Library, found: Round) -> list[tuple[str, str, str]]:
    """Whose assessment it was, and by which scheme."""
    place = found.place.full_name if found.place else "全国"
    told = [("谁考核", f"{place}（{label(County, found.level)}级）", "")]
    if found.scheme:
        name, url = library.scheme_title(found.scheme), scheme_url(library, found.scheme)
        told.append(("哪项考核", name, url))
    return told
