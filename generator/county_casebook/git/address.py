"""The address of a remote becomes what may be shown of it, who can read what stands there, and where a request is opened."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from county_casebook.git.faults import GitFault
from county_casebook.git.process import Git

_SCP = re.compile(r"(?:([^@/:\s]++)@)?([A-Za-z0-9.-]++):(?!//)(.*)")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_LINK = re.compile(r"https?://[^\s\x00-\x1f\x7f<>\"']++")
_KNOWN = {"github.com": "github", "gitlab.com": "gitlab", "gitee.com": "gitee", "codeberg.org": "gitea"}
_NAMES = {"github": "github", "gitlab": "gitlab", "gitee": "gitee", "gitea": "gitea", "forgejo": "gitea"}
FORGES = tuple(_NAMES)
"""What may be said of a server whose kind its name does not tell: `git config casebook.forge gitlab`."""

_ASKED_SECONDS = 15
_OWN_SETTINGS_LEFT_OUT = {"credential.helper": "", "http.extraHeader": "", "http.cookieFile": ""}


@dataclass(frozen=True, slots=True)
class Address:
    """A remote's address in parts; `host` is empty for a folder of this machine or of a shared drive."""

    scheme: str
    user: str
    host: str
    path: str

    @property
    def shown(self) -> str:
        """The address without account, password and query."""
        if not self.host:
            return self.path
        user = "" if not self.user else "git@" if self.user == "git" else "***@"
        if self.scheme == "scp":
            return f"{user}{self.host}:{self.path}"
        return f"{self.scheme}://{user}{self.host}{self.path}"

    @property
    def page(self) -> str:
        """The address of the project's page where a forge keeps it; empty for a folder."""
        host = self.host.rsplit(":", 1)[0] if self.scheme in ("ssh", "scp") else self.host
        scheme = "http" if self.scheme == "http" else "https"
        path = self.path.strip("/").removesuffix(".git")
        return f"{scheme}://{host}/{quote(path)}" if host and path else ""

    def forge(self, told: str = "") -> str:
        """What kind of server it is: as told, else as its name says; empty when neither does."""
        host = self.host.rsplit(":", 1)[0].lower()
        labels = host.split(".")
        named = (kind for name, kind in _NAMES.items() if any(label.startswith(name) for label in labels))
        return _NAMES.get(told) or _KNOWN.get(host) or next(named, "")


def read_address(url: str) -> Address:
    """Take an address apart as git does: with a scheme, as `host:path`, or a folder."""
    if "://" in url:
        parts = urlsplit(url)
        if parts.scheme == "file":
            return Address("file", "", "", parts.path)
        user, _, host = parts.netloc.rpartition("@")
        return Address(parts.scheme, user, host, parts.path)
    match = None if _DRIVE.match(url) else _SCP.fullmatch(url)
    return Address("scp", match[1] or "", match[2], match[3]) if match else Address("file", "", "", url)


def request_page(address: Address, kind: str, base: str, branch: str) -> str:
    """Return the address of the page where a request for a branch is opened; empty when the kind of server is not known."""
    page, into, of = address.page, quote(base), quote(branch)
    if not page:
        return ""
    owner = address.path.strip("/").split("/")[0]
    return {
        "github": f"{page}/compare/{into}...{of}?expand=1",
        "gitlab": f"{page}/-/merge_requests/new?merge_request%5Bsource_branch%5D={quote(branch, safe='')}",
        "gitee": f"{page}/pull/new/{quote(owner)}:{of}...{quote(owner)}:{into}",
        "gitea": f"{page}/compare/{into}...{of}",
    }.get(kind, "")


def page_named(messages: str, address: Address) -> str:
    """Return the page for a request that the server itself named while it took the branch; empty when it named none of its own."""
    host = urlsplit(address.page).hostname
    lines = (line for line in messages.splitlines() if line.startswith("remote:"))
    links = (match[0] for line in lines for match in _LINK.finditer(line))
    return next((link for link in links if host and _is_page_of(link, host)), "")


def _is_page_of(link: str, host: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    is_request = any(word in parts.path for word in ("merge_requests", "/pull", "/compare"))
    return parts.hostname == host and "@" not in parts.netloc and is_request


def readers_of(address: Address, git: Git) -> str:
    """Say who can read what is sent to an address: only what was found, and whom to ask about the rest."""
    if not address.host:
        return f"能打开文件夹 {address.shown} 的人都能读到。"
    if _is_open(address, git):
        return f"{address.host} 上的这个库是公开的：任何人不用登录就能读到，发上去就等于公开。"
    return f"这个库在 {address.host}，谁能读由那里的设置决定；有没有外人能读，请向管理员确认。"


def _is_open(address: Address, git: Git) -> bool:
    """Whether the server shows the repository to somebody without an account."""
    known = address.host.lower() in _KNOWN
    if address.scheme not in ("https", "http") and not known:
        return False
    with tempfile.TemporaryDirectory() as nowhere:
        settings = {**git.settings, **_OWN_SETTINGS_LEFT_OUT}
        stranger = Git(Path(nowhere), settings, git.ssh, home=nowhere)
        try:
            return (
                stranger.ask("ls-remote", "--", f"{address.page}.git", "HEAD", seconds=_ASKED_SECONDS).code
                == 0
            )
        except GitFault:
            return False
