"""A real Chromium, and the real site served on this machine; nothing else may be asked for."""

from __future__ import annotations

import functools
import http.server
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, Request, Route, expect

from county_casebook.host.site import build_site
from county_casebook.publish.headers import HEADERS
from tests.building import once

ROOT = Path(__file__).parents[2]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files under the headers that are written with the site, and hears what their policy stopped."""

    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            heard = "; report-uri /stopped" if name == "Content-Security-Policy" else ""
            self.send_header(name, value + heard)
        super().end_headers()

    def do_POST(self) -> None:
        said = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        if self.path == "/stopped" and isinstance(self.server, _Server):
            self.server.stopped.append(said)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


class _Server(http.server.ThreadingHTTPServer):
    def __init__(self, folder: Path) -> None:
        self.stopped: list[str] = []
        super().__init__(("127.0.0.1", 0), functools.partial(_Quiet, directory=folder))

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves in the middle of an answer is no fault."""


@contextmanager
def served(folder: Path) -> Iterator[_Server]:
    """Serve a folder on this machine; afterwards nothing was stopped on any page of it, whoever opened it."""
    server = _Server(folder)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
    assert not server.stopped


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site of the real content, built once for all tests."""

    def make(folder: Path) -> None:
        build_site(ROOT / "mkdocs.yml", folder / "library")

    return once(tmp_path_factory, "served", make) / "library"


@pytest.fixture(scope="session")
def server(library: Path) -> Iterator[_Server]:
    """The site served under a sub-path, as many hosts do."""
    with served(library.parent) as server:
        yield server


@pytest.fixture(scope="session")
def address(server: _Server) -> str:
    return f"http://127.0.0.1:{server.server_port}/library/"


@pytest.fixture
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A fresh context; parametrize `context` indirectly with options such as `java_script_enabled`.

    Whatever the site's policy stops, on any of its pages, fails the test.
    """
    made = browser.new_context(
        **{"viewport": {"width": 1280, "height": 900}, **getattr(request, "param", {})}
    )
    stopped: list[str] = []
    made.expose_binding(
        "casebookStopped", lambda source, what: stopped.append(f"{source['page'].url}: {what}")
    )
    made.add_init_script(
        "document.addEventListener('securitypolicyviolation', (event) =>"
        " casebookStopped(`${event.effectiveDirective} ${event.blockedURI}`))"
    )
    made.on(
        "console",
        lambda said: stopped.append(said.text) if "Content Security Policy" in said.text else None,
    )
    yield made
    made.close()
    assert not stopped


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


_IDLE = """() => new Promise((done) =>
  requestAnimationFrame(() => requestIdleCallback(() => setTimeout(done, 10))))"""


def visit(page: Page, url: str) -> None:
    """Open a page and wait until it is whole: it is loaded, what it asked for has come, and it has nothing to do any more.

    Playwright's `networkidle` means the same, and waits for half a second more on every page.
    """
    asked: set[Request] = set()

    def ask(request: Request) -> None:
        asked.add(request)

    def come(request: Request) -> None:
        asked.discard(request)

    page.on("request", ask)
    page.on("requestfinished", come)
    page.on("requestfailed", come)
    page.goto(url)
    quiet = 0
    while quiet < 3:
        page.evaluate(_IDLE)
        quiet = 0 if asked else quiet + 1
    page.remove_listener("request", ask)
    page.remove_listener("requestfinished", come)
    page.remove_listener("requestfailed", come)


FITS = "document.documentElement.scrollWidth <= innerWidth"
"""Whether nothing of a page stands beyond the screen."""


def drawn(page: Page | Frame, what: str) -> Any:
    """Return what an expression gives in the next frame that a page draws.

    The first is drawn when the styles of its head have come: before, a script can measure what no reader ever sees.
    """
    return page.evaluate(f"() => new Promise((done) => requestAnimationFrame(() => done({what})))")


def awaited(page: Page, told: Callable[[], object], expected: object) -> None:
    """Wait until what the page has brought about beside it is as expected; say what it is, if it never is."""
    for _ in range(200):
        if told() == expected:
            return
        page.wait_for_timeout(50)
    assert told() == expected


def clipboard(page: Page, button: str = "已复制") -> str:
    """Return what stands on the clipboard, when the button that was pressed says that it stands there."""
    expect(page.get_by_role("button", name=button).first).to_be_visible()
    said: str = page.evaluate("navigator.clipboard.readText()")
    return said


def fetch_every_card(page: Page) -> None:
    """Scroll to each result until its card is there: cards below the first screen come when they are near it."""
    while page.locator("#search-results li[aria-busy]").count():
        page.evaluate("document.querySelector('#search-results li[aria-busy]')?.scrollIntoView()")
        page.wait_for_timeout(50)
    page.evaluate("scrollTo(0, 0)")


def late(route: Route) -> None:
    """Let a file come when its page has long been read; for `page.route`."""
    time.sleep(0.6)
    route.continue_()
