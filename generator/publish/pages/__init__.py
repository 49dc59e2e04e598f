"""A library becomes pages: every address of the site that is made from records, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator

from generator.edition import NOWHERE, Site
from generator.link import Library
from generator.publish.pages.compare import compare_page
from generator.publish.pages.coverage import coverage_pages
from generator.publish.pages.duties import duty_pages
from generator.publish.pages.home import home_page
from generator.publish.pages.indexes import group_pages, list_pages
from generator.publish.pages.regions import region_pages
from generator.publish.pages.search import search_page
from generator.publish.pages.years import year_page
from generator.views.case import case_pages
from generator.views.collection import collection_pages
from generator.views.county import county_pages
from generator.views.organization import organization_pages
from generator.views.page import Page
from generator.views.pairing import pairing_pages
from generator.views.policy import policy_pages


def pages(library: Library, site: Site = NOWHERE) -> Iterator[Page]:
    """Yield every page made from records."""
    yield home_page(library, site)
    yield from list_pages(library)
    yield from case_pages(library, site)
    yield from county_pages(library)
    yield from pairing_pages(library)
    yield from policy_pages(library, site)
    yield from organization_pages(library)
    yield from collection_pages(library)
    yield from group_pages(library)
    yield from year_page(library)
    yield from region_pages(library)
    yield from duty_pages(library)
    yield from coverage_pages(library)
    yield compare_page(library)
    yield search_page(library)


__all__ = ["Page", "pages"]
