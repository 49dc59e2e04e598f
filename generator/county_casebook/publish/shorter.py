"""The body of a page becomes the same page in fewer bytes: what a browser makes of it is the same to the last node.

A site holds tens of thousands of pages, so an address is written from the nearest folder it shares with its page, and an end
tag is left out where the next tag ends its element (https://html.spec.whatwg.org/multipage/syntax.html#optional-tags).
"""

from __future__ import annotations

import re
from functools import lru_cache

ENDED_BY = {
    "p": ((), ("li",)),
    "li": (("li",), ("ul", "ol")),
    "dt": (("dt", "dd"), ()),
    "dd": (("dt", "dd"), ("dl", "div")),
    "td": (("td", "th"), ("tr",)),
    "th": (("td", "th"), ("tr",)),
    "tr": (("tr",), ("thead", "tbody", "table")),
    "thead": (("tbody",), ()),
    "tbody": (("tbody",), ("table",)),
}
"""The elements whose end tag may be left out: before which start tags, and before which end tags of what they stand in."""


def shorter(url: str, body: str) -> str:
    """Return the body of the page at an address, relative to the site's root."""
    return _NEEDLESS.sub("", _from_nearest(url, body))


def _from_nearest(url: str, body: str) -> str:
    """Write addresses from the innermost folder that holds both the page's own and what they lead to."""
    *above, _ = url.split("/")[:-1] or [""]

    def written(address: re.Match[str]) -> str:
        rest, shared = address[1], 1
        while shared < len(above) and rest.startswith(f"{above[shared]}/"):
            rest, shared = rest[len(above[shared]) + 1 :], shared + 1
        return f'="{"../" * (len(above) + 1 - shared)}{rest}"'

    return _below(len(above) + 1, above[0]).sub(written, body) if above else body


@lru_cache(512)
def _below(depth: int, folder: str) -> re.Pattern[str]:
    """Addresses below a folder of the site's root, in a tag of a page so many folders deep; in texts a `<` is escaped."""
    return re.compile(rf'="(?:\.\./){{{depth}}}{re.escape(folder)}/([^"<>]*)"(?=[^<>]{{0,999}}>)')


def _before(tags: tuple[str, ...], begins: str) -> list[str]:
    return [rf"{begins}(?:{'|'.join(tags)})\b"] if tags else []


_NEEDLESS = re.compile(
    "|".join(
        rf"</{name}>(?={'|'.join(_before(starts, '<') + _before(ends, '</'))})"
        for name, (starts, ends) in ENDED_BY.items()
    )
)


__all__ = ["ENDED_BY", "shorter"]
