"""A built site becomes the files it is compared with: the page shell, what pages put into it, data, and digests.

So few that a change of one word can be read in a diff: the shell of all pages is kept once, and of files that are alike one
is kept in full. `digests.txt` holds the SHA-256 of the others. Together they are the site byte for byte, for a page that its
shell and its parts do not give back is refused.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from hashlib import sha256

IN_FULL = {
    "cases": "chengxi-envoys",
    "counties": "yanpu",
    "duties": "spend-share",
    "organizations": "demo-institute",
    "pairings": "chengxi-yanpu",
    "policies": "demo-plan",
    "questions": "tea-leaves-yellow",
    "regions": "990000",
}
"""In a folder of pages or data that are alike, the one that shows the most; elsewhere it is the first by name."""
UNLIKE = ("duties/coverage", "pairings/network", "questions/answering", "questions/ask")
"""Pages that stand among others and are not like them."""
UNREADABLE = (".bin", ".png", ".webp", ".jpg", ".pdf")
MADE_FOR_PROGRAMS = "schema/"
"""Long lines that follow from the models: tests of their own read them."""
TOGETHER = ("api/", "data/v1/")
"""Folders of files that all follow from the records: one digest of all of them, for tests of their own read them back."""
MISSING = "404.html"
"""The page for missing addresses: the only one whose addresses begin at the root, as they do in the shell that is kept."""

_PAGE = re.compile(
    r'(.*?<meta name="description" property="og:description" content=")(?P<description>[^"]*)'
    r'(.*?<meta itemprop="name" property="og:title" content=")(?P<shared>[^"]*)'
    r'(.*?<meta property="og:type" content=")(?P<type>[^"]*)'
    r"(.*?<title>)(?P<title>[^<]*)"
    r'(</title>\n)(?P<material>(?:<link rel="stylesheet" href="[./]*assets/stylesheets/[^>]*>\n)*)'
    r'((?:<link rel="stylesheet"[^>]*>\n)+)(?P<head>.*?)'
    r'(<script src="[./]*assets/js/reader\.js">.*?<main [^>]*>\n)(?P<body>.*)'
    r"(</main>.*)",
    re.DOTALL,
)
_TAB = re.compile(r' aria-current="true"(?=>([^<]*)</a>)')
_ADDRESS = re.compile(r'(?<=[ \n])(href|src|action|data-root)="([^"#:]*)(#[^"]*)?"')


def goldens(site: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files a site is compared with, by name.

    Raises ValueError for a page that does not come back from the shell and its parts, or whose shell is not that of the others.
    """
    kept, digests = dict[str, bytes](), list[str]()
    for folder in TOGETHER:
        whole = [(name, sha256(data).hexdigest()) for name, data in site.items() if name.startswith(folder)]
        digests.append(f"{folder} {sha256(repr(sorted(whole)).encode()).hexdigest()}\n")
    for name, data in site.items():
        if name.startswith(TOGETHER):
            continue
        golden = data
        if name.endswith(".html"):
            shell, parts = cut(name, data.decode())
            if kept.setdefault("shell.html", shell.encode()) != shell.encode():
                raise ValueError(f"{name}: its shell is not that of the other pages")
            golden = parts.encode()
        if _is_kept(name, site):
            kept[golden_name(name)] = golden
        else:
            digests.append(f"{golden_name(name)} {sha256(golden).hexdigest()}\n")
    return kept | {"digests.txt": "".join(sorted(digests)).encode()}


def golden_name(name: str) -> str:
    """Return where the golden of a file stands: `cases/x/index.html` is `cases/x.txt`, for it is not all of the page."""
    return re.sub(r"(?:(?<=.)/index)?\.html$", ".txt", name)


def _is_kept(name: str, site: Mapping[str, bytes]) -> bool:
    """Whether a file's golden stands in full."""
    folder, leaf = posixpath.split(posixpath.splitext(golden_name(name))[0])
    if name.endswith(UNREADABLE) or name.startswith(MADE_FOR_PROGRAMS):
        return False
    if f"{folder}/{leaf}" in UNLIKE or not _alike(name):
        return True
    others = [other for other in site if _alike(other) == folder]
    first = min(posixpath.splitext(posixpath.basename(golden_name(other)))[0] for other in others)
    return leaf == IN_FULL.get(folder, first)


def _alike(name: str) -> str:
    """Return the folder of a file that is one among many alike; empty when it stands for itself."""
    folder = posixpath.dirname(golden_name(name))
    return folder if name.endswith(".html") or "/" in folder else ""


def cut(name: str, html: str) -> tuple[str, str]:
    """Return the shell of a page, as every page has it, and what is this page's own; raise ValueError when they do not fit."""
    if not (parts := _PAGE.fullmatch(html)):
        raise ValueError(f"{name}: it has not the parts of a page")
    named = parts.groupdict()
    literal = "".join(
        f"{{{key}}}" if (key := _name_of(parts, at)) else parts[at] for at in range(1, parts.re.groups + 1)
    )
    tab = _TAB.search(literal)
    slugs = "" if named["material"] else "slug/" * name.count("/")
    folder = f"/{slugs or posixpath.dirname(name)}"
    shell = _ADDRESS.sub(
        lambda found: f'{found[1]}="{_from_root(found[2], folder, name)}{found[3] or ""}"',
        _TAB.sub("", literal),
    )
    own = "".join(f"{key}: {named[key]}\n" for key in ("title", "description", "shared", "type", "material"))
    body = f"{own}tab: {tab[1] if tab else ''}\n\n{named['head']}\n{named['body']}"
    return in_lines(shell), in_lines(body)


def in_lines(html: str) -> str:
    """Return HTML with a line for each block, so that a diff is read; such a break is followed by a space, which no page has."""
    if f"{_BREAK}<" in html:
        raise ValueError("a line begins with a space and a tag")
    return _BEFORE_BLOCK.sub(_BREAK, html)


_BREAK = "\n "
_BEFORE_BLOCK = re.compile(
    r"(?<=>)(?=<(?!/?(?:a|abbr|b|i|small|span|strong|sup|time)\b))|(?<=[^\n>])(?=<(?:d[dt]|li|tbody|t[dhr])\b)"
)


def _name_of(parts: re.Match[str], at: int) -> str:
    return next((name for name, index in parts.re.groupindex.items() if index == at), "")


def _from_root(address: str, folder: str, name: str) -> str:
    """Return an address as seen from the root; raise ValueError when it is not written as it must be from its folder."""
    if name == MISSING or not address:
        return address
    whole = posixpath.normpath(posixpath.join(folder, address))
    slash = "/" if address.endswith("/") and whole != "/" else ""
    found = "/." if whole == "/" and not address.endswith("/") else f"{whole}{slash}"
    if _relative(found, folder) != address:
        raise ValueError(f"{name}: {address} should be {_relative(found, folder)}")
    return found


def _relative(address: str, folder: str) -> str:
    return posixpath.relpath(address, folder) + ("/" if address.endswith("/") else "")
