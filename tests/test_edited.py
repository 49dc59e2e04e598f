"""A library that took over what followed from the one before is the library of the same folder read anew."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MethodType

import pytest

from county_casebook.build import Checked, read_content
from county_casebook.library.derived import derived, derived_each, piece
from county_casebook.library.edited import pausing
from county_casebook.library.edition import Edition, Site
from county_casebook.library.library import Library
from county_casebook.library.memory import Memory
from county_casebook.problems import format_problem
from county_casebook.publish.pages import pages
from county_casebook.records import Case, County, Record
from county_casebook.rules import check
from tests.building import TINY
from tests.edits import EDITS, whole_again

_SITE = Site(address="https://example.org/")


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    made = tmp_path / "content"
    shutil.copytree(TINY / "content", made)
    return made


def _problems(checked: Checked) -> list[str]:
    """What is found wrong."""
    return [format_problem(problem) for problem in [*checked.problems, *check(checked.library)]]


def _pages(checked: Checked, *, drafts: bool) -> Iterator[str]:
    """Every page, and what each record is called in lists."""
    if not checked.has_errors:
        yield from (
            f"{page.url}\n{page.title}\n{page.body}"
            for page in pages(Edition.of(checked.library, _SITE, drafts=drafts))
        )


def _run(content: Path, seed: int, edits: int) -> None:
    dice, memory = random.Random(seed), Memory()
    now = read_content(content, memory)
    for number in range(edits):
        anew = read_content(content, Memory())
        assert _problems(now) == _problems(anew)
        for drafts in (False, True)[: 1 + seed % 2]:
            assert list(_pages(now, drafts=drafts)) == list(_pages(anew, drafts=drafts))
        touched = dice.choice(EDITS)(dice, content)
        if number % 6 == 5:
            touched |= whole_again(TINY / "content", content)
        memory.touch(touched)
        now = read_content(content, memory, before=now.library)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_what_was_taken_over_is_what_a_library_read_anew_gives(content: Path, seed: int) -> None:
    _run(content, seed, 8)


_asked: list[str] = []


@derived_each
def _title(library: Library, case: Case) -> str:
    _asked.append(case.id)
    return f"{case.title}{library.place_name(case)}"


@derived
def _counties(library: Library) -> int:
    _asked.append("counties")
    return len(library.of(County))


@derived
def _themes(library: Library) -> tuple[str, ...]:
    _asked.append("themes")
    return tuple(library.cited(Case, "themes"))


def _all(library: Library) -> list[str]:
    """Ask for everything above; return what was computed for that."""
    _asked.clear()
    _counties(library)
    _themes(library)
    for case in library.of(Case).values():
        _title(library, case)
    return sorted(_asked)


def test_what_nothing_of_was_changed_is_not_computed_again(content: Path) -> None:
    memory = Memory()
    first = read_content(content, memory)
    shown = first.library.published()
    assert len(_all(shown)) == len(shown.of(Case)) + 2
    case = content / "cases/jichuan-tea.yml"
    case.write_text(case.read_text("utf-8") + "# words\n", "utf-8")
    memory.touch([case])
    second = read_content(content, memory, before=first.library)
    assert _all(second.library.published()) == ["jichuan-tea", "themes"]
    assert _all(shown) == []  # a page of the state before may still be under way
    county = content / "counties/chengxi.yml"
    county.write_text(county.read_text("utf-8") + "# words\n", "utf-8")
    memory.touch([county])
    third = read_content(content, memory, before=second.library)
    there = [key for key, case in shown.of(Case).items() if case.county == county.stem]
    assert _all(third.library.published()) == sorted([*there, "counties"])
    assert _all(read_content(content, memory, before=third.library).library.published()) == []


@piece
def _words(library: Library, case: Case, county: County) -> str:
    _asked.append(f"{case.id} {county.id}")
    return f"{case.title}{library.name(county)}"


def test_a_part_of_a_value_is_made_anew_for_what_changed(content: Path) -> None:
    memory = Memory()
    now = read_content(content, memory)

    def asked() -> list[str]:
        _asked.clear()
        for case in now.library.of(Case).values():
            for county in now.library.of(County).values():
                assert _words(now.library, case, county) == f"{case.title}{now.library.name(county)}"
        return sorted(_asked)

    cases, counties = list(now.library.of(Case)), list(now.library.of(County))
    assert asked() == sorted(f"{case} {county}" for case in cases for county in counties)
    for path, expected in (
        ("cases/jichuan-tea.yml", [f"jichuan-tea {county}" for county in counties]),
        ("counties/chengxi.yml", [f"{case} chengxi" for case in cases]),
    ):
        record = content / path
        record.write_text(record.read_text("utf-8") + "# words\n", "utf-8")
        memory.touch([record])
        now = read_content(content, memory, before=now.library)
        assert asked() == sorted(expected)


def test_what_a_pause_raises_ends_a_computation_and_leaves_nothing_half_made(content: Path) -> None:
    library = read_content(content, Memory()).library
    pauses: list[int] = []

    def pause() -> None:
        pauses.append(1)
        if len(pauses) > 20:
            raise InterruptedError

    with pytest.raises(InterruptedError), pausing(library, pause):
        check(library)
    before = len(pauses)
    expected = [format_problem(problem) for problem in check(read_content(content, Memory()).library)]
    assert [format_problem(problem) for problem in check(library)] == expected
    assert len(pauses) == before


def _holds_a_library(value: object, seen: set[int]) -> bool:
    """Whether a library can be reached from a value: there it would stay, and answer as it was before the edits."""
    if id(value) in seen or isinstance(value, (str, int, Record, type)):
        return False
    seen.add(id(value))
    if isinstance(value, Library):
        return True
    inside: list[object] = [getattr(value, name) for name in getattr(value, "__slots__", ())]
    inside += getattr(value, "__dict__", {}).values()
    if isinstance(value, partial):
        inside += [value.func, *value.args, *value.keywords.values()]
    if isinstance(value, Mapping):
        inside += [*value, *value.values()]
    elif isinstance(value, Iterable):
        inside.extend(value)
    if isinstance(value, MethodType):
        inside.append(value.__self__)
    return any(_holds_a_library(each, seen) for each in inside)


def test_nothing_that_is_kept_holds_the_library_it_was_made_of(content: Path) -> None:
    checked = read_content(content, Memory())
    _problems(checked)
    list(_pages(checked, drafts=False))
    values = {**checked.library.derived, **checked.library.published().derived}
    assert len(values) > 20
    assert [compute for compute, found in values.items() if _holds_a_library(found, set())] == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 110))
def test_after_many_edits_too(content: Path, seed: int) -> None:
    _run(content, seed, 25)
