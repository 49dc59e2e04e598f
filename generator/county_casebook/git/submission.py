"""A record with its pictures and documents becomes a commit on a branch of its own, which others review.

The commit is put together beside her work: with an index in a folder of its own, so that the files she has open, what she has
staged, the branch she is on and her stash stay as they are, byte for byte.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from county_casebook.git.address import page_named, readers_of, request_page
from county_casebook.git.branch import Base, Place, base_of, make_here, note, place_for
from county_casebook.git.faults import GitFault
from county_casebook.git.named_files import NamedFile, blobs_of, read_named, require_room
from county_casebook.git.planned import Plan, PlannedFile
from county_casebook.git.remote import Remote, push, ready_for_network, remote_of
from county_casebook.git.repository import Held, Repository, repository_of
from county_casebook.text.characters import shown

_RECORD = re.compile(r"[a-z]{3,30}/[a-z0-9][a-z0-9-]{1,78}[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Submitted:
    """What was made: the branch, the commit, the page where a request is opened (may be empty), and what to do next."""

    branch: str
    commit: str
    request: str
    next: str


@dataclass(frozen=True, slots=True)
class _Prepared:
    """All that a submission needs, found without changing anything."""

    repository: Repository
    remote: Remote | None
    base: Base
    place: Place
    author: str
    files: tuple[NamedFile, ...]
    held: dict[str, Held]
    blobs: dict[str, str]

    @property
    def planned(self) -> tuple[PlannedFile, ...]:
        return tuple(
            PlannedFile(name, _change(self.held.get(name), blob)) for name, blob in self.blobs.items()
        )

    @property
    def mark(self) -> str:
        """A digest of everything that is shown and of every byte that is sent."""
        url = self.remote.url if self.remote else ""
        said = (self.author, url, self.base.name, self.place.branch, self.place.adds, str(self.planned))
        digest = hashlib.sha256(json.dumps(said).encode())
        for file in self.files:
            digest.update(hashlib.sha256(file.data).digest())
        return digest.hexdigest()


def plan(content: Path, record: str, files: Sequence[Path]) -> Plan:
    """Find out what a submission would do, and do none of it; raise GitFault when it cannot be done or would change nothing."""
    found = _prepared(content, record, files)
    remote = found.remote
    readers = readers_of(remote.address, found.repository.git) if remote else _NOBODY_ELSE
    return Plan(
        record=record,
        files=found.planned,
        remote=remote.name if remote else "",
        address=remote.address.shown if remote else "",
        default_branch=found.base.name,
        branch=found.place.branch,
        adds_to_branch=found.place.adds,
        author=found.author,
        readers=readers,
        notes=found.place.notes,
        mark=found.mark,
    )


_NOBODY_ELSE = "没有远程库：只在这台电脑上建分支，不送到别处。"


def submit(
    content: Path, record: str, title: str, files: Sequence[Path], *, mark: str, secrecy_checked: bool
) -> Submitted:
    """Do what a plan said, and nothing else; raise GitFault when it no longer holds, or nobody has checked for secrets."""
    if not secrecy_checked:
        raise GitFault("还没有确认保密审查：先由本单位做保密审查，确认以后再送审。")
    found = _prepared(content, record, files)
    if found.mark != mark:
        raise GitFault("您看过以后，文件或要送去的地方又变了，没有送出；请再看一遍。")
    commit = _commit(found, _message(title, record))
    branch, messages = found.place.branch, ""
    if found.remote:
        messages = push(found.repository, found.remote, commit, branch)
    else:
        make_here(found.repository, found.place, commit)
    note(found.repository, branch, commit)
    return _told(found, commit, messages)


def _prepared(content: Path, record: str, files: Sequence[Path]) -> _Prepared:
    if not _RECORD.fullmatch(record):
        raise GitFault("记录的编号不对，不能作分支名；编号用 3–80 个小写字母、数字和短横。")
    repository = ready_for_network(repository_of(content))
    author = repository.git.do("var", "GIT_AUTHOR_IDENT").line.rsplit(" ", 2)[0]
    named = read_named(repository, content, files)
    wanted = f"casebook/{record}"
    remote = remote_of(repository, wanted)
    base = base_of(repository, remote, wanted)
    blobs = blobs_of(repository, named, write=False)
    place = place_for(repository, base, wanted, list(blobs))
    held = repository.held_at(place.parent)
    require_room(list(blobs), held)
    found = _Prepared(repository, remote, base, place, author, named, held, blobs)
    if all(file.change == "same" for file in found.planned):
        there = place.branch if place.adds else base.name
        raise GitFault(f"这些文件和 {there} 分支上的一样，没有要送审的改动。")
    return found


def _change(held: Held | None, blob: str) -> Literal["added", "changed", "same"]:
    if held is None:
        return "added"
    return "same" if held.blob == blob else "changed"


def _commit(found: _Prepared, message: str) -> str:
    """Make the commit: what its parent holds, with the named files in their places."""
    git, parent = found.repository.git, found.place.parent
    blobs = blobs_of(found.repository, found.files, write=True)
    modes = {name: found.held[name].mode if name in found.held else "100644" for name in blobs}
    lines = "".join(f"{modes[name]} {blob}\t{name}\0" for name, blob in blobs.items())
    with tempfile.TemporaryDirectory() as aside:
        index = Path(aside, "index")
        git.do("read-tree", parent, index=index)
        git.do(
            "update-index", "-z", "--index-info", index=index, given=lines.encode("utf-8", "surrogateescape")
        )
        tree = git.do("write-tree", index=index).line
    return git.do("commit-tree", tree, "-p", parent, "-F", "-", given=message.encode()).line


def _message(title: str, record: str) -> str:
    return f"提交送审：{shown(' '.join(title.split()))}\n\n提交人确认已作保密审查。\n\nCasebook-Record: {record}\n"


def _told(found: _Prepared, commit: str, messages: str) -> Submitted:
    branch, remote = found.place.branch, found.remote
    if not remote:
        words = f"分支 {branch} 建好了，只在这台电脑上；请管理员设好远程库，再送审一次。"
        return Submitted(branch, commit, "", words)
    told = found.repository.git.ask("config", "--get", "casebook.forge").line
    kind = remote.address.forge(told)
    page = page_named(messages, remote.address) or request_page(remote.address, kind, found.base.name, branch)
    if page:
        return Submitted(branch, commit, page, "已经送到团队的库；打开下面的页面，写明请谁审，建立合并请求。")
    words = (
        f"已经送到团队的库，分支是 {branch}；请到库的网页上从这个分支建立合并请求，或把分支名告诉审核的人。"
    )
    return Submitted(branch, commit, "", words)
