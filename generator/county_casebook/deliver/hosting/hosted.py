"""What a server must know of a site: where it stands, the headers of every answer, and which addresses moved or are gone.

Everything that goes into a configuration has passed a pattern here: whoever writes a record writes no rule of a server.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from county_casebook.deliver.ordinary import read_file
from county_casebook.publish.headers import HEADERS

HEADERS_FILE: Final = "_headers"
MOVED_FILE: Final = "moved.json"
"""Paths from the site's root, each with a closing slash: `moved` with `from` and `to`, `gone` with `from`."""

HASHED: Final = r"(?:search/[a-z2-7]{6}\.bin|search/data/[a-z2-7]{8}\.bin|assets/stylesheets/[a-z]+\.[0-9a-f]{8}\.min\.css)"
"""Files named by what they hold: whoever has one never asks for it again."""

FOR_EVER: Final = "public, max-age=31536000, immutable"
SHORT: Final = "public, max-age=60"
"""How long a page is taken as it was: what is corrected or withdrawn is seen so after a minute."""
NEVER: Final = "no-store"

_HEADER = re.compile(r"  ([A-Za-z-]+): ([ !#&-\[\]-z|~]+)")
"""A value with a sign that some server reads as more than itself is none: they quote, escape and name variables by these."""
_PATH = re.compile(r"/(?:(?!\.{1,2}/)[A-Za-z0-9._~-]+/)*")
_NAME = re.compile(r"(?!-)[A-Za-z0-9.-]{1,253}|_")
_FOLDER = re.compile(r"/[A-Za-z0-9._/+@-]+")


class NotHosted(ValueError):
    """Why no configuration can be written, in Chinese."""


@dataclass(frozen=True, slots=True)
class Hosted:
    """A site as a server shows it: `root` is the folder it reads, `path` where the site begins, `moved` and `gone` are paths below it."""

    root: str = "/srv/casebook/current"
    name: str = "casebook.example"
    path: str = "/"
    certificate: str = ""
    key: str = ""
    headers: Mapping[str, str] = field(default_factory=lambda: HEADERS)
    moved: Mapping[str, str] = field(default_factory=dict)
    gone: tuple[str, ...] = ()

    @property
    def all_headers(self) -> Mapping[str, str]:
        """The headers of every answer; over TLS also that browsers shall come by TLS again."""
        return {**self.headers, **({_STRICT: "max-age=31536000"} if self.certificate else {})}


_STRICT = "Strict-Transport-Security"


def hosted(
    site: Path, *, root: str = "", name: str = "_", path: str = "/", certificate: str = "", key: str = ""
) -> Hosted:
    """Return what a server must know of a finished site; raises NotHosted, OSError."""
    root = root or str(site)
    for value, pattern, what in (
        (root, _FOLDER, "文件夹（从 / 写起，只有字母、数字和 . _ - + @）"),
        (name, _NAME, "域名（有汉字的，写 xn-- 开头的那一个）"),
        (path, _PATH, "路径（前后都有斜杠，如 /library/）"),
        *((value, _FOLDER, "证书文件") for value in (certificate, key) if value),
    ):
        if not pattern.fullmatch(value):
            raise NotHosted(f"“{value[:80]}”不能写进服务器的配置，不是{what}")
    if bool(certificate) != bool(key):
        raise NotHosted("证书和它的私钥要一起写")
    moved, gone = _addresses(site / MOVED_FILE)
    return Hosted(root, name, path, certificate, key, _headers(site / HEADERS_FILE), moved, gone)


def _headers(file: Path) -> Mapping[str, str]:
    """Return the headers that a site's file of headers names for every address."""
    first, *lines = read_file(file).decode("utf-8", "replace").splitlines() or [""]
    found = [_HEADER.fullmatch(line) for line in lines]
    if first != "/*" or not lines or None in found:
        raise NotHosted(f"{file} 读不懂")
    return {match[1]: match[2] for match in found if match}


def _addresses(file: Path) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return which addresses of a site moved, and where to, and which are gone; none where it has no such list."""
    if not os.path.lexists(file):
        return {}, ()
    try:
        told = json.loads(read_file(file))
        moved = {_below(each["from"]): _below(each["to"]) for each in told.get("moved", ())}
        return moved, tuple(_below(each["from"]) for each in told.get("gone", ()))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NotHosted(f"{file} 读不懂") from None


def _below(written: Any) -> str:
    """Return a path below the site's root as it may stand in a configuration; raises ValueError."""
    if not isinstance(written, str) or not _PATH.fullmatch(f"/{written}") or not written:
        raise ValueError(written)
    return written


def lines(*parts: str | Iterator[str]) -> str:
    """Return lines and groups of lines as one text."""
    return "".join(f"{line}\n" for part in parts for line in ([part] if isinstance(part, str) else part))
