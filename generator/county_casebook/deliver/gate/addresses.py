"""An address as written becomes the file of the site it leads to, or the sentence that says why it may not stand there."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from county_casebook.deliver.gate.allowed import LINK, QUIET, Use

_SCHEME = re.compile(r"[\x00-\x20]*([A-Za-z][A-Za-z0-9+.\t\n\r-]*):")
_RUNNING = {"javascript", "vbscript", "data", "blob", "filesystem"}
_FOREIGN = re.compile(
    r"https?://"
    r"(?:[^\s\x00-\x20\x7f<>\"'\\^`{|}@:/?#\[\]%]+)"  # a host, without a user before it
    r"(?::\d{1,5})?(?:[/?#][^\s\x00-\x20\x7f<>\"\\`]*)?",
    re.IGNORECASE,
)
_MAIL = re.compile(r"mailto:[^\s@<>\"\\?&%]+@[^\s@<>\"\\?&%]+", re.IGNORECASE)
_CALL = re.compile(r"tel:[0-9]{3,18}")
_ODD = re.compile(r"[\x00-\x20\x7f\\<>\"`]|%(?:0[0-9a-f]|1[0-9a-f]|2e|2f|5c|7f)", re.IGNORECASE)
_OUTWARD = (LINK, QUIET)
_PLAIN = re.compile(r"((?:\.\./)*+)((?:[A-Za-z0-9][A-Za-z0-9_-]*/)++)(?:#([A-Za-z0-9_-]+))?")
"""A folder of the site with nothing to be read about its name, as nearly every address is."""


class Address(NamedTuple):
    """A file of the site: `up` folders above the page (None: from the site's root), then `path`, then an anchor."""

    use: Use
    up: int | None
    path: str
    anchor: str = ""
    page: bool = False
    """The address names no path at all: it stays on the page, whatever its query or anchor."""


def own_address(value: str, use: Use, site_address: str) -> Address | str:
    """Read an address; the rest of a sentence when it may not stand there.

    One that leads to another site, where that is allowed, has an empty use: there is nothing to find.
    """
    if site_address and value.startswith(site_address):
        return _own("/" + value.removeprefix(site_address), use, "/")
    if plain := _PLAIN.fullmatch(value):
        return Address(use, len(plain[1]) // 3, f"{plain[2]}index.html", plain[3] or "")
    scheme = _SCHEME.match(value)
    if scheme:
        return _with_scheme(value, re.sub(r"\s", "", scheme[1]).lower(), use)
    if value.startswith("//"):
        return (
            f"请求别的网站：{value[:80]}" if use not in _OUTWARD else f"不许省去 http 或 https：{value[:80]}"
        )
    if _ODD.search(value) or "//" in value.partition("#")[0].partition("?")[0]:
        return f"的地址里有不该有的字符：{value[:80]!r}"
    return _own(value, use, urlsplit(site_address).path or "/")


def _with_scheme(value: str, scheme: str, use: Use) -> Address | str:
    if scheme in _RUNNING:
        return f"里有脚本地址：{value[:40]}"
    if use not in _OUTWARD and scheme in ("http", "https"):
        return f"请求别的网站：{value[:80]}"
    if use == LINK and (_MAIL.fullmatch(value) or _CALL.fullmatch(value)):
        return Address(Use(""), None, "")
    if scheme not in ("http", "https") or not _FOREIGN.fullmatch(value):
        return f"的地址不许这样写：{value[:80]}"
    return Address(Use(""), None, "")


def _own(value: str, use: Use, base: str) -> Address | str:
    rest, _, anchor = value.partition("#")
    path = unquote(rest.partition("?")[0])
    anchor = unquote(anchor)
    if not path:
        return Address(use, 0, "", anchor, page=True)
    if path.startswith("/"):
        if not path.startswith(base):
            return f"走出了网站：{value[:80]}"
        up, path = None, path.removeprefix(base)
    else:
        up = 0
    segments: list[str] = []
    for segment in path.split("/"):
        if segment == ".." and segments:
            segments.pop()
        elif segment == ".." and up is not None:
            up += 1
        elif segment == "..":
            return f"走出了网站：{value[:80]}"
        elif segment not in ("", "."):
            segments.append(segment)
    return Address(use, up, _file("/".join(segments), path), anchor)


def _file(path: str, written: str) -> str:
    """The file a path names: a folder's is its index.html, under the folder's own address or with it left off."""
    if written.endswith(("/", "/.", "/..")) or written in (".", "..") or not path:
        return f"{path}/index.html" if path else "index.html"
    return path
