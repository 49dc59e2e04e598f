"""The configuration of Apache, 2.4 and later, with headers, rewrite and alias; compressed files are answered as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from county_casebook.deliver.hosting.hosted import FOR_EVER, HASHED, NEVER, SHORT, Hosted, lines

_ENCODINGS = (("br", "br"), ("gz", "gzip"))


def apache(site: Hosted) -> str:
    """Return what stands in a `<VirtualHost>`."""
    return lines(
        "# Apache. Stands in the <VirtualHost>; needs the modules alias, dir, headers, mime and rewrite. Written by",
        "# `casebook hosting apache`; after records were moved or withdrawn write it again and reload Apache.",
        f'Alias "{site.path}" "{site.root}/"' if site.path != "/" else f'DocumentRoot "{site.root}"',
        f"ErrorDocument 404 {site.path}404.html",
        (_moved(site, old, new) for old, new in site.moved.items()),
        (line for path in site.gone for line in _gone(site, path)),
        f'<Directory "{site.root}">',
        (f"  {line}" for line in _folder(site)),
        "</Directory>",
        (f'Header always set {name} "{value}"' for name, value in site.all_headers.items()),
        _kept(site),
    )


def _moved(site: Hosted, old: str, new: str) -> str:
    return f'RedirectMatch permanent "^{re.escape(site.path + old)}(.*)$" "{site.path}{new}$1"'


def _gone(site: Hosted, path: str) -> Iterator[str]:
    """A path and what lies below it are gone, but for the page that says so: it stands in the answer."""
    gone = f'"^{re.escape(site.path + path)}(?!index\\.html(?:\\.br|\\.gz)?$)"'
    yield f"RedirectMatch gone {gone}"
    yield from (
        f"<LocationMatch {gone}>",
        f"  ErrorDocument 410 {site.path}{path}index.html",
        "</LocationMatch>",
    )


def _kept(site: Hosted) -> Iterator[str]:
    """How long each answer is kept, and by what it differs."""
    yield "Header always merge Vary Accept-Encoding"
    yield f'Header always set Cache-Control "{SHORT}"'
    yield f'<LocationMatch "^{re.escape(site.path)}{HASHED}$">'
    yield f'  Header always set Cache-Control "{FOR_EVER}"'
    yield "</LocationMatch>"
    yield '<If "%{REQUEST_STATUS} -ge 400">'
    yield f'  Header always set Cache-Control "{NEVER}"'
    yield "</If>"


def _folder(site: Hosted) -> Iterator[str]:
    yield from (
        "Require all granted",
        "AllowOverride None",
        "Options FollowSymLinks",
        "DirectoryIndex index.html",
    )
    yield from (
        "AddDefaultCharset UTF-8",
        "AddCharset UTF-8 .css .js .json .csv .xml .ics .svg",
        "FileETag MTime Size",
    )
    yield from (
        "AddType text/csv .csv",
        "AddType text/calendar .ics",
        "AddType text/javascript .js",
        "RemoveType .gz",
    )
    yield from ("RewriteEngine On", f"RewriteBase {site.path}")
    yield 'RewriteCond "%{REQUEST_METHOD}" "!^(?:GET|HEAD)$"'
    yield "RewriteRule ^ - [R=405,L]"
    yield r"RewriteRule (?:^|/)(?:\.(?!well-known/)|_headers$|_redirects$) - [R=404,L]"
    for suffix, encoding in _ENCODINGS:
        yield f'RewriteCond "%{{HTTP:Accept-Encoding}}" "\\b{encoding}\\b"'
        yield f'RewriteCond "%{{REQUEST_FILENAME}}.{suffix}" -f'
        yield f'RewriteRule "^(.+)$" "$1.{suffix}" [L,E=casebook:{encoding}]'
        yield f"Header set Content-Encoding {encoding} \"expr=reqenv('REDIRECT_casebook') == '{encoding}'\""
