"""A hundred mistakes planted in a library of 300 cases are all told, each once, on its line, and nothing else is."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from county_casebook.build import check_content
from county_casebook.demo import write_demo
from tests.hostile.mistakes import MISTAKES, Planted

pytestmark = pytest.mark.hostile
CASES = 300
Told = tuple[str, int, str]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    write_demo(folder, cases=CASES)
    return folder / "content"


def told(content: Path) -> Counter[Told]:
    """Every problem as (file, line, rule)."""
    found = check_content(content).problems
    return Counter((problem.location.path, problem.location.line, problem.rule) for problem in found)


def plant(content: Path) -> dict[Told, str]:
    """Plant every mistake in a record of its own; return what must be told, with the name of the mistake."""
    free = {kind: sorted((content / kind).rglob("*.yml")) for kind in {mistake.kind for mistake in MISTAKES}}
    wanted: dict[Told, str] = {}
    adopters = set(re.findall(r"^ +case: (\S+)$", "".join(map(Path.read_text, free["cases"])), re.MULTILINE))
    for mistake in MISTAKES:
        for file in free[mistake.kind]:
            text = file.read_text("utf-8")
            planted = mistake.plant(text) if is_ordinary(text) else None
            if planted and not (file.stem in adopters and moves(text, planted)):
                free[mistake.kind].remove(file)
                write(file, planted)
                wanted[file.relative_to(content.parent).as_posix(), planted.line, planted.rule] = mistake.name
                break
        else:
            raise AssertionError(f"no record to plant in: {mistake.name}")
    return wanted


def is_of_planting(place: Told, wanted: dict[Told, str]) -> bool:
    """Whether a problem says that a text is another than was reviewed, of a record in which a mistake was planted."""
    path, _, rule = place
    return rule == "changed-after-review" and path in {path for path, _, _ in wanted}


def is_ordinary(text: str) -> bool:
    """Whether a record is published and, if its county sent it in, reviewed: what a draft may lack differs."""
    return (
        "status: published\n" in text and "type: compiled" not in text and "kind: demonstration" not in text
    )


def moves(text: str, planted: Planted) -> bool:
    """Whether a mistake changes where or when a case is: of an adopter's case, the case it took over from tells it too."""
    changed = set(text.splitlines()) ^ set(planted.text.splitlines())
    return any(line.strip().startswith(("county:", "area:", "period:", "start:", "end:")) for line in changed)


def write(file: Path, planted: Planted) -> None:
    file.write_text(planted.text, "utf-8")


def test_every_planted_mistake_is_told_once_on_its_line_and_nothing_else(content: Path) -> None:
    before = told(content)
    wanted = plant(content)
    assert len(wanted) >= 100
    after = told(content)
    new = after - before
    missed = {name: place for place, name in wanted.items() if not new[place]}
    others = (new - Counter(wanted.keys())).elements()
    false = sorted(place for place in others if not is_of_planting(place, wanted))
    assert (missed, false) == ({}, [])
    broken = {path for path, _, _ in wanted}
    silent = {rule for path, _, rule in before - after if path not in broken}
    assert silent <= {"helper-without-pairing", "designation-count"}  # told of what cannot all be read
