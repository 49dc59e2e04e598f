"""A repository's remote: which it is, whether it may be reached without starting a foreign program, and what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from county_casebook.git.address import Address, read_address
from county_casebook.git.faults import GitFault, quoted
from county_casebook.git.process import NETWORK_SECONDS, own_ssh, version
from county_casebook.git.repository import Repository
from county_casebook.git.settings import require_no_programs, settings_of

HEADS = "refs/heads/"
_NAME = re.compile(r"[\w][\w./+-]{0,99}")
_REWRITES = re.compile(r"url\..+\.(?:push)?insteadof", re.DOTALL)
_USUAL = ("main", "master")
"""The default branch where the server does not name one: as the recipes of a new library have it."""


@dataclass(frozen=True, slots=True)
class Remote:
    """What stands at a remote: its name, its address as git uses it, the default branch and the branches asked for."""

    name: str
    url: str
    address: Address
    default_branch: str
    branches: Mapping[str, str]


def ready_for_network(repository: Repository) -> Repository:
    """Return the repository with the person's own ssh; raise GitFault when its own settings name a program to be started."""
    settings = settings_of(repository.git)
    require_no_programs(settings)
    told = [setting.value for setting in settings if setting.name == "core.sshcommand"]
    ssh = own_ssh() or (told[-1] if told else "")
    return replace(repository, git=replace(repository.git, ssh=ssh or "ssh"))


def remote_of(repository: Repository, branch: str) -> Remote | None:
    """Ask the remote for its default branch and for the branches that begin with a name; None when there is no remote."""
    name = _name(repository)
    if not name:
        return None
    url = _url(repository, name)
    wanted = ["HEAD", *(f"{HEADS}{usual}" for usual in _USUAL), f"{HEADS}{branch}*"]
    answer = repository.git.do(
        "ls-remote", "--symref", "--upload-pack=git-upload-pack", _reached(repository, name, url), *wanted,
        seconds=NETWORK_SECONDS,
    )  # fmt: skip
    refs = dict(_refs(answer.line))
    branches = {ref.removeprefix(HEADS): commit for ref, commit in refs.items() if ref.startswith(HEADS)}
    default = _default(refs, branches)
    return Remote(name, url, read_address(url), default, {default: refs.get("HEAD", ""), **branches})


_NOTES_NOTHING = (2, 29)
"""The first git that can fetch without noting it in the file FETCH_HEAD; an older one writes that file, and nothing else."""


def fetch(repository: Repository, remote: Remote, branch: str) -> str:
    """Bring a branch's commits here without naming them anywhere, and return its newest one."""
    commit = remote.branches[branch]
    if not repository.has(commit):
        unnoted = ["--no-write-fetch-head"] if version() >= _NOTES_NOTHING else []
        repository.git.do(
            "fetch", "--quiet", "--no-tags", *unnoted, "--no-recurse-submodules", "--no-prune", "--refmap=", "--upload-pack=git-upload-pack",
            _reached(repository, remote.name, remote.url), f"{HEADS}{branch}",
            seconds=NETWORK_SECONDS * 5,
        )  # fmt: skip
    if not repository.has(commit):
        raise GitFault("对方服务器上的默认分支刚刚变了；请再试一次。")
    return commit


def push(repository: Repository, remote: Remote, commit: str, branch: str) -> str:
    """Give a commit to the remote as a branch, only where that takes nothing away; return git's messages."""
    settings = {**repository.git.settings, f"remote.{remote.name}.mirror": "false"}
    return replace(repository.git, settings=settings).do(
        "push", "--porcelain", "--no-verify", "--no-signed", "--no-follow-tags", "--recurse-submodules=no",
        "--receive-pack=git-receive-pack", _reached(repository, remote.name, remote.url),
        f"{commit}:{HEADS}{branch}",
        seconds=NETWORK_SECONDS * 5,
    ).err  # fmt: skip


def _name(repository: Repository) -> str:
    """Choose the remote: the one that is pushed to by setting, the only one, `origin`, or that of the branch she works on."""
    names = [_checked_name(name) for name in repository.git.do("remote").line.split()]
    told = {name: value for _, name, value in settings_of(repository.git)}
    here = repository.git.ask("symbolic-ref", "--quiet", "--short", "HEAD").line
    only = names[0] if len(names) == 1 else "origin"
    for name in (told.get("remote.pushdefault"), only, told.get(f"branch.{here}.remote")):
        if name in names:
            return name
    if names:
        raise GitFault(
            f"有 {len(names)} 个远程库（{'、'.join(names)}），不知道送到哪一个；"
            "请管理员设好：git config remote.pushDefault 名称。"
        )
    return ""


def _checked_name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise GitFault(f"远程库的名称 {quoted(name)} 不能用；请管理员改成 origin。")
    return name


def _url(repository: Repository, name: str) -> str:
    urls = repository.git.do("remote", "get-url", "--push", "--all", name).line.split("\n")
    if len(urls) > 1:
        raise GitFault(f"远程库 {name} 有 {len(urls)} 个推送地址，不知道送到哪里；请管理员只留一个。")
    if urls[0].startswith("-") or "::" in urls[0].split("/")[0]:
        raise GitFault(f"远程库 {name} 的地址不能用；请管理员改成 https 或 ssh 的地址。")
    return urls[0]


def _reached(repository: Repository, name: str, url: str) -> str:
    """What the remote is called on the command line: by its name, unless it is read from one address and written to another.

    An address given there is rewritten as the settings ask (`insteadOf`): raise GitFault for one that would lead elsewhere than shown.
    """
    if repository.git.do("remote", "get-url", name).line == url:
        return name
    rewriting = (setting for setting in settings_of(repository.git) if _REWRITES.fullmatch(setting.name))
    if any(url.startswith(setting.value) for setting in rewriting):
        raise GitFault(f"远程库 {name} 的地址按设置（insteadOf）要改写两次，不知道送到哪里；请管理员看一看。")
    return url


def _refs(listing: str) -> Iterator[tuple[str, str]]:
    for line in listing.split("\n"):
        what, _, ref = line.partition("\t")
        if what.startswith("ref: "):
            yield f"-> {ref}", what.removeprefix("ref: ")
        elif ref:
            yield ref, what


def _default(refs: Mapping[str, str], branches: Mapping[str, str]) -> str:
    named = refs.get("-> HEAD", "").removeprefix(HEADS)
    if named and "HEAD" in refs:
        return named
    if usual := next((name for name in _USUAL if name in branches), ""):
        return usual
    raise GitFault("远程仓库还没有默认分支；请管理员先把库的第一个版本推上去。")
