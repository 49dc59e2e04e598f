"""A real Chromium, and the real site served on this machine; nothing else may be asked for."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from generator.plugin import build_site

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, NAMES)), None)
        launched = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield launched
        launched.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves in the middle of an answer is no fault."""


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real content, built once and served under a sub-path, as many hosts do."""
    root = tmp_path_factory.mktemp("served")
    build_site(ROOT / "mkdocs.yml", root / "library")
    server = _Server(("127.0.0.1", 0), functools.partial(_Quiet, directory=root))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/library/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A fresh context; parametrize `context` indirectly with options such as `java_script_enabled`."""
    made = browser.new_context(
        **{"viewport": {"width": 1280, "height": 900}, **getattr(request, "param", {})}
    )
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which a foreign request or a script error fails the test."""
    opened = context.new_page()
    foreign: list[str] = []
    errors: list[str] = []
    opened.on(
        "request",
        lambda asked: (
            foreign.append(asked.url) if not asked.url.startswith(("http://127.0.0.1", "data:")) else None
        ),
    )
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    assert not foreign
    assert not errors


def fetch_every_card(page: Page) -> None:
    """Scroll to each result until its card is there: cards below the first screen come when they are near it."""
    while page.locator("#search-results li[aria-busy]").count():
        page.evaluate("document.querySelector('#search-results li[aria-busy]')?.scrollIntoView()")
        page.wait_for_timeout(50)
    page.evaluate("scrollTo(0, 0)")
