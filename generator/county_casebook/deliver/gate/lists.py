"""Published files that list pages of the site: the sitemap, feeds, and the addresses that have moved."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

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


def feed_faults(file: Published) -> Iterator[str]:
    root = xml_of(file.data)
    if root is None or root.tag != f"{_ATOM}feed":
        yield "不是 Atom"
        return
    for link in root.iter(f"{_ATOM}link"):
        yield from file.noted(own_address(link.get("href", ""), QUIET, file.site_address))


def moved_faults(file: Published) -> Iterator[str]:
    """The list of what has moved or was withdrawn: the site still has a page at each address."""
    wrong = list(json_faults(file.text))
    yield from wrong
    if not wrong:
        held = json.loads(file.text)
        for address in (*texts_under("from", held), *texts_under("to", held)):
            yield from from_root(file, address, FORM)


_REDIRECT = re.compile(r"(/\S*) (/\S*) 301")


def redirect_faults(file: Published) -> Iterator[str]:
    """A rule a line: the address of before, that of today, both of this site, for ever."""
    for line in file.text.splitlines():
        match = _REDIRECT.fullmatch(line)
        if not match:
            yield f"不是转址的规则：{line[:80]}"
        for address in match.groups() if match else ():
            yield from file.noted(own_address(address, FORM, file.site_address))
