"""The text of a policy as its pages show it: contents, clauses that nobody carries out, and the later pages of a long text.

Where a text has later pages (`library/text_pages.py`), the first keeps the contents of the whole, to a bound, and names them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from county_casebook.library.edition import Site
from county_casebook.library.library import Library
from county_casebook.library.text_pages import page_below, text_pages
from county_casebook.records import Case, Policy
from county_casebook.render.environment import render
from county_casebook.text.clauses import CITED
from county_casebook.views.citation import Citation, cite
from county_casebook.views.clauses import ClauseView
from county_casebook.views.entries import Entry, entry_pages
from county_casebook.views.goes_on import ANCHORS, LaterPage, NamedPlace
from county_casebook.views.page import Page, root_of
from county_casebook.views.relations import Standing, standing

_LINES = 200
"""Lines of contents that the first of several pages holds at most."""
_GAPS = 40
"""Clauses that nobody carries out, named on the first of several pages; all stand on pages of their own."""

Contents = list[tuple[ClauseView, int]]
"""Clauses, each with how many cases carry it out."""


@dataclass(frozen=True, slots=True)
class TextPage:
    """One page of a text: its clauses and contents, its number of how many, the ways to the page before and after.

    `later` are the later pages as the first names them; `further` those that its contents end with, because the whole has too
    many lines.
    """

    clauses: list[ClauseView]
    contents: Contents
    number: int
    count: int
    previous: str
    following: str
    later: tuple[LaterPage, ...]
    further: tuple[LaterPage, ...]


@dataclass(frozen=True, slots=True)
class LaterTextPage:
    """What `kinds/policy/later.html` shows."""

    policy: Policy
    standing: Standing | None
    text: TextPage
    clauses: list[ClauseView]
    contents: Contents
    citation: Citation
    root: str


@dataclass(frozen=True, slots=True)
class Gaps:
    """Clauses that nobody carries out: those that are named, how many there are of how many counted, where all stand."""

    named: list[ClauseView]
    count: int
    counted: int
    rest: str


def first_text_page(
    library: Library, policy: Policy, views: list[ClauseView], within: Mapping[str, Mapping[str, Case]]
) -> TextPage:
    """Return what the policy's own page shows of its text."""
    return next(_text_pages(library, policy, views, within))


def later_text_pages(
    library: Library,
    site: Site,
    policy: Policy,
    views: list[ClauseView],
    within: Mapping[str, Mapping[str, Case]],
) -> Iterator[Page]:
    """Yield the later pages of a text."""
    for text in list(_text_pages(library, policy, views, within))[1:]:
        url = f"{policy.url}{page_below(text.number)}"
        shown = LaterTextPage(
            policy,
            standing(library, policy),
            text,
            text.clauses,
            text.contents,
            cite(library, policy, site),
            root_of(url),
        )
        title = f"{policy.title}（第 {text.number} 页）"
        body = render("kinds/policy/later.html", shown)
        script = f'<script src="{shown.root}assets/js/policy.js" defer></script>'
        yield Page(url, title, f"{title}：{_range(text.clauses)}", body, "policies", script)


def _text_pages(
    library: Library, policy: Policy, views: list[ClauseView], within: Mapping[str, Mapping[str, Case]]
) -> Iterator[TextPage]:
    starts = text_pages(library, policy).starts
    spread = [views[start:end] for start, end in pairwise((*starts, len(views)))]
    later = tuple(_later(spread))
    whole = contents_of(views, within) if len(spread) == 1 else _short(contents_of(views, within))
    for number, clauses in enumerate(spread, start=1):
        is_first = number == 1
        own = whole if is_first and whole else contents_of(clauses, within)
        yield TextPage(
            clauses,
            own,
            number,
            len(spread),
            "" if is_first else _way(number, number - 1),
            _way(number, number + 1) if number < len(spread) else "",
            later if is_first else (),
            later if is_first and not whole else (),
        )


def _way(here: int, there: int) -> str:
    """The way from one page of a text to another."""
    return ("../../" if here > 1 else "") + page_below(there) or "./"


def contents_of(views: Sequence[ClauseView], within: Mapping[str, Mapping[str, Case]]) -> Contents:
    """The chapters and numbered clauses of a text to the second depth, with how many cases carry them out.

    Points have none: each is a line of its own.
    """
    shown = (
        view for view in views if view.clause.depth <= 1 and view.clause.label and view.clause.kind != "told"
    )
    return [(view, len(within.get(view.clause.id, ()))) for view in shown]


def _short(contents: Contents) -> Contents:
    """Contents with as few depths as the bound asks for; empty where even the first has too many lines."""
    for lines in (contents, [line for line in contents if line[0].clause.kind != "article"]):
        if len(lines) <= _LINES:
            return lines
    outer = [line for line in contents if line[0].clause.depth == 0]
    return outer if len(outer) <= _LINES else []


def _later(spread: Sequence[list[ClauseView]]) -> Iterator[LaterPage]:
    """The later pages as the first names them: from which clause to which, and their anchors, the outermost first."""
    most = ANCHORS // len(spread)
    for number, clauses in enumerate(spread[1:], start=2):
        outermost = sorted(clauses, key=lambda view: view.clause.depth)[:most]
        kept = {view.clause.id for view in outermost}
        anchors = tuple(view.clause.id for view in clauses if view.clause.id in kept)
        yield LaterPage(number, page_below(number), (NamedPlace(_range(clauses)),), anchors)


def _range(clauses: Sequence[ClauseView]) -> str:
    """From which clause to which a page goes: 「第一百零一条—第二百条」."""
    named = [view.name for view in clauses if view.name and view.clause.label]
    ends = [named[0], named[-1]] if named else []
    return "—".join(dict.fromkeys(ends))


def gaps_of(library: Library, policy: Policy, views: list[ClauseView]) -> Gaps:
    """Return the numbered clauses that no case and no pairing carries out."""
    counted = _counted(views)
    found = _gaps(policy, views, counted)
    is_long = text_pages(library, policy).count > 1 and len(found) > _GAPS
    rest = f"{policy.url}gaps/" if is_long else ""
    return Gaps(found[:_GAPS] if is_long else found, len(found), len(counted), rest)


def gap_pages(library: Library, policy: Policy, views: list[ClauseView]) -> Iterator[Page]:
    """Yield the pages of all clauses that nobody carries out, where the policy's own page names only some."""
    rest = gaps_of(library, policy, views).rest
    if rest:
        entries = [
            Entry(f"{policy.url}{view.place}", f"{view.name}　{view.clause.heading}".strip("　"), "", ())
            for view in _gaps(policy, views, _counted(views))
        ]
        trail = [("政策", "policies/"), (policy.title, policy.url)]
        yield from entry_pages(rest, NOBODY, entries, section="policies", trail=trail)


NOBODY = "还没有案例或结对的条款"


def _counted(views: list[ClauseView]) -> list[ClauseView]:
    """The numbered clauses that something can carry out; a chapter is told through what is nested in it."""
    numbered = [view for view in views if view.clause.kind in CITED]
    chapters = {view.clause.parent for view in numbered}
    return [view for view in numbered if view.clause.id not in chapters]


def _gaps(policy: Policy, views: list[ClauseView], counted: list[ClauseView]) -> list[ClauseView]:
    """Those that no case and no pairing carries out, neither themselves nor anything nested in them.

    Points that nothing carries out at all are not told twice: they stand on the page as they are.
    """
    parents = {clause.id: clause.parent for clause in policy.clauses}
    carried: set[str] = set()
    for view in views:
        at: str | None = view.clause.id if view.cases or view.pairings else None
        while at and at not in carried:
            carried.add(at)
            at = parents[at]
    is_told = carried or policy.text is not None
    return [view for view in counted if view.clause.id not in carried] if is_told else []
