"""What git says of a failure becomes a sentence that an editor can act on."""

from __future__ import annotations

import re

from county_casebook.text.characters import shown
from county_casebook.text.personal_data import masked

_SAID: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("dubious ownership", "unsafe repository"),
        "这个文件夹属于另一个用户，git 不肯动它；请在自己的文件夹里重新取一份，或请管理员处理。",
    ),
    (("not a git repository",), "这里不在 git 库里；请打开从团队的库取下来的文件夹，或请管理员建库。"),
    (
        ("auto-detection is disabled", "empty ident name", "please tell me who you are"),
        'git 还不知道您是谁；请在终端里运行 git config --global user.name "姓名或岗位" 和 '
        'git config --global user.email "工作邮箱"，再试一次。',
    ),
    (
        ("host key verification failed",),
        "这台电脑还没有确认过对方服务器的指纹；请先在终端里用 ssh 连一次，和管理员核对指纹后再试。",
    ),
    (
        (
            "authentication failed",
            "could not read username",
            "could not read password",
            "terminal prompts disabled",
            "permission denied (publickey",
            "invalid username or password",
            "http basic: access denied",
            "the requested url returned error: 401",
        ),
        "对方服务器不认您的账号；请先在终端里用 git fetch 登录一次，或请管理员给您开通。",
    ),
    (
        (
            "the requested url returned error: 403",
            "permission to",
            "write access to repository not granted",
            "you are not allowed to push",
            "unable to create temporary object directory",
            "insufficient permission for adding an object",
            "not allowed to upload code",
        ),
        "您的账号没有写这个库的权限；请管理员给您开通。",
    ),
    (
        (
            "could not resolve host",
            "could not resolve hostname",
            "failed to connect",
            "connection refused",
            "connection timed out",
            "network is unreachable",
            "no route to host",
            "operation timed out",
            "connection reset",
            "connection closed by",
            "operation too slow",
            "early eof",
            "the remote end hung up",
            "temporary failure in name resolution",
            "couldn't connect to server",
        ),
        "连不上对方服务器；请检查网络，再试一次。",
    ),
    (
        ("certificate", "ssl_", "gnutls"),
        "对方服务器的证书有问题，没有连上；不要跳过检查，请管理员处理。",
    ),
    (
        ("shallow update not allowed",),
        "这里取的库不完整（浅克隆），对方不收；请在终端里运行 git fetch --unshallow，再试一次。",
    ),
    (
        ("protected branch", "deny updating a hidden ref", "gh006", "gl-hook-err"),
        "对方服务器的规则不许写这个分支；请管理员看一看分支保护。",
    ),
    (
        ("pre-receive hook declined", "hook declined", "update hook", "remote rejected", "push declined"),
        "对方服务器拒绝了这次提交。",
    ),
    (
        ("non-fast-forward", "fetch first", "[rejected]", "stale info"),
        "这个分支刚刚被别人改过，没有覆盖；请再看一遍，再提交一次。",
    ),
    (
        (
            "does not appear to be a git repository",
            "repository not found",
            "' not found",
            "error: 404",
            "does not exist",
        ),
        "远程库的地址上没有库，或者您看不到它；请和管理员核对地址和权限。",
    ),
    (
        ("transport '", "remote helper"),
        "远程库地址的写法这里不用；请管理员改成 https 或 ssh 的地址。",
    ),
    (
        ("no space left", "disk quota exceeded"),
        "磁盘满了，没有写成；请腾出空间，再试一次。",
    ),
    (
        ("read-only file system", "permission denied", "unable to create", "unable to write"),
        "这个库的文件夹写不进去；请检查权限。",
    ),
    (
        ("index.lock", "cannot lock ref", "unable to lock"),
        "这个名称的分支建不了：可能另有 git 正在运行，或有一个名称相冲突的分支；请稍等再试，或请管理员看一看。",
    ),
    (
        ("bad object", "corrupt", "unable to read", "missing blob", "missing tree", "promisor"),
        "这个库的文件坏了或不完整；请重新取一份，或请管理员看一看。",
    ),
    (
        ("bad config", "bad numeric config", "bad boolean config", "invalid config"),
        "git 的设置写错了，读不了；请管理员看一看。",
    ),
)
_ACCOUNT = re.compile(r"://[^/@\s]*+@")
_SERVER = re.compile(r"^remote: *+(\S[^\n]*)$", re.MULTILINE)


class GitFault(Exception):
    """Why something could not be done with git: plain Chinese, what is in the way, then what would do."""


def fault_of(messages: str) -> GitFault:
    """Return the fault that git's messages tell of; what the server said itself is added where it refused."""
    lower = messages.lower()
    said = next((words for signs, words in _SAID if any(sign in lower for sign in signs)), "")
    if said.startswith("对方服务器") and (server := server_words(messages)):
        return GitFault(f"{said}它说：{server}")
    return GitFault(said or f"git 没有做成：{quoted(messages)}")


def server_words(messages: str) -> str:
    """Return the first words of a server among git's messages, as they may be shown; empty when it said nothing."""
    words = (match[1].strip() for match in _SERVER.finditer(messages))
    return next((quoted(line) for line in words if any(sign.isalnum() for sign in line)), "")


def quoted(messages: str) -> str:
    """Return one line of a foreign message: without accounts, personal numbers and hidden characters, and short."""
    line = next((line for line in messages.splitlines() if line.strip()), "没有说明原因").strip()
    return masked(shown(without_account(line)))[:200]


def without_account(text: str) -> str:
    """Return a text with the account and password of every address in it left out."""
    return _ACCOUNT.sub("://***@", text)
