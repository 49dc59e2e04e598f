"""No regular expression of the program is slow on any text: each is timed on texts made to be slow for it.

A pattern is called as the program calls it: at the beginning of a text, over the whole of it, or searching through it.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import signal
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any

import pytest

import county_casebook
from tests.hostile.strings import hostile

pytestmark = pytest.mark.hostile
PACKAGE = Path(county_casebook.__path__[0])
LENGTHS = (1_000, 10_000, 100_000)
MOST = 0.1
"""Seconds of processor time for 100 KB, one of three times; shorter texts tell first whether the whole one is worth it."""
ANCHORED = ("match", "fullmatch")
SCANNING = ("search", "finditer", "findall", "sub", "subn", "split", "scanner")


def modules() -> Iterator[str]:
    for module in pkgutil.walk_packages(county_casebook.__path__, "county_casebook."):
        yield module.name


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Every pattern that a module holds under a name of its own, then those inside tuples and mappings, each once."""
    held = [
        (f"{module.removeprefix('county_casebook.')}.{name}", value)
        for module in modules()
        for name, value in sorted(vars(importlib.import_module(module)).items())
    ]
    seen: set[re.Pattern[Any]] = set()
    for is_own in (True, False):
        for name, value in held:
            for number, pattern in enumerate(_patterns_in(value)):
                if pattern not in seen and is_own == isinstance(value, re.Pattern):
                    seen.add(pattern)
                    yield name if is_own else f"{name}[{number}]", pattern


def _patterns_in(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (tuple, list, frozenset, set)):
        for member in value:
            yield from _patterns_in(member)
    elif isinstance(value, dict):
        yield from _patterns_in(tuple(value.values()))


def written_in_calls() -> Iterator[tuple[str, str, re.Pattern[Any] | None]]:
    """Every pattern written in a call of `re` itself: (module and line, method, pattern); None when it is put together there."""
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            method, by = node.func.attr, node.func.value
            if isinstance(by, ast.Name) and by.id == "re" and method in (*ANCHORED, *SCANNING):
                first = node.args[0]
                written = first.value if isinstance(first, ast.Constant) else None
                pattern: re.Pattern[Any] | None = None
                if isinstance(written, (str, bytes)):
                    pattern = re.compile(written)
                yield f"{module}:{node.lineno}", method, pattern


@cache
def in_calls() -> dict[str, tuple[str, re.Pattern[Any] | None]]:
    """What is written in calls, by module and line: method and pattern."""
    return {where: (method, pattern) for where, method, pattern in written_in_calls()}


@cache
def every_pattern() -> dict[str, re.Pattern[Any]]:
    """Every pattern of the program by its name, or by where it is written."""
    return dict(patterns()) | {where: pattern for where, (_, pattern) in in_calls().items() if pattern}


@cache
def own_names() -> frozenset[str]:
    """The names that patterns have in their modules."""
    return frozenset(name.partition("[")[0].rpartition(".")[2] for name in every_pattern())


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each pattern; looking for them takes seconds, so only where these tests run."""
    if "name" in metafunc.fixturenames:
        is_asked = metafunc.config.getoption("--hostile") or metafunc.config.getoption("--hostile-full")
        metafunc.parametrize("name", every_pattern() if is_asked else ())


@cache
def _calls() -> frozenset[tuple[str, str, str]]:
    """(module, name, method) of every call of a method in the package; the name is empty where it is not a pattern's own."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        module = path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in (*ANCHORED, *SCANNING):
                by = node.value.id if isinstance(node.value, ast.Name) else ""
                if by != "re":
                    found.add((module, by if by in own_names() else "", node.attr))
    return frozenset(found)


def methods_of(name: str) -> set[str]:
    """How a pattern is called: under its own name, else how its module calls what has none, else in every way."""
    if name in in_calls():
        return {in_calls()[name][0]}
    module, _, own_name = name.partition("[")[0].rpartition(".")
    own = {
        method for where, by, method in _calls() if by == own_name and (where == module or own_name[0] != "_")
    }
    other = {method for where, by, method in _calls() if not by and where == module} - {"split"}
    return own or other or ({"match", "fullmatch"} if name.endswith("]") else {"match", "finditer"})


def ways_of(name: str, pattern: re.Pattern[Any]) -> dict[str, Callable[[Any], object]]:
    methods = methods_of(name)
    ways: dict[str, Callable[[Any], object]] = {
        method: getattr(pattern, method) for method in ANCHORED if method in methods
    }
    if methods & set(SCANNING):
        ways["finditer"] = lambda text: sum(1 for _ in pattern.finditer(text))
    return ways


def seconds(way: Callable[[Any], object], text: Any) -> float:
    started = process_time()
    way(text)
    return process_time() - started


class TookTooLong(Exception):
    """A pattern that would not come to an end."""


@pytest.fixture(autouse=True)
def _an_end() -> Iterator[None]:
    """Stop a pattern after five seconds of processor time: an exponential one outlives us all."""

    def stop(*_: object) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, 5)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def subjects(pattern: re.Pattern[Any], length: int) -> Iterator[Any]:
    is_bytes = isinstance(pattern.pattern, bytes)
    return (text.encode() if is_bytes else text for text in hostile(pattern, length))


def test_no_pattern_is_slow_as_it_is_called(name: str) -> None:
    pattern = every_pattern()[name]
    for first, second, whole in zip(*(subjects(pattern, length) for length in LENGTHS), strict=True):
        for method, way in ways_of(name, pattern).items():
            if max(seconds(way, first) * 100, seconds(way, second) * 10) > MOST / 2:
                assert any(seconds(way, whole) <= MOST for _ in range(3)), (method, whole[:40], whole[-6:])


def test_every_pattern_is_whole_where_it_is_written() -> None:
    assert [where for where, (_, pattern) in in_calls().items() if pattern is None] == []


def test_the_patterns_are_found() -> None:
    assert len(every_pattern()) > 150
    assert {"text.mailboxes._PRIVATE", "rules.prose._TARGET", "text.numbering._SIGNATURE"} <= set(
        every_pattern()
    )


@pytest.mark.parametrize("slow", [r"(?:a+)+$", r"a*a*$", r"\s+$", r"(?:ab?)*c", r"<!--.*?-->", r"[0-9]+x"])
def test_a_slow_pattern_is_known_by_its_texts(slow: str) -> None:
    pattern = re.compile(slow)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0.5)
    with pytest.raises((TookTooLong, AssertionError)):
        _require_quick(pattern)


def _require_quick(pattern: re.Pattern[str]) -> None:
    for length in (1_000, 10_000):
        for text in subjects(pattern, length):
            assert seconds(pattern.findall, text) < MOST / 10
