"""The answers a site's server gives with every file: what its pages may load, and what a browser must not guess or tell.

One policy for every page: nothing but our own files, and pictures inside styles. It is written three times, for hosts that
read `_headers` (Netlify, Cloudflare Pages), for nginx and for Apache; `deploy/` holds the last two.
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

_NGINX_NOTE: Final = """\
# Response headers of the site; include this in its `server` block.
# nginx drops these in a `location` that has an `add_header` of its own: include the file there again.
"""
_APACHE_NOTE: Final = """\
# Response headers of the site; include this in its `<VirtualHost>` or `<Directory>`, or use it as `.htaccess`.
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


def nginx() -> str:
    """The same for nginx: on errors too, as the page of a missing address is one of ours."""
    return _NGINX_NOTE + "".join(f'add_header {name} "{value}" always;\n' for name, value in HEADERS.items())


def apache() -> str:
    """The same for Apache."""
    lines = "".join(f'  Header always set {name} "{value}"\n' for name, value in HEADERS.items())
    return f"{_APACHE_NOTE}<IfModule mod_headers.c>\n{lines}</IfModule>\n"


SNIPPETS: Final = {"deploy/nginx.conf": nginx, "deploy/apache.conf": apache}
"""Files of the repository that hold the headers for a server of one's own."""
