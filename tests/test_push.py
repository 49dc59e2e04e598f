"""A push to a bare repository on a county's own server: checked, built, published, and read through a web server."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from county_casebook.deliver.hosting import hosted
from county_casebook.publish.headers import HEADERS
from tests.building import copy_of_tiny
from tests.servers import installed, running

HOOK = Path(__file__).parents[1] / "deploy/post-receive"


def git(folder: Path, *arguments: str) -> str:
    """Run git, as somebody without configuration; return what was said."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "CASEBOOK": str(folder.parent / "casebook"),
        "CASEBOOK_TARGET": str(folder.parent / "srv"),
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
    } | dict.fromkeys(
        ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "x"
    )
    run = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout + run.stderr


def a_server(folder: Path) -> Path:
    """Make a bare repository with our hook, and a clone of it with the tiny library; return the clone."""
    bare, clone = folder / "library.git", folder / "clone"
    bare.mkdir(parents=True)
    git(bare, "init", "--quiet", "--bare", "--initial-branch=main")
    (bare / "hooks/post-receive").write_bytes(HOOK.read_bytes())
    (bare / "hooks/post-receive").chmod(0o755)
    command = folder / "casebook"
    command.write_text(
        f'#!/bin/sh\nexec {sys.executable} -c "import sys; from county_casebook.cli import main; sys.exit(main())" "$@"\n'
    )
    command.chmod(0o755)
    copy_of_tiny(clone)
    (clone / ".gitignore").write_text("/site/\n/.site.casebook/\n.cache/\n")
    git(clone, "init", "--quiet", "--initial-branch=main")
    git(clone, "remote", "add", "origin", str(bare))
    return clone


def push(clone: Path, branch: str = "main") -> str:
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message", "x")
    return git(clone, "push", "origin", f"HEAD:refs/heads/{branch}")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="a hook of a server")
def test_a_push_is_published_and_one_that_does_not_check_changes_nothing(tmp_path: Path) -> None:
    clone, current = a_server(tmp_path), tmp_path / "srv/current"
    assert "已发布 0001-" in push(clone)
    case = clone / "content/cases/jichuan-tea.yml"
    good = case.read_text("utf-8")
    case.write_text(good.replace("summary: ", "summary: 推送以后，", 1), "utf-8")
    assert "已发布" not in push(clone, "proposal")
    assert "推送以后" not in (current / "cases/jichuan-tea/index.html").read_text("utf-8")
    assert "已发布 0002-" in git(clone, "push", "origin", "HEAD:main")
    assert "推送以后" in (current / "cases/jichuan-tea/index.html").read_text("utf-8")
    case.write_text(good.replace("summary: ", "sumary: ", 1), "utf-8")
    said = push(clone)
    assert "content/cases/jichuan-tea.yml:" in said
    assert current.readlink().name.startswith("0002-")
    git(clone, "push", "origin", "--delete", "proposal")
    assert len(list((tmp_path / "srv/releases").iterdir())) == 2


@pytest.mark.slow
@pytest.mark.hosting
def test_a_push_is_live_behind_nginx_under_the_strict_headers(tmp_path: Path) -> None:
    if not installed("nginx"):
        pytest.skip("nginx is not installed")
    for parent in (tmp_path, *tmp_path.parents[:2]):
        parent.chmod(0o755)
    clone, target = a_server(tmp_path), tmp_path / "srv"
    assert "已发布 0001-" in push(clone)
    site = hosted(target / "current", root=str(target / "current"), name="casebook.example")
    with running("nginx", site, tmp_path / "server") as server:
        before = server.ask("/cases/jichuan-tea/")
        case = clone / "content/cases/jichuan-tea.yml"
        case.write_text(case.read_text("utf-8").replace("summary: ", "summary: 推送以后，", 1), "utf-8")
        assert "已发布 0002-" in push(clone)
        after = server.ask("/cases/jichuan-tea/")
    assert (before.status, after.status) == (200, 200)
    assert "推送以后" not in before.body.decode()
    assert "推送以后" in after.body.decode()
    assert after.headers["etag"] != before.headers["etag"]
    for name, value in HEADERS.items():
        assert after.headers[name.lower()] == value
