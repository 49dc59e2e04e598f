"""What may be written of the plugin in mkdocs.yml; what each option means is found by whoever reads it."""

from __future__ import annotations

from mkdocs.config import config_options
from mkdocs.config.base import Config


class CasebookConfig(Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in mkdocs.yml."""

    content = config_options.Optional(config_options.Dir(exists=True))
    drafts = config_options.Type(bool, default=False)
    map = config_options.Optional(config_options.Type((dict, bool, str)))
    named_persons = config_options.Type(bool, default=False)
    profile = config_options.Optional(config_options.Type(str))
    gov = config_options.Type(dict, default={})
    corrections = config_options.Optional(config_options.Type((dict, str)))
    questions = config_options.Optional(config_options.Type((dict, str)))
    data_formats = config_options.Optional(config_options.Type((bool, list, str)))
    license = config_options.Optional(config_options.Type((dict, str)))
    cards = config_options.Type(bool, default=True)
