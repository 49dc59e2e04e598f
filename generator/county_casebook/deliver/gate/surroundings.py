"""What must hold for a published file in the site where it stands: that it is as the theme has it, or that a page asks for it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from county_casebook.deliver.gate.links import Links


class Standing(NamedTuple):
    """A site, as far as the kinds of its files ask: the bytes that are known beforehand, and what its files ask for."""

    shipped: Mapping[str, bytes]
    links: Links


def shipped_script(name: str, data: bytes, site: Standing) -> Iterator[str]:
    """Scripts are ours alone."""
    if site.shipped.get(name) != data:
        yield "不是本站自己的脚本，或被改过"


def shipped_style(name: str, data: bytes, site: Standing) -> Iterator[str]:
    """Styles are those of the themes."""
    if site.shipped.get(name) != data:
        yield "不是主题里的样式，或被改过"


def shipped_drawing(name: str, data: bytes, site: Standing) -> Iterator[str]:
    """So are the pictures beside them."""
    if site.shipped.get(name) != data:
        yield "不是主题里的图，或被改过"


def shipped_headers(name: str, data: bytes, site: Standing) -> Iterator[str]:
    """The headers are known."""
    if site.shipped.get(name) != data:
        yield "和本站规定的响应头不一致"


def asked_picture(name: str, _: bytes, site: Standing) -> Iterator[str]:
    """Nothing is published that no page shows."""
    if not site.links.names(name):
        yield "没有页面用到这张图片"


def asked_document(name: str, _: bytes, site: Standing) -> Iterator[str]:
    """Nothing is published that no page links to."""
    if not site.links.names(name):
        yield "没有页面链接到这份文件"


def packed_sitemap(name: str, data: bytes, site: Standing) -> Iterator[str]:
    """The compressed sitemap is the sitemap."""
    try:
        plain = gzip.decompress(data)
    except (OSError, EOFError, ValueError):
        yield "不是 gzip"
        return
    if not site.links.wanted or plain != site.shipped.get(name.removesuffix(".gz")):
        yield "和 sitemap.xml 不一致"
