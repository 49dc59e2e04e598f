"""A text that was refused becomes everything that is wrong with it: small mends are tried, and what they bring to light is told too.

A mend is believed only where the text reads further, or has fewer problems, with it than without. So one missing blank is one
problem, and what stands below it is looked at all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pydantic import BaseModel

from county_casebook.mends import Edit, Known, Mend, near_mends, sure_mends
from county_casebook.problems import Location, Problem
from county_casebook.schema.walk import Field, fields
from county_casebook.source import Marked, Refused, looked_at, text_of

Judge = Callable[[Marked], Iterable[Problem]]
"""What is wrong with the values of a text that can be read."""

_LONGEST = 1 << 16
_MOST_LOOKS = 150
"""A text is read so often at most, so that the time a bad file takes has a bound."""


def why_refused(data: bytes, path: str, judge: Judge, model: type[BaseModel]) -> list[Problem]:
    """Return everything that is wrong with a file that was refused."""
    try:
        text = text_of(data, path)
    except Refused as refused:
        return list(refused.problems)
    return _Search(path, judge, known_of(model)).problems_of(text.split("\n"))


@dataclass(frozen=True, slots=True)
class _Look:
    """What one reading found: how far it came (None: to the end), and what is wrong."""

    stopped: tuple[int, int] | None
    problems: Sequence[Problem]
    of_values: Sequence[Problem] = ()

    @property
    def count(self) -> int:
        return len(self.problems) + len(self.of_values)

    @property
    def is_hopeless(self) -> bool:
        """Whether it stopped at what no mend of a line can be meant for."""
        return self.stopped is not None and min(self.problems).rule != "yaml-syntax"

    def is_better_than(self, other: _Look) -> bool:
        if self.stopped is None:
            return other.stopped is not None or self.count < other.count
        return other.stopped is not None and self.stopped > other.stopped


@dataclass(frozen=True, slots=True)
class _Better:
    """A mend, what was found with it, and the text as mended."""

    mend: Mend
    look: _Look
    lines: list[str]


def is_missing(problem: Problem) -> bool:
    """Whether a problem is that of what is not there, which may stand where a text was not understood."""
    return problem.rule in ("missing-field", "wrong-folder")


class _Search:
    """Tries mends on one text; `looks` counts how often it was read."""

    def __init__(self, path: str, judge: Judge, known: Known) -> None:
        self.path, self.judge, self.known = path, judge, known
        self.looks = 0

    def look(self, lines: Sequence[str]) -> _Look:
        self.looks += 1
        found, problems = looked_at("\n".join(lines), self.path)
        if found is None:
            first = min(problems)
            return _Look((first.location.line, first.location.column), problems)
        return _Look(None, problems, tuple(self.judge(found)))

    def problems_of(self, lines: list[str]) -> list[Problem]:
        """Return what is wrong: the mends that were believed, and what is left with all of them.

        What is missing is only told of a text that reads as it is: half of it may stand where the text was not understood.
        """
        best, mended, believed = self.look(lines), lines, list[Mend]()
        if sum(map(len, lines)) <= _LONGEST:
            while best.count and not best.is_hopeless and (better := self.better(mended, best)):
                best, mended = better.look, better.lines
                believed.append(better.mend)
        edits = [edit for mend in believed for edit in mend.edits]
        spoilt = {edit.line for mend in believed if mend.spoils for edit in mend.edits}
        spoilt |= {problem.location.line for problem in best.problems}
        is_whole = not (believed or best.problems)
        of_values = [
            problem
            for problem in best.of_values
            if is_whole or not (is_missing(problem) or problem.location.line in spoilt)
        ]
        left = (_as_written(problem, lines, edits) for problem in (*best.problems, *of_values))
        return [*(self.told(mend, lines) for mend in believed), *left]

    def better(self, lines: Sequence[str], best: _Look) -> _Better | None:
        """Return a mend with which a text reads better: the first that is sure, else the best of those nearby."""
        around = best.stopped[0] if best.stopped else None
        for found in self.tried(lines, sure_mends(lines, self.known, around)):
            if found.look.is_better_than(best):
                return found
        chosen: _Better | None = None
        for found in self.tried(lines, near_mends(lines, around) if around else ()):
            reached = found.look.stopped
            is_further = reached is None or (around and reached[0] > around)
            if is_further and found.look.is_better_than(chosen.look if chosen else best):
                chosen = found
        return chosen

    def tried(self, lines: Sequence[str], found: Iterable[Mend]) -> Iterator[_Better]:
        """Try mends one after the other, as long as the text may be read again."""
        for mend in found:
            if self.looks < _MOST_LOOKS:
                mended = mend.applied(lines)
                yield _Better(mend, self.look(mended), mended)

    def told(self, mend: Mend, lines: Sequence[str]) -> Problem:
        edit = mend.edits[0]
        text = lines[edit.line - 1].rstrip("\r")
        column = min(edit.column, len(text)) + _behind_blanks(edit)
        return Problem(
            Location(self.path, edit.line, column + 1, text), "yaml-syntax", mend.message, mend.hint
        )


def _behind_blanks(edit: Edit) -> int:
    """How far from its beginning an edit is told of: what concerns the indentation stands at the first letter."""
    return len(edit.old) if not edit.old.strip() and not edit.column else 0


def _as_written(problem: Problem, lines: Sequence[str], edits: Sequence[Edit]) -> Problem:
    """Return the problem of a mended text where it stands in the text as it was written."""
    place = problem.location
    column = place.column
    if not edits:
        return problem
    for edit in edits:
        if edit.line == place.line and column > edit.column + 1:
            column = max(edit.column + 1, column - len(edit.new) + len(edit.old))
    text = lines[place.line - 1].rstrip("\r") if place.line <= len(lines) else place.text
    return replace(problem, location=Location(place.path, place.line, column, text))


@cache
def known_of(model: type[BaseModel]) -> Known:
    """Return what may be written in a record of a model."""
    every = list(_within(model, set()))
    return Known(
        frozenset(field.name for field in every),
        frozenset(field.title for field in every),
        {
            field.name: frozenset(inner.name for part in field.parts for inner in fields(part))
            for field in every
            if field.parts
        },
        frozenset(field.name for field in every if field.is_list),
    )


def _within(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[Field]:
    """Yield every field of a model and of the parts inside it."""
    if model in seen:
        return
    seen.add(model)
    for field in fields(model):
        yield field
        for part in field.parts:
            yield from _within(part, seen)


__all__ = ["Judge", "known_of", "why_refused"]
