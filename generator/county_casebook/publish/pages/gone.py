"""The pages of addresses that no longer show a record: one that leads on, or one that says when and why it was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from county_casebook.library.edition import Edition
from county_casebook.library.gone import Withdrawn
from county_casebook.library.library import Library
from county_casebook.publish.gone import moved, withdrawn
from county_casebook.records import KINDS, Record
from county_casebook.render.environment import render
from county_casebook.schema.fields import CoarseDate
from county_casebook.views.page import Page, PageUnit, Unit, root_of
from county_casebook.views.view import view_of

_MOVED = "网址换了"
_NO_REASON = "原因没有记下来。"
_NOT_LISTED = '<meta name="robots" content="noindex">'


@dataclass(frozen=True, slots=True)
class MovedPage:
    """What `pages/moved.html` shows; `name` is what is found at the new address."""

    title: str
    name: str
    url: str
    trail: tuple[tuple[str, str], ...]
    root: str


@dataclass(frozen=True, slots=True)
class WithdrawnPage:
    """What `pages/withdrawn.html` shows; day and reason are empty where they are not known."""

    title: str
    id: str
    day: str
    reason: str
    trail: tuple[tuple[str, str], ...]
    root: str


def gone_pages(edition: Edition) -> Iterator[PageUnit]:
    """Yield the unit of the page at each address that no longer shows a record."""
    for url, to in moved(edition).items():
        yield Unit(url, partial(_moved, edition.library, url, to))
    for url, told in withdrawn(edition).items():
        yield Unit(url, partial(_withdrawn, edition.library, url, told))


def _moved(library: Library, url: str, to: str) -> Iterator[Page]:
    """Yield the page that leads on by itself, and by a link."""
    kind, record = KINDS[url.partition("/")[0]], library.record(to.rstrip("/"))
    name, root = library.name(record) if record else _gone_title(kind), root_of(url)
    body = render("pages/moved.html", MovedPage(_MOVED, name, to, _trail(library, kind), root))
    head = f'<meta http-equiv="refresh" content="0; url={root}{to}">'
    yield Page(url, f"{_MOVED}：{name}", f"{_MOVED}：{name}", body, view_of(kind).tab, head, canonical=to)


def _withdrawn(library: Library, url: str, told: Withdrawn) -> Iterator[Page]:
    """Yield the page that says when and why a record was withdrawn."""
    kind = KINDS[told.kind]
    title, day = _gone_title(kind), CoarseDate.parse(told.day).chinese if told.day else ""
    shown = WithdrawnPage(title, told.id, day, told.reason, _trail(library, kind), root_of(url))
    body = render("pages/withdrawn.html", shown)
    yield Page(url, title, f"{title}：{told.reason or _NO_REASON}", body, view_of(kind).tab, _NOT_LISTED)


def _gone_title(kind: type[Record]) -> str:
    return f"这条{kind.kind_name}已经撤回"


def _trail(library: Library, kind: type[Record]) -> tuple[tuple[str, str], ...]:
    """The way to the list of a kind; nothing where it has none."""
    view = view_of(kind)
    return view.trail if view.has_list(library) else ()
