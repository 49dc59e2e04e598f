"""A release: what stops one, what its notes are, and that its parts name what is there."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RELEASE = runpy.run_path(str(ROOT / ".ci/release_notes.py"))
PYPROJECT = '[project]\nname = "county-casebook"\nversion = "0.2.0"\n'
CHANGELOG = """# Changelog

## 0.3.0 (unreleased)

- To come.

## 0.2.0 (2026-12-01)

- A change
  on two lines.

## 0.1.0 (2026-11-01)

- The first.
"""


def test_the_notes_are_the_section_of_the_version() -> None:
    assert RELEASE["release_notes"]("v0.2.0", PYPROJECT, CHANGELOG) == "- A change\n  on two lines.\n"


@pytest.mark.parametrize(
    ("tag", "changelog", "reason"),
    [
        ("v0.2.1", CHANGELOG, "the tag is v0.2.1, the version in pyproject.toml 0.2.0"),
        ("0.2.0", CHANGELOG, "the tag is 0.2.0, the version in pyproject.toml 0.2.0"),
        ("v0.2.0", "# Changelog\n", "CHANGELOG.md has no section `## 0.2.0 (YYYY-MM-DD)`"),
        ("v0.2.0", "## 0.2.0 (unreleased)\n- x\n", "CHANGELOG.md has no section `## 0.2.0 (YYYY-MM-DD)`"),
        ("v0.2.0", "## 0.2.0.1 (2026-12-01)\n- x\n", "CHANGELOG.md has no section `## 0.2.0 (YYYY-MM-DD)`"),
        (
            "v0.2.0",
            "## 0.2.0 (2026-12-01)\n\n## 0.1.0 (2026-11-01)\n- x\n",
            "the section 0.2.0 (2026-12-01) of CHANGELOG.md is empty",
        ),
    ],
)
def test_what_does_not_agree_is_not_released(tag: str, changelog: str, reason: str) -> None:
    with pytest.raises(RELEASE["NotReady"], match=f"^{re.escape(reason)}$"):
        RELEASE["release_notes"](tag, PYPROJECT, changelog)


def test_every_path_that_has_an_owner_is_there() -> None:
    lines = (ROOT / ".github/CODEOWNERS").read_text("utf-8").splitlines()
    paths = [line.split()[0] for line in lines if line and not line.startswith("#")]
    assert [path for path in paths if path != "*" and not (ROOT / path.strip("/")).exists()] == []


def test_only_the_job_that_publishes_may_write_and_it_runs_no_tests() -> None:
    workflow = (ROOT / ".github/workflows/release.yml").read_text("utf-8")
    assert workflow.count("contents: write") == 1
    publish = workflow.partition("\n  publish:\n")[2]
    assert "contents: write" in publish
    assert "make test" not in publish
    assert "${{" not in "".join(re.findall(r"- run: (.*)", workflow))


def test_what_is_released_is_the_same_bytes_wherever_it_is_built(tmp_path: Path) -> None:
    built = []
    for umask in (0o022, 0o077):
        folder = tmp_path / f"{umask:o}"
        command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True, umask=umask)
        built.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert built[0] == built[1]
    assert sorted(Path(name).suffix for name in built[0]) == [".gz", ".whl"]
