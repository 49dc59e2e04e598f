"""A site is checked, built aside, passed through the gate and swapped in.

Raises BuildRefused with the reason in Chinese; the last good site is then as it was.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from jinja2 import TemplateError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from county_casebook.cache.folder import CacheFolder
from county_casebook.deliver.assets import shipped_files
from county_casebook.deliver.disk import disk_fault
from county_casebook.deliver.inspection import Inspection, inspection
from county_casebook.deliver.sums import SUMS, write_sums
from county_casebook.deliver.swap import WorkFolderRefused, building, swap
from county_casebook.deliver.target import MARKER, is_preview, real
from county_casebook.host.configured import BuildRefused, casebook_of, configured
from county_casebook.host.inputs import is_built, note_built, site_fingerprint
from county_casebook.host.own_theme import theme_fault
from county_casebook.host.plugin import site_fault
from county_casebook.library.endpoint import read_endpoint
from county_casebook.progress import stage
from county_casebook.render.environment import theme_directories, theme_directory


def build_site(config_file: Path, site: Path | None, *, drafts: bool = False, cached: bool = True) -> Path:
    """Check, build aside, pass the gate and swap; return the published folder.

    It holds the list of its sums, unless it shows drafts: what has no list is never published. Raises BuildRefused with the reason
    in Chinese; the last good site is then as it was.
    """
    config = configured(config_file)
    target = real(site or Path(config.site_dir))
    made_from = site_fingerprint(config, drafts=drafts)
    try:
        _require_replaceable(config, target)
        with building(target) as aside:
            _run_mkdocs(config_file, aside, drafts=drafts, cached=cached)
            stage("检查成品")
            inspected = _inspected(aside, config, drafts=drafts, cached=cached)
            if found := inspected.faults:
                raise BuildRefused(
                    "\n".join(found) + f"\n\n成品检查有 {len(found)} 处不过关；没有动上一次的网站"
                )
            _require_replaceable(config, target)  # again: building took a while
            hashes = inspected.hashes if is_preview(aside) else _listed(aside, inspected.hashes)
            stage("换上新的网站")
            swap(aside, target, hashes)
            note_built(config, target, made_from, hashes, drafts=drafts)
    except WorkFolderRefused as refused:
        raise BuildRefused(str(refused)) from None
    except TemplateError as error:
        raise BuildRefused(theme_fault(error, config.theme.custom_dir)) from error
    except OSError as error:
        raise BuildRefused(f"{disk_fault(error, target)}；没有动上一次的网站") from error
    return target


def _listed(site: Path, hashes: Mapping[str, str]) -> dict[str, str]:
    """Put the list of its sums into a site that may be published; return the hashes of all its files."""
    listed = {name: told for name, told in hashes.items() if name != MARKER}
    return {**hashes, SUMS: write_sums(site, listed)}


def site_built_before(config_file: Path, site: Path | None, *, drafts: bool = False) -> Path | None:
    """Return the published folder when it is what a build would make; None when there is any doubt.

    Raises BuildRefused for a configuration that cannot be used.
    """
    config = configured(config_file)
    target = real(site or Path(config.site_dir))
    return target if is_built(config, target, drafts=drafts) else None


def _inspected(site: Path, config: MkDocsConfig, *, drafts: bool, cached: bool) -> Inspection:
    known = [*theme_directories(), *map(Path, config.theme.dirs)]
    endpoint = read_endpoint(config.extra.get("casebook"))
    cache = CacheFolder.beside(Path(config.config_file_path))
    return inspection(
        site,
        shipped=shipped_files(theme_directory(), list(dict.fromkeys(known)), endpoint),
        own_address=config.site_url or "",
        endpoint=endpoint,
        shelf=partial(cache.shelf, "gate-drafts" if drafts else "gate") if cached else None,
    )


def _require_replaceable(config: MkDocsConfig, target: Path) -> None:
    if fault := site_fault(config, casebook_of(config).content(config), target):
        raise BuildRefused(fault)


def _run_mkdocs(config_file: Path, site: Path, *, drafts: bool, cached: bool) -> None:
    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
    config = configured(config_file, site_dir=str(site))
    plugin = casebook_of(config)
    plugin.config.drafts = plugin.config.drafts or drafts
    plugin.keeps = cached
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    except MkDocsException as error:
        if isinstance(error.__cause__, OSError):
            raise error.__cause__ from None
        raise BuildRefused(plugin.refused or str(error).strip()) from None
    finally:
        config.plugins.on_shutdown()


__all__ = ["BuildRefused", "build_site", "site_built_before"]
