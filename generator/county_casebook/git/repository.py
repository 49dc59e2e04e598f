"""A folder becomes the repository it belongs to, and a commit the files it holds."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from county_casebook.git.faults import GitFault, quoted
from county_casebook.git.process import Git, own_ssh, require_git
from county_casebook.git.settings import fetches_by_itself, require_no_programs, settings_of

Change: TypeAlias = Literal["added", "changed", "removed"]
REGULAR = frozenset({"100644", "100755"})


class Held(NamedTuple):
    """One file of a commit: its mode and the id of its content."""

    mode: str
    blob: str


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository with its files on the disk: the folder they stand in, and git in that folder."""

    root: Path
    git: Git

    def commit_of(self, name: str) -> str:
        """Return the full id of the commit that a name stands for; raise GitFault when there is none."""
        if name.startswith("-") or not name.strip():
            raise GitFault(f"{quoted(name)} 不是一个版本的名称；写分支名、标签或提交号，如 main。")
        answer = self.git.ask("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        if answer.code:
            raise GitFault(
                f"这个仓库没有 {quoted(name)} 这个版本；写分支名、标签或提交号，如 main；刚取的库先运行 git fetch。"
            )
        return answer.line

    def head(self) -> str:
        """Return the commit that the files on the disk were taken from; empty before the first one."""
        return self.git.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}").line

    def default_branch(self) -> str:
        """Return the name of the default branch as it was fetched last, else as it stands here; raise GitFault when there is none.

        Nothing is asked of the network.
        """
        told = self.git.ask("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD").line
        names = (told, "origin/main", "origin/master", "main", "master")
        for name in filter(None, names):
            if not self.git.ask("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").code:
                return name
        raise GitFault("这个库没有 main 分支，不知道和哪个版本比；写明版本，如 --base main。")

    def began_at(self, commit: str) -> str:
        """Return where what is checked out parted from a commit; the commit itself when they have nothing in common."""
        return self.merge_base(self.head(), commit) or commit

    def has(self, commit: str) -> bool:
        """Whether a commit is held here."""
        return self.git.ask("cat-file", "-e", f"{commit}^{{commit}}").code == 0

    def is_ancestor(self, earlier: str, later: str) -> bool:
        return self.git.ask("merge-base", "--is-ancestor", earlier, later).code == 0

    def merge_base(self, one: str, other: str) -> str:
        """Return the newest commit that two have in common; empty when they have none, or one is not held here."""
        return self.git.ask("merge-base", one, other).line.split("\n")[0] if one and other else ""

    def held_at(self, commit: str) -> dict[str, Held]:
        """Return everything a commit holds: its path from the root, with mode and content."""
        found: dict[str, Held] = {}
        for entry in self.git.do("ls-tree", "-r", "-z", "--full-tree", commit).entries:
            what, _, name = entry.partition("\t")
            mode, _, blob = what.split(" ")
            found[name] = Held(mode, blob)
        return found

    def files_at(self, commit: str, below: str = "") -> dict[str, str]:
        """Return the files of a commit at or below a path, with the ids of their contents; links and modules left out."""
        start = f"{below}/" if below else ""
        return {
            name: held.blob
            for name, held in self.held_at(commit).items()
            if held.mode in REGULAR and name.startswith(start)
        }

    def contents(self, blobs: Iterable[str]) -> dict[str, bytes]:
        """Return contents by their ids, all read by one process."""
        wanted = list(dict.fromkeys(blobs))
        if not wanted:
            return {}
        out = self.git.do("cat-file", "--batch", given="".join(f"{blob}\n" for blob in wanted).encode()).out
        found, at = {}, 0
        for blob in wanted:
            end = out.index(b"\n", at)
            size = out[at:end].rsplit(b" ", 1)[-1]
            if not size.isdigit():
                raise GitFault("这个库不完整，旧的内容读不出；请重新取一份，或请管理员看一看。")
            found[blob] = out[end + 1 : end + 1 + int(size)]
            at = end + 2 + int(size)
        return found

    def versions_of(self, path: Path, most: int = 200) -> Iterator[bytes]:
        """Yield what a file held in the commits that changed it, the newest first."""
        name = self.name_of(path)
        commits = self.git.ask("rev-list", f"--max-count={most}", "HEAD", "--", name).line.split("\n")
        for commit in filter(None, commits):
            answer = self.git.ask("cat-file", "blob", f"{commit}:{name}")
            if answer.code == 0:
                yield answer.out

    def name_of(self, path: Path) -> str:
        """Return the path of a file or folder from the root, as git writes it; raise GitFault when it is not below."""
        real = path.resolve()
        if not real.is_relative_to(self.root):
            raise GitFault(f"{path} 不在这个 git 库里。")
        name = real.relative_to(self.root).as_posix()
        return "" if name == "." else name

    def changed_since(self, commit: str, folder: Path) -> dict[str, Change]:
        """Return how the files on the disk below a folder differ from those of a commit, by path from the root."""
        before = self.files_at(commit, self.name_of(folder))
        now = self.blobs_of(files_below(folder.resolve(), self.root))
        added: dict[str, Change] = dict.fromkeys(now.keys() - before.keys(), "added")
        removed: dict[str, Change] = dict.fromkeys(before.keys() - now.keys(), "removed")
        changed: dict[str, Change] = {
            name: "changed" for name in now.keys() & before.keys() if now[name] != before[name]
        }
        return dict(sorted((added | removed | changed).items()))

    def blobs_of(self, names: Sequence[str]) -> dict[str, str]:
        """Return the ids that the contents of files on the disk would have in a commit."""
        given = "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape")
        if not names:
            return {}
        return dict(
            zip(names, self.git.do("hash-object", "--stdin-paths", given=given).line.split("\n"), strict=True)
        )


def repository_of(folder: Path) -> Repository:
    """Return the repository a folder stands in; raise GitFault when there is none with files on the disk."""
    require_git()
    here = folder if folder.is_dir() else folder.parent
    git = Git(here, ssh=own_ssh() or "ssh")
    bare, inside = git.do("rev-parse", "--is-bare-repository", "--is-inside-work-tree").line.split("\n")
    if bare == "true" or inside != "true":
        raise GitFault("这是只存历史、没有文件的库（bare）；请另取一份带文件的，在那里写。")
    root = Path(git.do("rev-parse", "--show-toplevel").line).resolve()
    return Repository(root, _quiet(Git(root, ssh=git.ssh)))


def _quiet(git: Git) -> Git:
    """Return git with what the repository would start switched off; raise GitFault where any reading of it may start a program."""
    settings = settings_of(git)
    if fetches_by_itself(settings):
        require_no_programs(settings)
    return git.without(setting.name for setting in settings)


def files_below(folder: Path, root: Path) -> list[str]:
    """Return the ordinary files below a folder by path from the root; hidden ones, links and repositories inside left out."""
    found = []
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not _is_inner(Path(here, name))
        )
        for name in sorted(files):
            path = Path(here, name)
            if not name.startswith(".") and "\n" not in name and path.is_file() and not path.is_symlink():
                found.append(path.relative_to(root).as_posix())
    return found


def _is_inner(folder: Path) -> bool:
    return folder.is_symlink() or (folder / ".git").exists()
