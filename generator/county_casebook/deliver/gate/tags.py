"""The text of one tag becomes what it asks for and what is wrong with it.

The grammar is stricter than a browser's: lower-case names, double quotes, no `<` or `>` in a value. What it accepts, every
browser reads alike; what a browser might read in another way is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from county_casebook.deliver.gate.addresses import Address, own_address
from county_casebook.deliver.gate.allowed import (
    ADDRESSES,
    FORM,
    LINK_RELS,
    META_ADDRESSES,
    META_NAMES,
    PICTURES,
    SVG_TAGS,
    TAGS,
    VOID,
    Use,
    shape,
)

_OPEN = re.compile(r'([a-z][a-z0-9]*)((?:[ \n]+[A-Za-z][A-Za-z0-9:_-]*(?:="[^"]*")?)*)[ \n]*(/?)')
_ATTRIBUTE = re.compile(r'(?<![ \n])[ \n]++([A-Za-z][A-Za-z0-9:_-]*)(?:="([^"]*)")?')
_REFERENCE = re.compile(r"&(?!(?:[a-zA-Z][a-zA-Z0-9]*|#\d+|#[xX][0-9a-fA-F]+);)")
_LEADS_ON = re.compile(r"0; url=(\S+)")
_CANDIDATE = re.compile(r"\s*([^\s,]+)(?:\s+\d+(?:\.\d+)?[wx])?\s*")


class Tag(NamedTuple):
    """One tag as written: the end tag it waits for (None when it is one itself), its id, addresses and faults.

    `kept` names a tag whose place or content counts: of the outline, a title, a script, or the data in one.
    """

    end: str | None = ""
    id: str = ""
    addresses: tuple[Address, ...] = ()
    faults: tuple[str, ...] = ()
    kept: str = ""

    @property
    def tells(self) -> bool:
        return bool(self.id or self.addresses or self.faults or self.kept)


def read_tag(text: str, site_address: str, endpoint: str = "") -> Tag:
    """Read what stands between `<` and `>`; `endpoint` is the search engine that pages may name."""
    if text.startswith("/"):
        return Tag(None, kept=text if text == "/head" else "")
    if text == "!doctype html":
        return Tag(kept="!doctype")
    match = _OPEN.fullmatch(text)
    if not match:
        return Tag(faults=(_unreadable(text),))
    name, written, closed = match.groups()
    if name not in TAGS:
        end = "" if closed or name in _VOID_ELSEWHERE else "/" + name
        return Tag(end, faults=(f"不许有的标签 <{name}>",))
    pairs = _ATTRIBUTE.findall(written)
    values = {key: unescape(value) if "&" in value else value for key, value in pairs}
    found = list(_faults(name, pairs, values))
    if name == "meta":
        found += _meta_faults(values, endpoint)
    addresses = []
    for address in _addresses(name, pairs, values, site_address) if name in _ADDRESSED else ():
        if isinstance(address, str):
            found.append(address)
        elif address.use:
            addresses.append(address)
    if closed and name not in VOID and name not in SVG_TAGS:
        found.append(f"<{name}/> 没有结束标签")
    end = "" if closed or name in VOID else "/" + name
    kept = name if name in _KEPT else ""
    if kept == "script" and "type" in values:
        kept = "data"
    return Tag(end, values.get("id", ""), tuple(addresses), tuple(found), kept)


_VOID_ELSEWHERE = {"area", "base", "embed", "param", "track"}
_KEPT = {"html", "head", "body", "title", "script"}
_ADDRESSED = {"link", "meta", *(tag for tag, _ in ADDRESSES)}
_TOGETHER = {"html", "a", "script", "link", "form"}


def _unreadable(text: str) -> str:
    if text.startswith("!--"):
        return f"有注释 <{text[:60]}"
    return f"标签的写法不对：<{text[:80]}>"


def _faults(tag: str, pairs: list[tuple[str, str]], values: dict[str, str]) -> Iterator[str]:
    for attribute, value in values.items():
        wanted = shape(tag, attribute)
        if wanted is None:
            if not _holds_address(tag, attribute):
                yield _not_allowed(tag, attribute)
        elif not wanted.fullmatch(value):
            yield f"<{tag} {attribute}> 不许写“{value[:60]}”"
    if len(values) != len(pairs):
        yield f"<{tag}> 的属性写了两次"
    if tag in _TOGETHER:
        yield from _together(tag, values)


def _holds_address(tag: str, attribute: str) -> bool:
    return (tag, attribute) in ADDRESSES or (tag == "link" and attribute in ("href", "rel"))


def _not_allowed(tag: str, attribute: str) -> str:
    if attribute.lower().startswith("on"):
        return f"<{tag}> 有事件处理 {attribute}"
    if attribute.lower() == "style":
        return f"<{tag}> 有行内样式 style"
    return f"<{tag}> 不许有属性 {attribute}"


def _together(tag: str, values: dict[str, str]) -> Iterator[str]:
    """Faults of attributes that are right only together."""
    if tag == "html" and not values.get("lang"):
        yield "<html> 没有写语言 lang"
    if tag == "a" and "target" in values and "noopener" not in values.get("rel", ""):
        yield "<a target> 没有同时写 rel=noopener"
    if tag == "script" and ("src" in values) == ("type" in values):
        yield "<script> 只能引用本站的脚本，或放 application/ld+json 数据"
    if tag == "link" and values.get("rel") not in LINK_RELS:
        yield f"<link rel> 不许写“{values.get('rel', '')[:40]}”"


def _meta_faults(values: dict[str, str], endpoint: str) -> Iterator[str]:
    """Faults of a named fact of a page. The search is asked by a script: on the site itself, or where it is configured."""
    if "name" not in values:
        return
    name, content = values["name"], values.get("content", "")
    wanted = META_NAMES.get(name)
    if wanted is None:
        yield f"<meta name> 不许写“{name[:40]}”"
    elif not wanted.fullmatch(content) and not (name == "casebook-endpoint" and content == endpoint != ""):
        yield f"<meta name={name}> 不许写“{content[:60]}”"


def _addresses(
    tag: str, pairs: list[tuple[str, str]], values: dict[str, str], site_address: str
) -> Iterator[Address | str]:
    """Yield the addresses of a tag, or what is wrong with one."""
    if tag == "meta" and "http-equiv" in values:
        yield _led_on(values, site_address)
    for attribute, written in pairs:
        use = _use(tag, attribute, values)
        if use is None:
            continue
        if "&" in written and _REFERENCE.search(written):
            yield f"<{tag} {attribute}> 里的 & 没有写成 &amp;"
        for value in _candidates(values[attribute], use):
            found = own_address(value, use, site_address)
            yield f"<{tag} {attribute}> {found}" if isinstance(found, str) else found


def _use(tag: str, attribute: str, values: dict[str, str]) -> Use | None:
    """What an attribute's address is for; None where it holds none."""
    if tag == "link":
        return LINK_RELS.get(values.get("rel", "")) if attribute == "href" else None
    if tag == "meta":
        return META_ADDRESSES.get(values.get("property", "")) if attribute == "content" else None
    return ADDRESSES.get((tag, attribute))


def _led_on(values: dict[str, str], site_address: str) -> Address | str:
    """The page of this site that a browser goes on to at once, or what is wrong with it."""
    match = _LEADS_ON.fullmatch(values.get("content", ""))
    found = own_address(match[1], FORM, site_address) if match and "name" not in values else ""
    return found if isinstance(found, Address) else f"<meta http-equiv> 只许立刻转到本站的一页{found}"


def _candidates(value: str, use: Use) -> list[str]:
    """The addresses in one value: one, or as many as a `srcset` lists (its whole text when it cannot be read)."""
    if use != PICTURES:
        return [value]
    parts = [_CANDIDATE.fullmatch(part) for part in value.split(",")]
    return [part[1] if part else value for part in parts]
