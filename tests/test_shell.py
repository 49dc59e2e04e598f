"""The shell and MkDocs' own way give the same page; the shell is only faster.

They may differ in the spelling of relative addresses only: MkDocs writes `./` for a link to the page's own folder, the shell,
whose shell does not know the page, goes up and down again. So addresses are resolved before the comparison.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from urllib.parse import urljoin

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader
from mkdocs.commands.build import _build_page
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents

from county_casebook.build import check_content
from county_casebook.host.shell import BODY, Shell
from county_casebook.host.shells import Shells, ShownFolders
from county_casebook.library.edition import Edition
from county_casebook.publish.pages import pages
from county_casebook.render.environment import COMPILED, Unindented
from tests.building import copy_of_tiny


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    loaded = load_config(str(copy_of_tiny(tmp_path / "tiny")), site_dir=str(tmp_path / "site"))
    loaded.plugins.on_startup(command="build", dirty=False)
    loaded = loaded.plugins.on_config(loaded)
    loaded.plugins.on_pre_build(config=loaded)
    return loaded


def resolved(html: str, url: str) -> str:
    """The page with every address made absolute."""
    base = f"https://site.invalid/{url}"
    return re.sub(
        r'(href|src|action|data-root)="([^"]*)"',
        lambda match: f'{match[1]}="{urljoin(base, match[2])}"',
        html,
    )


@pytest.mark.slow
def test_plain_mkdocs_pages_and_the_shell_give_the_same_bytes(config: MkDocsConfig, tmp_path: Path) -> None:
    library = check_content(tmp_path / "tiny/content").library
    env = config.theme.get_env()
    files = Files([])
    nav = get_navigation(files, config)
    shells = Shells(config, nav, files, env)
    compared = 0
    for page in pages(Edition.of(library)):
        source = f"{page.url.rstrip('/')}.md" if page.url else "index.md"
        plain = MkDocsPage(None, File.generated(config, source, content=""), config)
        plain.content, plain.toc = page.body, TableOfContents([])
        title, description = escape(page.title), escape(page.description)
        plain.meta = {
            "title": title,
            "description": description,
            "head": page.head,
            "shell": True,
            "section": page.section,
        }
        _build_page(plain, config, [], nav, env)
        made = shells.shell(page.url.count("/"), page.section).render(
            title=page.title, description=page.description, url=page.url, head=page.head, body=page.body
        )
        built = (Path(config.site_dir) / page.url / "index.html").read_text("utf-8")
        assert resolved(built, page.url) == resolved(made, page.url), page.url
        compared += 1
    assert compared > 25


def test_a_shell_without_a_body_is_refused() -> None:
    with pytest.raises(ValueError, match="0 times"):
        Shell.cut("<html></html>")


def test_titles_and_descriptions_are_escaped_where_they_are_put_in() -> None:
    shell = Shell.cut(f'<title>cbsentineltitle</title><meta content="cbsentineldescription">{BODY}')
    html = shell.render(title="<b>", description='"><script>', url="a/", head="", body="<p>")
    assert html == '<title>&lt;b&gt;</title><meta content="&quot;&gt;&lt;script&gt;"><p>'


def test_mkdocs_takes_the_same_files_from_a_theme_though_hidden_folders_are_not_listed(
    tmp_path: Path,
) -> None:
    path = copy_of_tiny(tmp_path / "tiny")
    own = tmp_path / "tiny/own"
    for name in ("assets/a.txt", ".hidden/b.txt", "assets/.hidden/c.txt", "d.html", "e.css", ".f"):
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        (own / name).write_text("x", "utf-8")
    path.write_text(path.read_text("utf-8").replace("name: material", "name: material\n  custom_dir: own"))
    loaded = load_config(str(path), site_dir=str(tmp_path / "site"))
    plain = loaded.theme.get_env()
    loaded.plugins.on_startup(command="build", dirty=False)
    loaded = loaded.plugins.on_config(loaded)
    quick = loaded.theme.get_env()
    plain.loader = FileSystemLoader(loaded.theme.dirs)
    assert isinstance(quick.loader, ShownFolders)
    assert any(".icons/" in name for name in plain.list_templates())
    assert not any(".icons/" in name for name in quick.list_templates())
    found = []
    for environment in (plain, quick):
        files = Files([])
        files.add_files_from_theme(environment, loaded)
        found.append([(file.src_uri, file.src_dir) for file in files])
    assert found[0] == found[1]
    names = [name for name, _ in found[0]]
    assert {"assets/a.txt", "e.css"} <= set(names)
    assert not {"d.html", ".f", ".hidden/b.txt", "assets/.hidden/c.txt"} & set(names)


def test_a_template_is_compiled_anew_where_templates_are_read_otherwise() -> None:
    loader = DictLoader({"a.html": "<p>\n  {{ '<' }}\n</p>"})
    made = [
        Environment(loader=loader, bytecode_cache=COMPILED, **options).get_template("a.html").render()
        for options in ({}, {"extensions": [Unindented]}, {"autoescape": True}, {})
    ]
    assert made == ["<p>\n  <\n</p>", "<p><</p>", "<p>\n  &lt;\n</p>", "<p>\n  <\n</p>"]
