"""Submission with the git of older desktops: the same promises, kept by what git 2.20 can do.

The git here is the one of this machine behind a door that knows neither the settings in the environment (2.31) nor the options that
came after 2.20.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from county_casebook.git import GitFault, repository_of
from county_casebook.git.process import version
from tests import test_git_hostile as hostile
from tests import test_git_submission as submission
from tests.repositories import CASE, commit, git, library, person, put

DOOR = """#!/bin/sh
if [ "$1" = --version ]; then echo git version 2.20.1; exit 0; fi
for each in "$@"; do
    case "$each" in
    --show-scope | --end-of-options | --no-write-fetch-head | --no-auto-gc | --no-auto-maintenance | --path-format=* | --fixed-value)
        echo "error: unknown option $each" >&2
        exit 129
        ;;
    esac
done
unset GIT_CONFIG_COUNT GIT_CONFIG_GLOBAL GIT_CONFIG_SYSTEM
exec "{git}" "$@"
"""


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    person(tmp_path / "home", monkeypatch)
    made = library(tmp_path)[1]
    real = shutil.which("git")
    assert real
    put(tmp_path, "old/git", DOOR.replace("{git}", real)).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'old'}:{os.environ['PATH']}")
    assert version() == (2, 20)
    return made


test_a_dirty_copy_stays_as_it_is = (
    submission.test_exactly_the_named_files_go_to_the_branch_and_a_dirty_copy_stays_as_it_is
)


def test_programs_that_the_copy_names_are_not_started(copy: Path, tmp_path: Path) -> None:
    program, sprung = hostile.trap(tmp_path)
    put(copy, ".gitattributes", "*.txt filter=x\n")
    put(copy, "content/notes.txt", "x")
    for name in hostile.HOOKS:
        put(copy, f".git/hooks/{name}", Path(program).read_bytes()).chmod(0o755)
    for setting in ("core.fsmonitor", "core.pager", "filter.x.clean", "filter.x.process", "core.editor"):
        git(copy, "config", setting, program)
    sprung.unlink(missing_ok=True)
    put(copy, CASE, "title: 改过\n")
    assert hostile.send(copy) == hostile.BRANCH
    repository_of(copy).changed_since("HEAD", copy / "content")
    assert not sprung.exists()


@pytest.mark.parametrize("where", ["here", "included"])
def test_a_program_that_the_copy_wants_for_the_network_is_refused(
    where: str, copy: Path, tmp_path: Path
) -> None:
    program, sprung = hostile.trap(tmp_path)
    put(copy, CASE, "title: 改过\n")
    if where == "included":
        put(copy, ".git/more", f"[core]\n\tsshCommand = {program}\n")
        git(copy, "config", "include.path", "more")
    else:
        git(copy, "config", "core.sshCommand", program)
    assert "要在您的电脑上运行别的程序" in hostile.refusal(copy)
    assert not sprung.exists()


def test_a_name_that_would_be_taken_for_another_is_refused(copy: Path) -> None:
    git(copy, "config", "filter.a=b.clean", "cat")
    put(copy, CASE, "title: 改过\n")
    assert "名称里有等号" in hostile.refusal(copy)


def test_what_others_have_pushed_meanwhile_is_fetched(copy: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", str(tmp_path / "remote.git"), "theirs")
    put(tmp_path / "theirs", "content/cases/theirs.yml", "title: 别人的\n")
    newest = commit(tmp_path / "theirs", "theirs")
    git(tmp_path / "theirs", "push", "-q", "origin", "HEAD:main")
    put(copy, CASE, "title: 改过\n")
    assert hostile.send(copy) == hostile.BRANCH
    assert git(tmp_path / "remote.git", "rev-parse", f"{hostile.BRANCH}^") == newest


def test_a_version_is_named_and_never_an_option(copy: Path) -> None:
    assert repository_of(copy).commit_of("main")
    for name in ("--all", "-h", "nowhere"):
        with pytest.raises(GitFault):
            repository_of(copy).commit_of(name)
