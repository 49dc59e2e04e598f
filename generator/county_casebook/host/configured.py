"""mkdocs.yml becomes a configuration that MkDocs can build, or the sentence why it cannot."""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from yaml import YAMLError

from county_casebook.host.plugin import CasebookPlugin


class BuildRefused(Exception):
    """Why nothing was published, in Chinese."""


def configured(config_file: Path, **options: str) -> MkDocsConfig:
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


def casebook_of(config: MkDocsConfig) -> CasebookPlugin:
    """Return our plugin; raise BuildRefused when it is not there."""
    plugin = config.plugins.get("casebook")
    if not isinstance(plugin, CasebookPlugin):
        raise BuildRefused("mkdocs.yml 的 plugins 里没有 casebook")
    return plugin


class _Listener(logging.Handler):
    """Keeps what MkDocs logs of a configuration instead of printing it."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())
