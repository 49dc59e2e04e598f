"""YAML text becomes the comments that cut into it: what stands behind a value after ` #` is lost without a word.

Whether a `#` begins a comment is libyaml's decision: the places where its values end are looked at, never the lines alone, so that a
`#` inside quotes, block text or an address is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

_SUSPECT = re.compile(r"\S[ \t]+#")
_BEHIND_VALUE = re.compile(r"(?:[ \t]*,)?[ \t]+#")
_BEHIND_BLOCK_SIGN = re.compile(r"[|>][-+0-9]*[ \t]+#")


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
    if not is_broken and not _SUSPECT.search(text):
        return []
    found: list[Comment] = []
    last: Any = None
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            found += _behind(event, lines)
            last = event if isinstance(event, yaml.ScalarEvent) else last
    except yaml.MarkedYAMLError as error:
        found = _with_the_breaking_one(found, last, error, lines)
    return found


def _behind(event: Any, lines: Sequence[str]) -> Iterator[Comment]:
    """Yield the comment behind a scalar, or behind a bracket or brace."""
    is_scalar = isinstance(event, yaml.ScalarEvent)
    if is_scalar and event.style in ("|", ">"):
        mark, pattern = event.start_mark, _BEHIND_BLOCK_SIGN
    elif is_scalar or _is_bracket(event, lines):
        mark, pattern = event.end_mark, _BEHIND_VALUE
    else:
        return
    if mark.line < len(lines) and (match := pattern.match(lines[mark.line], mark.column)):
        yield _comment(lines, mark.line, match.end() - 1)


def _is_bracket(event: Any, lines: Sequence[str]) -> bool:
    """Whether an event is an end of a list in brackets or a mapping in braces; block collections end where nothing stands."""
    if not isinstance(event, (yaml.CollectionStartEvent, yaml.CollectionEndEvent)):
        return False
    start: Any = event.start_mark
    end: Any = event.end_mark
    return start.line < len(lines) and lines[start.line][start.column : end.column] in tuple("[]{}")


def _comment(lines: Sequence[str], line: int, column: int, *, ends_text: bool = False) -> Comment:
    return Comment(line + 1, column + 1, lines[line][column:].rstrip(), ends_text)


def _with_the_breaking_one(
    found: list[Comment], last: Any, error: Any, lines: Sequence[str]
) -> list[Comment]:
    """Return the comments, the one that broke the text marked: plain text above it, text that goes on below it."""
    if last is None or last.style or not error.problem_mark:
        return found
    end = last.end_mark
    below = next((n for n in range(end.line + 1, len(lines)) if not _is_aside(lines[n])), len(lines))
    if below == len(lines) or _indent(lines[below]) <= _indent(lines[last.start_mark.line]):
        return found
    if error.problem_mark.line not in (below, below + 1):
        return found
    cut = next((line for line in range(end.line, below) if _opens(lines[line], end, line)), None)
    if cut is None:
        return found
    column = lines[cut].index("#", end.column if cut == end.line else 0)
    breaking = _comment(lines, cut, column, ends_text=True)
    return [*(comment for comment in found if comment.line != breaking.line), breaking]


def _opens(text: str, end: Any, line: int) -> bool:
    """Whether a comment begins in this line behind the end of the text above."""
    rest = text[end.column :] if line == end.line else text
    return rest.lstrip(" \t").startswith("#") and (line > end.line or rest[:1] in (" ", "\t"))


def _is_aside(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


__all__ = ["Comment", "swallowing"]
