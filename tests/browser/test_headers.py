"""Every kind of page works under the strict policy it is published with, and the policy is in force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import _Server, awaited, served
from tests.building import files_of

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def tiny(tiny_site: Path) -> Iterator[tuple[Path, str]]:
    with served(tiny_site) as server:
        yield tiny_site, f"http://127.0.0.1:{server.server_port}/"


def test_every_page_of_the_tiny_site_loads_whole(page: Page, tiny: tuple[Path, str]) -> None:
    site, address = tiny
    missing: list[str] = []
    page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
    for name in files_of(site):
        if name.endswith(".html"):
            page.goto(address + name.removesuffix("index.html"), wait_until="load")
    assert not missing


def test_the_page_of_a_missing_address_stops_nothing(page: Page, address: str) -> None:
    """Of the other kinds of page tests/browser/test_reader.py opens each."""
    page.goto(address + "404.html", wait_until="load")


def test_what_scripts_do_is_allowed(page: Page, address: str) -> None:
    page.goto(address)
    for name in ("大字", "深色"):
        page.get_by_role("button", name=name).click()
    page.get_by_placeholder("搜索案例、县市、政策、文号").fill("科技")
    expect(page.locator("#casebook-search-options li").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#search-status")).to_contain_text(re.compile("找到 [0-9]+ 条"))
    page.goto(address + "compare/?a=cases/nanping-envoys&b=cases/quzhou-saline-land")
    expect(page.locator("#compare-table table")).to_be_visible()


def test_the_policy_stops_a_handler_a_style_and_another_host(browser: Browser, tiny_site: Path) -> None:
    with pytest.raises(AssertionError), served(tiny_site) as server:
        _break_out(browser, server)


def _break_out(browser: Browser, server: _Server) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    page.evaluate(
        'document.body.insertAdjacentHTML(\'beforeend\', \'<img src=x onerror="window.hit=1"><p id=red style="color:red">x</p>'
        '<img src="http://127.0.0.1:9/x.png">\')'
    )
    awaited(page, lambda: _stopped(server), {"script-src", "style-src", "img-src"})
    assert page.evaluate("window.hit === undefined")
    assert page.evaluate("getComputedStyle(document.getElementById('red')).color") != "rgb(255, 0, 0)"
    context.close()


def _stopped(server: _Server) -> set[str]:
    """The directives that stopped something."""
    return {
        directive
        for directive in ("script-src", "style-src", "img-src")
        if any(directive in said for said in server.stopped)
    }
