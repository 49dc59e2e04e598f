"""The configuration of Caddy, 2.6 and later."""

from __future__ import annotations

import re
from collections.abc import Iterator

from county_casebook.deliver.hosting.hosted import FOR_EVER, HASHED, NEVER, SHORT, Hosted, lines


def caddy(site: Hosted) -> str:
    """Return a Caddyfile."""
    return lines(
        "# Caddy. Written by `casebook hosting caddy`; after records were moved or withdrawn write it again and reload Caddy.",
        f"{_address(site)} {{",
        (f"\ttls {site.certificate} {site.key}" for _ in [0] if site.certificate),
        f"\troot * {site.root}",
        "\troute {",
        (f"\t\t{line}" for line in _route(site)),
        "\t}",
        "\thandle_errors {",
        f'\t\theader Cache-Control "{NEVER}"',
        "\t\t@missing expression {err.status_code} == 404",
        "\t\trewrite @missing /404.html",
        (f"\t\t{line}" for line in _said_gone(site)),
        "\t\tfile_server",
        "\t}",
        "}",
    )


def _said_gone(site: Hosted) -> Iterator[str]:
    """What is gone is answered with the page that says so."""
    for number, path in enumerate(site.gone):
        yield f"@said{number} path_regexp ^{re.escape(site.path + path)}"
        yield f"rewrite @said{number} /{path}index.html"


def _address(site: Hosted) -> str:
    if site.name == "_":
        return ":443" if site.certificate else ":80"
    return site.name if site.certificate else f"http://{site.name}"


def _route(site: Hosted) -> Iterator[str]:
    """What is done with a request, in this order."""
    yield from ("header {", *(f'\t{name} "{value}"' for name, value in site.all_headers.items()))
    yield from (f'\tCache-Control "{SHORT}"', "\tVary Accept-Encoding", "}")
    yield f"@hashed path_regexp ^{re.escape(site.path)}{HASHED}$"
    yield f'header @hashed Cache-Control "{FOR_EVER}"'
    for number, (old, new) in enumerate(site.moved.items()):
        yield f"@moved{number} path_regexp moved{number} ^{re.escape(site.path + old)}(.*)$"
        yield f"redir @moved{number} {site.path}{new}{{re.moved{number}.1}} 301"
    for number, path in enumerate(site.gone):
        yield f"@gone{number} path_regexp ^{re.escape(site.path + path)}"
        yield f"error @gone{number} 410"
    yield from ("@writing not method GET HEAD", "error @writing 405")
    yield r"@hidden path_regexp /(?:\.|_headers$|_redirects$)"
    yield "error @hidden 404"
    if site.path != "/":
        yield f"redir {site.path[:-1]} {site.path} 301"
        yield f"uri strip_prefix {site.path[:-1]}"
    yield from ("file_server {", "\tprecompressed br gzip", "}")
