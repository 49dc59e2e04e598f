"""YAML as records are written becomes plain values quickly, without places; what is written in any other way is left alone.

Understood are block mappings with names of ASCII, block lists, plain and quoted values on one line, lists in brackets on one
line, literal and folded text. For everything else `plain_value` raises `Unsure`, and `source` reads the text with libyaml: so
every refusal has one author, and a test holds that both give the same value for whatever this understands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from sys import intern
from typing import TypeAlias

Line: TypeAlias = tuple[str, str, str, str]
"""One line: its indentation, a dash, a name, and what stands behind them."""
Value: TypeAlias = "str | None | list[Value] | dict[str, Value]"

_LINE = re.compile(r"^( *+)(- )?+(?:([A-Za-z_][A-Za-z0-9_-]{0,99}+):(?: ++|(?=\n)))?+(.*+)\n", re.MULTILINE)
"""A `Line`; libyaml refuses a name of more than 1,024 signs."""
_END = [("", "", "", "")] * 2
"""The empty line behind the last line end, and one that nothing goes beyond."""
_DOUBLE = re.compile(r'"([^"\\]*+)" *+')
_SINGLE = re.compile(r"'((?:[^']++|'')*+)' *+")
_SIGNS = r"""\[\]{},:?#&*!|>'"%@`\\"""
_MEMBER = rf"""(?:"[^"\\]*+"|[^\-\s{_SIGNS}][^{_SIGNS}]*+(?:(?<! )#[^{_SIGNS}]*+)*+)"""
_LIST = re.compile(rf"\[ *+(?:{_MEMBER} *+(?:, *+{_MEMBER} *+)*+)?\] *+")
_MEMBERS = re.compile(_MEMBER)
_PAIR = rf"(?<![A-Za-z0-9_-])([A-Za-z_][A-Za-z0-9_-]{{0,99}}+): ++({_MEMBER})"
_PAIRS = re.compile(_PAIR)
_BRACED = re.compile(rf"\{{ *+(?:{_PAIR} *+(?:, *+{_PAIR} *+)*+)?\}} *+")
_NEGATIVE = re.compile(r"-[0-9]")
_SHORT = 24
"""Shorter values are names, years and choices that stand in thousands of records, and are kept once."""
_DEEPEST = 8
"""Lists and mappings inside one another: half of what a record may hold, and more than any does."""


class Unsure(Exception):
    """The text is written in a way that is not understood here, or is no YAML."""


def plain_value(text: str) -> Value:
    """Return the value of a text without hidden characters, every scalar as text; raise Unsure for what is not understood."""
    return _scanner(text).document()


def understood(text: str) -> tuple[list[str], list[Line]]:
    """Return the lines of such a text as they are written and as they are read; raise Unsure for any other."""
    scanner = _scanner(text)
    scanner.document()
    return scanner.raw, scanner.lines


def members(written: str) -> Iterator[int]:
    """Yield where the members of a list in brackets begin, of which `plain_value` reads the text."""
    return (found.start() for found in _MEMBERS.finditer(written, 1, written.rindex("]")))


def _scanner(text: str) -> _Scanner:
    if "\t" in text or "\r" in text or not text.endswith("\n"):
        raise Unsure
    return _Scanner(text)


class _Scanner:
    """Goes through the lines of one text once; `at` is the line that comes next."""

    def __init__(self, text: str) -> None:
        self.raw = text.split("\n")
        self.lines: list[Line] = _LINE.findall(text)
        self.at = 0

    def document(self) -> Value:
        self.lines += _END
        if len(self.lines) != len(self.raw) + 1 or self._ended():
            raise Unsure
        value = self._block(len(self.lines[self.at][0]), 0)
        if not self._ended():
            raise Unsure
        return value

    def _ended(self) -> bool:
        """Pass over blank lines and lines of comment; whether nothing stands behind them."""
        for number in range(self.at, len(self.lines)):
            _, dash, name, rest = self.lines[number]
            if dash or name or (rest and rest[0] != "#"):
                self.at = number
                return False
        self.at = len(self.raw)
        return True

    def _block(self, indent: int, depth: int) -> Value:
        """Return the list or mapping that begins in the next line."""
        if depth > _DEEPEST:
            raise Unsure
        _, dash, name, _ = self.lines[self.at]
        if dash:
            return self._sequence(indent, depth)
        if name:
            return self._mapping(indent, depth)
        raise Unsure

    def _sequence(self, indent: int, depth: int) -> Value:
        values: list[Value] = []
        while True:
            before, dash, name, rest = self.lines[self.at]
            if not dash or len(before) != indent:
                return values
            if name:
                values.append(self._mapping(indent + 2, depth + 1))
            elif rest:
                self.at += 1
                values.append(self._scalar(rest, indent))
            else:
                raise Unsure
            if self._ended():
                return values

    def _mapping(self, indent: int, depth: int) -> Value:
        """Return the mapping whose first name stands in the next line, behind a dash or not."""
        values: dict[str, Value] = {}
        while True:
            _, _, name, rest = self.lines[self.at]
            if name in values:
                raise Unsure
            self.at += 1
            values[name] = self._scalar(rest, indent) if rest else self._below(indent, depth + 1)
            before, dash, name, _ = self.lines[self.at]
            if name and not dash and len(before) == indent:
                continue
            if self._ended():
                return values
            before, dash, name, _ = self.lines[self.at]
            if dash or not name or len(before) != indent:
                return values

    def _below(self, indent: int, depth: int) -> Value:
        """Return what stands on the lines below a name: a list may be as far to the left as the name itself."""
        if self._ended():
            return None
        before, dash, _, _ = self.lines[self.at]
        deeper = len(before)
        return self._block(deeper, depth) if deeper > indent or (dash and deeper == indent) else None

    def _scalar(self, rest: str, indent: int) -> Value:
        """Return the value that begins behind a name or a dash; `indent` is where that stands."""
        if read := _MARKED.get(rest[0]):
            return read(self, rest, indent)
        return _short(rest) if len(rest) < _SHORT else _plain(rest)

    def _double(self, rest: str, _: int) -> Value:
        if match := _DOUBLE.fullmatch(rest):
            return match[1]
        raise Unsure

    def _single(self, rest: str, _: int) -> Value:
        if match := _SINGLE.fullmatch(rest):
            return match[1].replace("''", "'")
        raise Unsure

    def _bracketed(self, rest: str, _: int) -> Value:
        if not _LIST.fullmatch(rest):
            raise Unsure
        return [_member(found) for found in _MEMBERS.findall(rest, 1, rest.rindex("]"))]

    def _braced(self, rest: str, _: int) -> Value:
        if not _BRACED.fullmatch(rest):
            raise Unsure
        pairs = _PAIRS.findall(rest, 1, rest.rindex("}"))
        values: dict[str, Value] = {name: _member(found) for name, found in pairs}
        if len(values) != len(pairs):
            raise Unsure
        return values

    def _negative(self, rest: str, indent: int) -> Value:
        if not _NEGATIVE.match(rest):
            raise Unsure
        return "-" + str(self._scalar(rest[1:], indent))

    def _text(self, rest: str, indent: int) -> Value:
        """Return literal or folded text, which ends before the first line that is less indented than its first."""
        if rest[1:] not in ("", "-"):
            raise Unsure
        first = self.raw[self.at]
        edge = first[: len(first) - len(first.lstrip(" "))]
        if len(edge) <= indent or first == edge:
            raise Unsure
        lines = self._lines_of_text(edge)
        if rest[0] == ">":
            if any(line.startswith(" ") for line in lines):
                raise Unsure
            lines = [" ".join(part) for part in _paragraphs(lines)]
        return "\n".join(lines) + ("" if rest[1:] else "\n")

    def _lines_of_text(self, edge: str) -> list[str]:
        """Return the lines that begin with an edge of blanks, without it; blank lines at the end are left out."""
        lines: list[str] = []
        cut = len(edge)
        for number in range(self.at, len(self.raw)):
            line = self.raw[number]
            if line.startswith(edge):
                if line.isspace():
                    raise Unsure
                lines.append(line[cut:])
                self.at = number + 1
            elif not line:
                lines.append("")
            elif line.isspace():
                raise Unsure
            else:
                break
        while not lines[-1]:
            lines.pop()
        return lines


def _plain(written: str) -> str:
    if ": " in written or " #" in written or (written := written.rstrip(" "))[-1:] in (":", ""):
        raise Unsure
    return written


@lru_cache(maxsize=1 << 14)
def _short(written: str) -> str:
    return intern(_plain(written))


def _member(written: str) -> str:
    return intern(written[1:-1] if written[0] == '"' else written.rstrip(" "))


def _paragraphs(lines: list[str]) -> list[list[str]]:
    """Folded lines that stand together; each blank line is a paragraph's end, the first as good as none."""
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([])
    return paragraphs


_MARKED: Mapping[str, Callable[[_Scanner, str, int], Value]] = {
    **dict.fromkeys("?:,]}#&*!%@` ", lambda *_: _not_understood()),
    '"': _Scanner._double,
    "'": _Scanner._single,
    "[": _Scanner._bracketed,
    "{": _Scanner._braced,
    "-": _Scanner._negative,
    "|": _Scanner._text,
    ">": _Scanner._text,
}
"""How a value is read whose first sign means something in YAML."""


def _not_understood() -> Value:
    raise Unsure
