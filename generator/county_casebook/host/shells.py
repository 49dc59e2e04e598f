"""MkDocs renders the page shell of each depth and section once, and every record's body is put into it."""

from __future__ import annotations

import os

from jinja2 import Environment, FileSystemLoader
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents
from mkdocs.theme import Theme

from county_casebook.host.shell import BODY, DESCRIPTION, HEAD, SLUG, TITLE, Shell
from county_casebook.render.environment import COMPILED


class Shells:
    """Renders the page shell of a (depth, section) through MkDocs' own machinery, once each."""

    def __init__(self, config: MkDocsConfig, nav: Navigation, files: Files, env: Environment) -> None:
        self.config, self.nav, self.files, self.env = config, nav, files, env
        self.shells: dict[tuple[int, str], Shell] = {}

    def shell(self, depth: int, section: str) -> Shell:
        """Return the shell for pages `depth` folders below the root, whose tab is `section`."""
        key = (depth, section)
        if key not in self.shells:
            self.shells[key] = Shell.cut(self._render(depth, section))
        return self.shells[key]

    def _render(self, depth: int, section: str) -> str:
        name = "/".join([SLUG] * depth)
        file = File.generated(self.config, f"{name}.md" if depth else "index.md", content="")
        page = MkDocsPage(TITLE, file, self.config)
        page.content, page.toc = BODY, TableOfContents([])
        page.meta = {
            "title": TITLE,
            "description": DESCRIPTION,
            "head": HEAD,
            "shell": True,
            "section": section,
        }
        page.active = True
        context = get_context(self.nav, self.files, self.config, page)
        context = self.config.plugins.on_page_context(context, page=page, config=self.config, nav=self.nav)
        return str(
            self.config.plugins.on_post_page(
                self.env.get_template("main.html").render(context), page=page, config=self.config
            )
        )


class ShownFolders(FileSystemLoader):
    """The folders of a theme, of which nothing hidden is listed: MkDocs takes none of it, and Material hides 14,000 icons there."""

    def list_templates(self) -> list[str]:
        """Return the names of all files that stand in no folder whose name begins with a dot, in order."""
        found: set[str] = set()
        for root in self.searchpath:
            for folder, below, names in os.walk(root, followlinks=self.followlinks):
                below[:] = [name for name in below if not name.startswith(".")]
                inside = os.path.relpath(folder, root).replace(os.sep, "/")
                found.update(name if inside == "." else f"{inside}/{name}" for name in names)
        return sorted(found)


def make_quick(theme: Theme) -> None:
    """Let a theme's environments list nothing hidden, and take what its templates were compiled to before in this process."""
    made = theme.get_env

    def environment() -> Environment:
        found = made()
        if type(found.loader) is FileSystemLoader:
            found.loader = ShownFolders(found.loader.searchpath)
        found.bytecode_cache = COMPILED
        return found

    theme.get_env = environment  # type: ignore[method-assign]
