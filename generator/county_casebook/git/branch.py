"""A record becomes the branch its submission stands on: a new one, or its own from the time before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from county_casebook.git.faults import GitFault
from county_casebook.git.remote import HEADS, Remote, fetch
from county_casebook.git.repository import Held, Repository

_NOTED = "refs/casebook/submitted/"
"""Where it is noted what was submitted: no branch, so nothing that can be checked out is moved."""

_MOST = 20
_MOVED = "默认分支上的这些文件，在您上次更新以后被别人改过：您改的和别人改的，审核时要合在一起看。"
_TAKEN = "分支 {taken} 已经有别的内容，这次用 {branch}。"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a commit goes: the branch, its newest commit now (empty for a new one), and the commit it follows."""

    branch: str
    tip: str
    parent: str
    notes: tuple[str, ...] = ()

    @property
    def adds(self) -> bool:
        """Whether the commit follows an earlier submission."""
        return bool(self.tip) and self.parent == self.tip


@dataclass(frozen=True, slots=True)
class Base:
    """The default branch: its name, its newest commit, and the branches there are beside it."""

    name: str
    commit: str
    branches: Mapping[str, str]


def base_of(repository: Repository, remote: Remote | None, branch: str) -> Base:
    """Return the default branch as the remote has it; of a repository without one, as it stands here."""
    if remote:
        return Base(remote.default_branch, fetch(repository, remote, remote.default_branch), remote.branches)
    lines = repository.git.do("for-each-ref", "--format=%(refname:lstrip=2) %(objectname)", HEADS).line
    branches = dict(line.split(" ") for line in lines.split("\n") if line)
    others = [name for name in branches if not name.startswith("casebook/")]
    name = next((name for name in ("main", "master") if name in branches), "")
    name = name or (others[0] if len(others) == 1 else "")
    if not name:
        raise GitFault("这个库没有 main 分支，也没有远程库，不知道从哪里开始；请管理员看一看。")
    return Base(
        name, branches[name], {other: tip for other, tip in branches.items() if other.startswith(branch)}
    )


def place_for(repository: Repository, base: Base, wanted: str, names: Sequence[str]) -> Place:
    """Choose the branch and what the commit follows; nothing that others have put there is ever replaced."""
    parent, notes = _parent(repository, base, names)
    busy = _checked_out(repository)
    for number in range(1, _MOST + 1):
        branch = wanted if number == 1 else f"{wanted}.{number}"
        tip = base.branches.get(branch, "")
        if branch in busy:
            continue
        if not tip or (repository.has(tip) and repository.is_ancestor(tip, parent)):
            return Place(branch, tip, parent, (*notes, *_renamed(wanted, branch)))
        if (
            tip == noted(repository, branch)
            and repository.has(tip)
            and not _is_taken_over(repository, base, tip, names)
        ):
            return Place(branch, tip, tip, _renamed(wanted, branch))
    raise GitFault(f"{wanted} 和后面的 {_MOST} 个分支名都有别的内容；请管理员清理已经合并的分支。")


def _renamed(wanted: str, branch: str) -> tuple[str, ...]:
    return () if branch == wanted else (_TAKEN.format(taken=wanted, branch=branch),)


def _parent(repository: Repository, base: Base, names: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the commit a new branch begins with: the newest of the default branch, unless others have changed the files since.

    Then it begins where she began, so that both changes are seen when the request is merged.
    """
    there, began = _of(repository, base.commit, names), repository.merge_base(repository.head(), base.commit)
    if not began:
        if there:
            raise GitFault(
                "这里的文件和默认分支没有共同的来历，不能判断改了什么；请重新取一份库，把改动抄过去。"
            )
        return base.commit, ()
    if there == _of(repository, began, names):
        return base.commit, ()
    return began, (_MOVED,)


def _of(repository: Repository, commit: str, names: Sequence[str]) -> dict[str, Held]:
    held = repository.held_at(commit)
    return {name: held[name] for name in names if name in held}


def _is_taken_over(repository: Repository, base: Base, tip: str, names: Sequence[str]) -> bool:
    """Whether the default branch already has the files of an earlier submission, as after a request merged into one commit."""
    return _of(repository, tip, names) == _of(repository, base.commit, names)


def _checked_out(repository: Repository) -> frozenset[str]:
    """The branches that stand open in some folder."""
    lines = repository.git.do("worktree", "list", "--porcelain").line.split("\n")
    start = f"branch {HEADS}"
    return frozenset(line.removeprefix(start) for line in lines if line.startswith(start))


def noted(repository: Repository, branch: str) -> str:
    """Return the commit that was last submitted from here on a branch; empty for none."""
    return repository.git.ask("rev-parse", "--verify", "--quiet", f"{_NOTED}{branch}").line


def note(repository: Repository, branch: str, commit: str) -> None:
    """Note what was submitted on a branch."""
    repository.git.do("update-ref", "--no-deref", f"{_NOTED}{branch}", commit)


def make_here(repository: Repository, place: Place, commit: str) -> None:
    """Make or move a branch of this repository, only from what it was when it was looked at."""
    repository.git.do(
        "update-ref", "--no-deref", f"{HEADS}{place.branch}", commit, place.tip or "0" * len(commit)
    )
