"""A built folder becomes a list of what must not leave the house: broken links, scripts, foreign requests, machine paths.

The gate reads the files as a browser and a search engine would, knows nothing of the records, and runs before the swap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

_LOADING = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "link": "href",
    "object": "data",
    "embed": "src",
    "video": "src",
    "audio": "src",
    "use": "href",
    "image": "href",
}
_QUIET_RELS = {"canonical", "alternate", "license", "me", "author", "prev", "next", "edit"}
_BASE = "https://site.invalid/"


@dataclass(slots=True)
class _Seen:
    """The path the site stands under; links by target page and anchor, with one page that has each; and the ids of every page."""

    base: str = "/"
    links: dict[tuple[str, str], str] = field(default_factory=dict)
    ids: dict[str, frozenset[str]] = field(default_factory=dict)


def faults(site: Path, *, own_address: str = "") -> list[str]:
    """Return everything wrong in a built site, one Chinese line each, sorted; an empty list lets it through."""
    seen = _Seen(base=urlsplit(own_address).path or "/")
    found: list[str] = []
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        found.extend(
            f"{name}：{fault}" for fault in _page_faults(path.read_text("utf-8"), name, own_address, seen)
        )
    found.extend(_broken_links(site, seen))
    return sorted(found)


def _page_faults(html: str, name: str, own_address: str, seen: _Seen) -> Iterator[str]:
    tree = LexborHTMLParser(html)
    ids: set[str] = set()
    for node in tree.css("*"):
        attributes = node.attributes
        if not attributes:
            continue
        identifier = attributes.get("id")
        if identifier:
            if identifier in ids:
                yield f"id {identifier} 用了两次"
            ids.add(identifier)
        yield from _node_faults(node, attributes, name, own_address, seen)
    seen.ids[name] = frozenset(ids)
    title = tree.css_first("title")
    if not title or not title.text(strip=True):
        yield "没有标题"


def _node_faults(
    node: LexborNode, attributes: dict[str, str | None], name: str, own_address: str, seen: _Seen
) -> Iterator[str]:
    tag = node.tag or ""
    for attribute, value in attributes.items():
        if attribute.startswith("on"):
            yield f"<{tag}> 有事件处理 {attribute}"
        if value and re.match(r"[\x00-\x20]*(?:javascript|vbscript|data:text/html)\b", value, re.IGNORECASE):
            yield f"<{tag} {attribute}> 里有脚本地址"
    target = attributes.get(_LOADING.get(tag, ""))
    if target and not (tag == "link" and set((attributes.get("rel") or "").split()) & _QUIET_RELS):
        if _is_foreign(target, own_address):
            yield f"<{tag}> 请求别的网站：{target[:80]}"
        else:
            _note(seen, name, target)
    if tag == "a" and (href := attributes.get("href")) is not None and not _is_foreign(href, own_address):
        _note(seen, name, href)


def _is_foreign(target: str, own_address: str) -> bool:
    parts = urlsplit(target)
    if own_address and target.startswith(own_address):
        return False
    return bool(parts.netloc or (parts.scheme and parts.scheme not in ("data",)))


def _note(seen: _Seen, name: str, target: str) -> None:
    if target.startswith("data:"):
        return
    parts = urlsplit(urljoin(_BASE + ("" if name == "404.html" else name), target))
    path = unquote(parts.path.removeprefix(seen.base) if target.startswith("/") else parts.path).lstrip("/")
    if path.endswith("/") or not path:
        path += "index.html"
    seen.links.setdefault((path, unquote(parts.fragment)), name)


def _broken_links(site: Path, seen: _Seen) -> Iterator[str]:
    for (path, anchor), name in seen.links.items():
        if path not in seen.ids and not (site / path).is_file():
            yield f"{name}：链接没有着落 {path}"
        elif anchor and path in seen.ids and anchor not in seen.ids[path] and anchor != "top":
            yield f"{name}：链接没有着落 {path}#{anchor}"
