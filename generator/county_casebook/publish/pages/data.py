"""The library as data, for readers: what there is of each kind in which format, how it is read, and what every column means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from county_casebook.ledger.freshness import last_change
from county_casebook.library.edition import Edition
from county_casebook.library.licence import Licence
from county_casebook.publish.tables.columns import Table
from county_casebook.publish.tables.dictionary import column_words
from county_casebook.publish.tables.given import API, BASE, FORMATS, VERSION, formats_of, place_of
from county_casebook.publish.tables.sets import DataSet, held_sets
from county_casebook.render.environment import linked_data, render
from county_casebook.schema.fields import CoarseDate
from county_casebook.views.linked import address, thing
from county_casebook.views.page import Page, PageUnit, Unit, root_of

DATA = "data/"
_TITLE = "数据"
_TABULAR = ("csv", "parquet")
"""Formats that have a file a table; the others have one a set, or one of all."""
_SHORT: Mapping[str, str] = {
    "csv": "CSV",
    "xlsx": "Excel",
    "json": "JSON",
    "ndjson": "NDJSON",
    "parquet": "Parquet",
}


@dataclass(frozen=True, slots=True)
class SetLine:
    """One set on the page: how much there is of it, and (format, address) of its files."""

    name: str
    title: str
    count: int
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DataPage:
    """What `pages/data.html` shows."""

    title: str
    sets: Sequence[SetLine]
    formats: Sequence[tuple[str, str]]
    whole: Sequence[tuple[str, str, str]]
    licence: Licence
    changed: str
    root: str
    version: int = VERSION
    base: str = BASE
    api: str = API


@dataclass(frozen=True, slots=True)
class TableShown:
    """One table of the dictionary: its columns in words, and (format, address) of its files."""

    title: str
    name: str
    columns: Sequence[Sequence[str]]
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DictionaryPage:
    """What `pages/dictionary.html` shows."""

    title: str
    tables: Sequence[TableShown]
    root: str
    trail: Sequence[tuple[str, str]] = field(default=((_TITLE, DATA),))


def data_pages(edition: Edition) -> Iterator[PageUnit]:
    """Yield the units of the page and of the dictionary of each set; none where the site gives no data, or has none."""
    sets = list(held_sets(edition)) if formats_of(edition) else []
    if sets and any(True for _ in edition.library.with_leads()):
        yield Unit(DATA, partial(_page, edition))
        for each in sets:
            url = f"{DATA}{each.name}/"
            yield Unit(url, partial(_dictionary, edition, each.name, url))


def _page(edition: Edition) -> Iterator[Page]:
    formats, sets, changed = formats_of(edition), list(held_sets(edition)), last_change(edition.library)
    lines = [
        SetLine(each.name, each.title, _count(edition, each), _files(each.table, formats)) for each in sets
    ]
    told = [(_SHORT[name], words) for name, words in FORMATS.items() if name in formats and name in _SHORT]
    shown = DataPage(
        _TITLE,
        lines,
        told,
        tuple(_whole(formats)),
        edition.site.licence,
        CoarseDate.parse(changed).chinese if changed else "",
        root_of(DATA),
    )
    words = f"{edition.site.name}的全部公开记录，可以下载，也可以由程序读取。"
    yield Page(DATA, _TITLE, words, render("pages/data.html", shown), head=_linked(edition, formats, words))


def _count(edition: Edition, each: DataSet) -> int:
    return sum(1 for _ in each.held(edition))


def _files(table: Table, formats: Sequence[str], *, is_inner: bool = False) -> tuple[tuple[str, str], ...]:
    """The files of a table, of which only some formats have one where it belongs to another."""
    named = [name for name in formats if name in _SHORT and (name in _TABULAR or not is_inner)]
    return tuple((_SHORT[name], f"{BASE}{place_of(name, table.name)}") for name in named)


def _whole(formats: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """The files of the whole library, as (name, address, what it is)."""
    if "sqlite" in formats:
        yield "SQLite", f"{BASE}{place_of('sqlite', '')}", FORMATS["sqlite"]
    yield "数据字典", f"{BASE}dictionary.csv", "每张表每一列的名称、类型、意思和取值"
    yield "datapackage.json", f"{BASE}datapackage.json", "Frictionless 数据包：程序按它找到每个文件和每一列"
    yield "dcat.jsonld", f"{BASE}dcat.jsonld", "DCAT-AP 目录：供数据平台收录"
    yield "SHA256SUMS", f"{BASE}SHA256SUMS", "每个文件的校验值，用 sha256sum -c 核对"
    yield "README.txt", f"{BASE}README.txt", "怎样读这些文件"


def _linked(edition: Edition, formats: Sequence[str], words: str) -> str:
    """What the page is about, in the words of schema.org."""
    site = edition.site
    files = [(FORMATS["sqlite"], f"{BASE}{place_of('sqlite', '')}")] if "sqlite" in formats else []
    downloads = [
        thing("DataDownload", name=name, contentUrl=address(site, DATA, url))
        for name, url in (*files, ("datapackage.json", f"{BASE}datapackage.json"))
    ]
    whole = thing(
        "Dataset",
        name=site.name,
        description=words,
        inLanguage="zh-CN",
        dateModified=last_change(edition.library),
        license=site.licence.url,
        creator=thing("Organization", name=site.name),
        distribution=downloads,
    )
    return linked_data(whole)


def _dictionary(edition: Edition, name: str, url: str) -> Iterator[Page]:
    each = next(each for each in held_sets(edition) if each.name == name)
    formats, title = formats_of(edition), f"{each.title}的数据字典"
    tables = [
        TableShown(
            table.title,
            table.name,
            tuple(column_words(column) for column in table.columns),
            _files(table, formats, is_inner=bool(table.parent)),
        )
        for table in each.table.tables()
    ]
    body = render("pages/dictionary.html", DictionaryPage(title, tables, root_of(url)))
    yield Page(url, title, f"{title}：每张表每一列的名称、类型、意思和取值。", body)


__all__ = ["DATA", "data_pages"]
