"""The lines of a YAML text that say something by themselves, and what a mend of them is.

Nothing is decided here of what a text means: the guesses are in the modules beside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Parts = Mapping[str, frozenset[str]]
"""The names of fields that hold parts, each with the names of the fields inside."""


@dataclass(frozen=True, slots=True)
class Edit:
    """In one line (from 1), from a column (from 0), a text is written in place of another."""

    line: int
    column: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Mend:
    """What is wrong, what would do, and the edits that do it; it stands where its first edit is.

    `spoils` says that the value of a line was not what its writer meant, so that nothing more can be said of it.
    """

    message: str
    hint: str
    edits: tuple[Edit, ...]
    spoils: bool = False

    @property
    def line(self) -> int:
        return self.edits[0].line

    def applied(self, lines: Sequence[str]) -> list[str]:
        """Return the lines as mended."""
        mended = list(lines)
        for edit in self.edits:
            text = mended[edit.line - 1]
            mended[edit.line - 1] = text[: edit.column] + edit.new + text[edit.column + len(edit.old) :]
        return mended


@dataclass(frozen=True, slots=True)
class Known:
    """What may stand in a text: the names and titles of its fields, which stand inside which, and which are lists."""

    names: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    parts: Parts = field(default_factory=dict)
    lists: frozenset[str] = frozenset()


_LINE = re.compile(r"^(\s*+)(.*)$", re.DOTALL)
_KEY = re.compile(r"((?:- +)*+)([^\s:#\-\[\]{},\"'][^\s:\[\]{},]*+):(?:[ ]+(.*))?$")
_BLOCK = re.compile(r"(?:- +)*+[|>][-+0-9]*+(?: +#.*)?")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number from 1, the blanks before it, the rest; of `name: value` the name and where it begins (from 0)."""

    number: int
    blanks: str
    rest: str
    name: str = ""
    value: str = ""
    indent: int = 0

    @property
    def is_item(self) -> bool:
        """Whether it begins an item of a list."""
        return self.rest.startswith("- ") or self.rest == "-"


def told_lines(lines: Sequence[str]) -> Iterator[Line]:
    """Yield every line that is neither blank, nor a comment, nor inside a block of text."""
    inside: int | None = None
    for number, text in enumerate(lines, 1):
        blanks, rest = _cut(text)
        if not rest or rest.startswith("#"):
            continue
        if inside is not None and len(blanks) - len(blanks.lstrip(" ")) > inside:
            continue
        inside = None
        line = _line(number, blanks, rest)
        if _BLOCK.fullmatch(line.value if line.name else rest):
            inside = line.indent if line.name else len(blanks)
        yield line


def _cut(text: str) -> tuple[str, str]:
    match = _LINE.match(text)
    return (match[1], match[2].rstrip()) if match else ("", text)


def _line(number: int, blanks: str, rest: str) -> Line:
    match = _KEY.match(rest)
    if not match:
        return Line(number, blanks, rest, indent=len(blanks))
    return Line(number, blanks, rest, match[2], (match[3] or "").strip(), len(blanks) + len(match[1]))


__all__ = ["Edit", "Known", "Line", "Mend", "told_lines"]
