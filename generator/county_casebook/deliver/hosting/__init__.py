"""A finished site becomes the configuration of the server that shows it: its headers, its addresses that moved, its caches."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from county_casebook.deliver.hosting.apache import apache
from county_casebook.deliver.hosting.caddy import caddy
from county_casebook.deliver.hosting.hosted import Hosted, NotHosted, hosted
from county_casebook.deliver.hosting.nginx import nginx

SERVERS: Mapping[str, Callable[[Hosted], str]] = {"nginx": nginx, "apache": apache, "caddy": caddy}
"""What writes the configuration of each server."""

__all__ = ["SERVERS", "Hosted", "NotHosted", "hosted"]
