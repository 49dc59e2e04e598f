"""The addresses of record pages join the sitemap that MkDocs wrote for the hand-written ones."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable
from urllib.parse import quote
from xml.sax.saxutils import escape

_LEFT_OUT = ("search/", "compare/")
"""Pages that hold nothing of their own."""


def with_records(sitemap: str, paths: Iterable[str], site_url: str) -> str:
    """Return the sitemap with every page among `paths` (files of the site) added, in order."""
    base = site_url.rstrip("/")
    urls = (path.removesuffix("index.html") for path in paths if path.endswith("index.html"))
    entries = "".join(
        f"<url><loc>{escape(f'{base}/{quote(url)}')}</loc></url>" for url in urls if url not in _LEFT_OUT
    )
    return sitemap.replace("</urlset>", f"{entries}</urlset>")


def compressed(sitemap: str) -> bytes:
    """Return the sitemap as gzip whose header tells no time, name or system: the same bytes wherever it is built."""
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as file:
        file.write(sitemap.encode())
    return packed.getvalue()
