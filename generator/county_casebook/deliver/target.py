"""A folder about to be replaced becomes the reason why it must not be: only what casebook itself wrote is ever replaced.

Every file that a build writes is named in a marker inside the folder. A folder without the marker, or with a file that
the marker does not name, holds somebody's work.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from county_casebook.deliver.ordinary import read_file
from county_casebook.deliver.sums import SUMS
from county_casebook.text.characters import shown

Purpose = Literal["site", "preview", "export", "demo", "work", "releases"]
"""What a folder is for: the first line of its marker, so that a site never replaces an export.

A preview is a site that holds drafts: a build may replace either by the other, and only a site is for readers.
"""

MARKER = ".casebook-files"
"""The marker's name: its lines are the purpose and the path of every file that was written."""

_NAMES: Mapping[Purpose, str] = {
    "site": "网站",
    "preview": "预览",
    "export": "导出的数据",
    "demo": "示例库",
    "work": "工作文件夹",
    "releases": "发布的网站",
}
LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What systems leave in any folder that is looked at; nobody's work."""


def real(path: Path) -> Path:
    """Return the absolute path with every symbolic link followed; the path itself need not exist."""
    return Path(os.path.realpath(path))


def work_folder(target: Path) -> Path:
    """Return the hidden folder beside a target where its next version is made."""
    return target.parent / f".{target.name}.casebook"


def target_fault(
    target: Path,
    purpose: Purpose,
    *,
    folders: Sequence[tuple[str, Path]] = (),
    config: Path | None = None,
    names: Collection[str] | None = None,
) -> str:
    """Return why `target` must not be written to, as one Chinese sentence; empty when it may be.

    `folders` are the sources with their Chinese names: the target is none of them, holds none and lies in none. Given
    `names`, only files of these names are replaced and everything else in the folder stays. Raises OSError when the
    folder cannot be read.
    """
    target = real(target)
    why = _place_fault(target, folders, config) or _held_fault(target, purpose, names)
    return f"{_NAMES[purpose]}不能放在 {target}：{why}" if why else ""


def mark(folder: Path, purpose: Purpose, names: Collection[str] | None = None) -> None:
    """Write the marker of a folder, at once or not at all: `names`, or every file in it."""
    written = {name for name in entries(folder) if not _is_ours(name)} if names is None else names
    lines = "".join(f"{line}\n" for line in (f"casebook {purpose}", *sorted(written)))
    handle, draft = tempfile.mkstemp(prefix=f"{MARKER}.", dir=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(lines.encode("utf-8", "surrogateescape"))
    Path(draft).chmod(0o644)
    Path(draft).replace(folder / MARKER)


def written_files(folder: Path, purpose: Purpose) -> frozenset[str] | None:
    """Return the files named by the folder's marker; None when it has no marker for this purpose."""
    first, *names = _marked(folder)
    known = first == f"casebook {purpose}" or (purpose == "site" and first == _PREVIEW)
    return frozenset(filter(None, names)) if known else None


def is_preview(folder: Path) -> bool:
    """Whether a site holds drafts, as its marker says."""
    return _marked(folder)[0] == _PREVIEW


_PREVIEW = "casebook preview"


def _marked(folder: Path) -> list[str]:
    """The lines of a folder's marker; one empty line where there is none."""
    marker = folder / MARKER
    if marker.is_symlink() or not marker.is_file():
        return [""]
    return read_file(marker).decode("utf-8", "surrogateescape").split("\n")


def seal(site: Path, purpose: Literal["site", "preview"] = "site") -> None:
    """Give a finished site the modes that readers need, whatever the umask, and its marker, which names the list of sums too."""
    found = list(standing(site))
    written = {entry.name for entry in found if not (entry.is_folder or _is_ours(entry.name))}
    mark(site, purpose, written | {SUMS})
    site.chmod(0o755)
    for entry in found:
        if entry.is_folder or entry.is_file:
            os.chmod(entry.path, 0o755 if entry.is_folder else 0o644)  # noqa: PTH101 - of tens of thousands


class Entry(NamedTuple):
    """One entry below a folder: its path from there with `/`, its whole path, and whether it is a folder or an ordinary file.

    A link is neither. Texts, since a site has tens of thousands of them.
    """

    name: str
    path: str
    is_folder: bool
    is_file: bool


def standing(folder: Path) -> Iterator[Entry]:
    """Yield everything below a folder, looking at each folder once; raises OSError for one that cannot be read."""
    waiting = [("", os.fspath(folder))]
    while waiting:
        before, place = waiting.pop()
        with os.scandir(place) as found:
            for entry in found:
                name, is_folder = before + entry.name, entry.is_dir(follow_symlinks=False)
                if is_folder:
                    waiting.append((f"{name}/", entry.path))
                yield Entry(name, entry.path, is_folder, entry.is_file(follow_symlinks=False))


def entries(folder: Path) -> Iterator[str]:
    """Yield the path of every file and link below the folder; raises OSError for a folder that cannot be read."""
    return (entry.name for entry in standing(folder) if not entry.is_folder)


def _is_ours(name: str) -> bool:
    """Is this the marker, or one that a killed build did not finish?"""
    return name == MARKER or name.startswith(f"{MARKER}.")


def _place_fault(target: Path, folders: Sequence[tuple[str, Path]], config: Path | None) -> str:
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.expanduser raises for a user without a home
    kept = [("根目录", Path(target.anchor)), ("当前文件夹", Path.cwd()), ("主目录", home)]
    kept += [("配置文件", config)] if config else []
    for name, path in (*kept, *folders):
        if why := _relation(target, name, real(path), inside=(name, path) in folders):
            return f"{why}；请另指一个新的或空的文件夹"
    if ".git" in (part.lower() for part in target.parts):
        return "那在 .git 里面；请另指一个新的或空的文件夹"
    if os.path.lexists(target / ".git"):
        return "里面有 .git，是一个版本库；请另指一个新的或空的文件夹"
    return ""


def _relation(target: Path, name: str, path: Path, *, inside: bool) -> str:
    """Say how a target and a path that must stay meet; empty when they do not."""
    if _is_same(target, path):
        return f"那就是{name}"
    if _is_within(path, target):
        return f"里面有{name} {path}"
    if inside and _is_within(target, path):
        return f"那在{name} {path} 里面"
    return ""


def _is_within(path: Path, folder: Path) -> bool:
    return any(_is_same(parent, folder) for parent in path.parents)


def _is_same(one: Path, other: Path) -> bool:
    """Compare as the system does: two spellings can be one folder where case is ignored."""
    try:
        return one.samefile(other)
    except OSError:
        return one == other


def _held_fault(target: Path, purpose: Purpose, names: Collection[str] | None) -> str:
    """Say what the folder holds that casebook did not write; empty when it holds nothing of the kind."""
    for path in (target, *target.parents):
        if os.path.lexists(path) and not path.is_dir():
            return f"{'那' if path == target else f'{path} '}是一个文件，不是文件夹；请先移走它，或另指一个文件夹"
    if not target.exists():
        return ""
    written = written_files(target, purpose)
    if written is None:
        held = sorted(path.name for path in target.iterdir() if not path.name.startswith(f"{MARKER}."))
        return f"那不是空文件夹（有 {shown(held[0])}）{_UNMARKED[purpose]}" if held else ""
    if names is not None and not names:
        return ""  # nothing is replaced; what is below may be another process's, and go meanwhile
    foreign = sorted(name for name in _foreign(target, written) if names is None or name in names)
    if not foreign:
        return ""
    return f"里面有 {len(foreign)} 个不是 casebook 写的文件（如 {shown(foreign[0])}），会被替换掉；请先移走，或另指一个新的或空的文件夹"


def _foreign(folder: Path, written: frozenset[str]) -> Iterator[str]:
    for name in entries(folder):
        if name not in written and not _is_ours(name) and name.rpartition("/")[2] not in LITTER:
            yield name


_UNMARKED: Mapping[Purpose, str] = {
    "site": f"，里面没有 casebook 的标记 {MARKER}；若是旧版生成的网站，请自己删掉它再运行，否则另指一个新的或空的文件夹",
    "export": f"，里面没有 casebook 的标记 {MARKER}；若是旧版导出的，请自己删掉它再运行，否则另指一个新的或空的文件夹",
    "demo": "；请另指一个新的或空的文件夹",
    "preview": "；请另指一个新的或空的文件夹",
    "work": "，不是 casebook 建的；请先移走或改名",
    "releases": "，不是 casebook publish 建的；请另指一个新的或空的文件夹",
}
