"""The tools of a government site in a real browser: strong contrast, and a page read aloud by a voice of the machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import served
from tests.building import build_site, once
from tests.test_government import governed

pytestmark = pytest.mark.browser

PAGES = (
    "",
    "cases/",
    "cases/jichuan-tea/",
    "policies/demo-plan/",
    "counties/",
    "duties/",
    "site-map/",
    "search/",
)
VOICE = """
window.said = [];
window.going = [];
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ lang: "zh-CN", localService: LOCAL }],
  addEventListener() {},
  cancel() { window.cancelled = true; },
  speak(piece) { window.said.push(piece.text); window.going.push(piece); },
} });
window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
"""


@pytest.fixture(scope="module")
def government(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The tiny library as a government site, served on this machine."""
    made = once(tmp_path_factory, "gov", lambda folder: build_site(governed(folder), None))
    with served(made / "site") as server:
        yield f"http://127.0.0.1:{server.server_port}/"


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_strong_contrast_and_large_type_are_kept_and_nothing_scrolls_sideways(
    browser: Browser, government: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{government}cases/jichuan-tea/")
    page.get_by_role("button", name="高对比").press("Enter")
    page.get_by_role("button", name="大字").press("Enter")
    found: dict[str, list[str]] = {}
    for path in PAGES:
        page.goto(government + path)
        page.wait_for_load_state("networkidle")
        expect(page.get_by_role("button", name="高对比")).to_have_attribute("aria-pressed", "true")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"), path
        found[path] = [each["id"] for each in Axe().run(page).response["violations"]]
    context.close()
    assert not any(found.values()), found


def test_a_page_is_read_aloud_piece_by_piece_and_stops(page: Page, government: str) -> None:
    page.add_init_script(VOICE.replace("LOCAL", "true"))
    page.goto(f"{government}cases/jichuan-tea/")
    button = page.locator("[data-cb=aloud]")
    button.press("Enter")
    expect(button).to_have_text("停止")
    assert page.evaluate("window.said") == ["霁川市茶产业的做法"]
    page.evaluate("window.going.pop().dispatchEvent(new Event('end'))")
    assert page.evaluate("window.said")[1] == "霁川市据公开资料整理的做法。"
    button.click()
    expect(button).to_have_text("朗读")
    page.evaluate("window.going.pop().dispatchEvent(new Event('end'))")
    assert len(page.evaluate("window.said")) == 2


def test_the_whole_page_is_read_and_nothing_that_cannot_be_seen(page: Page, government: str) -> None:
    page.add_init_script(VOICE.replace("LOCAL", "true"))
    page.goto(f"{government}cases/jichuan-tea/")
    page.locator("[data-cb=aloud]").click()
    for _ in range(500):
        if not page.evaluate("window.going.length"):
            break
        page.evaluate("window.going.pop().dispatchEvent(new Event('end'))")
    said = "".join(page.evaluate("window.said"))
    assert "统一品种，合作社收茶" in said
    assert "来源只讲成效，没有讲不足" in said
    assert "首页" not in said
    assert "加入比较" not in said
    expect(page.locator("[data-cb=aloud]")).to_have_text("朗读")


def test_without_a_chinese_voice_of_the_machine_nothing_is_offered(page: Page, government: str) -> None:
    page.goto(f"{government}cases/jichuan-tea/")
    expect(page.locator("[data-cb=aloud]")).to_be_hidden()
    page.add_init_script(VOICE.replace("LOCAL", "false"))
    page.goto(f"{government}cases/")
    expect(page.locator("[data-cb=aloud]")).to_be_hidden()


def test_with_the_readers_own_colours_and_on_paper_strong_contrast_changes_nothing(
    page: Page, government: str, tmp_path: Path
) -> None:
    page.add_init_script("localStorage.setItem('cb-contrast', 'yes')")
    page.emulate_media(media="print")
    page.goto(f"{government}cases/jichuan-tea/")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    page.emulate_media(media="screen", forced_colors="active")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
