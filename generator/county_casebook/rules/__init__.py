"""The rules: one small function each, from the Library to the problems it finds, and the one place that runs them all.

A rule's name is what editors see in brackets; its docstring is the rule in one sentence, printed in the writing guide.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from county_casebook.library.library import Library
from county_casebook.problems import Problem, ordered
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


def check(library: Library) -> list[Problem]:
    """Run every rule, take out what waivers allow, and return the problems in order."""
    found = [problem for rule in RULES for problem in rule.problems(library)]
    return ordered(apply_waivers(library, found, {rule.name: not rule.is_final for rule in RULES}))


__all__ = ["RULES", "Rule", "check"]
