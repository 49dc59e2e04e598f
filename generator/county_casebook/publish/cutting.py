"""Where a page may be cut in two: before a member of a list, a table or a section, when all that is open can be opened again.

The templates escape every `<` and `>` that is not a tag's, so a page is cut into texts and tags at these signs alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_MEMBERS = {"ul": ("li",), "ol": ("li",), "tbody": ("tr",), "dl": ("dt", "div"), "table": ("tbody",)}
"""Holders of one kind of member, with their members."""
_HOLDERS = ("article", "div", "section", "aside", "details", "li", *_MEMBERS)
_BLOCKS = ("section", "div", "p", "h2", "h3", "h4", "ul", "ol", "dl", "table", "details", "figure", "article")
_VOID = ("br", "img", "input", "link", "meta", "hr", "source", "wbr", "col")
_HEADS = ("caption", "colgroup", "thead", "summary")
"""What is said again where its holder goes on."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_OWN = re.compile(r' (?:id|start|aria-labelledby)="[^"]*"')
_ROWS = re.compile(r' rowspan="([0-9]{1,5})"')
AGAIN = "（续）"
"""Stands behind a heading that is said again."""


@dataclass(slots=True)
class _Open:
    """An element that is open: its tag, what of it is said again, and what it holds so far."""

    name: str
    tag: str
    at: int
    again: str = ""
    members: int = 0
    last: str = ""
    cells: list[tuple[int, str]] = field(default_factory=list)
    """Cells that reach into rows to come: over how many, and themselves."""


@dataclass(frozen=True, slots=True)
class Held:
    """An element that is cut in two; `members` counts those before and the one that comes next or goes on."""

    name: str
    tag: str
    again: str
    members: int

    @property
    def opened(self) -> str:
        """Its start tag for what follows, with what is said again; ids stay where they were."""
        start = f' start="{self.members}"' if self.name == "ol" else ""
        return f"<{_OWN.sub('', self.tag)}{start}>{self.again}"


@dataclass(frozen=True, slots=True)
class Cut:
    """A place in a page where it may be cut: in characters, in bytes, and what is open there, outermost first."""

    at: int
    size: int
    above: tuple[Held, ...]
    row: str = ""
    cells: str = ""

    @property
    def opened(self) -> str:
        """What comes before the rest: start tags; and in a table the row's, with the cells that reach into it."""
        return "".join(each.opened for each in self.above) + (self.row + self.cells if self.cells else "")

    @property
    def goes_on(self) -> int:
        """Where the rest begins."""
        return self.at + (len(self.row) if self.cells else 0)

    @property
    def closed(self) -> str:
        return "".join(f"</{each.name}>" for each in reversed(self.above))


def cuts(body: str) -> Iterator[Cut]:
    """Yield every place where a page may be cut, in order."""
    reading = _Reading(body)
    pieces = re.split("[<>]", body)
    for words, tag in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        reading.words(words)
        if tag:
            cut = reading.cut(tag)
            if cut:
                yield cut
            reading.tag(tag)


@dataclass(slots=True)
class _Reading:
    """What is open while a page is read from its beginning."""

    body: str
    at: int = 0
    size: int = 0
    open: list[_Open] = field(default_factory=list)

    def words(self, text: str) -> None:
        """Go on behind a text."""
        self.at += len(text)
        self.size += len(text.encode())

    def cut(self, tag: str) -> Cut | None:
        """The cut before a tag; None where there can be none."""
        if tag.startswith("/") or not self.open or not self._may_part(_name(tag)):
            return None
        holder = self.open[-1]
        above = tuple(Held(o.name, o.tag, o.again, o.members + (o is holder)) for o in self.open)
        return Cut(self.at, self.size, above, f"<{tag}>", "".join(cell for _, cell in holder.cells))

    def _may_part(self, name: str) -> bool:
        """Whether the innermost open element may go on with this member in another page."""
        holder = self.open[-1]
        may = name in _MEMBERS.get(holder.name, _BLOCKS)
        follows = holder.members > 0 and holder.last not in (*_HEADINGS, *_HEADS)
        return may and follows and all(each.name in _HOLDERS for each in self.open)

    def tag(self, tag: str) -> None:
        """Go on behind a tag."""
        start = self.at
        self.words(f"<{tag}>")
        name = _name(tag.removeprefix("/"))
        if tag.startswith("/"):
            self._close(name)
        elif not tag.endswith("/") and name not in _VOID:
            self._count(name)
            self.open.append(_Open(name, tag, start))

    def _count(self, name: str) -> None:
        if self.open and name not in _HEADS:
            self.open[-1].members += 1

    def _close(self, name: str) -> None:
        closed = self.open.pop()
        holder = self.open[-1] if self.open else None
        if holder:
            holder.last = name
            self._keep(closed, holder)

    def _keep(self, closed: _Open, holder: _Open) -> None:
        """Keep what is said again where the holder goes on: the head of a table or fold, the heading of a section."""
        html = self.body[closed.at : self.at]
        if closed.name in _HEADS:
            holder.again += _OWN.sub("", html)
        elif closed.name in _HEADINGS and holder.name == "section" and holder.members == 1:
            end = f"</{closed.name}>"
            holder.again = _OWN.sub("", html.removesuffix(end)) + AGAIN + end
        elif closed.name == "tr":
            reach = [(rows - 1, cell) for rows, cell in (*holder.cells, *closed.cells)]
            holder.cells = [(rows, cell) for rows, cell in reach if rows]
        elif closed.name in ("td", "th"):
            rows = _ROWS.search(closed.tag)
            if rows and int(rows[1]) > 1:
                holder.cells.append((int(rows[1]), html))


def _name(tag: str) -> str:
    return re.split(r"[\s/]", tag, maxsplit=1)[0]
