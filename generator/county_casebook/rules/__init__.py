"""The rules: one small function each, from the Library to the problems it finds, and the one place that runs them all.

A rule's name is what editors see in brackets; its docstring is the rule in one sentence, printed in the writing guide.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, TypeAlias

from county_casebook.library.content import Entry
from county_casebook.library.derived import piece
from county_casebook.library.library import Library
from county_casebook.library.traces import Traces
from county_casebook.problems import Location, Problem, ordered
from county_casebook.progress import counted
from county_casebook.records import KINDS, MODULES, Record
from county_casebook.rules.rule import Find, One, Rule
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
        yield from (rule for rule in rules if rule.module == module.__name__)


RULES: tuple[Rule, ...] = tuple(_rules())


_ASKED: dict[type[object], tuple[tuple[Rule, Find, bool], ...]] = {
    kind: tuple(
        (rule, part.find, part.asks_library)
        for rule in RULES
        for part in rule.parts
        if issubclass(kind, part.kinds)
    )
    for kind in (*KINDS.values(), Entry)
}
"""The rules asked of each of a kind, with their functions, and whether these take the library too."""


_Finding: TypeAlias = Callable[[], Iterable[Problem]]


def check(
    library: Library, kept: Traces | None = None, pause: Callable[[], None] = lambda: None
) -> list[Problem]:
    """Run every rule, take out what waivers allow, and return the problems in order.

    What an earlier run has found of a record, or by a rule in the library as a whole, is taken from `kept` where nothing
    that was read for it has changed; a library that is edited keeps that itself. `pause` is called before each, and what it raises ends the check.
    """
    found: list[Problem] = []
    each: list[tuple[str, _Finding]] = [
        (record.key, partial(_of_record, library, record)) for record in library.records()
    ]
    each.append(("entries", partial(_entries, library)))
    whole: list[tuple[str, _Finding]] = [
        (rule.name, partial(_of_all, library, rule)) for rule in RULES if rule.asks_whole
    ]
    every = [*each, *whole]
    for name, find in counted("检查内容", every, len(every)):
        pause()
        found.extend(_found(library, name, find, kept))
    return ordered(apply_waivers(library, found, {rule.name: rule for rule in RULES}))


def check_record(library: Library, record: Record) -> list[Problem]:
    """Return what the rules find of one record: those it is asked, and those of the library as a whole that point at its file."""
    whole = (rule for rule in RULES if rule.asks_whole)
    found = [*_of_record(library, record), *(problem for rule in whole for problem in _of_all(library, rule))]
    left = apply_waivers(library, found, {rule.name: rule for rule in RULES})
    return ordered(problem for problem in left if problem.location.path == record.path)


@piece
def _of_record(library: Library, record: Record) -> tuple[Problem, ...]:
    return tuple(_each(library, record))


def _of_all(library: Library, rule: Rule) -> Iterable[Problem]:
    return library.derive_piece(_by_name, rule.name, ())


def _by_name(library: Library, name: str) -> tuple[Problem, ...]:
    return tuple(problem for rule in RULES if rule.name == name for problem in rule.whole(library))


def _each(library: Library, one: One) -> Iterator[Problem]:
    """Yield what breaks a rule in a record or an entry."""
    for rule, find, asks_library in _ASKED[type(one)]:
        for found in find(library, one) if asks_library else find(one):
            yield rule.problem(*found, one)


def _entries(library: Library) -> Iterator[Problem]:
    """Yield what breaks a rule in a term or a lead."""
    for entry in (
        *library.leads,
        *(entry for terms in library.vocabulary.values() for entry in terms.values()),
    ):
        yield from _each(library, entry)


def _found(library: Library, name: str, find: _Finding, kept: Traces | None) -> Iterable[Problem]:
    if kept is None:
        return find()
    data = kept.made(name, library, lambda: json.dumps([_written(problem) for problem in find()]).encode())
    return map(_read, json.loads(data or b"[]"))


def _written(problem: Problem) -> list[object]:
    place = problem.location
    told = [problem.rule, problem.message, problem.hint, problem.level]
    return [place.path, place.line, place.column, place.text, *told]


def _read(written: list[Any]) -> Problem:
    return Problem(Location(*written[:4]), *written[4:])


__all__ = ["RULES", "Rule", "check", "check_record"]
