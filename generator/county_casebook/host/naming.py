"""Whether a site's configuration lets its library name persons, asked without building the site.

The plugin knows it from MkDocs; commands that only read content ask the configuration beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load
from yaml import YAMLError

OPTION = "named_persons"


def may_name_persons(content: Path) -> bool:
    """Return whether `mkdocs.yml` beside a content folder allows it; what cannot be read allows nothing."""
    try:
        with (content.parent / "mkdocs.yml").open("rb") as file:
            config = yaml_load(file)
    except (OSError, UnicodeDecodeError, YAMLError, MkDocsException):
        return False
    plugins = config.get("plugins") if isinstance(config, Mapping) else None
    return any(options.get(OPTION) is True for options in plugin_options(plugins))


def plugin_options(plugins: object) -> Iterator[Mapping[str, object]]:
    """Yield the options of our plugin, however `plugins` is written: a list of names and groups, or one group."""
    for listed in plugins if isinstance(plugins, list) else [plugins]:
        options = listed.get("casebook") if isinstance(listed, Mapping) else None
        if isinstance(options, Mapping):
            yield options
