"""Every mistake is a data file in `tests/problems/`: one change to the tiny library, and the exact whole message it must get."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from county_casebook.build import check_content
from county_casebook.cli import main
from county_casebook.problems import format_problems
from county_casebook.records import Case
from county_casebook.rules import RULES
from county_casebook.rules.references import nearest_clause
from tests.editors_yaml import as_yaml
from tests.photographs import photograph
from tests.record_schemas import differences
from tests.repositories import git

HERE = Path(__file__).parent
MISTAKES = sorted((HERE / "problems").glob("*.yml"))


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the tiny library to break; "today" is 1 March 2006."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    shutil.copytree(HERE / "tiny/content", tmp_path / "content")
    return tmp_path / "content"


def make(mistake: dict[str, Any], content: Path) -> None:
    """Make one mistake in a copy of the tiny library."""
    if "replace" in mistake:
        file = content / mistake["file"]
        text = file.read_text("utf-8")
        assert text.count(mistake["replace"]) == 1, (
            f"{mistake['replace']!r} stands {text.count(mistake['replace'])} times"
        )
        file.write_text(text.replace(mistake["replace"], mistake["by"]), "utf-8")
    for other in mistake.get("also", []):
        make(other, content)
    for path, text in mistake.get("write", {}).items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, "utf-8")
    for path, data in mistake.get("bytes", {}).items():
        (content / path).write_bytes(bytes.fromhex(data))
    for path, said in mistake.get("picture", {}).items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_bytes(photograph(**said))
    for path, size in mistake.get("fill", {}).items():
        (content / path).write_bytes(b"#" * size)
    for path in mistake.get("delete", []):
        (content / path).unlink()
    for path, target in mistake.get("move", {}).items():
        (content / path).rename(content / target)
    for path in mistake.get("folder", []):
        (content / path).mkdir()
    for path, target in mistake.get("symlink", {}).items():
        (content / path).symlink_to(target)
    for path in mistake.get("fifo", []):
        os.mkfifo(content / path)


def past(mistake: dict[str, Any], content: Path) -> None:
    """Commit the tiny library as it was before a mistake: after each of its steps, a day apart."""
    git(content.parent, "init", "-q")
    for day, step in enumerate(mistake["history"], start=1):
        make(step, content)
        git(content.parent, "add", "-A", "content")
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("GIT_COMMITTER_DATE", f"2006-02-{day:02}T12:00:00+08:00")
            git(content.parent, *_NOBODY, "commit", "-q", "--allow-empty", "-m", f"day {day}")


_NOBODY = ("-c", "user.name=某局科技股", "-c", "user.email=office@example.invalid")


def renewed(file: Path, found: str) -> None:
    head = file.read_text("utf-8").partition("expect:")[0]
    body = "".join(f"  {line}\n" if line else "\n" for line in found.split("\n"))
    file.write_text(f"{head}expect: |2-\n{body}", "utf-8")


@pytest.mark.parametrize("file", MISTAKES, ids=lambda file: file.stem)
def test_a_mistake_gets_exactly_its_message_and_a_schema_refuses_it_where_a_model_does(
    file: Path, library: Path, request: pytest.FixtureRequest
) -> None:
    mistake = as_yaml(file.read_text("utf-8"))
    if sys.platform == "win32" and {"fifo", "symlink", "bytes"} & set(mistake):
        pytest.skip("no such files there, or not for everybody")
    if "history" in mistake:
        past(mistake, library)
    make(mistake, library)
    checked = check_content(library)
    found = format_problems(checked.problems).rstrip("\n")
    found = re.sub(r"[0-9a-f]{64}", "<sha256>", found)
    found = re.sub(r"提交 [0-9a-f]{8}", "提交 <commit>", found)
    if request.config.getoption("--renew"):
        renewed(file, found)
    assert found == mistake.get("expect", "").rstrip("\n")
    assert list(differences(mistake, file.stem, library, checked.library)) == []


def test_the_tiny_library_has_no_problem(library: Path) -> None:
    assert check_content(library).problems == ()


def test_every_rule_and_every_refusal_has_its_mistake() -> None:
    told = {
        name
        for file in MISTAKES
        for name in re.findall(r"\[([a-z-]+)\]$", file.read_text("utf-8"), re.MULTILINE)
    }
    source = "".join(
        (HERE.parent / f"generator/county_casebook/{name}.py").read_text("utf-8")
        for name in (
            "source",
            "library/load",
            "library/folder",
            "library/handwritten",
            "library/policy_text",
            "library/refused",
            "rules/waivers",
            "changes/reused",
            "changes/untold",
        )
    )
    written = set(re.findall(r'"([a-z]+(?:-[a-z]+)+|symlink|alias|anchor|tag|unreadable)"', source))
    others = {"unreadable", "no-content", "utf-8", "utf-8-sig", "cat-file", "ls-tree"}
    missing = ({rule.name for rule in RULES} | written) - told - others
    assert not {name for name in missing if "." not in name}


def test_at_least_sixty_mistakes_are_told() -> None:
    assert len(MISTAKES) >= 60


def test_ten_mistakes_in_one_record_are_ten_problems_at_their_lines(library: Path) -> None:
    text = (HERE / "problems/ten/ten-mistakes.yml").read_text("utf-8")
    (library / "cases/ten-mistakes.yml").write_text(text, "utf-8")
    found = check_content(library).problems
    assert [(problem.location.line, problem.location.column, problem.rule) for problem in found] == [
        (1, 1, "missing-field"),
        (2, 1, "unknown-field"),
        (3, 9, "wrong-choice"),
        (4, 12, "wrong-value"),
        (6, 17, "wrong-value"),
        (7, 9, "too-few"),
        (9, 11, "wrong-type"),
        (12, 22, "wrong-value"),
        (13, 8, "wrong-type"),
        (16, 13, "wrong-choice"),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("013022", "013022"),
        ("no", "no"),
        ("12:30", "12:30"),
        ("=", "="),
        ("2004-02-30", "2004-02-30"),
        ("~", "~"),
        ("1e3", "1e3"),
    ],
)
def test_plain_scalars_stay_the_text_they_are(text: str, value: str, library: Path) -> None:
    file = library / "cases/jichuan-tea.yml"
    file.write_text(file.read_text("utf-8").replace("霁川市据公开资料整理的做法。", text), "utf-8")
    checked = check_content(library)
    assert checked.problems == ()
    assert checked.library.of(Case)["jichuan-tea"].summary == value


@pytest.mark.parametrize(
    ("wanted", "known", "near"),
    [
        ("art-12", ("art-1", "art-11", "art-112"), "art-11"),
        ("3.3.p5", ("3", "3.3", "3.3.p1", "3.3.p2", "3.4.p5"), "3.3.p2"),
        ("3.3.p2", ("3", "3.3", "3.3.i1", "3.4"), "3.3"),
        ("art-7.p2.i9", ("art-7", "art-7.p2", "art-7.p2.i1", "art-7.p2.i3"), "art-7.p2.i3"),
        ("2~2", ("1", "2", "3"), "2"),
        ("annex-2.1", ("1", "annex-1", "annex-1.1"), "annex-1.1"),
    ],
)
def test_the_nearest_clause_is_near_in_the_text_not_in_spelling(
    wanted: str, known: tuple[str, ...], near: str
) -> None:
    assert nearest_clause(wanted, known) == near


def test_a_folder_that_is_not_there_is_a_problem_not_a_traceback(tmp_path: Path) -> None:
    assert [problem.rule for problem in check_content(tmp_path / "nothing").problems] == ["no-content"]


@pytest.mark.parametrize("layout", ["json", "github", "sarif"])
def test_problems_are_told_to_programs(
    layout: str, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = library / "cases/jichuan-tea.yml"
    file.write_text(file.read_text("utf-8").replace("themes: [tea]", "themes: [te]"), "utf-8")
    assert main(["check", "--content", str(library), "--format", layout]) == 1
    out = capsys.readouterr().out
    if layout == "github":
        assert out.startswith(
            "::error file=content/cases/jichuan-tea.yml,line=14,col=10,title=unknown-reference::"
        )
        return
    data = json.loads(out)
    first = data[0] if layout == "json" else data["runs"][0]["results"][0]
    assert first["rule" if layout == "json" else "ruleId"] == "unknown-reference"


def test_only_the_problems_of_the_named_files_are_shown(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (library / "cases/broken.yml").write_text("a: b: c\n", "utf-8")
    assert main(["check", "--content", str(library), str(library / "counties")]) == 0
    assert main(["check", "--content", str(library), str(library / "cases")]) == 1
    assert "broken.yml" in capsys.readouterr().out
