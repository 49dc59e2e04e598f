"""Whether an address may stand in a link of a text."""

from __future__ import annotations

import re
from html import unescape

from county_casebook.text.values import is_link, is_mailto

_NEVER = re.compile(r"[\x00-\x20\x7f\\]")
_SCHEME = re.compile(r"[^/?#:]*+:")


def is_safe_link(target: str) -> bool:
    """Whether an address may stand in a link: http, https, mailto, or relative to this site (no scheme, no `//`)."""
    plain = unescape(target)
    if _NEVER.search(plain) or plain.startswith("//"):
        return False
    scheme = _SCHEME.match(plain)
    return not scheme or is_link(plain) or is_mailto(plain)
