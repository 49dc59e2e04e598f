"""What a page says of itself to programs that show a link to it, and the way to it for those that list it.

The shell holds what every page has (title, summary, address); here is what is this page's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape
from urllib.parse import urljoin

from county_casebook.library.edition import Site
from county_casebook.render.environment import linked_data
from county_casebook.views.linked import address, thing
from county_casebook.views.page import Page

_CRUMBS = '<nav class="cb-crumbs"'
_STEP = re.compile(r'<a href="([^"<>]*)">([^<>]*)</a>')
Step = tuple[str, str]
HOME: Step = ("首页", "")


def shared(site: Site, page: Page, card: str) -> str:
    """Return the tags a page made from records adds to its head; `card` is its share card, from the site's root."""
    steps = list(_steps(page)) or ([HOME] if page.url else [])
    return shared_at(site, page.url, page.title, steps, card)


def shared_at(site: Site, url: str, title: str, steps: Sequence[Step], card: str) -> str:
    """Return the tags of the page at an address, below the (title, address) of each page on the way to it."""
    return (_way(site, url, title, steps) if steps else "") + (_shown(site, card) if card else "")


def _shown(site: Site, card: str) -> str:
    """The picture of a page; WeChat and QQ ask for `itemprop`."""
    address = escape(site.address_of(card), quote=True)
    return (
        f'<meta itemprop="image" property="og:image" content="{address}">'
        '<meta name="twitter:card" content="summary_large_image">'
    )


def _way(site: Site, url: str, title: str, steps: Sequence[Step]) -> str:
    above = [
        thing("ListItem", position=number, item={"@id": address(site, url, at), "name": name})
        for number, (name, at) in enumerate(steps, start=1)
    ]
    here = thing("ListItem", position=len(steps) + 1, name=title)
    return linked_data(thing("BreadcrumbList", itemListElement=[*above, here]))


def _steps(page: Page) -> Iterator[Step]:
    """Yield the way to a page as the page itself shows it."""
    start = page.body.find(_CRUMBS)
    if start < 0:
        return
    for url, title in _STEP.findall(page.body, start, page.body.index("</nav>", start)):
        yield unescape(title), urljoin(f"/{page.url}", unescape(url)).lstrip("/")


__all__ = ["HOME", "shared", "shared_at"]
