"""A page that is longer than a reader can load goes on on pages of its own: it is cut between the members of what it holds.

Lists go on by themselves (`views/entries.py`); this is for whatever else grows: a table, the many entries of one record. The
first page says where each later one begins, and keeps their anchors, so that every address that led to it still leads on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import pairwise

from markupsafe import escape

from county_casebook.publish.cutting import Cut, cuts
from county_casebook.render.environment import render
from county_casebook.views.goes_on import ANCHORS, LaterPage, NamedPlace
from county_casebook.views.page import Page

MOST = 300_000
"""Bytes of a page that no reader is asked to load more than."""
_PART = 200_000
"""Bytes of a page that are cut off at most; what stands round them fits into the rest."""

_ID = re.compile(r' id="([^"]*)"')
_OUTER = re.compile(r"\s*<article[^<>]*>")
_ADDRESS = re.compile(r' (href|src|srcset|action|data-[a-z-]+)="([^"]*)"')
_ABROAD = re.compile(r"[a-z][a-z0-9+.-]*:|/|#")
_HEADING = re.compile(r"<h([23])([^<>]*)>")
_TAG = re.compile(r"<[^<>]*>")
_CLASS = re.compile(r' class="([^"]*)"')
_CRUMBS = '<nav class="cb-crumbs"'
_SCRIPT = re.compile(r"<script src=[^<>]*></script>")
_FIRST = (
    ("<script src=", "</script>"),
    ('<p class="cb-cite"', "</p>"),
    ('<p class="cb-copied"', "</p>"),
    ('<details class="cb-formats"', "</details>"),
)
_BRIEF = ("cb-cut", "cb-long")
_HEADINGS = 30


@dataclass(frozen=True, slots=True)
class GoesOn:
    """What `pages/goes_on.html` shows: the later pages (on the first alone), and the ways to the page before and after."""

    later: tuple[LaterPage, ...]
    number: int
    count: int
    previous: str
    following: str
    root: str


def continued(page: Page, room: int) -> Iterator[Page]:
    """Yield a page as it is where its body has room, else in pages at `more/2/`, `more/3/`, … below it."""
    if len(page.body) <= room // 4 or len(page.body.encode()) <= room:
        yield page
        return
    body, kept = _first(page.body)
    slices = list(_slices(body))
    places = {name: number for number, each in enumerate(slices, 1) for name in _ID.findall(each)}
    led = [_leading(each, number, places) for number, each in enumerate(slices, start=1)]
    goes_on = [_goes_on(page, slices, number) for number in range(1, len(slices) + 1)]
    yield replace(page, body=_ended(led[0], goes_on[0] + kept))
    for number in range(2, len(slices) + 1):
        yield _later(page, number, _ended(_begun(page, led[0], led[number - 1], number), goes_on[number - 1]))


def _first(body: str) -> tuple[str, str]:
    """Return a body without what belongs on the first page wherever it stands, and that: scripts and what they work on."""
    kept = []
    for begins, ends in _FIRST:
        while (start := body.find(begins)) >= 0:
            end = body.index(ends, start) + len(ends)
            kept.append(body[start:end])
            body = body[:start] + body[end:]
    return body, "".join(kept)


def _slices(body: str) -> Iterator[str]:
    """Yield the parts of a body, each whole: what is open where one ends is closed, and opened again in the next."""
    last = Cut(len(body), len(body.encode()), ())
    for start, end in pairwise([Cut(0, 0, ()), *_chosen([*cuts(body), last]), last]):
        yield start.opened + body[start.goes_on : end.at] + end.closed


def _chosen(possible: Sequence[Cut]) -> Iterator[Cut]:
    """Yield where the body is cut: of the last places that fit, the outermost."""
    start, held = 0, list[Cut]()
    for cut in possible:
        while held and cut.size - start > _PART:
            late = [each for each in held if each.size - start > _PART // 2] or held[-1:]
            best = min(reversed(late), key=lambda each: len(each.above))
            yield best
            start, held = best.size, [each for each in held if each.at > best.at]
        held.append(cut)


def _leading(html: str, number: int, places: dict[str, int]) -> str:
    """Let links inside the page lead to the part that holds what they name, and those from a later page out of it."""
    up = "" if number == 1 else "../../"

    def address(match: re.Match[str]) -> str:
        name, value = match.groups()
        if name == "href" and value.startswith("#"):
            at = places.get(unescape(value[1:]), number)
            return match[0] if at == number else f' href="{up}{_below(at)}{value}"'
        return f' {name}="{_raised(name, value, up)}"'

    return _ADDRESS.sub(address, html if number == 1 else _CLASS.sub(_printed, html))


def _printed(match: re.Match[str]) -> str:
    """The classes of what stands on a later page: the brief that is printed is of the first, so nothing is cut out here."""
    kept = [name for name in match[1].split() if name not in _BRIEF]
    return f' class="{" ".join(kept)}"' if kept else ""


def _raised(name: str, value: str, up: str) -> str:
    """An address of this site as a page `up` below names it; any other value as it is."""
    if name == "srcset":
        return ", ".join(up + each.strip() for each in value.split(","))
    is_ours = value.startswith("../") if name.startswith("data-") else not _ABROAD.match(value)
    return up + value if is_ours else value


def _below(number: int) -> str:
    return "" if number == 1 else f"more/{number}/"


def _goes_on(page: Page, slices: Sequence[str], number: int) -> str:
    count, up = len(slices), "" if number == 1 else "../../"
    later = tuple(_later_pages(slices)) if number == 1 else ()
    previous = (up + _below(number - 1) or "./") if number > 1 else ""
    following = up + _below(number + 1) if number < count else ""
    return render("pages/goes_on.html", GoesOn(later, number, count, previous, following, page.root))


def _later_pages(slices: Sequence[str]) -> Iterator[LaterPage]:
    most = ANCHORS // len(slices)
    for number, html in enumerate(slices[1:], start=2):
        places = tuple(_headings(html))[:_HEADINGS]
        named = {place.anchor for place in places}
        anchors = [name for name in map(unescape, _ID.findall(html)) if name not in named]
        yield LaterPage(number, _below(number), places, tuple(anchors[:most]))


def _headings(html: str) -> Iterator[NamedPlace]:
    """Yield the headings of a part; those of the second level where it has any."""
    found = list(_HEADING.finditer(html))
    outer = min((heading[1] for heading in found), default="")
    for heading in found:
        if heading[1] == outer:
            words = html[heading.end() : html.index("</h", heading.end())]
            anchor = _ID.search(heading[2])
            yield NamedPlace(unescape(_TAG.sub("", words)).strip(), unescape(anchor[1]) if anchor else "")


def _begun(page: Page, first: str, html: str, number: int) -> str:
    """A later page with its beginning: the way to it, and its title."""
    at = first.find(_CRUMBS)
    crumbs = first[at : first.index("</nav>", at)].replace(' href="', ' href="../../') if at >= 0 else ""
    way = f'{crumbs} › <a href="../../">{escape(page.title)}</a></nav>' if crumbs else ""
    title = f'<h1 class="cb-title">{escape(_numbered(page, number))}</h1>'
    outer = _OUTER.match(html)
    begins = outer.end() if outer else 0
    return f"{html[:begins]}{way}{title}{html[begins:]}"


def _ended(html: str, goes_on: str) -> str:
    """A page with its way on, inside what is outermost."""
    rest = html.rstrip().removesuffix("</article>")
    return f"{rest}{goes_on}{html.rstrip()[len(rest) :]}\n"


def _later(page: Page, number: int, body: str) -> Page:
    scripts = "".join(_leading(script, number, {}) for script in _SCRIPT.findall(page.head))
    url = page.url + _below(number)
    return replace(page, url=url, title=_numbered(page, number), body=body, head=scripts)


def _numbered(page: Page, number: int) -> str:
    return f"{page.title}（第 {number} 页）"
