"""What can be made of an edition: the one list that the site and `casebook export` share."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from county_casebook.files.named import public_documents
from county_casebook.library.edition import Edition
from county_casebook.publish.data.calendar import calendar_files
from county_casebook.publish.data.chain import chain_files
from county_casebook.publish.data.compared import compared_files
from county_casebook.publish.data.duties import duty_files
from county_casebook.publish.data.match import match_files
from county_casebook.publish.data.tables import table_files
from county_casebook.publish.headers import headers_file
from county_casebook.publish.pages import pages
from county_casebook.publish.search.build import build_search
from county_casebook.publish.search.opensearch import opensearch_files
from county_casebook.publish.search.searchable import facet_names, search_documents, suggestions
from county_casebook.views.citation import qr_code
from county_casebook.views.page import Page

File: TypeAlias = "tuple[str, bytes | Iterable[bytes]]"
"""A path below the output folder, and the bytes, whole or in pieces."""


@dataclass(frozen=True, slots=True)
class Output:
    """`words` say to editors what it is; `in_site` whether the site holds it, `exports` whether it can be had alone."""

    words: str
    files: Callable[[Edition], Iterator[File]]
    in_site: bool = True
    exports: bool = True


def page_files(edition: Edition) -> Iterator[File]:
    """Yield every page inside its page shell."""
    for page in pages(edition):
        shell = edition.shell(page.url.count("/"), page.section)
        body = edition.images.placed(page.body + _way_back(edition, page), page.root)
        html = shell.render(
            title=page.title, description=page.description, url=page.url, head=page.head, body=body
        )
        yield f"{page.url}index.html", html.encode()


def _way_back(edition: Edition, page: Page) -> str:
    """Return the page's address as a QR code for paper; nothing where the site has none, or the page has it already."""
    code = "" if _RETURN in page.body else qr_code(edition.site.address_of(page.url))
    return f'<p class="{_RETURN}">{code}<span>扫码看本页</span></p>' if code else ""


_RETURN = "cb-return"


def search_files(edition: Edition) -> Iterator[File]:
    """Yield every file of the search's index."""
    yield from build_search(
        search_documents(edition.library),
        facets=facet_names(),
        synonyms=[group.terms for group in edition.library.synonyms],
        suggestions=suggestions(edition),
    )


def _headers(_: Edition) -> Iterator[File]:
    yield "_headers", headers_file().encode()


def _opensearch(edition: Edition) -> Iterator[File]:
    yield from opensearch_files(search_documents(edition.library), facet_names())


def record_lines(edition: Edition) -> Iterator[File]:
    """Yield one file a kind: a line of JSON for each record, with its id, its address and all its fields."""
    for kind, records in edition.library.kinds.items():
        if records:
            yield (
                f"{kind}.ndjson",
                (
                    json.dumps(
                        {
                            "id": record.id,
                            "url": record.url,
                            **record.model_dump(mode="json", exclude_none=True),
                        },
                        ensure_ascii=False,
                    ).encode()
                    + b"\n"
                    for record in records.values()
                ),
            )


OUTPUTS: Mapping[str, Output] = {
    "pages": Output("网页", page_files, exports=False),
    "images": Output("图片", lambda edition: edition.images.files(), exports=False),
    "documents": Output("公开的文件", lambda edition: public_documents(edition.library), exports=False),
    "search": Output("站内搜索的索引", search_files),
    "duties": Output("责任台账和覆盖情况的数据", duty_files),
    "tables": Output("考核、一把手工程与科技局的表", table_files),
    "chain": Output("四级任务的数据", chain_files),
    "compare": Output("比较用的数据", compared_files),
    "match": Output("按县查找用的数据", match_files),
    "calendar": Output("活动的日历文件（iCalendar）", calendar_files),
    "headers": Output("网站的响应头", _headers, exports=False),
    "ndjson": Output("全部记录，一行一条 JSON", record_lines, in_site=False),
    "opensearch": Output("OpenSearch 的映射和批量写入文件", _opensearch, in_site=False),
}


def site_files(edition: Edition) -> Iterator[File]:
    """Yield every file of the site that is made from records."""
    for output in OUTPUTS.values():
        if output.in_site:
            yield from output.files(edition)
