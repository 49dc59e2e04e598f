"""The configuration of nginx, 1.18 and later. Every header stands once: nginx drops those around a block that adds one of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from county_casebook.deliver.hosting.hosted import FOR_EVER, HASHED, NEVER, SHORT, Hosted, lines

_TYPES = (
    "text/csv csv;",
    "text/calendar ics;",
    "application/manifest+json webmanifest;",
    "application/ld+json jsonld;",
    "application/x-ndjson ndjson;",
    "application/vnd.sqlite3 sqlite db;",
    "application/vnd.apache.parquet parquet;",
)
_WITH_CHARSET = (
    "text/css text/plain text/csv text/calendar text/xml application/javascript application/json "
    "application/xml application/atom+xml image/svg+xml"
)


def nginx(site: Hosted) -> str:
    """Return a file for `conf.d`: what moved and is gone, how long each answer is kept, and the server."""
    hashed = [(f"~^{re.escape(site.path)}{HASHED}$", FOR_EVER)]
    return lines(
        "# nginx. Needs gzip_static, which packages have, and brotli_static (Debian: libnginx-mod-http-brotli-static);",
        "# without the latter take out the line `brotli_static on;`. Written by `casebook hosting nginx`; after records were",
        "# moved or withdrawn write it again and reload nginx. Until then their pages say so themselves.",
        _map("$uri", "moved", "", _moved(site)),
        _map("$uri", "gone", "", _gone(site)),
        _map("$uri", "of_file", SHORT, hashed),
        _map("$status", "cache", "$casebook_of_file", [("~^[45]", NEVER)]),
        _redirecting(site),
        "server {",
        (f"    {line}" for line in _server(site)),
        "}",
    )


def _moved(site: Hosted) -> Iterator[tuple[str, str]]:
    """Yield a path and what lies below it, and where these are now."""
    for old, new in site.moved.items():
        yield f"~^{re.escape(site.path + old)}(?<casebook_rest>.*)$", f"{site.path}{new}$casebook_rest"


def _gone(site: Hosted) -> Iterator[tuple[str, str]]:
    """Yield a path and what lies below it, but for the page that says it is gone, and that page."""
    for path in site.gone:
        yield f"~^{re.escape(site.path + path)}(?!index\\.html$)", f"{site.path}{path}index.html"


def _map(of: str, name: str, otherwise: str, values: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield a table that is asked anew after every turn within the server."""
    yield from (f"map {of} $casebook_{name} {{", "    volatile;", f'    default "{otherwise}";')
    yield from (f'    "{value}" "{told}";' for value, told in values)
    yield "}"


def _redirecting(site: Hosted) -> Iterator[str]:
    """With a certificate, who comes without TLS is led to it."""
    if site.certificate:
        yield f"server {{ listen 80; listen [::]:80; server_name {site.name}; return 301 https://$host$request_uri; }}"


def _server(site: Hosted) -> Iterator[str]:
    if site.certificate:
        yield from ("listen 443 ssl http2;", "listen [::]:443 ssl http2;")
        yield from (f"ssl_certificate {site.certificate};", f"ssl_certificate_key {site.key};")
        yield "ssl_protocols TLSv1.2 TLSv1.3;"
    else:
        yield from ("listen 80;", "listen [::]:80;")
    yield from (f"server_name {site.name};", "server_tokens off;", "absolute_redirect off;")
    yield from ("charset utf-8;", f"charset_types {_WITH_CHARSET};")
    yield from (
        "include mime.types;",
        f"types {{ {' '.join(_TYPES)} }}",
        "default_type application/octet-stream;",
    )
    yield from ("gzip_static on;", "gzip_vary on;", "brotli_static on;")
    yield from (f'add_header {name} "{value}" always;' for name, value in site.all_headers.items())
    yield "add_header Cache-Control $casebook_cache always;"
    yield from (
        f"error_page 404 {site.path}404.html;",
        f"error_page 403 =404 {site.path}404.html;",
        "error_page 410 $casebook_gone;",
    )
    yield "if ($casebook_moved) { return 301 $casebook_moved; }"
    yield "if ($casebook_gone) { return 410; }"
    yield r"location ~ /(?:\.(?!well-known/)|_headers$|_redirects$) { return 404; }"
    if site.path == "/":
        yield f"location / {{ root {site.root}; index index.html; }}"
    else:
        yield f"location = {site.path[:-1]} {{ return 301 {site.path}; }}"
        yield f"location {site.path} {{ alias {site.root}/; index index.html; }}"
