"""Arguments become what git answers: no shell, nothing it could ask a person, and no program that a repository names.

Of the repository's own settings none is obeyed that would start a program here: hooks (what they look for is asked by `casebook
check` and by the server), watchers of files, filters of attributes, editors, pagers, signing. What is reached over the network goes by
the person's own ssh and credential helpers, told not to ask.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from county_casebook.git.faults import GitFault, fault_of, quoted

LOCAL_SECONDS, NETWORK_SECONDS = 60, 60
OLDEST = (2, 20)
"""The oldest git that desktops in offices come with; where a newer one has a command of its own, this one has an equivalent."""
_BY_ENVIRONMENT = (2, 31)
"""The first git that takes settings from its environment, where none can be mistaken for another; others take them as options."""

_KEPT = frozenset(
    {
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_SYSTEM",
        "GIT_CONFIG_NOSYSTEM",
        "GIT_AUTHOR_NAME",
        "GIT_AUTHOR_EMAIL",
        "GIT_COMMITTER_NAME",
        "GIT_COMMITTER_EMAIL",
        "GIT_CEILING_DIRECTORIES",
        "GIT_SSL_CAINFO",
    }
)
"""What the person may say of git in her environment; the rest (GIT_DIR, GIT_INDEX_FILE, …) would lead elsewhere."""

_SETTINGS = {
    "core.hooksPath": "/dev/null",
    "core.fsmonitor": "false",
    "core.untrackedCache": "false",
    "core.splitIndex": "false",
    "core.sparseCheckout": "false",
    "core.safecrlf": "false",
    "core.quotePath": "false",
    "index.sparse": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "fetch.writeCommitGraph": "false",
    "push.pushOption": "",
    "user.useConfigOnly": "true",
    "i18n.commitEncoding": "UTF-8",
    "credential.interactive": "false",
    "http.lowSpeedLimit": "100",
    "http.lowSpeedTime": "30",
}
_SILENT = {
    "LC_ALL": "C",
    "LANGUAGE": "",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    "GCM_INTERACTIVE": "never",
    "GIT_ALLOW_PROTOCOL": "file:https:http:ssh",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_PROTOCOL_FROM_USER": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": "",
}
_VERSION = re.compile(r"git version (\d+)\.(\d+)")
_PROGRAMS = re.compile(r"(filter|hook)\.(.+)\.(?:clean|smudge|process|command)")


@dataclass(frozen=True, slots=True)
class Answer:
    """What git said: its exit code, its output as bytes, and its messages."""

    code: int
    out: bytes
    err: str

    @property
    def line(self) -> str:
        """The output as one line of text."""
        return self.out.decode("utf-8", "surrogateescape").strip("\n")

    @property
    def entries(self) -> list[str]:
        """The output of a command that ends each entry with a zero byte."""
        return self.out.decode("utf-8", "surrogateescape").split("\0")[:-1]


@dataclass(frozen=True, slots=True)
class Git:
    """Git in one folder, with the settings that keep it quiet and those added for this repository.

    With a `home` it is asked as somebody who has nothing of the person's: neither her settings nor her accounts.
    """

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    ssh: str = "ssh"
    home: str = ""

    def ask(
        self,
        *arguments: str,
        given: bytes | None = None,
        index: Path | None = None,
        seconds: float = LOCAL_SECONDS,
    ) -> Answer:
        """Run one command and return what it answers, whatever that is; raise GitFault when git cannot be run or takes too long."""
        settings = _SETTINGS | dict(self.settings)
        is_old = version() < _BY_ENVIRONMENT
        named = {} if is_old else _in_environment(settings)
        options = _as_options(settings) if is_old else []
        environment = self._environment() | named | ({"GIT_INDEX_FILE": str(index)} if index else {})
        command = ["git", "--no-pager", *options, "-C", str(self.folder), *arguments]
        return _run(command, environment, given, seconds)

    def do(
        self,
        *arguments: str,
        given: bytes | None = None,
        index: Path | None = None,
        seconds: float = LOCAL_SECONDS,
    ) -> Answer:
        """Run one command; raise GitFault with a sentence for what was in the way when it fails."""
        answer = self.ask(*arguments, given=given, index=index, seconds=seconds)
        if answer.code:
            raise fault_of(f"{answer.err}\n{answer.line}")
        return answer

    def without(self, names: Iterable[str]) -> Git:
        """Return the same with the filters and hooks among the named settings switched off."""
        off = dict(self.settings)
        for name in names:
            if match := _PROGRAMS.fullmatch(name):
                off |= _switched_off(match[1], match[2])
        return replace(self, settings=off)

    def _environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _KEPT
        }
        return kept | self._strange() | _SILENT | {"GIT_SSH_COMMAND": quiet_ssh(self.ssh)}

    def _strange(self) -> dict[str, str]:
        """What is set for a stranger who has no settings or accounts of the person."""
        if not self.home:
            return {}
        return {
            "HOME": self.home,
            "USERPROFILE": self.home,
            "XDG_CONFIG_HOME": self.home,
            "GIT_CONFIG_NOSYSTEM": "1",
        } | {"GIT_CONFIG_GLOBAL": os.devnull}


def _in_environment(settings: Mapping[str, str]) -> dict[str, str]:
    named = {"GIT_CONFIG_COUNT": str(len(settings))}
    for number, (key, value) in enumerate(settings.items()):
        named |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return named


def _as_options(settings: Mapping[str, str]) -> list[str]:
    """Return settings as options; raise GitFault for a name that would be taken for another there."""
    if odd := next((key for key in settings if "=" in key), ""):
        wanted = ".".join(map(str, _BY_ENVIRONMENT))
        raise GitFault(
            f"设置 {quoted(odd)} 的名称里有等号，这台电脑上的 git 太旧，分不清；请管理员改名，或装 {wanted} 以上的 git。"
        )
    return [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]


def _switched_off(what: str, name: str) -> dict[str, str]:
    if what == "hook":
        return {f"hook.{name}.enabled": "false"}
    return {f"filter.{name}.clean": "", f"filter.{name}.process": "", f"filter.{name}.required": "false"}


def quiet_ssh(command: str) -> str:
    """Return a person's ssh command with the options by which it fails where it would ask."""
    program = re.split(r"[/\\]", shlex.split(command)[0])[-1].lower().removesuffix(".exe") if command else ""
    if program == "ssh":
        return f"{command} -oBatchMode=yes -oConnectTimeout=15"
    return f"{command} -batch" if program in ("plink", "tortoiseplink") else command


def own_ssh() -> str:
    """Return the ssh command that the person's environment names; empty when it names none."""
    if command := os.environ.get("GIT_SSH_COMMAND"):
        return command
    program = os.environ.get("GIT_SSH")
    return shlex.quote(program) if program else ""


def require_git() -> None:
    """Raise GitFault when there is no git, or one too old."""
    found = version()
    if found < OLDEST:
        said = ".".join(map(str, found)) if any(found) else "不知道版本"
        wanted = ".".join(map(str, OLDEST))
        raise GitFault(f"这台电脑上的 git 太旧（{said}）；请装 {wanted} 或更新的版本。")


def version() -> tuple[int, int]:
    """Return the version of git, zeros where what is there does not say one; raise GitFault when there is none."""
    return _version_of(shutil.which("git") or "git")


@cache
def _version_of(program: str) -> tuple[int, int]:
    answer = _run([program, "--version"], {**os.environ, "LC_ALL": "C"}, None, LOCAL_SECONDS)
    match = _VERSION.match(answer.line)
    return (int(match[1]), int(match[2])) if match else (0, 0)


def _run(command: Sequence[str], environment: dict[str, str], given: bytes | None, seconds: float) -> Answer:
    try:
        process = subprocess.Popen(  # noqa: S603 - no shell; the arguments are ours or checked names
            command,
            stdin=subprocess.DEVNULL if given is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            start_new_session=True,
        )
    except FileNotFoundError:
        raise GitFault("这台电脑上没有装 git；请先装好（https://git-scm.com），或请管理员装。") from None
    except OSError as error:
        raise GitFault(f"git 运行不了：{error.strerror or '原因不明'}；请管理员看一看。") from None
    try:
        out, err = process.communicate(given, timeout=seconds)
    except subprocess.TimeoutExpired:
        _end(process)
        raise GitFault("等了很久没有回音，已经停下；请检查网络，再试一次。") from None
    return Answer(process.returncode, out, err.decode("utf-8", "replace"))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a command with what it started: an ssh left behind would hold its output open."""
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    with suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=5)
