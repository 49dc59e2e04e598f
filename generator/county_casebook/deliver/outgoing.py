"""A published file becomes what a reader or a program can read in it, and that the personal numbers in it: the last look.

The rules look at the sources; this looks at what leaves, where joined, escaped or marked-up pieces have become one text.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from county_casebook.text.mailboxes import mailboxes
from county_casebook.text.personal_data import Found, personal_data
from county_casebook.text.plain_digits import has_escapes

_INLINE = r"(?:a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr)"
_MARKED_UP = re.compile(rf"</?{_INLINE}\b[^<>]*>|<!--[^-]*+(?:-(?!->)[^-]*+)*+(?:-->|\Z)")
_LONG_ENOUGH = re.compile(
    rf"\d(?<!\d\d)(?:[^\w<>]{{0,6}}+(?:(?:</?{_INLINE}\b[^<>]{{0,300}}+>|<!--[^<>]{{0,300}}+-->)[^\w<>]{{0,6}}+){{0,6}}+\d){{10,}}+"
)
"""Eleven digits with nothing between them but signs and tags that break no line; what has none holds no number."""
_NEAR = 60
_BROKEN_MAILBOXES = tuple(
    re.compile(rf"{at}(?:(?= ?<)|(?:(?<=>{at})|(?<=> {at}))(?![A-Za-z]{{1,20}}\{{))") for at in "@＠"
)
"""An `@` beside a tag, with a blank between them or not.

Not that of a reference in BibTeX, which every record's page ends with: no mailbox goes on as `@online{`.
"""
_PATH = re.compile(r' d="[^"<>\0]*"')
_DRAWN = frozenset(("d", "points", "viewBox", "transform", "style", "integrity"))
_ATTRIBUTE = re.compile(r"\s([a-zA-Z:-]+)=\"([^\"<>]*)\"")
_CELL = re.compile(r"(?<!\s)\s*+<t[dh]\b[^<>]*>")
_ROW = re.compile(r"(?<!\s)(?:\s*+</?t(?:r|head|body|foot)\b[^<>]*+>)++\s*+")
_TAG = re.compile(r"<[^<>]*>")


class Looked:
    """The pieces of pages that were looked at and hold no number, so that what many pages repeat is looked at once.

    A piece begins with a tag on a new line: neither a number nor a tag goes on beyond it, and what makes a number a
    person's stands on its line. All are forgotten when they are many: what a page shell repeats is soon there again.
    """

    def __init__(self) -> None:
        self.pieces: set[str] = set()

    def is_suspect(self, page: str) -> bool:
        """Whether a page may hold a number: every page that holds one is suspect, and few others are."""
        if "<!--" in page or _BETWEEN in page:
            return _is_suspect(page)
        new = set(page.split("\n<")) - self.pieces
        if _is_suspect(_BETWEEN.join(new)):
            return True
        if len(self.pieces) > _REMEMBERED:
            self.pieces.clear()
        self.pieces |= new
        return False


_BETWEEN = "\0"
_REMEMBERED = 50_000


def numbers_in_file(name: str, data: bytes, looked: Looked | None = None) -> Iterator[Found]:
    """Yield the personal numbers in a file's name and in what can be read of it; scripts, styles and fonts are ours.

    `looked` remembers what was found free of numbers in the files before.
    """
    yield from personal_data(name)
    suffix = posixpath.splitext(name)[1]
    if suffix in (".html", ".svg", ".xml", ".webmanifest", ".xhtml"):
        page = data.decode("utf-8", "replace")
        if (looked or Looked()).is_suspect(page):
            yield from numbers_in_page(page)
    elif suffix == ".json":
        yield from _in_json(data)
    elif suffix in (".csv", ".txt", ".md", ".yml", ".ndjson"):
        yield from personal_data(data.decode("utf-8", "replace"))


def numbers_in_page(page: str) -> Iterator[Found]:
    """Yield the personal numbers in the text of a page, tags between their digits or not, and in its attributes."""
    page = _PATH.sub("", page)
    attributes = "\n".join(value for name, value in _ATTRIBUTE.findall(page) if name not in _DRAWN)
    yield from _once(words_of_page(page), attributes)


def _is_suspect(page: str) -> bool:
    """Whether a page, or pieces of pages with `_BETWEEN` between them, may hold a number; quick, since nearly none does."""
    page = _PATH.sub("", page)
    return (
        has_escapes(page)
        or any(broken.search(page) for broken in _BROKEN_MAILBOXES)
        or any(mailboxes(page))
        or any(map(_holds_number, _windows(page)))
    )


def _windows(page: str) -> Iterator[str]:
    """Yield what stands around digits that are many enough, as far as their piece goes."""
    for match in _LONG_ENOUGH.finditer(page):
        before = page[max(0, match.start() - _NEAR) : match.start()].rpartition(_BETWEEN)[2]
        yield before + match.group() + page[match.end() : match.end() + _NEAR].partition(_BETWEEN)[0]


@lru_cache(maxsize=2048)
def _holds_number(part: str) -> bool:
    return any(personal_data(part)) or any(personal_data(words_of_page(part)))


def _once(*texts: str) -> Iterator[Found]:
    seen: set[str] = set()
    for text in texts:
        for found in personal_data(text):
            if found.number not in seen:
                seen.add(found.number)
                yield found


def words_of_page(page: str) -> str:
    """Return the text of a page: what is marked up inside a line is joined, rows of tables are rows, all else breaks the line."""
    rows = _CELL.sub("|", _MARKED_UP.sub("", page)).replace("</td>", "").replace("</th>", "")
    return _TAG.sub("\n", _ROW.sub("\n", rows))


def _in_json(data: bytes) -> Iterator[Found]:
    """Yield the personal numbers in the strings of a JSON file; its figures are sums and counts."""
    text = data.decode("utf-8", "replace")
    if not any(personal_data(text)):
        return
    try:
        yield from _once(*_strings(json.loads(text)))
    except (ValueError, RecursionError):
        yield from personal_data(text)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for member in value:
            yield from _strings(member)
    elif isinstance(value, dict):
        for key, member in value.items():
            yield key
            yield from _strings(member)
