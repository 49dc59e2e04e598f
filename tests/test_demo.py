"""Fictional libraries: the same bytes everywhere, every field used, never a real place, and good by every rule."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel

from county_casebook.build import check_content
from county_casebook.cli import main
from county_casebook.demo import write_demo
from county_casebook.demo.places import counties
from county_casebook.places.divisions import real_divisions
from county_casebook.records import KINDS
from county_casebook.records.vocabulary import Term
from county_casebook.schema.walk import fields
from tests.building import files_of


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder, cases=120)
    return folder


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(demo: Path, tmp_path: Path) -> None:
    write_demo(tmp_path / "same", cases=120)
    write_demo(tmp_path / "other", cases=120, seed=7)
    assert files_of(tmp_path / "same") == files_of(demo)
    assert files_of(tmp_path / "other") != files_of(demo)


@pytest.mark.parametrize("cases", [1, 2, 7, 33, 130])
def test_a_library_of_any_size_passes_the_check(cases: int, tmp_path: Path) -> None:
    write_demo(tmp_path, cases=cases)
    assert not check_content(tmp_path / "content").has_errors


def test_it_passes_the_check(demo: Path) -> None:
    checked = check_content(demo / "content")
    assert not [problem for problem in checked.problems if problem.level == "error"]
    assert checked.library.is_fictional


def used(value: BaseModel, found: set[tuple[str, str]]) -> None:
    for name in type(value).model_fields:
        inner = getattr(value, name)
        if inner not in (None, ()):
            found.add((type(value).__name__, name))
        for part in inner if isinstance(inner, tuple) else (inner,):
            if isinstance(part, BaseModel):
                used(part, found)


def declared(model: type[BaseModel], found: set[tuple[str, str]]) -> None:
    for field in fields(model):
        found.add((model.__name__, field.name))
        for part in field.parts:
            declared(part, found)


def test_every_field_of_every_model_is_used(demo: Path) -> None:
    library = check_content(demo / "content").library
    every: set[tuple[str, str]] = set()
    models: list[type[BaseModel]] = [*KINDS.values(), Term]
    for model in models:
        declared(model, every)
    found: set[tuple[str, str]] = set()
    for record in library.records():
        used(record, found)
    for entries in library.vocabulary.values():
        for entry in entries.values():
            used(entry.value, found)
    assert sorted(every - found) == []


def test_no_fictional_place_bears_a_real_name_or_code() -> None:
    real = {row.name for row in real_divisions().rows}
    units = counties(4000)
    assert not [unit.name for unit in units if unit.name in real]
    assert all(unit.code.startswith("99") for unit in units)
    assert len({unit.code for unit in units}) == len({unit.name for unit in units}) == 4000


def test_the_command_refuses_a_folder_with_something_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("x", "utf-8")
    assert main(["demo", str(tmp_path), "--cases", "12"]) == 2
    assert "不是空文件夹" in capsys.readouterr().err
