"""An edition becomes pages: every address of the site that is made from records, in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from county_casebook.library.edition import Edition
from county_casebook.publish.pages.assessments import assessment_pages
from county_casebook.publish.pages.chain import chain_pages
from county_casebook.publish.pages.changes import change_pages
from county_casebook.publish.pages.cite import cite_pages
from county_casebook.publish.pages.compare import compare_page
from county_casebook.publish.pages.coverage import coverage_pages
from county_casebook.publish.pages.data import data_pages
from county_casebook.publish.pages.duties import duty_pages
from county_casebook.publish.pages.gone import gone_pages
from county_casebook.publish.pages.guide_pages import guide_pages
from county_casebook.publish.pages.health import health_page
from county_casebook.publish.pages.home import home_page
from county_casebook.publish.pages.leaders import leader_pages
from county_casebook.publish.pages.leads import lead_list, lead_pages
from county_casebook.publish.pages.lists import list_pages
from county_casebook.publish.pages.match import match_page
from county_casebook.publish.pages.regions import region_pages
from county_casebook.publish.pages.search import search_page
from county_casebook.publish.pages.site_map import site_map_page
from county_casebook.publish.pages.vocabularies import scheme_pages, vocabulary_pages
from county_casebook.publish.pages.work_programmes import work_programme_pages
from county_casebook.publish.pages.years import year_pages
from county_casebook.views.page import Page, PageUnit, made_by
from county_casebook.views.view import view_of, views


def record_pages(edition: Edition) -> Iterator[PageUnit]:
    """Yield the page units of the records, kind by kind."""
    for view in views():
        yield from view.pages(edition)


PAGES: tuple[Callable[[Edition], Iterator[PageUnit]], ...] = (
    home_page,
    list_pages,
    lead_pages,
    record_pages,
    vocabulary_pages,
    scheme_pages,
    year_pages,
    region_pages,
    duty_pages,
    coverage_pages,
    assessment_pages,
    leader_pages,
    chain_pages,
    work_programme_pages,
    match_page,
    compare_page,
    search_page,
    data_pages,
    guide_pages,
    change_pages,
    gone_pages,
    cite_pages,
    site_map_page,
    health_page,
)
"""What makes pages, in the order in which they are written."""


def page_units(edition: Edition) -> Iterator[PageUnit]:
    """Yield what makes the pages, without making one: what asks for pages one by one needs the list of all in an instant."""
    for units in PAGES:
        yield from units(edition)


def units_beside(edition: Edition) -> Iterator[PageUnit]:
    """Yield what makes every page that is not a record's."""
    for units in PAGES:
        if units is record_pages:
            for view in views():
                yield from view.beside(edition)
        elif units is lead_pages:
            yield from lead_list(edition)
        else:
            yield from units(edition)


def record_unit(edition: Edition, path: str) -> PageUnit | None:
    """Return what makes the pages of the record or lead that a path lies below; None where it lies below none."""
    found = edition.library.record("/".join(path.split("/")[:2]))
    return view_of(type(found)).unit(edition, found) if found else None


def pages(edition: Edition) -> Iterator[Page]:
    """Yield every page made from records."""
    yield from made_by(page_units(edition))


__all__ = ["PAGES", "Page", "page_units", "pages", "record_unit", "units_beside"]
