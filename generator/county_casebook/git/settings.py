"""The settings of a repository become what of them is in force, and whether they name a program to be started here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from county_casebook.git.faults import GitFault, quoted
from county_casebook.git.process import Git, version

_OWN = ("local", "worktree")
_RUNS = re.compile(
    r"core\.(?:sshcommand|gitproxy|alternaterefscommand)|credential\.(?:.+\.)?helper|remote\..+\.(?:vcs|uploadpack|receivepack)"
)
_FETCHES_BY_ITSELF = re.compile(r"extensions\.partialclone|remote\..+\.(?:promisor|partialclonefilter)")
_PLAIN_HELPER = re.compile(r"(?:[a-z][a-z-]*+(?: --?[a-z][a-z-]*+(?:=[\w./~:-]++)?)*+)?")
_PLAIN_SSH = re.compile(r"ssh(?: -i ?[\w./~:-]++| -p ?[0-9]++| -o ?IdentitiesOnly=yes)*+")
_TELLS_SCOPES = (2, 26)


class Setting(NamedTuple):
    """One setting: its scope (`local`, `worktree`, `global` …; an older git tells only the first two apart), its name and its value."""

    scope: str
    name: str
    value: str


def settings_of(git: Git) -> list[Setting]:
    """Return the settings in force; raise GitFault when those of the repository cannot be read."""
    if version() < _TELLS_SCOPES:
        return _settings_by_asking(git)
    entries = git.do("config", "--list", "-z", "--show-scope").entries
    pairs = zip(entries[::2], entries[1::2], strict=True)
    return [_setting(scope, setting) for scope, setting in pairs]


def _settings_by_asking(git: Git) -> list[Setting]:
    found = [_setting("", setting) for setting in git.do("config", "--list", "-z").entries]
    for scope in _OWN:
        answer = git.ask("config", f"--{scope}", "--includes", "--list", "-z")
        if not answer.code:
            found += [_setting(scope, setting) for setting in answer.entries]
        elif scope == "local":
            raise GitFault("这个库的设置读不出，没有继续；请管理员看一看。")
    return found


def _setting(scope: str, setting: str) -> Setting:
    name, _, value = setting.partition("\n")
    return Setting(scope, name, value)


def require_no_programs(settings: Iterable[Setting]) -> None:
    """Raise GitFault when a repository's own settings name a program to be started for the network."""
    for scope, name, value in settings:
        if scope in _OWN and _RUNS.fullmatch(name) and not _is_plain(name, value):
            raise GitFault(
                f"这个库自己的设置 {quoted(name)} 要在您的电脑上运行别的程序，没有继续；"
                "请管理员看一看，确实需要的写到全局设置（git config --global）里。"
            )


def fetches_by_itself(settings: Iterable[Setting]) -> bool:
    """Whether any command may go to the network, as in a partial clone, where git fetches what it does not hold when it is read."""
    return any(_FETCHES_BY_ITSELF.fullmatch(setting.name) for setting in settings)


def _is_plain(name: str, value: str) -> bool:
    """Whether a setting of the repository starts nothing but ssh or a helper that came with git."""
    if name == "core.sshcommand":
        return bool(_PLAIN_SSH.fullmatch(value))
    return name.startswith("credential.") and bool(_PLAIN_HELPER.fullmatch(value))
