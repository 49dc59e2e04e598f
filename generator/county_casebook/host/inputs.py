"""A configuration becomes the fingerprint of everything its site is made from.

Where something else may have a say (another plugin, a hook, an extension that reads files, a value of the environment) there is
none, and the site is built.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from importlib.metadata import distributions, entry_points
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from county_casebook.build import build_time
from county_casebook.deliver.target import real
from county_casebook.deliver.unchanged import Doubtful, fingerprint, is_unchanged, remember
from county_casebook.host.plugin import CasebookPlugin
from county_casebook.render.environment import theme_directory

_PACKAGE = Path(__file__).parents[1]
_OUTSIDE = (b"!ENV", b"!relative", b"!!python", b"INHERIT")
"""Words by which a configuration takes values from elsewhere."""


def site_fingerprint(config: MkDocsConfig, *, drafts: bool) -> str:
    """Return the fingerprint; empty when there is doubt about what goes in."""
    try:
        _refuse_doubt(config)
        content = _plugin(config).content(config)
        places = [Path(config.config_file_path), content, Path(config.docs_dir), _PACKAGE, theme_directory()]
        places += [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
        words = [str(drafts), sys.version, str(build_time(content)), *_packages()]
        return fingerprint(_once(places), words)
    except (OSError, Doubtful):
        return ""


def is_built(config: MkDocsConfig, site: Path, *, drafts: bool) -> bool:
    """Whether a site is already what a build would make, and as it was left."""
    made_from = site_fingerprint(config, drafts=drafts)
    return bool(made_from) and is_unchanged(real(site), made_from)


def note_built(
    config: MkDocsConfig, site: Path, before: str, hashes: Mapping[str, str], *, drafts: bool
) -> None:
    """Record a site just built from what had the fingerprint `before`, unless that has changed meanwhile.

    `hashes` are those of its files as they were inspected.
    That it cannot be recorded is no fault of the site: the next build is a whole one.
    """
    if before and before == site_fingerprint(config, drafts=drafts):
        try:
            remember(real(site), before, hashes)
        except (OSError, Doubtful):
            return


def _refuse_doubt(config: MkDocsConfig) -> None:
    written = Path(config.config_file_path).read_bytes()
    known = {
        found.name for found in entry_points(group="markdown.extensions") if _is_of_markdown(found.value)
    }
    if (
        list(config.plugins) != ["casebook"]
        or config.hooks
        or any(word in written for word in _OUTSIDE)
        or not set(config.markdown_extensions) <= known
    ):
        raise Doubtful(config.config_file_path)


def _is_of_markdown(value: str) -> bool:
    return value.startswith("markdown.extensions.")


def _plugin(config: MkDocsConfig) -> CasebookPlugin:
    plugin = config.plugins["casebook"]
    if not isinstance(plugin, CasebookPlugin):
        raise Doubtful("casebook")
    return plugin


def _once(places: list[Path]) -> list[Path]:
    """Return the places that lie in none of those before them."""
    return [
        place
        for number, place in enumerate(places)
        if not any(real(place).is_relative_to(real(other)) for other in places[:number])
    ]


@cache
def _packages() -> tuple[str, ...]:
    """Return every package that this process was started with, and its version, in order."""
    return tuple(sorted(f"{found.name} {found.version}" for found in distributions()))
