"""What must hold for a published file in the site where it stands: that it is as the theme has it, or that a page asks for it."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from county_casebook.deliver.gate.links import Links
from county_casebook.deliver.sums import NotSums, read_sums


class Standing(NamedTuple):
    """A site, as far as the kinds of its files ask: the bytes that are known beforehand, and what its files ask for."""

    shipped: Mapping[str, bytes]
    links: Links


InSite: TypeAlias = "Callable[[str, bytes, Standing], Iterator[str]]"
"""What is wrong with a file of a name in a site."""


def _as_shipped(fault: str) -> InSite:
    """Make the check that a file is as the theme has it."""

    def check(name: str, data: bytes, site: Standing) -> Iterator[str]:
        if site.shipped.get(name) != data:
            yield fault

    return check


def _asked_for(fault: str) -> InSite:
    """Make the check that a page asks for a file."""

    def check(name: str, _: bytes, site: Standing) -> Iterator[str]:
        if not site.links.names(name):
            yield fault

    return check


shipped_script = _as_shipped("不是本站自己的脚本，或被改过")
shipped_style = _as_shipped("不是主题里的样式，或被改过")
shipped_drawing = _as_shipped("不是主题里的图，或被改过")
shipped_headers = _as_shipped("和本站规定的响应头不一致")
asked_picture = _asked_for("没有页面用到这张图片")
asked_document = _asked_for("没有页面链接到这份文件")


def packed_sitemap(name: str, data: bytes, site: Standing) -> Iterator[str]:
    """The compressed sitemap is the sitemap."""
    try:
        plain = gzip.decompress(data)
    except (OSError, EOFError, ValueError):
        yield "不是 gzip"
        return
    if not site.links.wanted or plain != site.shipped.get(name.removesuffix(".gz")):
        yield "和 sitemap.xml 不一致"


def readable_sums(_: str, data: bytes, __: Standing) -> Iterator[str]:
    """The list of sums can be read; what it says is for `casebook verify`, since it is written after this look."""
    try:
        read_sums(data)
    except NotSums as fault:
        yield f"校验清单{fault}"
