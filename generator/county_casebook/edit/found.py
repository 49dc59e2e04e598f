"""A problem becomes the field it is about: by the place in the file, the path of the value that stands there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from county_casebook.edit.hints import spoken
from county_casebook.problems import LEVEL_NAMES, Location, Problem, without_personal_data
from county_casebook.source import Kept, Path

MISSING = "missing-field"
"""The rule of a field that must be filled in and is not yet: it says what is still to do, not what is wrong."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is wrong, as it stands beside a field."""

    path: Path
    level: str
    words: str
    rule: str

    @property
    def beside(self) -> str:
        """The words where the field is seen: its name need not be said."""
        return "必填，还没有写" if self.rule == MISSING else self.words

    @property
    def anchor(self) -> str:
        """The id of the control it is about; empty for the record as a whole."""
        return f"f-{'-'.join(map(str, self.path))}" if self.path else ""

    @property
    def level_name(self) -> str:
        return LEVEL_NAMES[self.level]  # type: ignore[index]


def told(problem: Problem, path: Path) -> Told:
    """Return a problem as it stands beside a field; personal numbers in it are masked."""
    safe = without_personal_data(problem)
    hint = f"（{safe.hint}）" if safe.hint else ""
    level = "unfinished" if safe.rule == MISSING else safe.level
    return Told(path, level, spoken(f"{safe.message}{hint}"), safe.rule)


class Places:
    """Where the values of one file stand."""

    def __init__(self, document: Kept) -> None:
        self.path = document.path
        exact = {place: path for path, place in reversed([*document.key_marks.items()])}
        exact.update((place, path) for path, place in reversed([*document.marks.items()]) if path)
        self._exact: Mapping[tuple[int, int], Path] = exact
        self._order = sorted(exact)

    def of(self, location: Location) -> Path:
        """Return the path of what stands at a place, or of the last thing that began before it; () for the whole file."""
        here = (location.line, location.column)
        if here == (1, 1):
            return ()
        if here in self._exact:
            return self._exact[here]
        before = bisect_right(self._order, here)
        return self._exact[self._order[before - 1]] if before else ()


@dataclass
class Findings:
    """What is wrong with a record; each control takes what is its own, and the rest stands at the top."""

    told: tuple[Told, ...] = ()
    _taken: set[Told] = field(default_factory=set)

    def take(self, path: Path) -> tuple[Told, ...]:
        """Return what is wrong at a path or below it, and was not taken yet."""
        found = tuple(one for one in self.told if one.path[: len(path)] == path and one not in self._taken)
        self._taken.update(found)
        return found

    def rest(self) -> tuple[Told, ...]:
        """Return what no control has taken."""
        return tuple(one for one in self.told if one not in self._taken)


def counted(told: Iterable[Told], names: Iterable[str]) -> int:
    """Return how many problems the fields of these names have."""
    wanted = set(names)
    return sum(bool(one.path) and one.path[0] in wanted for one in told)


__all__ = ["Findings", "Places", "Told", "counted", "told"]
