"""The addresses that no longer show a record become files for a site's server: one list for programs, and the rules of some hosts.

`moved.json` holds paths from the site's root, each with a closing slash, so that rules for any server can be made of it: what was
at `from` of `moved` is at `to` for ever (301), what was at `from` of `gone` is no more (410). What lies below goes with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote, urlsplit

from county_casebook.library.edition import Edition
from county_casebook.publish.data.formats import json_bytes
from county_casebook.publish.gone import moved, withdrawn
from county_casebook.views.page import Unit

LIST, RULES = "moved.json", "_redirects"
BELOW = ("*", ":splat")
"""What stands in a rule for all that lies below an address, and for the same below the other."""


def address_units(edition: Edition) -> Iterator[Unit[tuple[str, bytes]]]:
    """Yield the unit of the list, and where something has moved that of the rules that Netlify and Cloudflare Pages read."""
    yield Unit(LIST, partial(_list, edition))
    if moved(edition):
        yield Unit(RULES, partial(_rules, edition))


def _list(edition: Edition) -> Iterator[tuple[str, bytes]]:
    led = [{"from": url, "to": to} for url, to in moved(edition).items()]
    gone = [{"from": url} for url in withdrawn(edition)]
    yield LIST, json_bytes({"version": 1, "moved": led, "gone": gone})


def _rules(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """These hosts know no 410: what was withdrawn is answered by its page alone.

    First the addresses themselves, then what lies below each: of rules with a sign that stands for a rest, hosts take few.
    """
    base = urlsplit(edition.site.address).path or "/"
    led = [(f"{base}{quote(url)}", f"{base}{quote(to)}") for url, to in moved(edition).items()]
    lines = [
        *(f"{url} {to} 301\n" for url, to in led),
        *(f"{url}{BELOW[0]} {to}{BELOW[1]} 301\n" for url, to in led),
    ]
    yield RULES, "".join(lines).encode()


__all__ = ["BELOW", "address_units"]
