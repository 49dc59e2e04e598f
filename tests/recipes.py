"""The recipes for CI, and a forge as far as they need one: their steps are run in a clean clone, in the order and under the conditions
they name.

What a forge would bring is here a folder of programs: `casebook` as it is installed, and a Python and a pip that install nothing, since
it is there already, but refuse to install in any way but the recipes'.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
STARTER = ROOT / "generator/county_casebook/starter/files"
GITHUB = (
    *sorted((ROOT / ".github/workflows").glob("*.yml")),
    *sorted((STARTER / "dot.github/workflows").glob("*.yml")),
)
GITEA = (
    *sorted((ROOT / ".gitea/workflows").glob("*.yml")),
    *sorted((STARTER / "dot.gitea/workflows").glob("*.yml")),
)
GITLAB = (ROOT / ".gitlab-ci.yml", STARTER / "dot.gitlab-ci.yml")
_EXPRESSION = re.compile(r"\$\{\{ (.+?) \}\}")
_SHELL, _PIPES = ("bash", "-e", "-c"), ("bash", "-e", "-o", "pipefail", "-c")
_INSTALLS = r"""#!/bin/sh
case "$*" in
*" install "*"--require-hashes --only-binary :all: "*"-r "*) test -f "$(echo "$*" | sed 's/.* -r //')" || exit 9 ;;
*" install "*"--no-deps --no-build-isolation --editable ."*) test -f pyproject.toml || exit 9 ;;
"-m venv .venv") mkdir -p .venv && ln -s "{bin}" .venv/bin ;;
*" install "*) echo "not the recipes' way to install: $*" >&2; exit 9 ;;
*) exec "{real}" "$@" ;;
esac
"""


@dataclass(frozen=True)
class Forge:
    """What a forge knows of one event: the values of expressions, and of conditions; any other is an error of the test."""

    variables: Mapping[str, str]
    values: Mapping[str, str] = field(default_factory=dict)
    conditions: Mapping[str, bool] = field(default_factory=dict)

    def filled(self, text: str) -> str:
        return _EXPRESSION.sub(lambda found: self.values[found[1]], text)


def jobs_of(recipe: Path) -> dict[str, Any]:
    """Return the jobs of a recipe by their names."""
    read = yaml.safe_load(recipe.read_text("utf-8"))
    jobs = read.get("jobs") or {
        name: job for name, job in read.items() if isinstance(job, dict) and "script" in job
    }
    return dict(jobs)


def commands_of(job: Mapping[str, Any], forge: Forge) -> Iterator[tuple[list[str], dict[str, str]]]:
    """Yield what a job runs for an event, with the variables of each step; the actions of others are not run.

    GitHub's shell ends with a part of a pipe only where `bash` is asked for, GitLab's always.
    """
    for step in job.get("steps", ()):
        if "run" in step and ("if" not in step or forge.conditions[step["if"]]):
            shell = _PIPES if step.get("shell") == "bash" else _SHELL
            yield (
                [*shell, step["run"]],
                {name: forge.filled(value) for name, value in step.get("env", {}).items()},
            )
    for line in job.get("script", ()):
        yield [*_PIPES, line], {}


def run_job(recipe: Path, name: str, forge: Forge, folder: Path, programs: Path) -> str:
    """Run every step of a job in a folder as its forge does; return what they print. One that fails fails the test."""
    said = []
    base = {key: os.environ[key] for key in ("HOME", "LANG", "GIT_CONFIG_GLOBAL") if key in os.environ}
    base |= {"PATH": f"{programs}:/usr/bin:/bin", "CI": "true"}
    for command, own in commands_of(jobs_of(recipe)[name], forge):
        run = subprocess.run(
            command,
            cwd=folder,
            env={**base, **forge.variables, **own},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, f"{recipe.name}, {name}: {command[-1]}\n{run.stdout}{run.stderr}"
        said.append(run.stdout + run.stderr)
    return "\n".join(said)


def programs_in(folder: Path) -> Path:
    """Make the folder of programs that a forge's image would bring; return it."""
    folder.mkdir()
    real = Path(sys.executable)
    for program in real.parent.iterdir():
        if not program.name.startswith(("python", "pip")):
            (folder / program.name).symlink_to(program)
    for name in ("python", "python3", "pip"):
        text = _INSTALLS.replace("{bin}", str(folder)).replace("{real}", str(real))
        (folder / name).write_text(text, "utf-8")
        (folder / name).chmod(0o755)
    return folder


def our_repository(folder: Path) -> None:
    """Copy this repository into a folder, with the tiny library in the place of its records, without tests and benchmarks."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        if not name.startswith(("content/", "tests/", "benchmarks/", "docs/")) and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "tests/tiny/content", folder / "content")
