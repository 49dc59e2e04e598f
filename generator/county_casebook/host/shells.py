"""MkDocs renders the page shell of each depth and section once, and every record's body is put into it."""

from __future__ import annotations

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents

from county_casebook.host.shell import BODY, DESCRIPTION, HEAD, SLUG, TITLE, Shell


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
