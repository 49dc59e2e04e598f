"""A finished site becomes the files of a bundle that is opened from a disk, without any program: for an intranet or a stick.

There, no server shows the file of a folder, and browsers let no script fetch a file: links name files, and what scripts read
stands in scripts that hand it over (`theme/assets/js/disk.js`). No header says what pages may load, so they say it themselves.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from hashlib import sha256
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote

from selectolax.lexbor import LexborHTMLParser

from county_casebook.deliver.gate.addresses import own_address
from county_casebook.deliver.gate.allowed import LINK
from county_casebook.deliver.ordinary import read_file
from county_casebook.deliver.sums import read_list, read_sums
from county_casebook.deliver.target import is_preview, written_files
from county_casebook.deliver.verified import whole_fault
from county_casebook.library.misplaced import name_faults
from county_casebook.publish.headers import ON_DISK
from county_casebook.render.environment import render

OPENED_BY = "打开.html"
"""The page a reader opens; it stands beside the folder of the site."""
FOLDER = "site"
LONGEST = 180
"""Signs a name in the bundle may have: Windows gives a path 260, and the rest is for the folder it is unpacked in."""

_FOR_SERVERS = re.compile(r"404\.html|_headers|_redirects|SHA256SUMS|moved\.json|sitemap[\w-]*\.xml(?:\.gz)?")
_READ_BY_SCRIPTS = re.compile(r"(?:search|compare|match)/.+\.(?:bin|json)")
_ADDRESS = re.compile(r'(<(?:a|form)\s(?:[^<>]*\s)?(?:href|action)=")([^"<>]*)(?=")')
_ENCODED = '<meta charset="utf-8">'
_TOLD = f'<meta http-equiv="Content-Security-Policy" content="{escape(ON_DISK)}"><script src="%sassets/js/disk.js"></script>'


def bundle_fault(site: Path) -> str:
    """Return why a folder cannot become a bundle, in Chinese; empty when it can. Raises NotSums, OSError."""
    if written_files(site, "site") is None:
        return f"{site} 不是 casebook 生成的网站：先运行 casebook build，再写它的网站文件夹"
    if is_preview(site):
        return f"{site} 是连草稿一起生成的预览，不能打成离线包：去掉 --drafts（或配置里的 drafts）重新生成"
    if fault := whole_fault(site, None, f"{site} 不是完整的成品，没有打包：重新运行 casebook build"):
        return fault
    files = [Path(FOLDER, name) for name in _kept(read_sums(read_list(site)))]
    faults = [f"{path.as_posix()}：{what}，{hint}" for path, what, hint in name_faults(Path(), files)]
    faults += [
        f"{path.as_posix()}：名字有 {len(str(path))} 个字，Windows 上放进文件夹就超过 260 个；把编号改短"
        for path in files
        if len(str(path)) > LONGEST
    ]
    return "\n".join(faults)


def bundle_files(site: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the bundle of a site, in order, each as the site's list has it. Raises NotAsBuilt, NotSums, OSError."""
    sums = read_sums(read_list(site))
    home = _as_built(site, "index.html", sums).decode()
    yield OPENED_BY, _opening(home).encode()
    on_disk = lru_cache(100_000)(partial(_on_disk, _site_address(home)))
    for name in _kept(sums):
        data = _as_built(site, name, sums)
        if name.endswith(".html"):
            yield f"{FOLDER}/{name}", _page(data.decode(), name.count("/"), on_disk).encode()
        elif _READ_BY_SCRIPTS.fullmatch(name):
            yield f"{FOLDER}/{name}.js", b'casebookHand("%b");\n' % b64encode(data)
        else:
            yield f"{FOLDER}/{name}", data


class NotAsBuilt(Exception):
    """Which file of a site is another than the site's list says, in Chinese."""


def _as_built(site: Path, name: str, sums: Mapping[str, str]) -> bytes:
    data = read_file(site / name)
    if sha256(data).hexdigest() != sums.get(name):
        raise NotAsBuilt(f"{site / name} 在打包的时候变了；等生成完了再运行一次")
    return data


def _page(page: str, depth: int, on_disk: Callable[[int, str], str]) -> str:
    """Return a page whose links name files, with the policy and the script that it needs on a disk."""

    def named(match: re.Match[str]) -> str:
        return match[1] + on_disk(depth, match[2])

    return _ADDRESS.sub(named, page).replace(_ENCODED, _ENCODED + _TOLD % ("../" * depth), 1)


def _kept(names: Iterable[str]) -> list[str]:
    return sorted(name for name in names if not _FOR_SERVERS.fullmatch(name))


def _opening(home: str) -> str:
    """Return the page that leads to the library, and says what to do where it was not unpacked."""
    title = LexborHTMLParser(home).css_first("title")
    return render("pages/opening.html", name=title.text() if title else "", folder=FOLDER, policy=ON_DISK)


def _site_address(home: str) -> str:
    """Return where the home page says that the site stands; empty where it does not know."""
    known = LexborHTMLParser(home).css_first('link[rel="canonical"]')
    return (known.attributes.get("href") if known else "") or ""


def _on_disk(site_address: str, depth: int, written: str) -> str:
    """Return an address of a page `depth` folders below the site's root so that it leads to a file."""
    value = unescape(written)
    found = own_address(value, LINK, site_address)
    if isinstance(found, str) or not found.use or found.page:
        return written
    up = depth if found.up is None else found.up
    rest = re.sub(r"^[^?#]*", "", value)
    return escape("../" * up + quote(found.path) + rest)
