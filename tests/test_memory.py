"""A content folder read with a memory gives what it gives without one, whatever was edited in between."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from county_casebook.library.content import Content
from county_casebook.library.load import load
from county_casebook.library.memory import Memory
from county_casebook.problems import format_problems, ordered
from tests.building import TINY
from tests.edits import EDITS, whole_again


def told(content: Content) -> dict[str, Any]:
    """All that was read, in a form that can be compared."""
    return {
        "records": {
            (kind, key): (record.path, record.model_dump())
            for kind, by_id in content.records.items()
            for key, record in by_id.items()
        },
        "order": [list(by_id) for by_id in content.records.values()],
        "vocabulary": {
            name: {key: (entry.value, entry.position) for key, entry in entries.items()}
            for name, entries in content.vocabulary.items()
        },
        "synonyms": content.synonyms,
        "leads": [entry.value for entry in content.leads],
        "waivers": [entry.value for entry in content.waivers],
        "pages": content.pages,
        "files": content.files,
        "personal_data": content.personal_data,
        "facts": content.facts,
        "broken": content.broken,
        "divisions": content.divisions.rows,
        "problems": format_problems(ordered(content.problems)),
        "other": content.is_other_version,
    }


@pytest.mark.parametrize(
    "seed", [*range(6), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(6, 40))]
)
def test_what_is_read_again_is_what_a_first_reading_gives(seed: int, tmp_path: Path) -> None:
    dice, root, memory = random.Random(seed), tmp_path / "content", Memory()
    shutil.copytree(TINY / "content", root)
    load(root, memory)
    for number in range(20):
        touched = set[Path]()
        for _ in range(dice.choice((1, 1, 1, 3))):
            touched |= dice.choice(EDITS)(dice, root)
        if number % 10 == 9:
            touched |= whole_again(TINY / "content", root)
        memory.touch(touched)
        assert told(load(root, memory)) == told(load(root)), sorted(touched)


def test_in_doubt_every_file_is_looked_at(tmp_path: Path) -> None:
    root, memory, dice = tmp_path / "content", Memory(), random.Random(7)
    shutil.copytree(TINY / "content", root)
    load(root, memory)
    for _ in range(15):
        dice.choice(EDITS)(dice, root)
        memory.doubt()
        assert told(load(root, memory)) == told(load(root))


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    root, memory = tmp_path / "content", Memory()
    shutil.copytree(TINY / "content", root)
    before = load(root, memory).records["cases"]
    path = root / f"cases/{next(iter(before))}.yml"
    path.write_text(path.read_text("utf-8") + "\n# seen\n", "utf-8")
    memory.touch([path])
    after = load(root, memory).records["cases"]
    assert [key for key in before if before[key] is not after[key]] == [path.stem]


def test_what_is_edited_while_the_library_is_of_another_version_is_read_afterwards(tmp_path: Path) -> None:
    root, memory = tmp_path / "content", Memory()
    shutil.copytree(TINY / "content", root)
    load(root, memory)
    version = root / "casebook.yml"
    good = version.read_text("utf-8") if version.exists() else "schema_version: 3\n"
    version.write_text("schema_version: 99\n", "utf-8")
    memory.touch([version])
    assert load(root, memory).is_other_version
    path = min((root / "cases").glob("*.yml"))
    path.write_text(path.read_text("utf-8").replace("title: ", "title: 又", 1), "utf-8")
    memory.touch([path])
    assert load(root, memory).is_other_version
    version.write_text(good, "utf-8")
    memory.touch([version])
    assert told(load(root, memory)) == told(load(root))
