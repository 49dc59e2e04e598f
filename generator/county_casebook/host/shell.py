"""One rendered page shell becomes every page of its collection: it is split at sentinels once, and each record is put in.

Material's templates take 30 ms a page; a library has thousands. The shell of two records differs only in title,
description, address, extra head and body, so it is rendered once for a page that holds sentinels in these places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

TITLE = "cbsentineltitle"
DESCRIPTION = "cbsentineldescription"
HEAD = "cbsentinelhead"
BODY = "cbsentinelbody"
SLUG = "cbsentinelslug"
"""Stands for one segment of the address. Sentinels are URL-safe ASCII: MkDocs quotes addresses."""

_SENTINEL = re.compile(f"({TITLE}|{DESCRIPTION}|{HEAD}|{BODY}|(?:{SLUG}/)*{SLUG})")


@dataclass(frozen=True, slots=True)
class Shell:
    """A page shell cut at its sentinels: literal text and sentinels in turn."""

    pieces: tuple[str, ...]

    @classmethod
    def cut(cls, html: str) -> Shell:
        """Cut a rendered shell; raise ValueError when it does not hold the body exactly once."""
        if html.count(BODY) != 1:
            raise ValueError(f"the page shell holds the body {html.count(BODY)} times, not once")
        return cls(tuple(_SENTINEL.split(html)))

    def render(self, *, title: str, description: str, url: str, head: str, body: str) -> str:
        """Return the page. `title` and `description` are plain text; `head` and `body` are HTML that is already safe."""
        values = {
            TITLE: escape(title, quote=True),
            DESCRIPTION: escape(description, quote=True),
            HEAD: head,
            BODY: body,
        }
        address = quote(url.rstrip("/"))
        return "".join(
            values.get(piece, address if piece.startswith(SLUG) else piece) for piece in self.pieces
        )
