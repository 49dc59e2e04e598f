"""What a site is called and where it stands, asked of its configuration without building it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load
from yaml import YAMLError

from county_casebook.library.edition import NOWHERE, Site, site_at


def site_beside(content: Path) -> Site:
    """Return the site of the `mkdocs.yml` beside a content folder; one without an address where that cannot be read."""
    try:
        with (content.parent / "mkdocs.yml").open("rb") as file:
            config = yaml_load(file)
    except (OSError, UnicodeDecodeError, YAMLError, MkDocsException):
        return NOWHERE
    if not isinstance(config, Mapping):
        return NOWHERE
    name, url = config.get("site_name"), config.get("site_url")
    return site_at(str(name or NOWHERE.name), url if isinstance(url, str) else None, None, None, None)


__all__ = ["site_beside"]
