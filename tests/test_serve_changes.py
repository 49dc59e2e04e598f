"""The preview with drafts leads to a page of what changed since the default branch; finding that out holds nobody up."""

from __future__ import annotations

import shutil
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.cli import main
from county_casebook.host.serving import Serving
from county_casebook.serve import server
from tests.building import TINY
from tests.repositories import commit, git, person

CASE = "content/cases/chengxi-envoys.yml"
Serve = Callable[..., str]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    person(tmp_path / "home", monkeypatch)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    made = tmp_path / "library"
    shutil.copytree(TINY, made, ignore=shutil.ignore_patterns(".cache"))
    config = made / "mkdocs.yml"
    config.write_text(f"{config.read_text('utf-8')}dev_addr: 127.0.0.1:0\n", "utf-8")
    return made


@pytest.fixture
def serve(library: Path) -> Iterator[Serve]:
    """Serve the library as it stands; return its address."""
    started: list[Serving] = []

    def begin(*, drafts: bool = True, base: str = "") -> str:
        serving = Serving(library / "mkdocs.yml", lambda _: None, drafts=drafts, base=base)
        serving.begin()
        started.append(serving)
        return serving.address

    yield begin
    for serving in started:
        serving.stop()


def edit(library: Path, old: str, new: str) -> None:
    text = (library / CASE).read_text("utf-8")
    assert old in text
    (library / CASE).write_text(text.replace(old, new, 1), "utf-8")


def got(address: str) -> LexborHTMLParser:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return LexborHTMLParser(answer.read().decode())


def changes(address: str) -> tuple[str, list[str]]:
    """Follow the link in the banner; return the words of the page, and its links to pages of records."""
    link = got(address).css_first('.cb-banner[aria-label="预览"] a')
    assert link is not None
    assert link.text() == "看改了哪些"
    at = urljoin(address, link.attributes["href"] or "")
    page = got(at)
    main_part = page.css_first("main")
    assert main_part is not None
    links = [urljoin(at, a.attributes["href"] or "") for a in main_part.css("h3 a")]
    return main_part.text(separator=" "), links


@pytest.mark.slow
def test_the_banner_leads_to_the_changed_records_their_pages_and_what_changed(
    library: Path, serve: Serve
) -> None:
    git(library, "init", "-q", "-b", "main")
    commit(library, "begin")
    git(library, "switch", "-q", "-c", "mine")
    edit(library, "先让大户试。", "先让大户试种。")
    commit(library, "mine")
    edit(library, "status: published\npublished: 2006-02-01\n", "status: draft\n")
    git(library, "stash", "-q")
    git(library, "switch", "-q", "main")
    other = library / "content/cases/jichuan-tea.yml"
    other.write_text(other.read_text("utf-8").replace("\ntitle: ", "\ntitle: 别人改的"), "utf-8")
    commit(library, "others")
    git(library, "switch", "-q", "mine")
    git(library, "stash", "pop", "-q")
    words, links = changes(serve())
    assert "和 main（" in words
    assert "改动 1 条" in words
    assert "做法 · 第 1 步 · 体会" in words
    assert "草稿" in words
    assert "别人改的" not in words
    assert len(links) == 1
    title = got(links[0]).css_first("h1")
    assert title is not None
    assert title.text() == "澄溪县派科技特派员进茶园"


@pytest.mark.slow
def test_another_version_can_be_named_and_one_that_is_not_there_is_said(library: Path, serve: Serve) -> None:
    git(library, "init", "-q", "-b", "main")
    edit(library, "先让大户试。", "先让小户试。")
    commit(library, "old")
    git(library, "tag", "old")
    edit(library, "先让小户试。", "先让大户试。")
    commit(library, "new")
    assert "内容没有变化" in changes(serve())[0]
    assert "先让 小 大 户试" in " ".join(changes(serve(base="old"))[0].split())
    assert "没有 nowhere 这个版本" in changes(serve(base="nowhere"))[0]


@pytest.mark.slow
def test_without_a_repository_it_says_so(library: Path, serve: Serve) -> None:
    words, links = changes(serve())
    assert "这里不在 git 库里" in words
    assert links == []


@pytest.mark.slow
def test_a_preview_without_drafts_has_no_such_link(library: Path, serve: Serve) -> None:
    assert got(serve(drafts=False)).css_first('.cb-banner[aria-label="预览"]') is None
    assert main(["serve", "--base", "main"]) == 2


@pytest.mark.slow
def test_while_it_is_found_out_pages_are_answered(
    library: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, let_go = threading.Event(), threading.Event()

    def slow(*_: object) -> str:
        asked.set()
        assert let_go.wait(60)
        return "<p>done</p>"

    monkeypatch.setattr(server, "changed_here", slow)
    address = serve()
    found: list[str] = []
    asking = threading.Thread(target=lambda: found.append(got(f"{address}_preview/changes").html or ""))
    asking.start()
    assert asked.wait(60)
    assert got(f"{address}cases/chengxi-envoys/").css_first("h1") is not None
    assert found == []
    let_go.set()
    asking.join(60)
    assert "done" in found[0]
