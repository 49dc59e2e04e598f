"""MkDocs builds become library builds: the plugin checks first, lets MkDocs render the page shell, and puts every record in.

This is the only module that imports MkDocs. It is a socket: each hook is one call to a plain function that knows no
MkDocs, so that the library outlives it. The same plugin loads under ProperDocs, the drop-in fork.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, TemplateError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from county_casebook.build import Checked, build_time, check_content
from county_casebook.cache.digest import digest
from county_casebook.cache.folder import CacheFolder
from county_casebook.deliver.assets import OF_GOVERNMENT, is_published, minify_assets
from county_casebook.deliver.disk import disk_fault
from county_casebook.deliver.ordinary import write_file
from county_casebook.deliver.scripts import ScriptError
from county_casebook.deliver.sitemap import sitemap_files
from county_casebook.deliver.target import seal, target_fault
from county_casebook.host.government import for_government, read_government
from county_casebook.host.logs import mask_logs
from county_casebook.host.map import map_fault
from county_casebook.host.options import CasebookConfig
from county_casebook.host.settings import ShellSettings, material_styles, shell_settings
from county_casebook.host.shells import Shells, make_quick
from county_casebook.library.addressee import NOBODY, Addressee, read_addressee
from county_casebook.library.edition import Edition, Site, site_at
from county_casebook.library.endpoint import read_endpoint
from county_casebook.library.government import Government
from county_casebook.library.library import Library
from county_casebook.library.licence import UNSTATED, Licence, read_licence
from county_casebook.library.traces import Traces
from county_casebook.problems import format_problems, summary
from county_casebook.progress import counted
from county_casebook.publish.cards import library_card
from county_casebook.publish.gone import unlisted
from county_casebook.publish.images import NO_IMAGES, Images, images_of
from county_casebook.publish.outputs import site_files
from county_casebook.publish.pages.handwritten import clean_page, theme_head
from county_casebook.publish.pages.problems import problem_page
from county_casebook.publish.shared import HOME, shared_at
from county_casebook.publish.tables.given import read_formats
from county_casebook.render.environment import Unindented, theme_directories, theme_directory, use_site_theme

log = logging.getLogger("mkdocs.plugins.casebook")


class CasebookPlugin(BasePlugin[CasebookConfig]):  # type: ignore[no-untyped-call]
    """The casebook in MkDocs: see the module."""

    checked: Checked
    given: Checked | None = None
    """A library that was read already, and whose records are made elsewhere when they are asked for."""
    edition: Edition
    images: Images = NO_IMAGES
    corrections: Addressee = NOBODY
    questions: Addressee = NOBODY
    endpoint = ""
    data: tuple[str, ...] | None = None
    licence: Licence = UNSTATED
    government: Government | None = None
    command: Literal["build", "gh-deploy", "serve"] = "build"
    refused = ""
    keeps = True
    site: Path | None = None
    nav: Navigation
    env: Environment
    files: Files

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        mask_logs()
        self.command, self.given, self.refused = command, None, ""  # MkDocs keeps one plugin for a process

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        if not config.use_directory_urls:
            raise PluginError("casebook: use_directory_urls 必须是 true")
        for configured in (self.config.map, config.extra.get("casebook", {}).get("map")):
            if fault := map_fault(configured):
                self.refused = f"{fault}；没有动上一次的网站"
                raise PluginError(f"casebook: {fault}")
        try:
            self.corrections = read_addressee(self.config.corrections, "corrections")
            self.questions = read_addressee(self.config.questions, "questions")
            self.endpoint = read_endpoint(config.extra.get("casebook"))
            self.data = read_formats(self.config.data_formats)
            self.licence = read_licence(self.config.license)
            self.government = read_government(config, self.config.profile, self.config.gov)
        except ValueError as refused:
            self.refused = f"mkdocs.yml 的 {refused}；没有动上一次的网站"
            raise PluginError(f"casebook: {self.refused}") from None
        root = self.content(config)
        if self.command != "serve":  # its folder is a new one of MkDocs' own, and built in again and again
            self.site = Path(config.site_dir)
            if fault := site_fault(config, root, self.site):
                self.refused = f"{fault}；没有动上一次的网站"
                raise PluginError(f"casebook: {fault}")
        os.environ.setdefault("SOURCE_DATE_EPOCH", str(build_time(root)))
        use_site_theme(Path(config.theme.custom_dir) if config.theme.custom_dir else None)
        if str(theme_directory()) not in config.theme.dirs:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(theme_directory()))
        make_quick(config.theme)
        watched = map(str, (root, *theme_directories()))
        config.watch.extend(path for path in watched if path not in config.watch)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        cache = CacheFolder.beside(Path(config.config_file_path or "."))
        self.checked = self.given or check_content(
            self.content(config),
            named_persons=self.config.named_persons,
            cache=cache if self.keeps and self.command != "serve" else None,
        )
        if self.government and not self.given:
            self.checked = for_government(self.checked, drafts=self.config.drafts)
        problems = self.checked.problems
        if problems and self.command == "serve" and not self.given:
            log.warning("%s\n\n%s", format_problems(problems), summary(problems))
        if self.checked.has_errors and self.command != "serve":
            self.refused = f"{format_problems(problems)}\n\n{summary(problems)}；没有动上一次的网站"
            raise PluginError(f"\n\n{self.refused}")
        if not self.given:
            self.images = images_of(
                self.checked.library.published(drafts=self.config.drafts), cache_of(config)
            )
        settings = self.settings(self.checked.library)
        for key, value in settings.theme.items():
            config.theme[key] = value
        material = {"material": material_styles(config.theme.dirs)}
        config.extra["casebook"] = {**settings.extra, **material, **config.extra.get("casebook", {})}
        config.extra.setdefault("generator", False)
        config.extra_css[:] = [
            *settings.css,
            *(path for path in config.extra_css if path not in settings.css),
        ]
        known = [str(script) for script in config.extra_javascript]
        config.extra_javascript.extend(script for script in settings.scripts if script not in known)

    def settings(self, library: Library) -> ShellSettings:
        """What the page shell is told of a library."""
        return shell_settings(
            library,
            drafts=self.config.drafts,
            corrections=self.corrections,
            questions=self.questions,
            gives_data=self.data != (),
            government=self.government,
        )

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keep of the folder of pages what the check has read, and of the theme of MkDocs what a page of ours asks for."""
        foreign = set(config.theme.dirs) - {str(theme_directory()), config.theme.custom_dir}
        palette = bool(config.theme.get("palette"))
        for file in list(files):
            page = file.src_dir == config.docs_dir
            if (
                (page and file.src_uri not in self.checked.library.pages)
                or (file.src_dir in foreign and not is_published(file.src_uri, palette=palette))
                or (file.src_uri in OF_GOVERNMENT and not self.government)
            ):
                files.remove(file)
        for name in self.images.photographs:  # their addresses, for links; the bytes come at the end
            files.append(File.generated(config, f"files/{name}", content=b""))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        self.nav, self.files = nav, files
        return nav

    def on_page_read_source(self, *, page: MkDocsPage, config: MkDocsConfig) -> str | None:
        """Give MkDocs the body alone; the blank line keeps it from looking for a head in it."""
        written = self.checked.library.pages.get(page.file.src_uri)
        return f"\n{written.body}" if written else None

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        written = self.checked.library.pages.get(page.file.src_uri)
        page.meta = theme_head(written) if written else {}
        if written:
            site, url = self.stands(config), page.url.lstrip("./")
            page.meta["head"] = shared_at(site, url, written.title, [HOME], library_card(site))
        return markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        root = "../" * page.url.count("/")
        shown = self.checked.library.published(drafts=self.config.drafts)
        return self.images.placed(clean_page(html, shown, self.corrections, root), root)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Compile the templates of the page shell as those of the records are compiled."""
        env.add_extension(Unindented)
        env.trim_blocks = env.lstrip_blocks = True
        self.env = env
        return env

    def _publish(self, *, config: MkDocsConfig) -> None:
        if self.checked.has_errors:
            return
        site, shells = Path(config.site_dir), Shells(config, self.nav, self.files, self.env)
        try:
            minify_assets(site, theme_directory(), theme_directories())
        except ScriptError as error:
            self.refused = f"{error}；没有动上一次的网站"
            raise PluginError(f"casebook: {error}") from None
        stands = self.stands(config)
        drafts = self.config.drafts
        kept = self.checked.kept("drafts" if drafts else "pages", digest(stands), theme_directories())
        self.edition = Edition.of(
            self.checked.library, stands, drafts=drafts, shell=shells.shell, images=self.images, kept=kept
        )
        if not self.given:
            try:
                self._write(site, config, kept)
            finally:
                if kept:
                    kept.close()

    def stands(self, config: MkDocsConfig) -> Site:
        """Where the site stands; `mkdocs serve`, which makes every file anew for every edit, leaves the share cards out."""
        site = site_at(
            config.site_name, config.site_url, config.repo_url, config.edit_uri, config.site_description
        )
        names = "questions", "endpoint", "data", "licence", "government"
        cards = self.config.cards and (self.command != "serve" or self.given is not None)
        return replace(site, cards=cards, **{name: getattr(self, name) for name in names})

    def _write(self, site: Path, config: MkDocsConfig, kept: Traces | None) -> None:
        """Write what is made from records, and add it to the sitemap."""
        addresses, folders = [], set()
        for path, data in counted("生成网页和数据", site_files(self.edition)):
            folder = path.rpartition("/")[0]
            if folder not in folders:
                (site / folder).mkdir(parents=True, exist_ok=True)
                folders.add(folder)
            write_file(f"{site}/{path}", data if isinstance(data, bytes) else b"".join(data))
            addresses.append(path)
        if kept:
            kept.save()
        for name in self.images.photographs.keys() - self.images.used:
            (site / "files" / name).unlink()
        sitemap, left_out = site / "sitemap.xml", unlisted(self.edition)
        if sitemap.is_file():
            listed = (path for path in addresses if path not in left_out)
            made = sitemap_files(sitemap.read_text("utf-8"), listed, config.site_url or "/")
            for name, data in made.items():
                (site / name).write_bytes(data)

    @event_priority(-100)
    def _seal(self, *, config: MkDocsConfig) -> None:
        """Mark all that was written as ours, last of all, so that what other plugins write is marked too."""
        if self.command != "serve":
            seal(Path(config.site_dir), "preview" if self.config.drafts else "site")

    on_post_build = CombinedEvent(_publish, _seal)

    def on_build_error(self, *, error: Exception) -> None:
        if isinstance(error, OSError) and not isinstance(error, TemplateError) and self.site:
            raise PluginError(f"casebook: {disk_fault(error, self.site)}") from error

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Callable[..., Any]) -> Any:
        """Show what is wrong in the page itself, until it is right."""
        serve_page = server.get_app()

        def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            if self.checked.has_errors and str(environ.get("PATH_INFO", "")).endswith(("/", ".html")):
                start_response("200 OK", [("Content-Type", "text/html; charset=UTF-8")])
                return [problem_page(self.checked.problems).encode()]
            return serve_page(environ, start_response)  # type: ignore[no-any-return]  # MkDocs names no type

        server.set_app(app)
        return server

    def content(self, config: MkDocsConfig) -> Path:
        """The content folder: as configured, else the one that holds the hand-written pages."""
        return Path(self.config.content) if self.config.content else Path(config.docs_dir).parent


def cache_of(config: MkDocsConfig) -> Path:
    """Where made pictures are kept for a site."""
    return CacheFolder.beside(Path(config.config_file_path or ".")).path / "images"


def site_fault(config: MkDocsConfig, content: Path, site: Path) -> str:
    """Return why the site must not be written to a folder, in Chinese; empty when it may be."""
    themes = [*map(Path, config.theme.dirs), theme_directory()]
    folders = [("内容文件夹", content), ("手写页面的文件夹", Path(config.docs_dir))]
    folders += [("主题文件夹", theme) for theme in themes]
    return target_fault(site, "site", folders=folders, config=Path(config.config_file_path))
