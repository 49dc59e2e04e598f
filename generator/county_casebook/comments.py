"""YAML text becomes the comments that cut into it: what stands behind a value after ` #` is lost without a word.

Whether a `#` begins a comment is libyaml's decision: the places where its values begin and end are looked at, never the lines alone,
so that a `#` inside quotes, block text or an address is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml

_NEAR = re.compile(r"""#(?<=[ \t"'\[\]{},:|>0-9+-]#)""")
"""What every suspect holds; looking for it first takes a thirtieth of the time, and most records have none."""
_SUSPECT = re.compile(r"""\S[ \t]+#|["'\[\]{},:]#|[|>][-+0-9]*#""")
_BEHIND_PLAIN = re.compile(r"[ \t]*,[ \t]*#|[ \t]+#")
_BEHIND_SIGN = re.compile(r"(?:[ \t]*,)?[ \t]*#")
_BEHIND_BLOCK_SIGN = re.compile(r"[|>][-+0-9]*[ \t]*#")
_BEHIND_KEY = re.compile(r"[ \t]*:[ \t]*#")
_BEHIND_DASH = re.compile(r" *(?:-[ \t]+)+#")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment that took text away: where its `#` stands (counted from 1) and what it holds.

    `ends_text` says that the lines below it were meant to go on with the text above, so that they cannot be read as YAML.
    """

    line: int
    column: int
    lost: str
    ends_text: bool = False


def swallowing(text: str, lines: Sequence[str], *, is_broken: bool) -> list[Comment]:
    """Return the comments on lines of values; of a text that `is_broken`, also the comment that broke it."""
    if not is_broken and not may_swallow(text):
        return []
    search = _Search(lines)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            search.look(event)
    except yaml.MarkedYAMLError as error:
        search.explain(error)
    return list(dict.fromkeys(search.found))


def may_swallow(text: str) -> bool:
    """Whether a text may hold a comment on the line of a value; most hold none, and this is found out quickly."""
    return "#" in text and _NEAR.search(text) is not None and _SUSPECT.search(text) is not None


class _Search:
    """Walks the events of one text; `found` holds the comments that took something away so far."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.found: list[Comment] = []
        self.before: Any = None
        self.last_scalar: Any = None
        self.open_brackets: list[int] = []

    def look(self, event: Any) -> None:
        """Note the comments around one event."""
        is_scalar = isinstance(event, yaml.ScalarEvent)
        if is_scalar or self._is_bracket(event):
            self.found += self._above(event)
            self._count(event)
            self.found += self._behind(event)
        self.before = event
        self.last_scalar = event if is_scalar else self.last_scalar

    def _count(self, event: Any) -> None:
        """Remember for every bracket that is open how many comments stood before it."""
        if isinstance(event, yaml.CollectionStartEvent):
            self.open_brackets.append(len(self.found))
        elif isinstance(event, yaml.CollectionEndEvent) and self.open_brackets:
            self.open_brackets.pop()

    def _is_bracket(self, event: Any) -> bool:
        """Whether an event is an end of a list in brackets or a mapping in braces; block collections end where nothing stands."""
        if not isinstance(event, (yaml.CollectionStartEvent, yaml.CollectionEndEvent)):
            return False
        start: Any = event.start_mark
        end: Any = event.end_mark
        return self._line(start.line)[start.column : end.column] in tuple("[]{}")

    def _line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    def _behind(self, event: Any) -> Iterator[Comment]:
        """Yield the comment behind a value, a bracket or the sign of a block text."""
        mark, pattern = event.end_mark, _BEHIND_SIGN
        if isinstance(event, yaml.ScalarEvent) and event.style in ("|", ">"):
            mark, pattern = event.start_mark, _BEHIND_BLOCK_SIGN
        elif isinstance(event, yaml.ScalarEvent) and not event.style:
            pattern = _BEHIND_PLAIN
        if match := pattern.match(self._line(mark.line), mark.column):
            yield self._comment(mark.line, match.end() - 1)

    def _above(self, event: Any) -> Iterator[Comment]:
        """Yield the comment where a value could have begun, behind its key or dash, when it begins on a line below."""
        start = event.start_mark
        if self.before is None or self._line(start.line)[: start.column].strip():
            return
        line = next((n for n in range(start.line - 1, -1, -1) if not _is_aside(self._line(n))), -1)
        before: Any = self.before.end_mark
        match = None
        if isinstance(self.before, yaml.ScalarEvent) and before.line == line:
            match = _BEHIND_KEY.match(self._line(line), before.column)
        elif not isinstance(self.before, yaml.MappingStartEvent) and line >= 0:
            match = _BEHIND_DASH.match(self._line(line))
        if match:
            yield self._comment(line, match.end() - 1)

    def _comment(self, line: int, column: int) -> Comment:
        return Comment(line + 1, column + 1, self._line(line)[column:].rstrip())

    def explain(self, error: Any) -> None:
        """Mark the comment that broke the text, if one did: it took a bracket away, or text goes on below it."""
        if self.open_brackets and isinstance(self.before, yaml.ScalarEvent):
            end: Any = self.before.end_mark
            if match := _BEHIND_KEY.match(self._line(end.line), end.column):
                self.found.append(self._comment(end.line, match.end() - 1))
        if self.open_brackets and len(self.found) > self.open_brackets[0]:
            self.found[-1] = replace(self.found[-1], ends_text=True)
        elif breaking := self._between_texts(error):
            self.found = [comment for comment in self.found if comment.line != breaking.line]
            self.found.append(breaking)

    def _between_texts(self, error: Any) -> Comment | None:
        """Return the comment between plain text and indented text below it that the error is about."""
        last = self.last_scalar
        if last is None or last.style or not error.problem_mark:
            return None
        end: Any = last.end_mark
        below = next((n for n in range(end.line + 1, len(self.lines)) if not _is_aside(self._line(n))), -1)
        if below < 0 or not self._goes_on(last.start_mark, below):
            return None
        if error.problem_mark.line not in (below, below + 1):
            return None
        rest = self._line(end.line)[end.column :]
        if rest[:1] in (" ", "\t") and rest.lstrip().startswith("#"):
            return replace(
                self._comment(end.line, self._line(end.line).index("#", end.column)), ends_text=True
            )
        line = next((n for n in range(end.line + 1, below) if self._line(n).strip()), None)
        return replace(self._comment(line, self._line(line).index("#")), ends_text=True) if line else None

    def _goes_on(self, start: Any, below: int) -> bool:
        """Whether a line is indented as more of a text that begins at `start`: deeper than its field, or as the text itself."""
        own = _indent(self._line(start.line))
        begins_line = start.column == own
        least = own if begins_line and own else own + 1
        return _indent(self._line(below)) >= least


def _is_aside(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


__all__ = ["Comment", "may_swallow", "swallowing"]
