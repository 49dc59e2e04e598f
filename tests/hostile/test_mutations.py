"""Ten thousand broken records are told as problems with a place inside the file: no traceback, none that takes long."""

from __future__ import annotations

import copy
import shutil
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from pydantic import ValidationError

from county_casebook.build import check_content
from county_casebook.demo import write_demo
from county_casebook.library.library import Library
from county_casebook.library.tried import with_record
from county_casebook.problems import Problem, format_problems
from county_casebook.records import KINDS
from county_casebook.rules import check
from county_casebook.schema.refusals import model_problems
from county_casebook.source import Refused, read
from tests.building import TINY
from tests.hostile.mutations import mutated

pytestmark = pytest.mark.hostile
PARTS, EACH = 4, 2_500
LONGEST = 2.0
"""Seconds of processor time for one record and the check of its library, on a machine that does other things too."""


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, bytes]]:
    """(kind, path, bytes) of every record of the tiny library and of a demo."""
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder, cases=12)
    found = []
    for content in (TINY / "content", folder / "content"):
        for kind in KINDS:
            for file in sorted((content / kind).rglob("*.yml")):
                found.append((kind, file.relative_to(content.parent).as_posix(), file.read_bytes()))
    return found


@pytest.fixture(scope="module")
def library() -> Library:
    return check_content(TINY / "content").library


def copied(value: Any, _: bytes) -> Any:
    return copy.deepcopy(value)


def problems_of(kind: str, path: str, data: bytes, library: Library) -> list[Problem]:
    """Read one record and check it inside the tiny library, in the place of whatever has its name."""
    try:
        document = read(data, path)
    except Refused as refused:
        return list(refused.problems)
    try:
        record = KINDS[kind].read(document.value, record_id=Path(path).stem, document=document.kept())
    except ValidationError as error:
        return list(model_problems(error, KINDS[kind], document))
    return [problem for problem in check(with_record(library, record)) if problem.location.path == path]


def misplaced(problem: Problem, path: str, data: bytes) -> str:
    """Say what is wrong with a problem: no words, or a place outside its file."""
    lines = data.decode("utf-8-sig", "replace").splitlines() or [""]
    place = problem.location
    if place.path != path or not problem.message.strip():
        return "elsewhere or silent"
    if any(
        words in problem.message
        for words in ("expected", "while ", "found ", "character", "must ", "should ")
    ):
        return f"not in Chinese: {problem.message}"
    if not 1 <= place.line <= max(len(lines), data.count(b"\n") + 1):
        return f"line {place.line} of {len(lines)}"
    longest = max(map(len, lines))
    return "" if 1 <= place.column <= longest + 2 else f"column {place.column} of {longest}"


@pytest.mark.parametrize("part", range(PARTS))
def test_broken_records_are_told(part: int, records: list[tuple[str, str, bytes]], library: Library) -> None:
    values: dict[int, Any] = {}
    told = 0
    for seed in range(part * EACH, (part + 1) * EACH):
        at = seed // 4 % len(records)
        kind, path, data = records[at]
        if at not in values:
            values[at] = read(data, path).value
        broken = mutated(seed, data, partial(copied, values[at]))
        started = process_time()
        problems = problems_of(kind, path, broken, library)
        assert process_time() - started < LONGEST, seed
        told += bool(problems)
        assert [said for problem in problems if (said := misplaced(problem, path, broken))] == [], seed
        assert format_problems(problems) or not problems
    assert told > EACH // 2


def test_broken_libraries_are_told(tmp_path: Path, records: list[tuple[str, str, bytes]]) -> None:
    """The same through the door: 300 broken records as files, 30 at a time, with every list and table broken too."""
    lists = [
        file
        for file in sorted((TINY / "content").rglob("*"))
        if file.suffix in (".yml", ".csv", ".txt", ".md")
    ]
    for batch in range(10):
        content = tmp_path / f"{batch}/content"
        shutil.copytree(TINY / "content", content)
        for number in range(30):
            seed = 100_000 + batch * 30 + number
            file = lists[seed % len(lists)]
            (content / file.relative_to(TINY / "content")).write_bytes(
                mutated(seed - seed % 4 + number % 3, file.read_bytes(), lambda data: data)
            )
        for problem in check_content(content).problems:
            file = content.parent / problem.location.path
            if file.is_file():
                assert misplaced(problem, problem.location.path, file.read_bytes()) == "", problem
