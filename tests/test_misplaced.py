"""A record in the folder of another kind is one sentence; a name that some computers refuse is one too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from county_casebook.build import check_content
from county_casebook.library.misplaced import is_reserved
from county_casebook.records import KINDS
from tests.building import copy_of_tiny

SOME = {
    kind: next(iter(sorted((Path(__file__).parent / "tiny/content" / kind).glob("*.yml"))), None)
    for kind in KINDS
}


@pytest.mark.parametrize("folder", list(KINDS))
@pytest.mark.parametrize("kind", [kind for kind, file in SOME.items() if file])
def test_a_record_of_any_kind_in_any_other_folder_is_one_sentence(
    kind: str, folder: str, tmp_path: Path
) -> None:
    if kind == folder:
        return
    content, file = copy_of_tiny(tmp_path).parent / "content", SOME[kind]
    assert file
    shutil.copy(file, content / folder / "elsewhere.yml")
    told = check_content(content).problems
    assert [problem.rule for problem in told] == ["wrong-folder"]
    assert f"/{kind}/" in told[0].hint


@pytest.mark.parametrize("name", ["con", "NUL", "aux.yml", "com1", "lpt9.png", "prn.tar.gz"])
def test_the_names_of_devices_are_reserved(name: str) -> None:
    assert is_reserved(name)


@pytest.mark.parametrize("name", ["conn", "console", "com10", "community", "auxiliary.yml", "nulls"])
def test_other_names_are_not(name: str) -> None:
    assert not is_reserved(name)


def test_names_that_differ_only_in_case_are_told(tmp_path: Path) -> None:
    content = copy_of_tiny(tmp_path).parent / "content"
    shutil.copy(content / "files/tea.png", content / "files/Tea.PNG")
    rules = [problem.rule for problem in check_content(content).problems if problem.level == "error"]
    assert rules == ["reserved-name"]
