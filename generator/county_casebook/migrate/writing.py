"""A plan becomes what stands on the disk: every file, or none, and only what can be had back from the repository."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from county_casebook.git import repository_of
from county_casebook.migrate.library import Plan
from county_casebook.scaffold.new_files import NotWritten, put_in_place, set_aside

_NO_COMMIT_HOLDS = (
    ("ls-files", "-z", "--modified", "--others", "--exclude-standard"),
    ("diff", "-z", "--cached", "--name-only", "--relative"),
)


def uncommitted(root: Path, plan: Plan) -> list[str]:
    """Return the files of a plan whose present state no commit holds, as messages show them; none where there is no git or no repository.

    Raise GitFault when there is one that cannot be asked.
    """
    here = root.resolve()
    if not shutil.which("git") or not any((folder / ".git").exists() for folder in (here, *here.parents)):
        return []
    git = replace(repository_of(here).git, folder=here)
    named = {name for command in _NO_COMMIT_HOLDS for name in git.do(*command).entries}
    return [
        change.shown
        for change in plan.changes
        if change.path.exists() and change.path.resolve().relative_to(here).as_posix() in named
    ]


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
            put_in_place(aside, path)
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
            put_in_place(_aside(path, data), path)


__all__ = ["uncommitted", "write"]
