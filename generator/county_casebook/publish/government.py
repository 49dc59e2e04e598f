"""The site of a government office: the tags of its pages by 《政府网站发展指引》(国办发〔2017〕47号), and what it may not publish.

Everything comes from records and configuration. A record says the day it was published, so a tag says the day and no hour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from markupsafe import Markup

from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.problems import Location, Problem
from county_casebook.records import Record
from county_casebook.records.case import Case, Submitted
from county_casebook.schema.fields import NOT_STATED
from county_casebook.text.phrases import PHRASES
from county_casebook.views.page import Page, PageUnit, Unit
from county_casebook.views.view import views

_SOURCES = 3
"""Publishers that a tag names; the page names all."""


def governed(edition: Edition, unit: PageUnit) -> PageUnit:
    """Return a unit whose pages carry their tags; the unit as it is where the site is no government office's."""
    if edition.site.government is None:
        return unit
    return Unit(unit.url, partial(_tagged, edition, unit.make))


def _tagged(edition: Edition, make: Callable[[], Iterator[Page]]) -> Iterator[Page]:
    for page in make():
        yield replace(page, head=page.head + "".join(_tag(*tag) for tag in tags(edition, page)))


def _tag(name: str, content: str) -> str:
    return Markup('<meta name="{}" content="{}">\n').format(name, content)


def tags(edition: Edition, page: Page) -> Iterator[tuple[str, str]]:
    """Yield the tags of a page as (name, content), beside those that every page of the site has; the home page has no others."""
    if not page.url:
        return
    record = edition.library.record("/".join(page.url.split("/")[:2]))
    if record is None:
        title, description = _column(edition.library, page)
        yield "ColumnName", title
        yield "ColumnDescription", description
        yield "ColumnKeywords", f"{title},{edition.site.name}"
        yield "ColumnType", title
        return
    column = record.kind_name
    yield "ColumnName", column
    yield "ColumnType", column
    yield "ArticleTitle", edition.library.name(record)
    if record.published and record.published.day:
        yield "PubDate", record.published.first_day.isoformat()
    yield "ContentSource", content_source(record)
    if record.keywords:
        yield "Keywords", ",".join(record.keywords)
    yield "Description", page.description
    if address := edition.site.address_of(page.url):
        yield "Url", address


def _column(library: Library, page: Page) -> tuple[str, str]:
    """What a page that is no record's belongs to: the list of its kind, or itself."""
    view = next((view for view in views() if page.url.startswith(f"{view.kind.kind}/")), None)
    if view is None:
        return page.title, page.description
    return view.kind.kind_name, library.lead(view.kind.kind, view.lead) or page.description


def content_source(record: Record) -> str:
    """Return who a record comes from: who submitted it, else the publishers of its sources, as far as they are known."""
    if isinstance(record, Case) and isinstance(record.provenance, Submitted):
        return record.provenance.by
    known = (source.publisher for source in record.sources if source.publisher != NOT_STATED)
    return "、".join(list(dict.fromkeys(known))[:_SOURCES]) or PHRASES.not_stated


def government_problems(library: Library) -> Iterator[Problem]:
    """Yield what keeps a library from standing on a government site: a day that is not known, a column without content."""
    for record in library.with_leads():
        if record.published and not record.published.day:
            told = f"发布日期 {record.published} 没有写到日，政府网站的页面标签 PubDate 写不出"
            yield Problem(record.at("published"), "gov-profile", told, "写成 年-月-日")
    for view in views():
        if library.of(view.kind) or not (view.has_list(library) or view.lists_more(library)):
            continue
        told = f"栏目“{view.kind.kind_name}”没有内容，政府网站不得有空白栏目"
        place = Location(f"content/{view.kind.kind}/")
        yield Problem(place, "gov-profile", told, "先收录记录，或删去为它写的导语（vocabulary/leads.yml）")


__all__ = ["content_source", "governed", "government_problems", "tags"]
