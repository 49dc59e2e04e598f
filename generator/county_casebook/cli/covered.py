"""The paths an editor names to `check` or `fmt` become the problems below them, or a sentence why a check says nothing of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from county_casebook.library.load import KNOWN_FILES, KNOWN_FOLDERS
from county_casebook.problems import Problem


def uncovered(path: Path, content: Path, command: str = "check") -> str:
    """Return why a command about `content` does not cover a path; empty when it does."""
    if not path.exists() and not path.is_symlink():
        return f"没有 {path} 这个文件或文件夹"
    here, root = _absolute(path), content.resolve()
    if root.is_relative_to(here):
        return ""
    if not here.is_relative_to(root):
        return f"{path} 不在 {content} 里，{command} 不看它"
    parts = here.relative_to(root).parts
    hidden = any(part.startswith(".") for part in parts)
    known = parts[0] in KNOWN_FOLDERS or here.relative_to(root).as_posix() in KNOWN_FILES
    return f"{command} 不看 {path}" if hidden or not known else ""


def below(problems: Iterable[Problem], paths: Sequence[Path], content: Path) -> list[Problem]:
    """Keep the problems of the named files and folders; all of them when none is named."""
    is_named, base = named(paths), content.resolve().parent
    return [problem for problem in problems if is_named(base / problem.location.path)]


def named(paths: Sequence[Path]) -> Callable[[Path], bool]:
    """Return what says whether a path from the root is one of the named files or below one of the folders."""
    wanted = [_absolute(path) for path in paths]
    return lambda path: not wanted or any(path.is_relative_to(below) for below in wanted)


def _absolute(path: Path) -> Path:
    """Return a path from the root with the links above it followed, its own name as it is: a link is itself a problem."""
    return path.parent.resolve() / path.name if path.name not in ("", "..") else path.resolve()
