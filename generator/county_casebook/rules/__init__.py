"""The rules: one small function each, from the Library to the problems it finds, and the one place that runs them all.

A rule's name is what editors see in brackets; its docstring is the rule in one sentence, printed in the writing guide.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import groupby
from pkgutil import iter_modules
from typing import Any

from county_casebook.library.library import Library
from county_casebook.library.traces import Traces
from county_casebook.problems import Location, Problem, ordered
from county_casebook.progress import counted
from county_casebook.records import MODULES
from county_casebook.rules.rule import Rule
from county_casebook.rules.waivers import apply_waivers


def _names() -> list[str]:
    """The modules here: those of the kinds in their order, then those about any record."""
    found = sorted(module.name for module in iter_modules(__path__))
    return [*(name for name in MODULES if name in found), *(name for name in found if name not in MODULES)]


def _rules() -> Iterator[Rule]:
    """Yield every rule, module by module, in the order in which they are written."""
    for name in _names():
        module = import_module(f"{__name__}.{name}")
        rules = (value for value in vars(module).values() if isinstance(value, Rule))
        yield from (rule for rule in rules if rule.find.__module__ == module.__name__)


RULES: tuple[Rule, ...] = tuple(_rules())


def check(
    library: Library, kept: Traces | None = None, pause: Callable[[], None] = lambda: None
) -> list[Problem]:
    """Run every rule, take out what waivers allow, and return the problems in order.

    What an earlier run has found by the rules of a module is taken from `kept` where nothing they read has changed.
    `pause` is called before the rules of each module, and what it raises ends the check.
    """
    found: list[Problem] = []
    modules = [(name, tuple(rules)) for name, rules in groupby(RULES, lambda rule: rule.find.__module__)]
    for module, rules in counted("检查内容", modules, len(modules)):
        pause()
        found.extend(_found(library, module, rules, kept))
    return ordered(apply_waivers(library, found, {rule.name: not rule.is_final for rule in RULES}))


def _found(library: Library, module: str, rules: tuple[Rule, ...], kept: Traces | None) -> Iterable[Problem]:
    if kept is None:
        return (problem for rule in rules for problem in rule.problems(library))

    def find() -> bytes:
        return json.dumps(
            [_written(problem) for rule in rules for problem in rule.problems(library)]
        ).encode()

    return map(_read, json.loads(kept.made(module, library, find) or b"[]"))


def _written(problem: Problem) -> list[object]:
    place = problem.location
    told = [problem.rule, problem.message, problem.hint, problem.level]
    return [place.path, place.line, place.column, place.text, *told]


def _read(written: list[Any]) -> Problem:
    return Problem(Location(*written[:4]), *written[4:])


__all__ = ["RULES", "Rule", "check"]
