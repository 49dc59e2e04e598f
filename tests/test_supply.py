"""What others wrote and we run is named by its content: wheels by hash, actions by commit."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_whatever_is_installed_from_a_lock_is_a_wheel_whose_hash_is_known() -> None:
    run = subprocess.run(
        ["make", "-n", "-B", ".venv/bench-ready"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    installs = [line for line in run.stdout.splitlines() if " install " in line and "pip" in line]
    from_locks = [line for line in installs if "--editable ." not in line]
    assert [line.split()[-1] for line in from_locks] == [
        "requirements.lock",
        ".ci/requirements-test.lock",
        ".ci/requirements-bench.lock",
    ]
    for line in from_locks:
        assert "--require-hashes --only-binary :all:" in line
    for line in set(installs) - set(from_locks):
        assert "--no-deps --no-build-isolation" in line


@pytest.mark.parametrize(
    "lock", ["requirements.lock", ".ci/requirements-test.lock", ".ci/requirements-bench.lock"]
)
def test_every_line_of_a_lock_has_a_hash(lock: str) -> None:
    packages = re.split(r"\n(?=\S)", (ROOT / lock).read_text("utf-8"))
    assert packages
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []


def test_actions_are_named_by_commit_with_their_version_beside_it() -> None:
    workflows = list((ROOT / ".github/workflows").glob("*.y*ml"))
    uses = [
        line.strip(" -")
        for path in workflows
        for line in path.read_text("utf-8").splitlines()
        if "uses:" in line
    ]
    assert uses
    assert [
        line
        for line in uses
        if not re.fullmatch(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)
    ] == []
