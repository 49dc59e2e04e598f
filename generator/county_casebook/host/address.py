"""What a site is called, where it stands and on what terms it may be used, asked of its configuration without building it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load
from yaml import YAMLError

from county_casebook.host.naming import plugin_options
from county_casebook.library.edition import NOWHERE, Site, site_at
from county_casebook.library.licence import UNSTATED, Licence, read_licence


def site_beside(content: Path) -> Site:
    """Return the site of the `mkdocs.yml` beside a content folder; one without an address where that cannot be read."""
    try:
        with (content.parent / "mkdocs.yml").open("rb") as file:
            config = yaml_load(file)
    except (OSError, UnicodeDecodeError, YAMLError, MkDocsException):
        return NOWHERE
    if not isinstance(config, Mapping):
        return NOWHERE
    name, url, told = (config.get(f"site_{what}") for what in ("name", "url", "description"))
    told = told if isinstance(told, str) else None
    site = site_at(str(name or NOWHERE.name), url if isinstance(url, str) else None, None, None, told)
    return replace(site, licence=_licence(config.get("plugins")))


def _licence(plugins: object) -> Licence:
    """The licence that our plugin is told; none where it cannot be used, which a build says."""
    found = next((options["license"] for options in plugin_options(plugins) if "license" in options), None)
    with suppress(ValueError):
        return read_licence(found)
    return UNSTATED


__all__ = ["site_beside"]
