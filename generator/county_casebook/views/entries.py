"""List entries, and the numbered pages of 50 that they fill: lists that work without JavaScript."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TypeVar, cast

from markupsafe import Markup

from county_casebook.library.library import Library
from county_casebook.records import Record
from county_casebook.records.gist import published
from county_casebook.render.environment import render
from county_casebook.views.page import Page, root_of

PAGE_SIZE = 50
_T = TypeVar("_T")
_R = TypeVar("_R", bound=Record)


@dataclass(frozen=True, slots=True)
class Fact:
    """One small fact of a record in a list; `has_ended` marks what is no longer in force."""

    words: str
    has_ended: bool = False

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: where it leads, what it is, a summary and a few small facts.

    `compared` is the record's key when it can be set beside others of its kind, else empty; `heading` is what it stands
    under in the list of its kind, where that has headings.
    """

    url: str
    title: str
    summary: str
    facts: tuple[Fact, ...]
    grade: str = ""
    compared: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of a long list, with the addresses of its neighbours (relative to the site's root; empty: none)."""

    members: tuple[object, ...]
    number: int
    count: int
    url: str
    previous: str
    following: str


def page_addresses(base: str, length: int) -> list[str]:
    """Return the addresses of the pages of a list of some length: `cases/`, `cases/page/2/`, …; an empty list has one page."""
    count = max(1, -(-length // PAGE_SIZE))
    return [base if number == 1 else f"{base}page/{number}/" for number in range(1, count + 1)]


def sliced(base: str, members: Sequence[_T], only: int | None = None) -> Iterator[Slice]:
    """Cut a list into pages of 50; with `only` that page alone is taken."""
    addresses = page_addresses(base, len(members))
    count = len(addresses)
    for number in range(1, count + 1) if only is None else (only,):
        part = tuple(members[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
        previous = addresses[number - 2] if number > 1 else ""
        following = addresses[number] if number < count else ""
        yield Slice(part, number, count, addresses[number - 1], previous, following)


def facts_of(*words: str) -> tuple[Fact, ...]:
    """Return the facts of an entry; empty words are left out."""
    return tuple(Fact(each) for each in words if each)


def newest(records: Sequence[_R]) -> list[_R]:
    """Order records by publication date, newest first, then by id."""
    return sorted(records, key=lambda record: (-published(record), record.id))


def in_order(library: Library, kind: type[Record]) -> list[Record]:
    """The records of a kind as its list shows them: the newest first, or by place."""
    records: list[Record] = list(library.of_kind(kind.kind).values())
    return newest(records) if kind.newest_first else by_place(library, records)


def by_place(library: Library, records: Iterable[Record]) -> list[Record]:
    """Order records by the code of their place, then by id."""

    def position(record: Record) -> tuple[str, str]:
        division = library.division(record)
        return (division.code if division else "", record.id)

    return sorted(records, key=position)


SHOWN = 10
"""How many entries a section shows before it leads to pages of its own."""


@dataclass(frozen=True, slots=True)
class Part:
    """One list of a page: its heading and anchor, all entries, and the address where they all stand when they are many.

    `answers` is the question of a reader that it answers, as its backlink says; `note` says in a line what the entries come
    to together; `most` is how many of them stand on the page itself.
    """

    title: str
    anchor: str
    entries: tuple[Entry, ...]
    base: str
    answers: str = ""
    note: str = ""
    most: int = SHOWN

    @property
    def shown(self) -> tuple[Entry, ...]:
        return self.entries[: self.most]

    @property
    def more(self) -> str:
        """Where the whole list is, relative to the site's root; empty when it is all shown."""
        return self.base if len(self.entries) > self.most else ""


@dataclass(frozen=True, slots=True)
class Finder:
    """Lets readers search and choose within a list: the kind as readers call it, and the order in which the list stands."""

    kind: str
    order: str


def part_pages(
    parts: Sequence[Part], owner: str, *, section: str, trail: Sequence[tuple[str, str]]
) -> Iterator[Page]:
    """Yield the pages of those parts that do not fit on their owner's page."""
    for part in parts:
        if part.more:
            title = f"{owner}：{part.title}"
            yield from entry_pages(part.base, title, part.entries, section=section, trail=trail)


def _counted(part: Slice, total: int, *, with_total: bool) -> str:
    """How many entries there are and which page of them this is, as far as it needs saying."""
    page = f"第 {part.number} / {part.count} 页" if part.count > 1 else ""
    return "，".join(filter(None, (f"共 {total} 条" if with_total else "", page)))


def _headed(part: Slice) -> list[tuple[str, list[Entry]]]:
    """The entries of a page under their headings, in order."""
    entries = cast("tuple[Entry, ...]", part.members)
    return [(heading, list(lines)) for heading, lines in groupby(entries, attrgetter("heading"))]


def entry_pages(
    base: str,
    title: str,
    entries: Sequence[Entry],
    *,
    section: str,
    trail: Sequence[tuple[str, str]],
    lead: str = "",
    groups: Sequence[object] = (),
    opening: str = "",
    closing: str = "",
    finder: Finder | None = None,
    only: int | None = None,
) -> Iterator[Page]:
    """Yield a list in numbered pages, or `only` one; `opening` and `closing` are safe HTML round the first page's entries."""
    for part in sliced(base, entries, only):
        body = render(
            "pages/list.html",
            title=title,
            lead=lead,
            part=part,
            headed=_headed(part),
            total=len(entries),
            counted=_counted(part, len(entries), with_total=not finder or part.number > 1),
            groups=groups,
            trail=trail,
            opening=Markup(opening if part.number == 1 else ""),  # noqa: S704 - rendered by our autoescaping environment
            closing=Markup(closing if part.number == 1 else ""),  # noqa: S704 - likewise
            finder=finder if part.number == 1 else None,
            root=root_of(part.url),
        )
        name = title if part.number == 1 else f"{title}（第 {part.number} 页）"
        yield Page(part.url, name, lead or title, body, section)
