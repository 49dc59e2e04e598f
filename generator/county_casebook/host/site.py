"""The commands that need MkDocs: a site is checked, built aside, passed through the gate and swapped in; or served.

Raises BuildRefused with the reason in Chinese; the last good site is then as it was.
"""

from __future__ import annotations

import logging
from pathlib import Path

from jinja2 import TemplateError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from yaml import YAMLError

from county_casebook.deliver.assets import shipped_files
from county_casebook.deliver.disk import disk_fault
from county_casebook.deliver.gate import faults
from county_casebook.deliver.outgoing import personal_faults
from county_casebook.deliver.swap import WorkFolderRefused, building, swap
from county_casebook.deliver.target import real
from county_casebook.host.inputs import is_built, note_built, site_fingerprint
from county_casebook.host.own_theme import theme_fault
from county_casebook.host.plugin import CasebookPlugin, site_fault
from county_casebook.library.endpoint import read_endpoint
from county_casebook.progress import stage
from county_casebook.render.environment import theme_directories, theme_directory


def build_site(config_file: Path, site: Path | None, *, drafts: bool = False, cached: bool = True) -> Path:
    """Check, build aside, pass the gate and swap; return the published folder.

    Raises BuildRefused with the reason in Chinese; the last good site is then as it was.
    """
    configured = _configured(config_file)
    target = real(site or Path(configured.site_dir))
    made_from = site_fingerprint(configured, drafts=drafts)
    try:
        _require_replaceable(configured, target)
        with building(target) as aside:
            _run_mkdocs(config_file, aside, drafts=drafts, cached=cached)
            stage("检查成品")
            if found := [*_refused_by_gate(aside, configured), *personal_faults(aside)]:
                raise BuildRefused(
                    "\n".join(found) + f"\n\n成品检查有 {len(found)} 处不过关；没有动上一次的网站"
                )
            _require_replaceable(configured, target)  # again: building took a while
            stage("换上新的网站")
            swap(aside, target)
            note_built(configured, target, made_from, drafts=drafts)
    except WorkFolderRefused as refused:
        raise BuildRefused(str(refused)) from None
    except TemplateError as error:
        raise BuildRefused(theme_fault(error, configured.theme.custom_dir)) from error
    except OSError as error:
        raise BuildRefused(f"{disk_fault(error, target)}；没有动上一次的网站") from error
    return target


def site_built_before(config_file: Path, site: Path | None, *, drafts: bool = False) -> Path | None:
    """Return the published folder when it is what a build would make; None when there is any doubt.

    Raises BuildRefused for a configuration that cannot be used.
    """
    configured = _configured(config_file)
    target = real(site or Path(configured.site_dir))
    return target if is_built(configured, target, drafts=drafts) else None


def _refused_by_gate(site: Path, config: MkDocsConfig) -> list[str]:
    known = [*theme_directories(), *map(Path, config.theme.dirs)]
    endpoint = read_endpoint(config.extra.get("casebook"))
    return faults(
        site,
        shipped=shipped_files(theme_directory(), list(dict.fromkeys(known)), endpoint),
        own_address=config.site_url or "",
        endpoint=endpoint,
    )


def _require_replaceable(config: MkDocsConfig, target: Path) -> None:
    if fault := site_fault(config, _casebook(config).content(config), target):
        raise BuildRefused(fault)


def _casebook(config: MkDocsConfig) -> CasebookPlugin:
    plugin = config.plugins.get("casebook")
    if not isinstance(plugin, CasebookPlugin):
        raise BuildRefused("mkdocs.yml 的 plugins 里没有 casebook")
    return plugin


class BuildRefused(Exception):
    """Why nothing was published, in Chinese."""


def _run_mkdocs(config_file: Path, site: Path, *, drafts: bool, cached: bool) -> None:
    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
    config = _configured(config_file, site_dir=str(site))
    plugin = _casebook(config)
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


def serve(config_file: Path) -> None:
    """Preview with live reload on 127.0.0.1; raise BuildRefused when it cannot begin."""
    configured = _configured(config_file)
    try:
        mkdocs_serve(str(config_file))
    except TemplateError as error:
        raise BuildRefused(theme_fault(error, configured.theme.custom_dir)) from error
    except (MkDocsException, OSError) as error:
        raise BuildRefused(f"预览起不来：{error}") from None


def _configured(config_file: Path, **options: str) -> MkDocsConfig:
    """Load mkdocs.yml; raise BuildRefused with what MkDocs says of it."""
    if not config_file.is_file():
        raise BuildRefused(f"没有 {config_file}：在项目根目录运行，或用 -f 指明")
    listener, logger = _Listener(), logging.getLogger("mkdocs")
    level = logger.level
    logger.addHandler(listener)
    logger.setLevel(logging.ERROR)
    try:
        return load_config(str(config_file), **options)
    except (MkDocsException, OSError, UnicodeError, YAMLError) as error:
        said = "；".join(" ".join(words.split()) for words in listener.said or [str(error)])
        raise BuildRefused(f"{config_file} 用不了：{said}") from None
    finally:
        logger.removeHandler(listener)
        logger.setLevel(level)


class _Listener(logging.Handler):
    """Keeps what MkDocs logs of a configuration instead of printing it."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())
