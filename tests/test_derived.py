"""What follows from a library is computed once for each, and not again because other libraries were asked in between."""

from __future__ import annotations

import gc
import importlib
import inspect
import pkgutil
import weakref
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import county_casebook
from county_casebook.ledger import ledger as ledger_module
from county_casebook.ledger.ledger import ledger
from county_casebook.library.derived import derived, derived_each
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.records import Record
from tests.building import TINY


def _library() -> Library:
    return link(load(TINY / "content"), date(2006, 3, 1))


def test_three_libraries_asked_in_turn_are_each_counted_once() -> None:
    asked: list[Library] = []

    @derived
    def counted(library: Library) -> int:
        asked.append(library)
        return len(list(library.records()))

    whole = _library()
    libraries = (whole, whole.published(), whole.published(drafts=True))
    first = [counted(library) for library in libraries]
    assert [counted(library) for library in libraries] == first
    assert len(asked) == 3


def test_what_was_found_goes_with_its_library() -> None:
    library = _library()
    ledger(library)
    seen = weakref.ref(library)
    del library
    gc.collect()
    assert seen() is None


def test_no_function_of_a_library_is_kept_in_any_other_way() -> None:
    """A cache of a fixed size computes again when it is full: with `lru_cache(maxsize=1)` for every second question."""
    for module in pkgutil.walk_packages(county_casebook.__path__, "county_casebook."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if hasattr(value, "cache_info"):
                asked = inspect.signature(value).parameters.values()
                assert "Library" not in {parameter.annotation for parameter in asked}, f"{module.name}.{name}"


def test_the_ledger_of_a_library_is_computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    library, computed = _library(), 0

    def spied(measure: Callable[..., Any]) -> Callable[..., Any]:
        def compute(*asked: Any) -> Any:
            nonlocal computed
            computed += 1
            return measure(*asked)

        return compute

    for name, measure in dict(ledger_module._MEASURES).items():
        monkeypatch.setitem(ledger_module._MEASURES, name, spied(measure))
    first = ledger(library)
    ledger(library.published())
    assert ledger(library) is first
    assert computed == len(first) + len(ledger(library.published()))


def test_what_follows_from_a_record_is_computed_once_for_each_record_of_each_library() -> None:
    asked: list[str] = []

    @derived_each
    def told(library: Library, record: Record) -> str:
        asked.append(record.key)
        return library.name(record)

    whole = _library()
    for library in (whole, whole.published()):
        records = list(library.records())
        assert [told(library, record) for record in records] == [library.name(record) for record in records]
        assert [told(library, record) for record in records] == [library.name(record) for record in records]
        assert sorted(asked) == sorted(record.key for record in records)
        asked.clear()
