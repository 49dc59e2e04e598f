"""A long list becomes a short section on its page and numbered pages of its own, 50 entries each, that need no script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.render.environment import render
from generator.views.lists import Entry, Slice, sliced
from generator.views.page import Page, root_of

SHOWN = 10
"""How many entries a section shows before it leads to pages of its own."""


@dataclass(frozen=True, slots=True)
class Part:
    """One list of a page: its heading and anchor, all entries, and the address where they all stand when they are many."""

    title: str
    anchor: str
    entries: tuple[Entry, ...]
    base: str

    @property
    def shown(self) -> tuple[Entry, ...]:
        return self.entries if len(self.entries) <= SHOWN else self.entries[:SHOWN]

    @property
    def more(self) -> str:
        """Where the whole list is, relative to the site's root; empty when it is all shown."""
        return self.base if len(self.entries) > SHOWN else ""


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
    finder: Finder | None = None,
) -> Iterator[Page]:
    """Yield a list in numbered pages; `opening` is safe HTML that stands before the first page's entries."""
    for part in sliced(base, entries):
        body = render(
            "records/list.html",
            title=title,
            lead=lead,
            part=part,
            total=len(entries),
            counted=_counted(part, len(entries), with_total=not finder or part.number > 1),
            groups=groups,
            trail=trail,
            opening=Markup(opening if part.number == 1 else ""),  # noqa: S704 - rendered by our autoescaping environment
            finder=finder if part.number == 1 else None,
            root=root_of(part.url),
        )
        name = title if part.number == 1 else f"{title}（第 {part.number} 页）"
        yield Page(part.url, name, lead or title, body, section)
