"""A release: what stops one, what its notes are, and that its parts name what is there."""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest
from cyclonedx.model.bom import Bom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).parents[1]
BILL = runpy.run_path(str(ROOT / ".ci/bill_of_materials.py"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
LICENCES = tomllib.loads((ROOT / ".ci/licences.toml").read_text("utf-8"))
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


@pytest.mark.slow
def test_what_is_released_is_the_same_bytes_wherever_it_is_built(tmp_path: Path) -> None:
    built = []
    for umask in (0o022, 0o077):
        folder = tmp_path / f"{umask:o}"
        command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True, umask=umask)
        built.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert built[0] == built[1]
    assert sorted(Path(name).suffix for name in built[0]) == [".gz", ".whl"]


def test_the_bill_of_materials_is_what_cyclonedx_reads_and_names_what_the_lock_names(tmp_path: Path) -> None:
    written = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        assert BILL["main"](folder) == 0
        written.append([(folder / name).read_bytes() for name in ("sbom.cdx.json", "licences.txt")])
    assert written[0] == written[1]
    text = written[0][0].decode()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill: Bom = Bom.from_json(json.loads(text))  # type: ignore[attr-defined]
    named = {f"{component.name}=={component.version}" for component in bill.components}
    assert named == set(re.findall(r"(?m)^[a-z0-9][\w.-]*==[^\s;]+", LOCK))
    assert sum(len(component.hashes) for component in bill.components) == LOCK.count("--hash=sha256:")
    assert len(written[0][1].splitlines()) == len(named)


def test_the_bill_tells_what_the_program_runs_with_from_what_builds_it() -> None:
    lock = (
        "a==1 \\\n    --hash=sha256:" + "a" * 64 + "\n    # via county-casebook (pyproject.toml)\n"
        "b==2 ; sys_platform == 'win32' \\\n    --hash=sha256:"
        + "b"
        * 64
        + "\n    # via\n    #   a\n    #   h\n"
        "h==3 \\\n    --hash=sha256:" + "c" * 64 + "\n    # via county-casebook (pyproject.toml:build)\n"
    )
    bill = BILL["bill"](lock, {"a": "MIT", "b": "MIT OR Zlib", "h": "MIT"}, "1")
    told = {each["name"]: (each["scope"], each.get("properties")) for each in bill["components"]}
    assert told == {
        "a": ("required", None),
        "b": ("required", [{"name": "python:marker", "value": "sys_platform == 'win32'"}]),
        "h": ("excluded", None),
    }
    edges = {each["ref"]: each["dependsOn"] for each in bill["dependencies"]}
    assert edges["pkg:pypi/county-casebook@1"] == ["pkg:pypi/a@1"]
    assert edges["pkg:pypi/h@3"] == edges["pkg:pypi/a@1"] == ["pkg:pypi/b@2"]
    with pytest.raises(BILL["NotKnown"], match=r"for a, h$"):
        BILL["bill"](lock, {"b": "MIT"}, "1")


_CLASSIFIERS = {
    "MIT License": ("MIT",),
    "BSD License": ("BSD-3-Clause", "BSD-2-Clause"),
    "Apache Software License": ("Apache-2.0",),
    "Mozilla Public License 2.0 (MPL 2.0)": ("MPL-2.0",),
    "Python Software Foundation License": ("PSF-2.0",),
}
_IN_WORDS = {"BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0"}


def test_every_licence_is_what_the_package_says_of_itself() -> None:
    packages = BILL["locked"](LOCK)
    assert set(LICENCES) == {package.name for package in packages}
    doubted = []
    for name, licence in LICENCES.items():
        try:
            told = metadata(name)
        except PackageNotFoundError:  # of another system
            continue
        expression, short = ("".join(told.get_all(key) or ()) for key in ("License-Expression", "License"))
        kinds = [
            each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or () if "License ::" in each
        ]
        if expression:
            agrees = licence == expression
        elif kinds:
            agrees = any(licence in _CLASSIFIERS[kind] for kind in kinds)
        else:
            agrees = licence == _IN_WORDS.get(short, short)
        if not agrees:
            doubted.append((name, licence, expression or kinds or short))
    assert doubted == []
