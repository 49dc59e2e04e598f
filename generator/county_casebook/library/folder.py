"""One walk over the content folder: what may be read, and a problem for everything that is no ordinary file or folder.

A link can lead out of the folder and a pipe never ends, so nothing is opened before it was looked at here. The content
folder itself may be a link: whoever runs the command names it, no contributor does.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from county_casebook.problems import Location, Problem

DEEPEST = 20
_FORBIDDEN_IN_NAME = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_SPECIAL = (
    (stat.S_ISLNK, "symlink", "这是符号链接", "请放真实的文件"),
    (stat.S_ISFIFO, "special-file", "这是管道（FIFO），不是文件", "删掉它"),
    (stat.S_ISSOCK, "special-file", "这是套接字，不是文件", "删掉它"),
    (stat.S_ISCHR, "special-file", "这是设备，不是文件", "删掉它"),
    (stat.S_ISBLK, "special-file", "这是设备，不是文件", "删掉它"),
)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file below `content/files`: where it is, its name there, how messages show it, its size and when it was changed."""

    path: Path
    name: str
    shown: str
    size: int
    changed: int

    def read(self) -> bytes:
        """Return its bytes; raises OSError."""
        return self.path.read_bytes()


Stamp: TypeAlias = "tuple[int, int, int, int]"
"""By what a change of a file is noticed: when its bytes and when its inode changed, which inode it is, its size."""


def stamp_of(state: os.stat_result) -> Stamp:
    return state.st_mtime_ns, state.st_ctime_ns, state.st_ino, state.st_size


@dataclass(slots=True)
class Standing:
    """What stands in a content folder: size and stamp of every file, what each folder holds, and what was refused."""

    root: Path
    sizes: dict[Path, int] = field(default_factory=dict)
    folders: dict[Path, tuple[Path, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    stamps: dict[Path, Stamp] = field(default_factory=dict)
    refused: set[Path] = field(default_factory=set)
    _names: dict[Path, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def copy(self) -> Standing:
        """Return the same, to be changed on its own."""
        return Standing(
            self.root,
            dict(self.sizes),
            dict(self.folders),
            list(self.problems),
            dict(self.stamps),
            set(self.refused),
        )

    def shown(self, path: Path) -> str:
        """The path as messages show it; what cannot be seen or is not UTF-8 is a replacement character."""
        name = self._names.get(path)
        if name is None:
            shown = path.relative_to(self.root.parent).as_posix()
            name = self._names[path] = _FORBIDDEN_IN_NAME.sub("\ufffd", shown)
        return name

    def refuse(self, path: Path, rule: str, message: str, hint: str = "") -> None:
        self.refused.add(path)
        self.problems.append(Problem(Location(self.shown(path)), rule, message, hint))

    def below(self, folder: Path) -> list[Path]:
        """Every file below a folder, in order."""
        found: list[Path] = []
        for path in self.folders.get(folder, ()):
            found.extend(self.below(path) if path in self.folders else [path])
        return found

    def stored(self, folder: Path) -> dict[str, StoredFile]:
        """Every file below a folder by its name in it."""
        files: dict[str, StoredFile] = {}
        for path in self.below(folder):
            name, state = path.relative_to(folder).as_posix(), path.lstat()
            files[name] = StoredFile(path, name, self.shown(path), state.st_size, state.st_mtime_ns)
        return files


def walk(root: Path, pause: Callable[[], None] = lambda: None) -> Standing:
    """Look at everything below a content folder without opening any of it; hidden files and folders are left out.

    `pause` is called again and again, and what it raises ends the walk.
    """
    standing = Standing(root)
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        held = _held(standing, folder, pause)
        standing.folders[folder] = tuple(held)
        waiting.extend(path for path in held if path not in standing.sizes)
    return standing


def _held(standing: Standing, folder: Path, pause: Callable[[], None]) -> list[Path]:
    """The files and folders in one folder that may be read, in order; their sizes are noted."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries)
    except OSError as error:
        standing.refuse(folder, "unreadable", f"文件夹打不开：{error.strerror}", "检查权限")
        return []
    held: list[Path] = []
    for name in names:
        pause()
        if _may_be_read(standing, folder / name):
            held.append(folder / name)
    return held


def _may_be_read(standing: Standing, path: Path) -> bool:
    try:
        state = path.lstat()
    except OSError as error:
        standing.refuse(path, "unreadable", f"读不出来：{error.strerror}", "检查权限")
        return False
    if path.name.startswith(".#"):  # the lock of an editor at work is a link to nowhere; it is never read
        return False
    for is_special, rule, message, hint in _SPECIAL:
        if is_special(state.st_mode):
            standing.refuse(path, rule, message, hint)
            return False
    return (
        not path.name.startswith(".") and _is_well_named(standing, path) and _is_noted(standing, path, state)
    )


def _is_well_named(standing: Standing, path: Path) -> bool:
    if _FORBIDDEN_IN_NAME.search(path.name):
        standing.refuse(path, "bad-name", "名字里有看不见的字符，或不是 UTF-8", "改名")
        return False
    return True


def _is_noted(standing: Standing, path: Path, state: os.stat_result) -> bool:
    if stat.S_ISDIR(state.st_mode):
        if len(path.relative_to(standing.root).parts) > DEEPEST:
            standing.refuse(path, "too-deep", f"文件夹套了 {DEEPEST} 层以上", "放浅一些")
            return False
        return True
    standing.sizes[path], standing.stamps[path] = state.st_size, stamp_of(state)
    return True
