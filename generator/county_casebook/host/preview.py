"""MkDocs makes what stands round the records of a preview: once, and again when something it is made of changed.

Records are never written: the page shells, the hand-written pages and the assets stand in a folder of their own, and the
edition hands out pages when they are asked for.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import TemplateError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from county_casebook.build import Checked, commit_time
from county_casebook.deliver.assets import shipped_files
from county_casebook.deliver.target import entries
from county_casebook.files.named import picture_names, pictures_beside, pictures_of
from county_casebook.host.configured import BuildRefused, casebook_of, configured
from county_casebook.host.own_theme import theme_fault
from county_casebook.host.plugin import cache_of
from county_casebook.host.settings import shell_settings
from county_casebook.library.edition import Edition
from county_casebook.library.handwritten import CALL
from county_casebook.library.library import Library
from county_casebook.publish.images import Images, images_of
from county_casebook.records import Record
from county_casebook.render.environment import forget_templates, theme_directories, theme_directory
from county_casebook.serve.host import HostFault

_EPOCH = "SOURCE_DATE_EPOCH"
_PICTURES = "files/"
"""Below it stand the pictures of records and pages, which the edition hands out."""


class MkDocsHost:
    """A site's `mkdocs.yml`; `drafts` shows drafts whatever it says."""

    content: Path
    named_persons: bool
    mount: str

    def __init__(self, config_file: Path, *, drafts: bool) -> None:
        self.config_file, self.drafts = config_file, drafts
        self._epoch = os.environ.get(_EPOCH)
        self._pictures = _PictureNames()
        self._configured = 0
        self._built: Built | None = None

    def configure(self) -> None:
        """Read the configuration; raises HostFault."""
        if self._epoch is None:  # it was taken from the commit, which may be another one now
            os.environ.pop(_EPOCH, None)
        forget_templates()
        self._configured += 1
        try:
            self._config = self._load()
            plugin = casebook_of(self._config)
            self._config = self._config.plugins.on_config(self._config)
        except BuildRefused as refused:
            raise HostFault(str(refused)) from None
        except MkDocsException as error:
            raise HostFault(plugin.refused or str(error).strip()) from None
        self.content = plugin.content(self._config)
        self.named_persons, self._drafts = plugin.config.named_persons, plugin.config.drafts
        self._settings = partial(
            shell_settings,
            drafts=plugin.config.drafts,
            corrections=plugin.corrections,
            questions=plugin.questions,
            gives_data=plugin.data != (),
            government=plugin.government,
        )
        self.mount = f"{urlsplit(self._config.site_url or '/').path.strip('/')}/".lstrip("/")

    def _load(self, site: Path | None = None) -> MkDocsConfig:
        options = {"site_dir": str(site)} if site else {}
        config = configured(self.config_file, **options)
        plugin = casebook_of(config)
        plugin.config.drafts = plugin.config.drafts or self.drafts
        config.plugins.on_startup(command="serve", dirty=False)
        return config

    @property
    def name(self) -> str:
        """What the configuration calls the site."""
        return str(self._config.site_name)

    @property
    def port(self) -> int:
        """The port that the configuration names."""
        return int(self._config.dev_addr.port)

    def concerns(self, path: Path) -> bool:
        """Whether a changed file is the configuration, or part of a theme or of what it names besides."""
        return not path.is_relative_to(self.content) and any(
            path.is_relative_to(place) for place in self.watched()
        )

    def watched(self) -> Sequence[Path]:
        """Return the files and folders of the site."""
        places = (self.config_file, self.content, *map(Path, self._config.watch), *theme_directories())
        return list(dict.fromkeys(place.resolve() for place in places))

    def is_late(self) -> bool:
        """Whether the day that deadlines are measured against is another one by now: that of a new commit."""
        return self._epoch is None and os.environ.get(_EPOCH) != (commit_time(self.content) or "0")

    def around(self, checked: Checked) -> Around:
        """Return what stands round a library; raises HostFault."""
        library = checked.library
        shown = library.published(drafts=self._drafts)
        names = self._pictures.of(shown)
        files = tuple(shown.files[name] for name in names)
        key = (self._configured, self._settings(library), library.pages, files)
        if self._built is None or self._built.key != key:
            self._built = self._build(
                checked, key, _all_used(images_of(shown, cache_of(self._config), names))
            )
        return Around(self, checked, self._built)

    def counted_again(self, checked: Checked, built: Built) -> Built:
        """Return what stands round a library whose records are counted in a page written by hand."""
        if built.checked is not checked:
            built = self._build(checked, built.key, built.images)
            self._built = built if self._built and self._built.key == built.key else self._built
        return built

    def _build(self, checked: Checked, key: object, images: Images) -> Built:
        with tempfile.TemporaryDirectory(prefix="casebook-preview-") as folder:
            config = self._load(Path(folder, "site"))
            plugin = casebook_of(config)
            plugin.given, plugin.images = checked, images
            logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
            try:
                mkdocs_build(config)
            except MkDocsException as error:
                raise HostFault(plugin.refused or str(error).strip()) from None
            files = {
                name: Path(config.site_dir, name).read_bytes() for name in entries(Path(config.site_dir))
            }
        return Built(key, checked, plugin.edition, images, config, files)

    def explained(self, error: TemplateError) -> str:
        """Say in Chinese what is wrong with a template of the site's own; raise the error when it is not in one."""
        return theme_fault(error, self._config.theme.custom_dir)


@dataclass(frozen=True, eq=False)
class Built:
    """One run of MkDocs: what it was made of, and the files it wrote."""

    key: object
    checked: Checked
    edition: Edition
    images: Images
    config: MkDocsConfig
    files: Mapping[str, bytes]


class Around:
    """What stands round one library."""

    def __init__(self, host: MkDocsHost, checked: Checked, built: Built) -> None:
        self._host, self._checked, self._built = host, checked, built
        made = built.edition
        self.edition = Edition.of(
            checked.library, made.site, drafts=made.drafts, shell=made.shell, images=made.images
        )
        self.address = built.config.site_url or ""

    def names(self) -> Iterable[str]:
        """Return the path of every file that is not made from records."""
        return [name for name in self._built.files if not name.startswith(_PICTURES)]

    def file(self, name: str) -> bytes | None:
        """Return such a file; a page that counts records counts those of its own library."""
        if name.startswith(_PICTURES):
            return None
        if name in _counting(self._checked.library):
            self._built = self._host.counted_again(self._checked, self._built)
        return self._built.files.get(name)

    def shipped(self) -> Mapping[str, bytes]:
        """Return the files whose bytes are known beforehand: path in the site, bytes."""
        known = [*theme_directories(), *map(Path, self._built.config.theme.dirs)]
        return shipped_files(theme_directory(), list(dict.fromkeys(known)), self.edition.site.endpoint)


def _all_used(images: Images) -> Images:
    """Pictures are handed out before the pages that show them are made, so all that are named count as shown."""
    return Images(images.photographs, set(images.photographs))


def _counting(library: Library) -> set[str]:
    """The files of the pages in which records are counted."""
    held = [name.removesuffix(".md") for name, page in library.pages.items() if CALL in page.body]
    return {
        f"{name.rpartition('/')[0]}/index.html".lstrip("/")
        if name.rpartition("/")[2] in ("index", "README")
        else f"{name}/index.html"
        for name in held
    }


@dataclass
class _PictureNames:
    """The pictures that records name, looked for once in each record."""

    _known: dict[int, tuple[Record, tuple[str, ...]]] = field(default_factory=dict)

    def of(self, shown: Library) -> list[str]:
        """Return the names of the pictures that a library holds and shows."""
        known: dict[int, tuple[Record, tuple[str, ...]]] = {}
        for record in shown.with_leads():
            held = self._known.get(id(record))
            known[id(record)] = (
                held
                if held and held[0] is record
                else (record, tuple(picture.name for picture in pictures_of(record)))
            )
        self._known = known
        beside = [picture.name for picture in pictures_beside(shown)]
        return picture_names([*beside, *(name for _, names in known.values() for name in names)], shown)
