"""The guide for editors: the first case in ten minutes, every field and id, what is checked, reviews; all tables from the models.

The page `guide/` itself is written by hand in each library, with what holds in that library alone; these stand below it, and
hold what every library of this program shares, and the ids of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from county_casebook.editors.cms import PACKAGE, VERSION
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.publish.pages.guide import FIELD_TABLES, NAMES, FieldTable
from county_casebook.publish.pages.guide_words import PICTURES, REFUSALS, REVIEWED, SHOWN, Picture
from county_casebook.records import County, Organization, Policy, Record
from county_casebook.records.record import label
from county_casebook.records.vocabulary import VOCABULARIES
from county_casebook.render.environment import render
from county_casebook.render.markdown import plain
from county_casebook.rules import RULES
from county_casebook.rules.rule import Rule
from county_casebook.schema.fields import NOT_STATED
from county_casebook.views.page import Page, PageUnit, Unit, root_of

START, REVIEWS, MESSAGES, CMS = "guide/start/", "guide/reviews/", "guide/messages/", "guide/cms/"
_TITLES = {
    START: "十分钟写出第一个案例",
    REVIEWS: "三审、保密审查、图片和个人信息",
    MESSAGES: "检查时会看到的话",
    CMS: "在托管站上写",
}
_LISTED = (Organization, County, Policy)
"""Kinds whose ids stand in tables beside those of the vocabularies: what other records name most."""


@dataclass(frozen=True, slots=True)
class IdRow:
    """One id: what it is called, where its page is (empty: it has none), and what helps to tell it from others."""

    id: str
    title: str
    url: str
    said: str


@dataclass(frozen=True, slots=True)
class GuideContents:
    """What `pages/guide_contents.html` shows: the pages of the guide, as (address, title) in three groups."""

    pages: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str, str], ...]
    ids: tuple[tuple[str, str], ...]
    root: str


@dataclass(frozen=True, slots=True)
class GuidePage:
    """What the templates of the guide show; each uses what it needs."""

    title: str
    trail: Sequence[tuple[str, str]]
    root: str
    table: FieldTable | None = None
    rows: Sequence[IdRow] = ()
    names: str = ""
    rules: Sequence[Rule] = ()
    refusals: Sequence[tuple[str, str]] = ()
    with_pages: frozenset[str] = frozenset()
    package: str = f"{PACKAGE}@{VERSION}"
    words: Mapping[str, str] = field(default_factory=lambda: NAMES)
    pictures: Mapping[str, Picture] = field(default_factory=lambda: PICTURES)


def guide_pages(edition: Edition) -> Iterator[PageUnit]:
    """Yield the units of the guide."""
    library = edition.library
    yield Unit(START, partial(_page, library, START, _TITLES[START], "start"))
    yield Unit(CMS, partial(_page, library, CMS, _TITLES[CMS], "cms"))
    yield Unit(REVIEWS, partial(_reviews, library))
    yield Unit(MESSAGES, partial(_messages, library))
    for table in FIELD_TABLES:
        yield Unit(f"guide/fields/{table.anchor}/", partial(_fields, library, table))
    for name in listed(library):
        yield Unit(f"guide/ids/{name}/", partial(_ids, library, name))


def listed(library: Library) -> tuple[str, ...]:
    """Return the vocabularies and kinds of a library whose ids have a table."""
    terms = [name for name in VOCABULARIES if library.ids_in(name)]
    return (*terms, *(kind.kind for kind in _LISTED if library.of(kind)))


def guide_contents(library: Library, root: str) -> str:
    """Return the links to the pages of the guide, as HTML."""
    shown = GuideContents(
        tuple(_TITLES.items()),
        tuple((f"guide/fields/{table.anchor}/", table.name, table.place) for table in FIELD_TABLES),
        tuple((f"guide/ids/{name}/", NAMES[name]) for name in listed(library)),
        root,
    )
    return render("pages/guide_contents.html", shown)


def _page(library: Library, url: str, title: str, template: str, **shown: object) -> Iterator[Page]:
    page = GuidePage(title, _trail(library), root_of(url), **shown)  # type: ignore[arg-type]
    body = render(f"pages/guide_{template}.html", page)
    yield Page(url, title, f"编写指南：{title}", body, "guide")


def _trail(library: Library) -> list[tuple[str, str]]:
    return [("编写指南", "guide/")] if any(name in library.pages for name in _OWN) else []


_OWN = ("guide.md", "guide/index.md", "guide/README.md")


def _fields(library: Library, table: FieldTable) -> Iterator[Page]:
    url, title = f"guide/fields/{table.anchor}/", f"{table.name}的字段"
    return _page(library, url, title, "fields", table=table, with_pages=frozenset(listed(library)))


def _ids(library: Library, name: str) -> Iterator[Page]:
    url, title = f"guide/ids/{name}/", f"{NAMES[name]}的编号"
    return _page(library, url, title, "ids", rows=tuple(_rows(library, name)), names=NAMES[name])


def _rows(library: Library, name: str) -> Iterator[IdRow]:
    if name in VOCABULARIES:
        for key, term in library.terms(name).items():
            said = "" if term.description == NOT_STATED else plain(term.description)
            yield IdRow(key, term.title, f"{name}/{key}/" if name in _WITH_PAGES else "", said)
        return
    for key, record in library.of_kind(name).items():
        yield IdRow(key, library.name(record), record.url, _said(library, record))


_WITH_PAGES = ("themes", "programmes", "audiences", "schemes")


def _said(library: Library, record: Record) -> str:
    """Where a record stands and, of a county or an organization, when or what it is."""
    division = library.division(record)
    place = division.full_name if division else ""
    if isinstance(record, County):
        return f"{place}（代码 {record.code}，{record.as_of} 年）"
    kind = label(Organization, record.type) if isinstance(record, Organization) else ""
    number = (record.doc_no or "") if isinstance(record, Policy) else ""
    return "，".join(filter(None, (kind, number, place)))


def _reviews(library: Library) -> Iterator[Page]:
    named = [rule for rule in RULES if rule.name in (*REVIEWED, *SHOWN)]
    return _page(library, REVIEWS, _TITLES[REVIEWS], "reviews", rules=named)


def _messages(library: Library) -> Iterator[Page]:
    return _page(
        library, MESSAGES, _TITLES[MESSAGES], "messages", rules=RULES, refusals=tuple(REFUSALS.items())
    )


__all__ = ["START", "guide_contents", "guide_pages", "listed"]
