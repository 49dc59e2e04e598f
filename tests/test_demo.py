"""Fictional libraries: the same bytes everywhere, every field used, never a real place, and good by every rule."""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from county_casebook.build import check_content
from county_casebook.cli import main
from county_casebook.demo import write_demo
from county_casebook.demo.case import case
from county_casebook.demo.examples import examples
from county_casebook.demo.places import counties
from county_casebook.demo.practices import common, fitting, practices
from county_casebook.files.images import look
from county_casebook.library.library import Library
from county_casebook.places.divisions import real_divisions
from county_casebook.records import KINDS, Case, Record
from county_casebook.records.case import Figure, Resources
from county_casebook.records.honour import Person
from county_casebook.records.setting import Industry, Scarce, Terrain
from county_casebook.records.vocabulary import Term
from county_casebook.schema.fields import CoarseDate
from county_casebook.schema.walk import fields, is_prose, leaves
from tests.building import files_of


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder, cases=120)
    return folder


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(demo: Path, tmp_path: Path) -> None:
    write_demo(tmp_path / "same", cases=120)
    write_demo(tmp_path / "other", cases=120, seed=7)
    assert files_of(tmp_path / "same") == files_of(demo)
    assert files_of(tmp_path / "other") != files_of(demo)


@pytest.mark.slow
@pytest.mark.parametrize("cases", [1, 2, 7, 33, 300])
def test_a_library_of_any_size_passes_the_check(cases: int, tmp_path: Path) -> None:
    write_demo(tmp_path, cases=cases)
    assert not check_content(tmp_path / "content").has_errors


@pytest.mark.slow
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


PERSONS = {("Honour", "persons"), *(("Person", field.name) for field in fields(Person))}
"""Persons by name: the demo's site does not name any."""


def declared(model: type[BaseModel], found: set[tuple[str, str]]) -> None:
    for field in fields(model):
        found.add((model.__name__, field.name))
        for part in field.parts:
            declared(part, found)


@pytest.mark.slow
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
    of_any = {(kind.__name__, name) for kind in KINDS.values() for name in ("former_ids", "withdrawal")}
    assert {name for _, name in found & of_any} == {"former_ids", "withdrawal"}
    assert sorted(every - found - PERSONS - of_any) == []


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


@pytest.fixture(scope="module")
def told(demo: Path) -> Library:
    return check_content(demo / "content").library


def test_one_story_holds_from_the_summary_to_the_limits(told: Library) -> None:
    """The figure of the summary is the indicator's, the money is the resources', years go forward."""
    for found in told.of(Case).values():
        (line,) = found.indicators
        assert isinstance(line.before, Figure)
        assert isinstance(line.after, Figure)
        assert isinstance(found.resources, Resources)
        assert isinstance(found.period.start, CoarseDate)
        for figure in (line.before, line.after):
            assert str(figure.value) in found.summary, found.id
            assert str(figure.value) in found.results[0].claim, found.id
        for money in re.findall(r"(\d+) 万元", found.summary) if line.unit != "万元" else []:
            assert found.resources.money == f"{money} 万元", found.id
        parts = [int(part) for part in re.findall(r"(\d+) 万元", found.resources.funds_origin)]
        assert f"{sum(parts)} 万元" == found.resources.money
        start = found.period.start.first_day.year
        assert isinstance(line.after.year, int)
        assert line.before.year == start - 1
        assert start < line.after.year <= 2005
        assert all(start - 2 < int(year) <= line.after.year for year in _years(found)), found.id


def _years(record: Case) -> list[str]:
    steps = record.approach if isinstance(record.approach, tuple) else ()
    return re.findall(r"(\d{4}) 年", "".join(step.what for step in steps))


def test_every_choice_of_the_grammar_is_made_and_fits_its_land(told: Library) -> None:
    left = re.compile(r"[{}]|[^\n |-]\|[^\n |-]|(?<![A-Za-z])(?:v[123]|org|town2?|end|y[012])(?![A-Za-z])")
    for record in told.records():
        for leaf in leaves(record, is_prose):
            assert not left.search(str(leaf.value)), leaf
    for found in told.of(Case).values():
        assert found.setting
        assert any(
            text in practice["of"]
            for practice in fitting(found.setting.terrain[0], quick=False)
            for text in found.keywords
        )


def test_every_practice_and_every_land_has_its_sentences() -> None:
    topics = common()
    assert len(practices()) >= 28
    for practice in practices():
        assert {*practice["terrain"]} <= {*get_args(Terrain)} == {*topics["terrain"]} == {*topics["unfit"]}
        assert {*practice["scarce"]} <= {*get_args(Scarce)} == {*topics["scarce"]}
        assert practice["industry"] in get_args(Industry)


@pytest.mark.slow
def test_titles_and_texts_are_distinct_and_do_not_repeat_too_much() -> None:
    units = counties(4000)
    made = [case(number, units, 2004, organizations=400) for number in range(10_000)]
    assert len({record["title"] for record in made}) == 10_000
    assert len({record["problem"] for record in made}) == 10_000
    text = "".join(str(record["problem"]) + str(record["approach"]) for record in made[:1000]).encode()
    assert len(text) / len(zlib.compress(text, 9)) < 4.6


def test_pictures_differ_in_size_and_format_and_are_small(demo: Path) -> None:
    files = [path for path in (demo / "content/files").iterdir() if path.suffix != ".pdf"]
    found = [look(path.read_bytes(), path.name) for path in files]
    assert {path.suffix for path in files} == {".jpg", ".png", ".webp"}
    assert len({(each.width, each.height) for each in found}) > 5
    assert all(path.stat().st_size < 60_000 for path in files)


class Bare(Record):
    """A kind whose one field has a type that nothing limits further."""

    kind = "bare"
    day: CoarseDate


def test_a_required_field_of_a_bare_type_gets_an_example() -> None:
    ((_, made),) = examples(Bare, 1, {})
    assert made["day"] == "2004"
