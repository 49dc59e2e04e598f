"""What a rule is: a name, a level, a sentence, and a function that finds where it is broken."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from county_casebook.library.library import Library
from county_casebook.problems import Level, Location, Problem

Finding = tuple[Location, str, str]
"""Where a rule is broken, what was found, and what would do (may be empty)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `sentence` is its docstring, in Chinese, for editors; a waiver may allow a breach unless `is_final`."""

    name: str
    level: Level
    sentence: str
    find: Callable[[Library], Iterator[Finding]]
    is_final: bool = False

    def problems(self, library: Library) -> Iterator[Problem]:
        for place, message, hint in self.find(library):
            yield Problem(place, self.name, message, hint, self.level)


def _rule(level: Level, find: Callable[[Library], Iterator[Finding]], *, is_final: bool = False) -> Rule:
    return Rule(find.__name__.replace("_", "-"), level, inspect.getdoc(find) or "", find, is_final)


def error(find: Callable[[Library], Iterator[Finding]]) -> Rule:
    """Make a rule that stops the build."""
    return _rule("error", find)


def final(find: Callable[[Library], Iterator[Finding]]) -> Rule:
    """Make a rule that stops the build and that no waiver can lift."""
    return _rule("error", find, is_final=True)


def warning(find: Callable[[Library], Iterator[Finding]]) -> Rule:
    """Make a rule that is shown and counted, and stops nothing."""
    return _rule("warning", find)
