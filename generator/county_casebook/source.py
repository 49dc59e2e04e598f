"""YAML text becomes plain values in which every scalar is text and every value knows its line and column.

libyaml's event stream is read directly: PyYAML's loaders turn `013022` into 5650 and `no` into False, swallow duplicate
keys and die on a bad date without a line. Here nothing is guessed: a field decides for itself what its text means.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import yaml

from county_casebook.comments import Comment, may_swallow, swallowing
from county_casebook.problems import Location, Problem
from county_casebook.text.characters import hidden, what_it_is, what_would_do
from county_casebook.text.encoding import encoding_of
from county_casebook.yaml_places import place_in
from county_casebook.yaml_plain import Unsure, Value, plain_value
from county_casebook.yaml_syntax import open_quote, syntax_problem

Path: TypeAlias = "tuple[str | int, ...]"

MAX_BYTES = 1 << 20
MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A document as a record keeps it: its bytes alone, read once more when somebody asks where a value stands.

    Of thousands of records few have a problem, and the marks of all of them would weigh ten times what the records do.
    """

    path: str
    data: bytes

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(decode(self.data, self.path).splitlines())

    @property
    def marks(self) -> Mapping[Path, tuple[int, int]]:
        """The (line, column) of every value, counted from 1."""
        return _again(self.data, self.path).marks

    @property
    def key_marks(self) -> Mapping[Path, tuple[int, int]]:
        """The (line, column) of every name, by the path of what it names."""
        return _again(self.data, self.path).key_marks

    def location(self, path: Path = (), *, key: bool = False) -> Location:
        """Return where the value (or its key) at `path` stands; what is not there stands where its parent does."""
        found = place_in(self.data, path, key=key)
        return Location(self.path, *found) if found else _again(self.data, self.path).location(path, key=key)


@dataclass(frozen=True, slots=True)
class Document(Kept):
    """One YAML file as read: its value, and on demand where everything in it stands."""

    value: Value

    def kept(self) -> Kept:
        """The document as a record keeps it."""
        return Kept(self.path, self.data)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text as libyaml reads it: its value, and the (line, column) of every value and key in it, counted from 1."""

    path: str
    lines: tuple[str, ...]
    value: Value
    marks: dict[Path, tuple[int, int]]
    key_marks: dict[Path, tuple[int, int]]

    def location(self, path: Path = (), *, key: bool = False) -> Location:
        """Return where the value (or its key) at `path` stands; what is not there stands where its parent does."""
        marks = self.key_marks if key else self.marks
        while path and path not in marks:
            path = path[:-1]
            marks = self.marks
        line, column = marks.get(path, (1, 1))
        return location_in(self.path, self.lines, line, column)


@lru_cache(maxsize=32)
def _again(data: bytes, path: str) -> Marked:
    return marked(decode(data, path), path)


class Refused(Exception):
    """A file that cannot be read as a record; `problems` say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems


def location_in(path: str, lines: tuple[str, ...], line: int, column: int) -> Location:
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    return Location(path, line, column, text)


def decode(data: bytes, path: str, *, most: int = MAX_BYTES) -> str:
    """Return the text of a UTF-8 file (a BOM is fine) of at most `most` bytes; raise Refused naming the encoding it looks like."""
    if len(data) > most:
        said = f"文件有 {len(data) / MAX_BYTES:.1f} MiB，超过 {most / MAX_BYTES:.0f} MiB 的上限"
        raise Refused(Problem(Location(path), "file-too-large", said, "一条记录一个文件，长材料请另附"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Location(path, data.count(b"\n", 0, error.start) + 1)
        said = f"文件不是 UTF-8 编码，看起来是 {encoding_of(data)}"
        raise Refused(Problem(place, "wrong-encoding", said, "请另存为 UTF-8")) from None


def read(data: bytes, path: str) -> Document:
    """Read one YAML document; raise Refused with every problem that keeps it from being read."""
    return Document(path, data, _value(text_of(data, path), path))


def text_of(data: bytes, path: str) -> str:
    """Return the text of a file of YAML; raise Refused where it is none, is empty or holds hidden characters."""
    text = decode(data, path)
    if forbidden := tuple(forbidden_characters(text, path)):
        raise Refused(*forbidden)
    if not text.strip():
        raise Refused(Problem(Location(path), "empty-file", "文件是空的", "用 casebook new 生成一份模板"))
    return text


def _value(text: str, path: str) -> Value:
    """Return the value of a text: quickly where it is written as most are, else as libyaml reads it."""
    if may_swallow(text):
        return marked(text, path).value
    try:
        return plain_value(text)
    except Unsure:
        return marked(text, path).value


def marked(text: str, path: str) -> Marked:
    """Read a text without hidden characters with libyaml; raise Refused with every problem that keeps it from being read."""
    found, problems = looked_at(text, path)
    if problems or found is None:
        raise Refused(*problems)
    return found


def looked_at(text: str, path: str) -> tuple[Marked | None, tuple[Problem, ...]]:
    """Return what libyaml reads in a text, as far as it can be read, and every problem with how it is written."""
    lines = tuple(text.splitlines())
    reader = _Reader(path, lines)
    try:
        value = reader.read(text)
    except yaml.MarkedYAMLError as error:
        return None, (*reader.problems, *_broken(error, text, path, lines, reader.last_scalar))
    except Refused as refused:
        return None, refused.problems
    comments = swallowing(text, lines, is_broken=False)
    reader.problems += (_swallowed(comment, path, lines) for comment in comments)
    return Marked(path, lines, value, reader.marks, reader.key_marks), tuple(reader.problems)


def _broken(error: Any, text: str, path: str, lines: tuple[str, ...], last: Any) -> Iterator[Problem]:
    """Yield why a text is no YAML: the comment that cut it, or what libyaml says; and every other comment of its kind."""
    comments = swallowing(text, lines, is_broken=True)
    yield from (_swallowed(comment, path, lines) for comment in comments)
    if not any(comment.ends_text for comment in comments):
        yield open_quote(error, path, lines, last) or syntax_problem(error, path, lines)


def _swallowed(comment: Comment, path: str, lines: tuple[str, ...]) -> Problem:
    """Return the problem of a comment that took text away, with that text."""
    place = location_in(path, lines, comment.line, comment.column)
    lost = comment.lost if len(comment.lost) <= 60 else f"{comment.lost[:60]}…"
    said = f"从 # 起被当成注释，读者看不到：“{lost}”"
    if comment.ends_text:
        said = f"从 # 起被当成注释，上面的文字到此为止，下面的接不上：“{lost}”"
    return Problem(
        place, "swallowed-comment", said, "是正文就给整句加引号；是说明就另起一行，写在这个字段前面"
    )


def forbidden_characters(text: str, path: str) -> Iterator[Problem]:
    """Yield a problem for every character that readers cannot see: see `county_casebook.text.characters`."""
    found = list(hidden(text))
    if not found:
        return
    lines = tuple(_LINE_END.split(text))
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    for offset, sign in found:
        number = bisect_right(starts, offset)
        yield Problem(
            location_in(path, lines, number, offset - starts[number - 1] + 1),
            "hidden-character",
            f"有{what_it_is(sign)}",
            what_would_do(sign),
        )


_LINE_END = re.compile(r"\r\n|\n|\r")


class _Reader:
    """Walks libyaml's events once, remembering where each value and key begins."""

    def __init__(self, path: str, lines: tuple[str, ...]) -> None:
        self.path, self.lines = path, lines
        self.marks: dict[Path, tuple[int, int]] = {}
        self.key_marks: dict[Path, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self.last_scalar: Any = None

    def read(self, text: str) -> Value:
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=yaml.CSafeLoader))
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            said = "文件里只有注释，没有内容", "用 casebook new 生成一份模板"
            raise Refused(Problem(Location(self.path), "empty-file", *said))
        value = self.value(next(self.events), ())
        next(self.events)
        rest = next(self.events)
        if isinstance(rest, yaml.DocumentStartEvent):
            self.refuse(rest, "several-documents", "一个文件里有多份文档（用 --- 隔开）", "一条记录一个文件")
        return value

    def refuse(self, event: Any, rule: str, message: str, hint: str = "") -> None:
        mark = event.start_mark
        place = location_in(self.path, self.lines, mark.line + 1, mark.column + 1)
        self.problems.append(Problem(place, rule, message, hint))

    def value(self, event: Any, path: Path) -> Value:
        mark = event.start_mark
        self.marks[path] = (mark.line + 1, mark.column + 1)
        if len(path) > MAX_DEPTH:
            self.refuse(event, "too-deep", f"嵌套超过 {MAX_DEPTH} 层", "检查缩进")
            raise Refused(*self.problems)
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, "alias", f"不支持引用 *{event.anchor}", "把内容直接写出来")
            return None
        self.check_node(event)
        if isinstance(event, yaml.ScalarEvent):
            self.last_scalar = event
            self.check_escapes(event)
            return None if event.value == "" and not event.style else str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.mapping(path)

    def check_node(self, event: Any) -> None:
        if event.anchor:
            self.refuse(event, "anchor", f"不支持锚点 &{event.anchor}", "文字以 & 开头时请加引号")
        if event.tag:
            self.refuse(event, "tag", f"不支持标签 {event.tag}", "文字以 ! 开头时请加引号")

    def check_escapes(self, event: Any) -> None:
        """Refuse what only an escape between double quotes can have written: the raw text has been looked through before."""
        if event.style != '"':
            return
        found = [sign for _, sign in hidden(event.value)] + ["\r"] * event.value.count("\r")
        for sign in dict.fromkeys(found):
            self.refuse(
                event, "hidden-character", f"双引号里用转义写了{what_it_is(sign)}", "删掉它，文字直接写"
            )

    def sequence(self, path: Path) -> Value:
        values: list[Value] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            values.append(self.value(event, (*path, len(values))))
        return values

    def mapping(self, path: Path) -> Value:
        values: dict[str, Value] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self.refuse(event, "key-not-text", "字段名必须是文字", "检查缩进和冒号")
                self.value(event, (*path, "?"))
                self.value(next(self.events), (*path, "?"))
                continue
            key = event.value
            self.check_node(event)
            self.check_escapes(event)
            if key in values:
                first = self.key_marks[(*path, key)][0]
                self.refuse(event, "duplicate-key", f"字段 {key} 写了两次，第一次在第 {first} 行", "留下一个")
                self.value(next(self.events), (*path, key, "?"))
                continue
            mark: Any = event.start_mark
            self.key_marks[(*path, key)] = (mark.line + 1, mark.column + 1)
            values[key] = self.value(next(self.events), (*path, key))
        return values
