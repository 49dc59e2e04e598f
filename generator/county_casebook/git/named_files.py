"""The files a person names become what would stand in a commit: exactly these, as they are on the disk."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from county_casebook.git.faults import GitFault
from county_casebook.git.repository import REGULAR, Held, Repository
from county_casebook.text.characters import shown

LARGEST = 50_000_000
"""Bytes of one file: twice as much is refused by the forges, and history keeps it for ever."""


@dataclass(frozen=True, slots=True)
class NamedFile:
    """One file: its path from the root as git writes it, and its bytes as they were read."""

    name: str
    data: bytes


def read_named(repository: Repository, content: Path, files: Sequence[Path]) -> tuple[NamedFile, ...]:
    """Read the named files; raise GitFault for one that is not an ordinary file of the content folder."""
    if not files:
        raise GitFault("没有要送审的文件。")
    real = content.resolve()
    start = repository.name_of(content)
    found: dict[str, NamedFile] = {}
    for path in files:
        inside = _inside(path, content, real)
        name = "/".join((*(part for part in (start,) if part), *inside.parts))
        found[name] = NamedFile(name, _bytes_of(real, inside, name))
    require_plain(repository, list(found))
    return tuple(found.values())


def _inside(path: Path, content: Path, real: Path) -> Path:
    """Return a file's path below the content folder, links in it not followed."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow the links that are refused here
    for folder in (Path(os.path.abspath(content)), real):  # noqa: PTH100
        if whole.is_relative_to(folder) and whole != folder:
            return whole.relative_to(folder)
    raise GitFault(f"{shown(str(path))} 不在内容文件夹里，不能送审。")


def _bytes_of(real: Path, inside: Path, name: str) -> bytes:
    if fault := next(_faults(real, inside, name), ""):
        raise GitFault(fault)
    try:
        return (real / inside).read_bytes()
    except OSError:
        raise GitFault(f"{shown(name)} 读不了；请检查权限。") from None


def _faults(real: Path, inside: Path, name: str) -> Iterator[str]:
    here, last = real, len(inside.parts) - 1
    for position, part in enumerate(inside.parts):
        here = here / part
        if part.lower() == ".git" or (here / ".git").exists():
            yield f"{shown(name)} 在另一个 git 库里（子模块），不能一起送审；请在那个库里送审。"
        try:
            state = here.lstat()
        except OSError:
            yield f"没有 {shown(name)} 这个文件；请先保存。"
            return
        if stat.S_ISLNK(state.st_mode):
            yield f"{shown(name)} 是符号链接，或在符号链接下面；请放真实的文件。"
        elif position == last and not stat.S_ISREG(state.st_mode):
            yield f"{shown(name)} 不是普通文件，不能送审。"
        elif position == last and state.st_size > LARGEST:
            yield f"{shown(name)} 有 {state.st_size // 1_000_000} MB，超过 {LARGEST // 1_000_000} MB；请先压缩或换小的。"


def require_plain(repository: Repository, names: Sequence[str]) -> None:
    """Raise GitFault for a file that is being merged, or that goes through a program on its way into a commit."""
    unmerged = repository.git.do("ls-files", "--unmerged", "-z", "--", *names).entries
    if unmerged:
        raise GitFault(
            f"{shown(unmerged[0].partition(chr(9))[2])} 有没有解决的合并冲突；请先和管理员一起解决，再送审。"
        )
    entries = repository.git.do("check-attr", "-z", "filter", "--", *names).entries
    for name, value in zip(entries[::3], entries[2::3], strict=True):
        if value not in ("unspecified", "unset"):
            raise GitFault(
                f"{shown(name)} 按 .gitattributes 要先经过程序 {shown(value)}，这里不运行它；请管理员用 git 提交这个文件。"
            )


def blobs_of(repository: Repository, files: Sequence[NamedFile], *, write: bool) -> dict[str, str]:
    """Return the ids of what a commit would hold of each file (line ends as the attributes ask); keep it when told to."""
    keep = ("-w",) if write else ()
    return {
        file.name: repository.git.do(
            "hash-object", *keep, f"--path={file.name}", "--stdin", given=file.data
        ).line
        for file in files
    }


def require_room(names: Sequence[str], held: Mapping[str, Held]) -> None:
    """Raise GitFault when a commit has something else where a file, or a folder above it, should stand."""
    for name in names:
        if name in held and held[name].mode not in REGULAR:
            raise GitFault(f"默认分支上 {shown(name)} 不是普通文件；请管理员看一看。")
        above = ("/".join(name.split("/")[:depth]) for depth in range(1, name.count("/") + 1))
        if taken := next((folder for folder in above if folder in held), ""):
            raise GitFault(f"默认分支上 {shown(taken)} 不是文件夹（文件、链接或子模块）；请管理员看一看。")
        if any(other.startswith(f"{name}/") for other in held):
            raise GitFault(f"默认分支上 {shown(name)} 是文件夹；请换一个名称。")
