"""A library becomes pages: every address of the site that is made from records, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator

from generator.link import Library
from generator.publish.pages.cases import case_pages
from generator.publish.pages.collections import collection_pages
from generator.publish.pages.compare import compare_page
from generator.publish.pages.counties import county_pages
from generator.publish.pages.coverage import coverage_pages
from generator.publish.pages.duties import duty_pages
from generator.publish.pages.home import home_page
from generator.publish.pages.indexes import group_pages, list_pages
from generator.publish.pages.organizations import organization_pages
from generator.publish.pages.page import Page
from generator.publish.pages.pairings import pairing_pages
from generator.publish.pages.policies import policy_pages
from generator.publish.pages.regions import region_pages
from generator.publish.pages.search import search_page
from generator.publish.pages.years import year_page
from generator.publish.site import NOWHERE, Site


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
