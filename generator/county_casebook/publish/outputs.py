"""What can be made of an edition: the one list that the site and `casebook export` share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from county_casebook.files.named import faults_of, public_documents
from county_casebook.library.edition import Edition
from county_casebook.library.folder import StoredFile
from county_casebook.publish.cards import card_of, card_units
from county_casebook.publish.continued import MOST, continued
from county_casebook.publish.data.addresses import address_units
from county_casebook.publish.data.api import api_files
from county_casebook.publish.data.calendar import CALENDAR_PAGE, calendar_files, has_calendar
from county_casebook.publish.data.chain import chain_files
from county_casebook.publish.data.compared import compared_files
from county_casebook.publish.data.duties import duty_files
from county_casebook.publish.data.feeds import feed_units
from county_casebook.publish.data.health import health_files
from county_casebook.publish.data.json_schemas import schema_units
from county_casebook.publish.data.match import match_files
from county_casebook.publish.data.references import reference_units
from county_casebook.publish.data.tables import table_files
from county_casebook.publish.data.whole import data_files, export_files
from county_casebook.publish.feeds import feeds
from county_casebook.publish.government import governed
from county_casebook.publish.headers import headers_file
from county_casebook.publish.kept import code_of, files_of, pages_of
from county_casebook.publish.pages import page_units
from county_casebook.publish.search.build import build_search
from county_casebook.publish.search.opensearch import opensearch_files, page_files
from county_casebook.publish.search.parts import parts
from county_casebook.publish.search.searchable import facet_names, term_suggestions
from county_casebook.publish.shared import shared
from county_casebook.publish.shorter import shorter
from county_casebook.publish.tables.given import API, BASE, FORMATS
from county_casebook.render.environment import render
from county_casebook.views.page import Page, PageUnit, Unit, made_by

File: TypeAlias = "tuple[str, bytes | Iterable[bytes]]"
"""A path below the output folder, and the bytes, whole or in pieces."""


@dataclass(frozen=True, slots=True)
class Output:
    """`words` say to editors what it is; `in_site` whether the site holds it, `exports` whether it can be had alone.

    `units` yields what makes its files, at once and without making one; of those that are kept (`is_kept`), a later run takes
    what this one made where nothing has changed.
    """

    words: str
    units: Callable[[Edition], Iterator[Unit[File]]]
    in_site: bool = True
    exports: bool = True
    is_kept: bool = False

    def files(self, edition: Edition) -> Iterator[File]:
        """Yield every file of it."""
        if not self.is_kept:
            yield from made_by(self.units(edition))
            return
        for unit in self.units(edition.bare):
            yield from files_of(edition, unit)


def _below(url: str, files: Callable[[Edition], Iterator[File]]) -> Callable[[Edition], Iterator[Unit[File]]]:
    """Make one unit of all files of an output, which stand at or below an address."""
    return lambda edition: iter([Unit(url, partial(files, edition))])


def _pages(edition: Edition) -> Iterator[Unit[File]]:
    for unit in page_units(edition.bare):
        yield in_shell(edition, unit)


def in_shell(edition: Edition, unit: PageUnit) -> Unit[File]:
    """Return the unit of the files of a page unit: each page in its page shell."""
    return Unit(unit.url, partial(_page_files, edition, governed(edition.bare, unit)))


def _page_files(edition: Edition, unit: PageUnit) -> Iterator[File]:
    """Yield the pages of a unit inside their page shells; a page longer than a reader can load goes on on others."""
    for page in pages_of(edition, unit):
        placed = replace(page, body=edition.images.placed(page.body, page.root))
        for part in _parts(edition, placed):
            yield f"{part.url}index.html", _shown(edition, part).encode()


def _parts(edition: Edition, page: Page) -> Iterable[Page]:
    """Return a page, or those it goes on on where it is too long."""
    if len(page.body) <= MOST // 4:
        return (page,)
    return continued(page, MOST - len(_shown(edition, replace(page, body="")).encode()))


def _shown(edition: Edition, page: Page) -> str:
    """Return a page in its page shell."""
    shell = edition.shell(page.url.count("/"), page.section)
    url = page.canonical or page.url
    head = page.head + shared(edition.site, page, card_of(edition, url)) + _feeds(edition, page)
    body = shorter(page.url, page.body + _way_back(edition, page))
    return shell.render(title=page.title, description=page.description, url=url, head=head, body=body)


def _feeds(edition: Edition, page: Page) -> str:
    """Return the links to the feeds and the calendar that go with a page; feeds of the whole library are in every shell."""
    feed = feeds(edition.library).get(page.url) if page.url and edition.site.address else None
    calendar = page.url == CALENDAR_PAGE and has_calendar(edition)
    return render("pages/feeds.html", feed=feed, calendar=calendar) if feed or calendar else ""


def _way_back(edition: Edition, page: Page) -> str:
    """Return the page's address as a QR code for paper; nothing where the site has none, or the page has it already."""
    code = (
        "" if _RETURN in page.body else code_of(edition, edition.site.address_of(page.canonical or page.url))
    )
    return f'<p class="{_RETURN}">{code}<span>扫码看本页</span></p>' if code else ""


_RETURN = "cb-return"


def _documents(edition: Edition) -> Iterator[Unit[File]]:
    for address, file in public_documents(edition.library):
        yield Unit(address, partial(_document, address, file))


def _document(address: str, file: StoredFile) -> Iterator[File]:
    """Yield a document as it is; nothing where it has a fault."""
    if not faults_of(file):
        yield address, file.read()


def search_files(edition: Edition) -> Iterator[File]:
    """Yield every file of the search's index; where an engine answers instead, only what the page must know of that."""
    if edition.site.endpoint:
        yield from page_files(edition.library)
        return
    yield from build_search(
        parts(edition),
        facets=facet_names(),
        synonyms=[group.terms for group in edition.library.synonyms],
        suggestions=term_suggestions(edition.library),
        kept=edition.kept,
    )


def _headers(edition: Edition) -> Iterator[File]:
    yield "_headers", headers_file(edition.site.endpoint).encode()


def _opensearch(edition: Edition) -> Iterator[File]:
    yield from opensearch_files(edition.library)


def _exported(name: str) -> Output:
    """The whole library in one format, for an export alone."""
    return Output(FORMATS[name], _below("", partial(export_files, name)), in_site=False)


OUTPUTS: Mapping[str, Output] = {
    "pages": Output("网页", _pages, exports=False),
    "images": Output("图片", _below("files/", lambda edition: edition.images.files()), exports=False),
    "documents": Output("公开的文件", _documents, exports=False),
    "cards": Output("分享卡片：聊天里转发网页时显示的图", card_units, exports=False, is_kept=True),
    "search": Output("站内搜索的索引", _below("search/", search_files)),
    "duties": Output("责任台账和覆盖情况的数据", _below("duties/", duty_files), is_kept=True),
    "tables": Output("考核、一把手工程与科技局的表", table_files, is_kept=True),
    "chain": Output("四级任务的数据", _below("chain/", chain_files), is_kept=True),
    "compare": Output("比较用的数据", compared_files, is_kept=True),
    "match": Output("按县查找用的数据", _below("match/", match_files), is_kept=True),
    "health": Output("更新情况的数据", _below("health/", health_files), is_kept=True),
    "calendar": Output("活动的日历文件（iCalendar）", calendar_files, is_kept=True),
    "feeds": Output("更新与更正的订阅（Atom 和 JSON Feed）", feed_units, exports=False, is_kept=True),
    "schema": Output("记录的 JSON Schema，供编辑器和别的程序用", schema_units, is_kept=True),
    "addresses": Output("换过的网址和撤回的网址，供服务器用", address_units, exports=False, is_kept=True),
    "references": Output("引文，供文献管理软件用（BibTeX、RIS、CFF）", reference_units, is_kept=True),
    "headers": Output("网站的响应头", _below("_headers", _headers), exports=False),
    "data": Output("记录的各种数据文件", _below(BASE, data_files), exports=False),
    "api": Output("记录的静态接口", _below(API, api_files), exports=False),
    **{name: _exported(name) for name in FORMATS},
    "opensearch": Output("OpenSearch 的映射和批量写入文件", _below("", _opensearch), in_site=False),
}


def site_files(edition: Edition) -> Iterator[File]:
    """Yield every file of the site that is made from records."""
    for output in OUTPUTS.values():
        if output.in_site:
            yield from output.files(edition)
