"""A draft may be unfinished: what is missing is told apart and stops nothing, until the draft goes to review."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from county_casebook.build import check_content
from county_casebook.cli import main
from county_casebook.library.edition import Edition
from county_casebook.problems import UNFINISHED
from county_casebook.records import KINDS, Case, Collection
from county_casebook.records import module_of as singular
from tests.building import TINY

DRAFT = "status: draft\ntitle:\n"
PICKING = "status: draft\ntitle: 甲\nsummary: 甲\nintroduction: 甲乙丙\ncases: [a-draft, jichuan-tea]\n"


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    shutil.copytree(TINY / "content", tmp_path / "content")
    return tmp_path / "content"


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_lacks_something_and_nothing_in_it_is_wrong(kind: str, content: Path) -> None:
    where = ["--county", "991121", "--as-of", "2004"] if kind == "counties" else []
    assert main(["new", singular(KINDS[kind]), "x-new", *where, "--content", str(content)]) == 0
    found = check_content(content)
    assert {problem.level for problem in found.problems} <= {"unfinished"}
    assert not found.has_errors
    assert main(["check", "--content", str(content)]) == 0


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "counties"])
def test_what_goes_to_review_must_be_whole(kind: str, content: Path) -> None:
    assert main(["new", singular(KINDS[kind]), "x-new", "--content", str(content)]) == 0
    file = content / kind / "x-new.yml"
    file.write_text(file.read_text("utf-8").replace("status: draft", "status: review"), "utf-8")
    assert check_content(content).has_errors
    assert main(["check", "--content", str(content)]) == 1


def test_what_is_missing_stands_apart_in_every_format(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (content / "cases/a-draft.yml").write_text(DRAFT + "county: lingpin\n", "utf-8")
    (content / "cases/z-wrong.yml").write_text("status: review\n", "utf-8")
    said = {}
    for layout in ("text", "json", "github", "sarif"):
        assert main(["check", "--content", str(content), "--format", layout]) == 1
        said[layout] = capsys.readouterr().out
    before, _, after = said["text"].partition(UNFINISHED)
    assert "z-wrong.yml" in before
    assert "a-draft.yml" not in before
    assert after.count("待补：") == after.count("a-draft.yml") > 5
    assert f"{after.count('待补：')} 处待补" in after
    levels = [problem["level"] for problem in json.loads(said["json"])]
    assert levels == sorted(levels, key=lambda level: level == "unfinished")
    assert "::notice file=content/cases/a-draft.yml" in said["github"]
    results = json.loads(said["sarif"])["runs"][0]["results"]
    assert {result["level"] for result in results} == {"error", "note"}


def test_a_preview_leaves_out_what_cannot_be_read_yet_and_what_names_it(content: Path) -> None:
    (content / "cases/a-draft.yml").write_text(DRAFT, "utf-8")
    (content / "collections/a-picking.yml").write_text(PICKING, "utf-8")
    found = check_content(content)
    assert not found.has_errors
    shown = Edition.of(found.library, drafts=True).library
    assert "a-draft" not in shown.of(Case)
    assert "a-picking" not in shown.of(Collection)
    assert "jichuan-tea" in shown.of(Case)
    assert "a-picking" in found.library.of(Collection)


@pytest.mark.slow
def test_a_site_is_built_beside_an_unfinished_draft(tmp_path: Path, content: Path) -> None:
    shutil.copy(TINY / "mkdocs.yml", tmp_path / "mkdocs.yml")
    (content / "cases/a-draft.yml").write_text(DRAFT, "utf-8")
    (content / "collections/a-picking.yml").write_text(PICKING, "utf-8")
    assert main(["build", "-f", str(tmp_path / "mkdocs.yml"), "--drafts"]) == 0
    assert (tmp_path / "site/cases/jichuan-tea/index.html").is_file()
    assert not (tmp_path / "site/cases/a-draft").exists()
