"""A text becomes its lines, each with the number it begins with and whether it belongs to a table of contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from county_casebook.text.contents import contents_lines
from county_casebook.text.marks import BLANKS, ENDS, SPACE, Mark
from county_casebook.text.numbering import NUMBER, mark_of
from county_casebook.text.numerals import number


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text with the blank lines after it: its words stand at `offset` and are without blanks at both ends."""

    start: int
    offset: int
    words: str
    mark: Mark | None
    is_contents: bool
    is_indented: bool


def lines(text: str) -> list[Line]:
    """Return the lines of a text in order; blank lines at its beginning go to the first."""
    bounds = [each for bound in _joined(text, _bounds(text)) for each in _articles(text, *bound)]
    words = [text[start:end].strip(ENDS) for start, end in bounds]
    marks = [mark_of(each) for each in words]
    contents = contents_lines(words, marks)
    return [
        _line(text, start, words[order], marks[order], is_contents=order in contents)
        for order, (start, _) in enumerate(bounds)
    ]


def _line(text: str, start: int, words: str, mark: Mark | None, *, is_contents: bool) -> Line:
    offset = text.index(words, start) if words else start
    before = offset
    while before > start and text[before - 1] in BLANKS:
        before -= 1
    is_indented = offset - before > 1 or text[before:offset] == "\u3000"
    return Line(start, offset, words, mark, is_contents, is_indented)


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    start = end = 0
    filled = False
    for match in _LINE.finditer(text):
        if match[0].strip(ENDS):
            if filled:
                yield start, end
                start = end
            filled = True
        end = match.end()
    if end > start:
        yield start, end


def _joined(text: str, bounds: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the lines; of 第十七条 and 之一 on the line below, which are one number, as one."""
    held: tuple[int, int] | None = None
    for start, end in bounds:
        if held and _REST_OF_NUMBER.match(text, start, end):
            held = held[0], end
            continue
        if held:
            yield held
        held = None
        if _NUMBER_ALONE.match(text, start, end):
            held = start, end
        else:
            yield start, end
    if held:
        yield held


def _articles(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the articles of a line that holds several in a row, and of the headings of chapters before them.

    Those inside a quotation stay in it.
    """
    if heading := _HEADING.match(text, start, end):
        yield start, heading.end()
        start = heading.end()
    first = _ARTICLE.match(text, start, end)
    value = number(first[1]) if first else 0
    quoted, seen = 0, start
    for found in _NEXT_ARTICLE.finditer(text, start, end) if first else ():
        quoted += text.count("“", seen, found.start()) - text.count("”", seen, found.start())
        seen = found.start()
        if number(found["article"]) == value + 1 and quoted <= 0:
            yield start, seen
            start, value = seen, value + 1
            if found["heading"]:
                yield start, found.end("heading")
                start = found.end("heading")
    yield start, end


_TITLED = rf"第{SPACE}?(?:{NUMBER}){SPACE}?[编章节]{SPACE}{{1,3}}[^。；，：\n{BLANKS}]{{1,20}}{SPACE}{{1,3}}"
_ARTICLE = re.compile(rf"[{BLANKS}]*+第{SPACE}?({NUMBER}){SPACE}?条(?={SPACE})")
_HEADING = re.compile(rf"[{BLANKS}]*+{_TITLED}(?=第{SPACE}?(?:{NUMBER}){SPACE}?条{SPACE})")
_NEXT_ARTICLE = re.compile(
    rf"(?<=[。；])(?P<heading>[{BLANKS}]*+{_TITLED})?[{BLANKS}]*+第{SPACE}?(?P<article>{NUMBER}){SPACE}?条(?={SPACE})"
)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NUMBER_ALONE = re.compile(rf"[{ENDS}]*+第{SPACE}?[^\s第条]{{1,9}}条[{ENDS}]*+\Z")
_REST_OF_NUMBER = re.compile(
    rf"{SPACE}*[（(]?之{SPACE}?[一二三四五六七八九十0-9０-９]{{1,3}}[）)]?(?={SPACE}|\r?\n|$)"
)
