"""The same commit gives the same bytes: of the site, of every export, of every form and brief, wherever and whenever it is made."""

from __future__ import annotations

import ast
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from county_casebook.files.office import packed
from tests.building import copy_of_tiny
from tests.repositories import commit, git, person

PACKAGE = Path(__file__).parents[1] / "generator/county_casebook"
SECONDS = "1141171200"


@dataclass(frozen=True)
class Environment:
    """Where a library is made into everything: what leads to it there, and what else is different."""

    folder: str = "clone"
    how: str = "clone"
    variables: Mapping[str, str] = field(default_factory=dict)
    umask: int = 0o022
    flags: tuple[str, ...] = ()


ENVIRONMENTS = {
    "folder and umask": Environment(folder="很深的 文件夹/a/b/c", umask=0o077),
    "time zone": Environment(variables={"TZ": "Pacific/Kiritimati"}),
    "locale": Environment(variables={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "hash seed": Environment(variables={"PYTHONHASHSEED": "4711"}),
    "order of files": Environment(flags=("--other-order",)),
    "day": Environment(flags=("--other-day",)),
    "shallow clone": Environment(how="shallow"),
    "archive without git": Environment(how="archive", variables={"SOURCE_DATE_EPOCH": SECONDS}),
}
BASE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the tiny library and a commit before it."""
    folder = tmp_path_factory.mktemp("origin")
    with pytest.MonkeyPatch.context() as patch:
        person(folder / "home", patch)
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            patch.setenv(name, f"{SECONDS} +0800")
        library = folder / "library"
        git(folder, "init", "-q", str(library))
        (library / "README.md").write_text("一个库\n", "utf-8")
        commit(library, "begin")
        copy_of_tiny(library)
        commit(library, "records")
    return library


@pytest.fixture(scope="module")
def expected(origin: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return everything(origin, Environment(), tmp_path_factory.mktemp("expected"))


def everything(origin: Path, environment: Environment, folder: Path) -> dict[str, str]:
    """Make everything in an environment, in a process of its own; return the SHA-256 of each file."""
    library = folder / environment.folder
    library.parent.mkdir(parents=True, exist_ok=True)
    if environment.how == "archive":
        git(origin, "archive", "-o", str(folder / "a.tar"), "HEAD")
        with tarfile.open(folder / "a.tar") as archive:
            archive.extractall(library, filter="data")
    else:
        depth = ["--depth", "1"] if environment.how == "shallow" else []
        git(folder, "clone", "-q", *depth, origin.as_uri(), str(library))
    command = [sys.executable, str(Path(__file__).with_name("whole_output.py")), str(library)]
    kept = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    run = subprocess.run(
        [*command, str(folder / "out"), *environment.flags],
        env={**kept, **BASE, **environment.variables},
        umask=environment.umask,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode(errors="replace")
    told: dict[str, str] = json.loads(run.stdout)
    return told


@pytest.mark.slow
@pytest.mark.skipif(
    os.name != "posix" or not shutil.which("git"), reason="needs git, and umask and locales of POSIX"
)
@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_everything_is_the_same_bytes_in_every_environment(
    name: str, origin: Path, expected: dict[str, str], tmp_path: Path
) -> None:
    made = everything(origin, ENVIRONMENTS[name], tmp_path)
    assert {key for key in {*made, *expected} if made.get(key) != expected.get(key)} == set()
    assert made["site/SHA256SUMS"]
    assert {"site/index.html", "case.xlsx", "jichuan-tea.docx", "ndjson/cases.ndjson"} <= made.keys()


@pytest.mark.slow
def test_no_code_asks_for_the_time_of_day_but_where_somebody_signs() -> None:
    """`datetime.now` cannot be put on another day in a test; `date.today` can."""
    asked = {
        (path.relative_to(PACKAGE).parts[0], node.attr)
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in ("now", "utcnow", "today")
        and ast.unparse(node.value) in ("date", "datetime", "datetime.date", "datetime.datetime")
    }
    assert asked == {(room, "today") for room in ("cli", "edit", "review")}


def test_an_office_document_is_packed_by_the_locked_encoder_whatever_packed_it_before() -> None:
    """The system's zlib gives other bytes from one version to the next; a level stands for it here."""
    made = []
    for level in (1, 9):
        before = io.BytesIO()
        with zipfile.ZipFile(before, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>" * 100)
            archive.writestr("docProps/core.xml", "<a>somebody, at some time</a>")
        made.append(packed(before.getvalue(), {"docProps/core.xml": b"<a/>"}))
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        assert archive.namelist() == ["[Content_Types].xml", "docProps/core.xml"]
        assert archive.read("docProps/core.xml") == b"<a/>"
        assert archive.testzip() is None
