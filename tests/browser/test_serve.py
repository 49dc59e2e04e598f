"""The preview in a real browser: a saved record is on the open page, without a hand; what is wrong stands beside it."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from county_casebook.host.serving import Serving
from tests.browser.conftest import FITS, drawn
from tests.building import TINY
from tests.repositories import commit, git, person

pytestmark = pytest.mark.browser
RECORD = "content/cases/jichuan-tea.yml"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    shutil.copytree(TINY, tmp_path / "library")
    config = tmp_path / "library/mkdocs.yml"
    config.write_text(f"{config.read_text('utf-8')}dev_addr: 127.0.0.1:{port}\n", "utf-8")
    return tmp_path / "library"


@pytest.fixture
def address(library: Path) -> Iterator[str]:
    serving = Serving(library / "mkdocs.yml", lambda _: None)
    serving.begin()
    try:
        yield serving.address
    finally:
        serving.stop()


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize("width", [390, 1280])
def test_an_open_page_shows_what_was_saved_and_what_is_wrong(
    page: Page, library: Path, address: str, width: int, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    stopped: list[str] = []
    page.on("response", lambda answer: stopped.append(answer.url) if answer.status >= 400 else None)
    page.goto(f"{address}cases/jichuan-tea/")
    title = page.locator("h1").inner_text()
    _edit(library / RECORD, "\ntitle: ", "\ntitle: 新的")
    expect(page.locator("h1")).to_have_text(f"新的{title}")
    _edit(library / RECORD, "themes: [tea]", "themes: [no-such-tea]")
    expect(page.locator("h1")).to_contain_text("错误")
    expect(page.locator("pre").first).to_contain_text("no-such-")
    _edit(library / RECORD, "no-such-", "")
    expect(page.locator("h1")).to_have_text(f"新的{title}")
    page.goto(f"{address}about/")
    _edit(library / "content/pages/about.md", "# ", "# 又")
    expect(page.locator("h1")).to_contain_text("又")
    _edit(library / "content/pages/about.md", "# 又", "[没有这一页](../nowhere/)\n\n# 又")
    panel = page.locator(".casebook-preview")
    expect(panel).to_contain_text("nowhere", timeout=30_000)
    panel.locator("summary").click()
    page.screenshot(path=tmp_path / "page.png")
    assert stopped == []


def test_the_banner_of_drafts_leads_to_what_changed(
    page: Page, library: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    person(tmp_path / "home", monkeypatch)
    git(library, "init", "-q", "-b", "main")
    commit(library, "begin")
    _edit(library / RECORD, "\ntitle: ", "\ntitle: 新的")
    serving = Serving(library / "mkdocs.yml", lambda _: None, drafts=True)
    serving.begin()
    page.set_viewport_size({"width": 390, "height": 844})
    try:
        page.goto(f"{serving.address}counties/")
        page.get_by_role("link", name="看改了哪些").click()
        expect(page.locator("main h3")).to_have_count(1)
        expect(page.locator("main ins")).to_have_text("新的")
        assert drawn(page, FITS)
        page.screenshot(path=tmp_path / "changes.png", full_page=True)
        _edit(library / RECORD, "\ntitle: 新的", "\ntitle: 更新的")
        expect(page.locator("main ins")).to_have_text("更新的")
        page.locator("main h3 a").click()
        expect(page.locator("h1")).to_contain_text("更新的")
    finally:
        serving.stop()
