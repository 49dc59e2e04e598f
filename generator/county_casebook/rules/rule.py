"""What a rule is: a name, a level, a sentence, and the functions that find where it is broken.

A function that takes a record is asked of each record of that kind (`case: Case`, `record: Case | Pairing`, `record: Record`),
one that takes an entry (`Entry`) of each term and lead; one that takes the library alone is asked once. What a record breaks by itself is told by the first sort: after an edit only
the records concerned are asked again.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeAlias, get_args, get_type_hints

from county_casebook.library.content import Entry
from county_casebook.library.library import Library
from county_casebook.problems import Level, Location, Problem
from county_casebook.records import Record

Finding = tuple[Location, str, str]
"""Where a rule is broken, what was found, and what would do (may be empty)."""

Find: TypeAlias = Callable[..., Iterator[Finding]]
"""A function of the library, of something in it, or of both in this order."""

One: TypeAlias = Record | Entry


@dataclass(frozen=True)
class Part:
    """One function of a rule."""

    find: Find

    @cached_property
    def kinds(self) -> tuple[type[One], ...]:
        """The kinds of what it is asked of, one by one; empty where it is asked once, of the library."""
        return tuple(kind for kind in self._taken if issubclass(kind, One))

    @cached_property
    def asks_library(self) -> bool:
        return Library in self._taken

    @property
    def _taken(self) -> list[Any]:
        """The types of what it takes, those of a union one by one."""
        hints = get_type_hints(self.find)
        return [kind for name in inspect.signature(self.find).parameters for kind in _one_by_one(hints[name])]


def _one_by_one(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) or (hint,)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `sentence` is its docstring, in Chinese, for editors; a waiver may allow a breach unless `is_final`."""

    name: str
    level: Level
    sentence: str
    module: str
    is_final: bool = False
    is_of_lack: bool = False
    parts: list[Part] = field(default_factory=list)

    def also(self, find: Find) -> Find:
        """Make a function find more of what breaks the rule: in other kinds of record, or in the library as a whole."""
        self.parts.append(Part(find))
        return find

    @property
    def asks_whole(self) -> bool:
        """Whether a function of it is asked of the library as a whole."""
        return not all(part.kinds for part in self.parts)

    def whole(self, library: Library) -> Iterator[Problem]:
        """Yield what breaks the rule in the library as a whole."""
        for part in self.parts:
            if not part.kinds:
                for found in part.find(library):
                    yield self.problem(*found)

    def problem(self, place: Location, message: str, hint: str, one: One | None = None) -> Problem:
        """Return what was found as a problem; what a draft lacks is unfinished. `one` is the record or the entry that was asked."""
        is_draft = self.is_of_lack and isinstance(one, Record) and one.status == "draft"
        return Problem(place, self.name, message, hint, "unfinished" if is_draft else self.level)


def _rule(level: Level, find: Find, *, is_final: bool = False) -> Rule:
    sentence = inspect.getdoc(find) or ""
    name = find.__name__.replace("_", "-")
    return Rule(name, level, sentence, find.__module__, is_final, parts=[Part(find)])


def error(find: Find) -> Rule:
    """Make a rule that stops the build."""
    return _rule("error", find)


def lack(find: Find) -> Rule:
    """Make a rule that stops the build where something is missing; in a draft it may be missing yet."""
    return replace(_rule("error", find), is_of_lack=True)


def final(find: Find) -> Rule:
    """Make a rule that stops the build and that no waiver can lift."""
    return _rule("error", find, is_final=True)


def warning(find: Find) -> Rule:
    """Make a rule that is shown and counted, and stops nothing."""
    return _rule("warning", find)
