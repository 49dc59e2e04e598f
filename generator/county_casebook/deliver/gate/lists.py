"""Published files that list pages of the site: the sitemap, feeds, and the addresses that have moved."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from county_casebook.deliver.gate.addresses import own_address
from county_casebook.deliver.gate.allowed import FORM, QUIET
from county_casebook.deliver.gate.json_data import json_faults, texts_under
from county_casebook.deliver.gate.published import Published, from_root, xml_of

_ATOM = "{http://www.w3.org/2005/Atom}"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def sitemap_faults(file: Published) -> Iterator[str]:
    root = xml_of(file.data)
    known = {f"{_SITEMAP}urlset", *([f"{_SITEMAP}sitemapindex"] if file.name == "sitemap.xml" else [])}
    if root is None or root.tag not in known:
        yield "不是网站地图"
        return
    for place in root.iter(f"{_SITEMAP}loc"):
        address = (place.text or "").strip()
        if not address.startswith(file.site_address or "/"):
            yield f"不是本站的地址：{address[:80]}"
        else:
            yield from file.noted(own_address(address, QUIET, file.site_address))


_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
_OF_FEED = {"id": 1, "title": 1, "updated": 1, "author": 1, "link": 2}
_OF_ENTRY = {"id": 1, "title": 1, "updated": 1, "summary": 1, "link": 1}
"""What an Atom feed and an entry of it hold, and how many of each (RFC 4287; ours have no more)."""


def feed_faults(file: Published) -> Iterator[str]:
    """An Atom feed holds what it must, each id once, and leads to pages of this site alone."""
    root = xml_of(file.data)
    if root is None or root.tag != f"{_ATOM}feed":
        yield "不是 Atom"
        return
    entries = root.findall(f"{_ATOM}entry")
    yield from _lacking(root, _OF_FEED, "订阅")
    yield from (fault for each in entries for fault in _lacking(each, _OF_ENTRY, "订阅的一条"))
    ids = [(name.text or "").strip() for name in root.iter(f"{_ATOM}id")]
    yield from _twice(ids)
    for moment in root.iter(f"{_ATOM}updated"):
        if not _INSTANT.fullmatch(moment.text or ""):
            yield f"订阅的时间不对：{(moment.text or '')[:40]}"
    for link in root.iter(f"{_ATOM}link"):
        yield from _own(file, link.get("href", ""))


def _lacking(element: Element, wanted: Mapping[str, int], what: str) -> Iterator[str]:
    for name, count in wanted.items():
        if len(element.findall(f"{_ATOM}{name}")) != count:
            yield f"{what}里的 {name} 不是 {count} 个"


def _twice(ids: Sequence[str]) -> Iterator[str]:
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield f"订阅的两条用了同一个 id：{name[:80]}"


def _own(file: Published, address: str) -> Iterator[str]:
    """Remember a whole address of this site; yield what is wrong with it."""
    if not file.site_address or not address.startswith(file.site_address):
        yield f"不是本站的地址：{address[:80]}"
    else:
        yield from file.noted(own_address(address, QUIET, file.site_address))


def json_feed_faults(file: Published) -> Iterator[str]:
    """A JSON Feed says its version, holds items each with id, address, title, text and instant, and leads to this site alone."""
    wrong = list(json_faults(file.text))
    yield from wrong
    held = {} if wrong else json.loads(file.text)
    if wrong or not isinstance(held, dict) or held.get("version") != "https://jsonfeed.org/version/1.1":
        yield "不是 JSON Feed 1.1"
        return
    items = held.get("items")
    items = items if isinstance(items, list) else []
    if not items or not all(isinstance(item, dict) and item.keys() == _OF_ITEM for item in items):
        yield f"订阅的每一条要有 {'、'.join(sorted(_OF_ITEM))}，不多不少"
        return
    yield from _twice([str(item["id"]) for item in items])
    for address in (held.get("home_page_url"), held.get("feed_url"), *(item["url"] for item in items)):
        yield from _own(file, str(address))


_OF_ITEM = {"id", "url", "title", "content_text", "date_published"}


def moved_faults(file: Published) -> Iterator[str]:
    """The list of what has moved or was withdrawn: the site still has a page at each address."""
    wrong = list(json_faults(file.text))
    yield from wrong
    if not wrong:
        held = json.loads(file.text)
        for _, address in texts_under(("from", "to"), held):
            yield from from_root(file, address, FORM)


_REDIRECT = re.compile(r"(/[^\s*:]*/) (/[^\s*:]*/) 301|(/[^\s*:]*/)\* (/[^\s*:]*/):splat 301")


def redirect_faults(file: Published) -> Iterator[str]:
    """A rule a line: the address of before, that of today, both of this site, for ever; so too for what lies below."""
    for line in file.text.splitlines():
        match = _REDIRECT.fullmatch(line)
        if not match:
            yield f"不是转址的规则：{line[:80]}"
        for address in filter(None, match.groups()) if match else ():
            yield from file.noted(own_address(address, FORM, file.site_address))
