"""What the files of a content folder gave when they were last read, so that a folder read again and again costs what changed.

Nothing is assumed of a file that was touched, and everything is looked at again in case of doubt: a folder read with a
memory gives what it gives without one.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from county_casebook.library.folder import Standing, stamp_of, walk
from county_casebook.problems import Problem


@dataclass(frozen=True, slots=True)
class Given:
    """What a file gives: a value, what is wrong with it, and the keys of what could not be read."""

    value: object
    problems: Sequence[Problem] = ()
    broken: Collection[str] = ()


class Memory:
    """Remembers what each file gave, until it is touched or found changed."""

    def __init__(self) -> None:
        self._given: dict[Path, dict[tuple[str, tuple[bool, ...]], Given]] = {}
        self._owners: dict[Path, Path] = {}
        self._standing: Standing | None = None
        self._touched: set[Path] = set()
        self._doubts = False
        self._names: tuple[Collection[Path], list[tuple[Path, str, str]]] | None = None
        self.last: object = None
        """What the last reading gave as a whole, where whoever reads keeps it here."""
        self.edited: Sequence[Path] | None = None
        """The files that alone may have changed between the last two walks; None where more may have."""

    def touch(self, paths: Iterable[Path]) -> None:
        """Say which files or folders may have changed since the last walk."""
        self._touched.update(paths)

    def doubt(self) -> None:
        """Say that anything may have changed: the next walk looks at every file."""
        self._doubts = True

    def walk(self, root: Path) -> Standing:
        """Return what stands in the folder, and forget what the files that changed had given."""
        before, touched = self._standing, self._touched
        self._touched = set()
        doubts, self._doubts = self._doubts, False
        found = None if doubts or not before or before.root != root else _patched(before, touched)
        self.edited = [path for path in touched if path in found.sizes] if found else None
        found = found or walk(root)
        for path in {*touched, *(_changed(before, found) if before else ())}:
            self._forget(path)
        self._standing = found.copy()
        return found

    def has_missed(self, pause: Callable[[], None] = lambda: None) -> bool:
        """Whether the folder is not as it was at the last walk and what was touched since would have it; `pause`: see `walk`."""
        before = self._standing
        if before is None:
            return False
        now, touched = walk(before.root, pause), set(self._touched)
        return (now.folders, now.refused) != (before.folders, before.refused) or any(
            path not in touched for path in _changed(before, now)
        )

    def given(
        self, use: str, path: Path, standing: Standing, read: Callable[[], Given], *beside: Path
    ) -> Given:
        """Return what a file gave for a use, or read it; it is read again also when a file beside it changes, comes or goes."""
        key = (use, tuple(other in standing.sizes for other in beside))
        held = self._given.setdefault(path, {})
        if key not in held:
            held[key] = read()
            self._owners.update(dict.fromkeys(beside, path))
        return held[key]

    def of_names(
        self, standing: Standing, judge: Callable[[], Iterable[tuple[Path, str, str]]]
    ) -> list[tuple[Path, str, str]]:
        """Return what is wrong with the names of files, judged again when some file came or went."""
        files = standing.sizes.keys()
        if self._names is None or self._names[0] != files:
            self._names = (frozenset(files), list(judge()))
        return self._names[1]

    def _forget(self, path: Path) -> None:
        self._given.pop(path, None)
        if path in self._owners:
            self._given.pop(self._owners[path], None)


def _patched(before: Standing, touched: Iterable[Path]) -> Standing | None:
    """What stands in the folder now, when only files changed that stood there before; None when more may have happened."""
    found = before.copy()
    for path in touched:
        if _is_unseen(before, path):
            continue
        try:
            state = path.lstat()
        except OSError:
            return None
        if path not in before.sizes or not stat.S_ISREG(state.st_mode):
            return None
        found.sizes[path], found.stamps[path] = state.st_size, stamp_of(state)
    return found


def _is_unseen(standing: Standing, path: Path) -> bool:
    """Whether a path is no part of the folder, and never was: it lies elsewhere, is hidden, or came and went."""
    if not path.is_relative_to(standing.root):
        return True
    if any(part.startswith(".") for part in path.relative_to(standing.root).parts):
        return True
    known = path in standing.sizes or path in standing.folders or path in standing.refused
    return not known and not path.exists() and not path.is_symlink()


def _changed(before: Standing, now: Standing) -> list[Path]:
    """The files that are not as they were."""
    gone = [path for path in before.stamps if path not in now.stamps]
    return [*gone, *(path for path, stamp in now.stamps.items() if before.stamps.get(path) != stamp)]


__all__ = ["Given", "Memory"]
