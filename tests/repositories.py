"""Real git repositories for tests: a remote, somebody's copy of it, and everything in that copy that must stay as it is."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

CASE = "content/cases/village-envoys.yml"
OTHER = "content/cases/other.yml"


def git(folder: Path, *arguments: str, given: str | None = None) -> str:
    """Run git as a person would and return what it prints."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        input=given,
        encoding="utf-8",
    )
    return done.stdout.strip("\n")


def person(home: Path, monkeypatch: pytest.MonkeyPatch, settings: str = "") -> Path:
    """Be somebody with a git identity and nothing else of this machine's; return her settings."""
    home.mkdir(exist_ok=True)
    own = home / ".gitconfig"
    own.write_text(
        "[user]\n\tname = 某局科技股\n\temail = office@example.invalid\n[init]\n\tdefaultBranch = main\n"
        f'[protocol "file"]\n\tallow = always\n{settings}',
        "utf-8",
    )
    for name in [name for name in os.environ if name.startswith(("GIT_", "SSH_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(own))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return own


def put(folder: Path, name: str, text: str | bytes) -> Path:
    """Write a file below a folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def commit(folder: Path, message: str) -> str:
    """Commit everything that stands in a folder; return the commit."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def library(root: Path) -> tuple[Path, Path]:
    """Make a remote with two cases on `main`, and a copy of it; return both."""
    remote, copy = root / "remote.git", root / "copy"
    git(root, "init", "-q", "--bare", str(remote))
    git(root, "clone", "-q", str(remote), str(copy))
    put(copy, CASE, "title: 村里的科技员\n")
    put(copy, OTHER, "title: 另一个\n")
    commit(copy, "begin")
    git(copy, "push", "-q", "-u", "origin", "HEAD:main")
    git(copy, "remote", "set-head", "origin", "-a")
    return remote, copy


_NOTED = (
    ".git/objects/",
    ".git/refs/casebook/",
    ".git/refs/remotes/origin/casebook/",
    ".git/logs/refs/remotes/origin/casebook/",
)


def standing(copy: Path) -> dict[str, tuple[int, bytes]]:
    """Every file of a copy with its mode and bytes, those of `.git` too; only objects and what a push notes
    of the branch it made are left out."""
    found = {}
    for path in sorted(copy.rglob("*")):
        name = path.relative_to(copy).as_posix()
        if (path.is_dir() and not path.is_symlink()) or name.startswith(_NOTED):
            continue
        data = (
            str(path.readlink()).encode()
            if path.is_symlink()
            else path.read_bytes()
            if path.is_file()
            else b""
        )
        found[name] = (path.lstat().st_mode, data)
    return found
