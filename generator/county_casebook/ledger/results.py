"""What is found for a duty: a verdict, the figure it rests on, and the list behind it, line by line.

A line is met, not met or no data by itself; the verdict of the whole follows from its lines and from how many there
should be. What no record tells stays no data: never a pass, a fail or a zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from county_casebook.library.library import Library
from county_casebook.problems import Location
from county_casebook.records import Record
from county_casebook.records.record import Grade
from county_casebook.schema.fields import CoarseDate

State = Literal["met", "partly", "not_met", "no_data"]
STATE_WORDS: dict[State, str] = {
    "met": "达标",
    "partly": "部分达标",
    "not_met": "未达标",
    "no_data": "缺数据",
}
Place: TypeAlias = "Callable[[], Location]"
"""Returns where something stands; the file is read once more for it."""

STATE_SIGNS: dict[State, str] = {"met": "●", "partly": "◐", "not_met": "✕", "no_data": "○"}


@dataclass(frozen=True, slots=True)
class Basis:
    """What a line rests on: the title of a source and its grade."""

    title: str
    grade: Grade


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One line of the list behind a duty: who, whether it counts, why, since when, by which sources.

    `url` is relative to the site's root and empty for what has no page; `place` returns where an editor finds it: few are asked.
    """

    name: str
    url: str
    state: State
    why: str
    province: str = ""
    since: str = ""
    basis: tuple[Basis, ...] = ()
    place: Place | None = field(default=None, compare=False)

    @property
    def counts(self) -> bool:
        return self.state == "met"


@dataclass(frozen=True, slots=True)
class DutyResult:
    """What was computed: `numerator` of `denominator` (None: unknown), the figure in words, the lines behind it."""

    state: State
    numerator: int
    denominator: int | None
    words: str
    lines: tuple[ResultLine, ...] = ()


def no_data(words: str, denominator: int | None = None, lines: Iterable[ResultLine] = ()) -> DutyResult:
    """Say that no record tells anything; `lines` name those of whom nothing is told."""
    return DutyResult("no_data", 0, denominator, words, tuple(lines))


def judged(lines: Sequence[ResultLine], denominator: int, what: str) -> DutyResult:
    """Return met when all are met, not met when none is and some fail, no data when no line tells, else partly."""
    met = sum(line.counts for line in lines)
    failed = sum(line.state == "not_met" for line in lines)
    if not met and not failed:
        return DutyResult("no_data", 0, denominator, f"{what} 0 / {denominator}，都缺数据", tuple(lines))
    state: State = "met" if met >= denominator else "partly" if met else "not_met"
    unknown = denominator - met - failed
    words = f"{what} {met} / {denominator}" + (f"，{unknown} 个缺数据" if unknown > 0 else "")
    return DutyResult(state, met, denominator, words, tuple(lines))


def line(library: Library, record: Record, state: State, why: str, **more: object) -> ResultLine:
    """Make the line of a record, with its province; `more` are further fields of Line."""
    division = library.division(record)
    province = division.province if division else ""
    return ResultLine(library.name(record), record.url, state, why, province, **more)  # type: ignore[arg-type]


def basis(record: Record, ordinals: Iterable[int | None]) -> tuple[Basis, ...]:
    """The sources a claim names by number; a claim without one rests on nothing (grade D)."""
    named = dict.fromkeys(n for n in ordinals if n and n <= len(record.sources))
    found = tuple(Basis(record.sources[n - 1].title, record.sources[n - 1].grade) for n in named)
    return found or (Basis("没有注明来源", "D"),)


def since(value: object) -> str:
    """A date as the list shows it; empty when the sources do not give it."""
    return value.chinese if isinstance(value, CoarseDate) else ""
