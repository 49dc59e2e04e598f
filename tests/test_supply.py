"""What others wrote and we run is named by its content: wheels by hash, actions by commit."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from county_casebook.cache.folder import CACHE

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
    "lock",
    ["requirements.lock", *(f".ci/requirements-{name}.lock" for name in ("test", "bench", "readers"))],
)
def test_every_line_of_a_lock_has_a_hash(lock: str) -> None:
    packages = re.split(r"\n(?=\S)", (ROOT / lock).read_text("utf-8"))
    assert packages
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []


_STARTER = "generator/county_casebook/starter/files/dot."


@pytest.mark.parametrize("path", [".github/workflows/site.yml", f"{_STARTER}github/workflows/site.yml"])
def test_only_a_job_of_the_default_branch_writes_the_cache(path: str) -> None:
    steps = yaml.safe_load((ROOT / path).read_text("utf-8"))["jobs"]["check"]["steps"]
    caches = [step for step in steps if "cache" in step.get("uses", "")]
    restored, saved = caches
    assert restored["uses"].startswith("actions/cache/restore@")
    assert saved["uses"].startswith("actions/cache/save@")
    assert saved["if"] == "github.ref == 'refs/heads/main'"
    assert restored["with"]["key"] == saved["with"]["key"]
    assert {step["with"]["path"] for step in caches} == {CACHE}


@pytest.mark.parametrize("path", [".gitlab-ci.yml", f"{_STARTER}gitlab-ci.yml"])
def test_only_a_job_of_the_default_branch_writes_the_cache_on_gitlab(path: str) -> None:
    jobs = yaml.safe_load((ROOT / path).read_text("utf-8"))
    made, packages = jobs["check"]["cache"]
    assert made == {"key": "casebook", "paths": [CACHE], "policy": "$CACHE_POLICY"}
    assert packages == {"key": {"files": ["requirements.lock"]}, "paths": [".cache/pip"]}
    policies = [(rule.get("if"), rule["variables"]["CACHE_POLICY"]) for rule in jobs["check"]["rules"]]
    assert policies[0] == ("$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH", "pull-push")
    assert {policy for _, policy in policies[1:]} == {"pull"}
    assert "cache" not in jobs["pages"]


@pytest.mark.parametrize("path", [".github/workflows/site.yml", f"{_STARTER}github/workflows/site.yml"])
def test_drafts_are_built_only_where_the_public_cannot_fetch_them(path: str) -> None:
    jobs = yaml.safe_load((ROOT / path).read_text("utf-8"))["jobs"]
    told = {name: str(job["steps"]) for name, job in jobs.items()}
    assert [name for name, steps in told.items() if "--drafts" in steps] == ["preview"]
    assert jobs["preview"]["if"] == "github.event_name == 'pull_request' && github.event.repository.private"
    assert "${{" not in "".join(step.get("run", "") for step in jobs["preview"]["steps"]), (
        "names of branches run nothing"
    )
    assert "path': 'preview'" not in told["check"] + told["deploy"]


@pytest.mark.parametrize("path", [".github/workflows/site.yml", f"{_STARTER}github/workflows/site.yml"])
def test_a_step_that_hands_on_what_another_says_fails_with_it(path: str) -> None:
    jobs = yaml.safe_load((ROOT / path).read_text("utf-8"))["jobs"]
    piped = [step for job in jobs.values() for step in job["steps"] if " | " in step.get("run", "")]
    assert piped
    assert {step.get("shell") for step in piped} == {"bash"}


@pytest.mark.parametrize("path", [".gitlab-ci.yml", f"{_STARTER}gitlab-ci.yml"])
def test_drafts_are_built_only_where_the_public_cannot_fetch_them_on_gitlab(path: str) -> None:
    jobs = yaml.safe_load((ROOT / path).read_text("utf-8"))
    assert [name for name, job in jobs.items() if "--drafts" in str(job)] == ["preview"]
    (rule,) = jobs["preview"]["rules"]
    assert rule == {
        "if": '$CI_PIPELINE_SOURCE == "merge_request_event" && $CI_PROJECT_VISIBILITY == "private"'
    }
    assert jobs["preview"]["artifacts"]["access"] == "developer"
    assert "preview" not in str(jobs["pages"])


@pytest.mark.parametrize(
    "path",
    [
        ".github/CODEOWNERS",
        ".github/pull_request_template.md",
        f"{_STARTER}github/CODEOWNERS",
        f"{_STARTER}github/pull_request_template.md",
        f"{_STARTER}gitlab/CODEOWNERS",
        f"{_STARTER}gitlab/merge_request_templates/Default.md",
    ],
)
def test_requests_ask_for_what_the_records_hold(path: str) -> None:
    text = (ROOT / path).read_text("utf-8")
    asked = ("--stage first", "--stage second", "--stage third", "--secrecy")
    owners = ("first-review", "second-review", "third-review", "secrecy")
    assert all(word in text for word in (owners if path.endswith("CODEOWNERS") else asked))


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
