"""The addresses of record pages join the sitemap that MkDocs wrote for the hand-written ones; too many for one file, they are parted."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote
from xml.sax.saxutils import escape

from deflate import gzip_compress

_LEFT_OUT = ("search/", "compare/")
"""Pages that hold nothing of their own."""


MOST = 50_000
"""Addresses a file may hold by the protocol; it may have 50 MB, and no address of ours has a thousand bytes."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OF = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemaps(sitemap: str, paths: Iterable[str], site_url: str, most: int | None = None) -> dict[str, str]:
    """Return the sitemap by its name, every page among `paths` added; where it holds more than `most` addresses, an index and its parts."""
    whole, most = with_records(sitemap, paths, site_url), most or MOST
    urls = _urls(whole)
    if len(urls) <= most:
        return {"sitemap.xml": whole}
    parts = [urls[start : start + most] for start in range(0, len(urls), most)]
    named = {f"sitemap-{number}.xml": "".join(part) for number, part in enumerate(parts, 1)}
    base = escape(site_url.rstrip("/"))
    index = "".join(f"<sitemap><loc>{base}/{name}</loc></sitemap>" for name in named)
    files = {name: f"{_HEAD}<urlset {_OF}>{part}</urlset>" for name, part in named.items()}
    return {"sitemap.xml": f"{_HEAD}<sitemapindex {_OF}>{index}</sitemapindex>", **files}


def sitemap_files(sitemap: str, paths: Iterable[str], site_url: str) -> dict[str, bytes]:
    """Return the files of the sitemap by their names, the first one also compressed: see `sitemaps`."""
    made = sitemaps(sitemap, paths, site_url)
    return {
        **{name: text.encode() for name, text in made.items()},
        "sitemap.xml.gz": compressed(made["sitemap.xml"]),
    }


def _urls(sitemap: str) -> list[str]:
    """The entries of a sitemap as they are written."""
    entries = sitemap.partition("<url>")[2].split("</url>")[:-1]
    return [f"<url>{entry.partition('<url>')[2] or entry}</url>" for entry in entries]


def with_records(sitemap: str, paths: Iterable[str], site_url: str) -> str:
    """Return the sitemap with every page among `paths` (files of the site) added, in order."""
    base = site_url.rstrip("/")
    urls = (path.removesuffix("index.html") for path in paths if path.endswith("index.html"))
    entries = "".join(
        f"<url><loc>{escape(f'{base}/{quote(url)}')}</loc></url>" for url in urls if url not in _LEFT_OUT
    )
    return sitemap.replace("</urlset>", f"{entries}</urlset>")


def compressed(sitemap: str) -> bytes:
    """Return the sitemap as gzip whose head tells no time, name or system, by the locked encoder: the same bytes everywhere."""
    return bytes(gzip_compress(sitemap.encode(), 9))
