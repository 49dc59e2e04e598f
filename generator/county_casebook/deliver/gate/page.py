"""A page's bytes become its ids, its addresses and its faults, in one pass over its tags.

Our templates escape every `<` and `>` that is not a tag's, so a page can be cut at these signs alone, and one where they do
not take turns is refused. The page shell's tags are the same on every page: each text is examined once and remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from county_casebook.deliver.gate.addresses import Address
from county_casebook.deliver.gate.json_data import json_faults, linked_addresses
from county_casebook.deliver.gate.tags import Tag, read_tag
from county_casebook.deliver.gate.texts import NO_MACHINE, Machine, text_faults

_NOT_TEXT = bytes({*range(0x20), 0x7F} - {0x0A})
_NOT_SIGNS = bytes(set(range(256)) - set(b"<>"))
_REMEMBERED = 100_000
_DRAWN = ("path", "rect", "circle", "line", "poly", "text", "tspan", "g ", "svg", "pattern", "/")
"""Tags whose numbers are places in a drawing."""


class Known(dict[str, str | None]):
    """The tags read so far, by their text: the end tag each waits for. A text asked for the first time is read then.

    `telling` holds those that tell more than that, `new` the texts not yet looked through for what no text may hold, `words`
    the words that were. All are emptied when full: what a page shell repeats is soon there again.
    """

    def __init__(self, site_address: str = "", endpoint: str = "") -> None:
        self.site_address, self.endpoint = site_address, endpoint
        self.telling: dict[str, Tag] = {}
        self.words: set[str] = set()
        self.new: list[str] = []

    def __missing__(self, text: str) -> str | None:
        tag = read_tag(text, self.site_address, self.endpoint)
        self[text] = tag.end
        if tag.tells:
            self.telling[text] = tag
        if not text.startswith(_DRAWN):
            self.new.append(text)
        return tag.end

    def text_faults(self, words: list[str], machine: Machine) -> list[str]:
        """Return the faults of what was not looked through before, new tags and new words; what has one stays new."""
        found = set(words).difference(self.words)
        faults = list(text_faults([*self.new, *found], machine))
        if faults:
            for text in self.new:
                self.pop(text, None)
        else:
            self.words |= found
        self.new.clear()
        return faults

    def forget(self) -> None:
        """Make room, between two pages."""
        if len(self) > _REMEMBERED or len(self.words) > _REMEMBERED:
            self.clear()
            self.telling.clear()
            self.words.clear()


@dataclass(slots=True)
class Page:
    """What a page holds, as far as the gate asks."""

    text: str = ""
    ids: list[str] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read_page(data: bytes, known: Known, machine: Machine = NO_MACHINE) -> Page:
    """Read a page; what is wrong with it is among its faults."""
    known.forget()
    page = Page()
    if len(data.translate(None, _NOT_TEXT)) != len(data):
        page.faults.append("有控制字符")
    try:
        page.text = data.decode("utf-8")
    except UnicodeDecodeError:
        page.faults.append("不是 UTF-8")
        return page
    signs = data.translate(None, _NOT_SIGNS)
    if signs != b"<>" * (len(signs) // 2):
        page.faults.append(_out_of_turn(page.text))
        return page
    pieces = page.text.replace(">", "<").split("<")
    texts = pieces[1::2]
    if unpaired := _unpaired(texts, known):
        page.faults.append(f"标签没有成对：<{unpaired}>")
    told = [(at, known.telling[text]) for at, text in enumerate(texts) if text in known.telling]
    page.faults.extend(known.text_faults(pieces[::2], machine))
    _gather(told, page)
    _gather_linked([pieces[2 * at + 2] for at, tag in told if tag.kept == "data"], known.site_address, page)
    page.faults.extend(_whole_faults(pieces, [(at, tag) for at, tag in told if tag.kept]))
    return page


def _out_of_turn(html: str) -> str:
    """Say where a `<` begins no tag, or a `>` ends none."""
    wrong = re.search(r"<(?=[^<>]*(?:<|\Z))|(?:\A|>)[^<>]*>", html)
    shown = html[wrong.start() :][:60].split("\n")[0] if wrong else ""
    return f"有注释 {shown}" if shown.startswith("<!--") else f"有不成标签的 < 或 >：{shown}"


def _gather(told: list[tuple[int, Tag]], page: Page) -> None:
    for _, tag in told:
        page.faults.extend(tag.faults)
        page.addresses.extend(tag.addresses)
        if tag.id:
            page.ids.append(tag.id)
    if len(set(page.ids)) != len(page.ids):
        page.faults.extend(
            f"id {name} 用了两次" for name in sorted({n for n in page.ids if page.ids.count(n) > 1})
        )


def _gather_linked(texts: list[str], site_address: str, page: Page) -> None:
    """Note the addresses in the schema.org data of a page."""
    for found in chain.from_iterable(linked_addresses(text, site_address) for text in texts):
        if isinstance(found, str):
            page.faults.append(found)
        elif found.use:
            page.addresses.append(found)


def _unpaired(texts: list[str], known: Known) -> str:
    """Read all tags; the last that has no partner where one must stand, empty when all have, or the next tag ends them."""
    waiting, lost = [""], ""
    for text in texts:
        end = known[text]
        if end:
            while end in _ENDED_BY_START.get(waiting[-1], ()):
                waiting.pop()
            waiting.append(end)
        elif end is None:
            last = waiting.pop()
            while last != text and text in _ENDED_BY_END.get(last, ()):
                last = waiting.pop()
            if last != text:
                waiting, lost = [""], text
    return lost or waiting[-1]


_IN_ROWS = ("/tr", "/tbody")
_ENDED_BY_START = {
    "/p": ("/li",),
    "/li": ("/li",),
    "/dt": ("/dt", "/dd"),
    "/dd": ("/dt", "/dd"),
    "/td": ("/td", "/th", *_IN_ROWS),
    "/th": ("/td", "/th", *_IN_ROWS),
    "/tr": _IN_ROWS,
    "/thead": ("/tbody",),
    "/tbody": ("/tbody",),
}
"""The elements that end, in any browser, where another begins: each named by its end tag."""
_OF_TABLES = ("/thead", "/tbody", "/table")
_ENDED_BY_END = {
    "/p": ("/li", "/ul", "/ol"),
    "/li": ("/ul", "/ol"),
    "/dd": ("/dl", "/div"),
    "/td": ("/tr", *_OF_TABLES),
    "/th": ("/tr", *_OF_TABLES),
    "/tr": _OF_TABLES,
    "/tbody": ("/table",),
}
"""The elements that end with what they stand in."""


def _whole_faults(pieces: list[str], kept: list[tuple[int, Tag]]) -> Iterator[str]:
    """Faults of the page as a whole: its outline, its one title, and elements whose content is no markup.

    `pieces` are the page's texts and tags in turn; `kept` the tags that count here, with their places among the tags.
    """
    names = [tag.kept for _, tag in kept]
    if pieces[1:2] != ["!doctype html"] or pieces[0].strip() or names.count("!doctype") != 1:
        yield "开头不是 <!doctype html>"
    if not _is_outlined(pieces, kept, names):
        yield "<html>、<head>、<body> 不是各一个、依次排列"
    if 'meta charset="utf-8"' not in pieces[1:16:2]:
        yield "开头没有 <meta charset=utf-8>"
    body = next((at for at, tag in kept if tag.kept == "body"), 0)
    titles = 0
    for at, tag in kept:
        content, after = pieces[2 * at + 2], pieces[2 * at + 3 : 2 * at + 4]
        if tag.kept == "title":
            titles += at < body and bool(content.strip())
            if after != ["/title"] or (at > body and not pieces[2 * at - 1].startswith(("svg ", "svg\n"))):
                yield "标题放错了地方，或里面有标签"
        elif tag.kept in ("script", "data"):
            yield from _script_faults(content, after, tag.kept)
    if titles != 1:
        yield "没有标题" if not titles else "标题不止一个"


def _is_outlined(pieces: list[str], kept: list[tuple[int, Tag]], names: list[str]) -> bool:
    outer = [at for at, tag in kept if tag.kept in ("html", "head", "/head", "body")]
    order = [name for name in names if name in ("html", "head", "/head", "body")]
    if order != ["html", "head", "/head", "body"] or outer[:2] != [1, 2] or outer[3] != outer[2] + 1:
        return False
    return [pieces[-4], pieces[-2]] == ["/body", "/html"] and not (pieces[-1] + pieces[-3]).strip()


def _script_faults(content: str, after: list[str], kind: str) -> Iterator[str]:
    if after != ["/script"]:
        yield "<script> 里有标签"
    if kind == "data":
        yield from json_faults(content)
    elif content:
        yield f"有行内脚本：{content.strip()[:60]}"
