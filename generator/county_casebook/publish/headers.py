"""The answers a site's server gives with every file: what its pages may load, and what a browser must not guess or tell.

One policy for every page: nothing but our own files, and pictures inside styles. The site holds it in `_headers`, which some
hosts read (Netlify, Cloudflare Pages), and from which the configuration of a server is made (`deliver/hosting/`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from county_casebook.library.endpoint import origin_of

_POLICY: Final[Mapping[str, str]] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in _POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

_OPENED = {name: value.replace("'self'", "'self' file:") for name, value in _POLICY.items()}
ON_DISK: Final = "; ".join(
    f"{name} {value}"
    for name, value in {**_OPENED, "connect-src": "'none'"}.items()
    if name != "frame-ancestors"
)
"""The policy of a page opened from a disk, which stands in the page: it asks the network for nothing.

There Chromium takes `'self'` for the files of the disk; Firefox does not for forms, so the scheme is named too.
"""


def headers(endpoint: str = "") -> Mapping[str, str]:
    """The headers of a site whose pages may also ask a search engine: its origin, and no other."""
    origin = origin_of(endpoint)
    policy = HEADERS["Content-Security-Policy"]
    asking = policy.replace("connect-src 'self'", f"connect-src 'self' {origin}") if origin else policy
    return {**HEADERS, "Content-Security-Policy": asking}


def headers_file(endpoint: str = "") -> str:
    """The file `_headers` at the site's root, as Netlify and Cloudflare Pages read it."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in headers(endpoint).items())
