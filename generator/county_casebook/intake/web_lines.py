"""The elements of a page become the lines a browser would show; a table of data becomes a line a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from county_casebook.text.numbering import plain
from county_casebook.text.table_rows import again, row_line

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_BLANK = re.compile(r"[ \t\r\n\f]+")
_WIDE_BREAK = re.compile(
    r"(?<=[\u2e80-\u2fff\u3001-\u9fff\uff00-\uffef])[^\S\n]*+\n\s*+(?=[\u2e80-\u9fff\uff00-\uffef])"
)
_LONGEST_CELL = 400
_MOST_COLUMNS = 100


def lines_of(root: LexborNode) -> Iterator[str]:
    """Yield the lines a browser would show: blocks and `br` end a line, other breaks in the source are blanks but in a `pre`."""
    line: list[str] = []
    stack: list[tuple[LexborNode, bool, bool]] = [(root, False, False)]
    while stack:
        node, leaving, is_set = stack.pop()
        tag = node.tag
        if tag == "-text":
            yield from _words(node.text(deep=False), line, is_set=is_set)
            continue
        if tag in BLOCKS or tag == "br":
            yield from _finished(line)
        if leaving or tag == "-comment" or is_unseen(node):
            continue
        if tag == "table" and (rows := _grid(node)):
            yield from map(row_line, rows)
            continue
        stack.append((node, True, is_set))
        stack.extend((child, False, is_set or tag == "pre") for child in reversed(children(node)))
    yield from _finished(line)


def _words(text: str, line: list[str], *, is_set: bool) -> Iterator[str]:
    """Add words to a line; of a text that is set line by line, yield those that end in it."""
    *whole, rest = text.splitlines() if is_set and "\n" in text else [text]
    for words in whole:
        line.append(words)
        yield from _finished(line)
    line.append(rest)
    if is_set and text.endswith("\n"):
        yield from _finished(line)


def is_unseen(node: LexborNode) -> bool:
    """Whether an element says of itself that it is not shown."""
    style = plain(node.attributes.get("style") or "").lower()
    return "display:none" in style or "visibility:hidden" in style


def children(node: LexborNode) -> list[LexborNode]:
    """Return the nodes right below one."""
    found = []
    child = node.child
    while child is not None:
        found.append(child)
        child = child.next
    return found


def words_of(node: LexborNode) -> str:
    """Return the words of an element on one line."""
    return _BLANK.sub(" ", node.text(deep=True, separator="")).strip(" \u00a0\u3000")


def _finished(line: list[str]) -> Iterator[str]:
    words = _BLANK.sub(" ", _WIDE_BREAK.sub("", "".join(line))).strip(" ")
    line.clear()
    if words:
        yield words


def _grid(table: LexborNode) -> list[list[str]]:
    """Return the cells of a table of data, row by row; nothing for one that only places words on the page."""
    rows = [row for row in table.css("tr") if row.css_first("td, th") is not None]
    if len(rows) < 2 or table.css_first("td table, th table") is not None:
        return []
    cells = [[cell for cell in children(row) if cell.tag in ("td", "th")] for row in rows]
    if sum(len(row) > 1 for row in cells) < 2 or max(map(len, cells)) > _MOST_COLUMNS:
        return []
    said = [[" ".join(lines_of(cell)) for cell in row] for row in cells]
    if any(len(words) > _LONGEST_CELL for row in said for words in row) and max(map(len, said)) < 3:
        return []
    return list(_with_spans(cells, said))


def _with_spans(cells: list[list[LexborNode]], said: list[list[str]]) -> Iterator[list[str]]:
    """Yield the rows, a cell over several rows in each of them; no row grows beyond what a table may have."""
    held: dict[int, tuple[int, str]] = {}
    for row, words in zip(cells, said, strict=True):
        shown: list[str] = []
        for cell, value in zip(row, words, strict=True):
            _take_held(held, shown)
            rows = _span(cell, "rowspan")
            if rows > 1 and len(shown) < _MOST_COLUMNS:
                held[len(shown)] = (rows - 1, again(value))
            shown.append(value)
        _take_held(held, shown)
        if any(shown):
            yield shown


def _take_held(held: dict[int, tuple[int, str]], shown: list[str]) -> None:
    """Add to a row what cells of rows above say at its next columns."""
    while len(shown) in held:
        left, value = held.pop(len(shown))
        if left > 1:
            held[len(shown)] = (left - 1, value)
        shown.append(value)


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or ""
    return min(int(value), 1000) if re.fullmatch("[0-9]{1,4}", value) else 1


__all__ = ["BLOCKS", "children", "is_unseen", "lines_of", "words_of"]
