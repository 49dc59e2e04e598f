"""A plan becomes what stands on the disk: every file, or none, and only what can be had back from the repository."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from county_casebook.migrate.library import Plan
from county_casebook.scaffold.new_files import NotWritten, set_aside


def uncommitted(root: Path, plan: Plan) -> list[str]:
    """Return the files of a plan whose present state no commit holds, as messages show them; none outside a repository."""
    named = {
        name
        for command in (
            ("ls-files", "-z", "--modified", "--others", "--exclude-standard"),
            ("diff", "-z", "--cached", "--name-only", "--relative"),
        )
        for name in _git(root, *command)
    }
    here = root.resolve()
    return [
        change.shown
        for change in plan.changes
        if change.path.exists() and change.path.resolve().relative_to(here).as_posix() in named
    ]


def _git(root: Path, *arguments: str) -> list[str]:
    """Return the paths that a git command names, relative to a folder; none when there is no git or no repository."""
    try:
        found = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)  # noqa: S603, S607
    except OSError:
        return []
    return found.stdout.decode("utf-8", "surrogateescape").split("\0") if found.returncode == 0 else []


def write(files: Mapping[Path, bytes]) -> None:
    """Give files new bytes, in order; raise NotWritten when one cannot be written, with all as they were.

    Every file is complete on the disk before the first one changes. A process that is killed leaves the first ones
    changed; doing it again does the rest.
    """
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    asides: list[Path] = []
    try:
        for path, data in files.items():
            asides.append(_aside(path, data))
        for aside, path in zip(asides, files, strict=True):
            aside.replace(path)
    except OSError as error:
        _restore(before)
        raise NotWritten(f"写不了：{error.strerror or error}；什么都没有改，请检查权限和磁盘空间") from None
    finally:
        for aside in asides:
            aside.unlink(missing_ok=True)


def _aside(path: Path, data: bytes) -> Path:
    aside = set_aside(path, data)
    if path.exists():
        aside.chmod(path.stat().st_mode & 0o7777)
    return aside


def _restore(before: Mapping[Path, bytes | None]) -> None:
    """Give back what was there; of what was replaced only, so that nothing else is touched."""
    for path, data in before.items():
        if data is None:
            path.unlink(missing_ok=True)
        elif path.read_bytes() != data:
            _aside(path, data).replace(path)


__all__ = ["uncommitted", "write"]
