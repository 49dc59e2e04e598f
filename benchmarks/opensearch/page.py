"""The search page in a real Chromium, before the static index and before the engine: the same measure of both."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import threading
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.search.casebook import SHOW
from county_casebook.demo import write_demo
from county_casebook.host.site import build_site
from county_casebook.publish.headers import HEADERS
from tests.chromium import NAMES, QUIET

ENDPOINT = "/api/casebook"
EXTRA = f"extra:\n  casebook:\n    search:\n      endpoint: {ENDPOINT}\n"


class _Handler(http.server.SimpleHTTPRequestHandler):
    """A site under its headers, and one address that is passed on to the first node that answers."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, *words: Any, nodes: Sequence[str], **more: Any) -> None:
        self._nodes = nodes
        super().__init__(*words, **more)

    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        status, data = passed_on(self._nodes, body) if self.path == f"{ENDPOINT}/_search" else (404, b"{}")
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def passed_on(nodes: Sequence[str], body: bytes, alias: str = "casebook") -> tuple[int, bytes]:
    """The answer of the first node that gives one, as a proxy with `proxy_next_upstream` finds it."""
    path = f"/{alias}/_search?allow_partial_search_results=false"
    for node in nodes:
        asked = urllib.request.Request(node + path, body, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(asked, timeout=20) as reply:
                return reply.status, reply.read()
        except OSError:
            continue
    return 503, b"{}"


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A browser that leaves in the middle of an answer is no fault."""


@contextmanager
def serving(folder: Path, nodes: Sequence[str] = ()) -> Iterator[str]:
    """Serve a site until the block ends."""
    handler = functools.partial(_Handler, directory=str(folder), nodes=nodes)
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def site(folder: Path, *, endpoint: bool) -> Path:
    """Build a small demo site whose search asks the engine, or the static index."""
    shutil.rmtree(folder, ignore_errors=True)
    write_demo(folder, cases=60)
    config = folder / "mkdocs.yml"
    if endpoint:
        config.write_text(config.read_text("utf-8") + EXTRA, "utf-8")
    return build_site(config, folder / "site")


@contextmanager
def chromium(address: str) -> Iterator[Page]:
    """The search page, opened."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}search/")
        page.wait_for_function("Boolean(window.casebookSearch)")
        yield page
        browser.close()


def shown_in(page: Page, queries: Sequence[str]) -> list[float]:
    """Milliseconds from asking until the status says what was found, for each query."""
    return [float(page.evaluate(SHOW, query)) for query in queries]


def state(page: Page) -> str:
    """What the page says, its first result and its first facet, on one line."""
    return json.dumps(
        page.evaluate(
            """() => [document.getElementById("search-status").textContent,
               document.querySelector("#search-results .cb-entry-title")?.textContent,
               document.querySelectorAll("#search-results mark").length,
               document.querySelector("#search-values label")?.innerText]"""
        ),
        ensure_ascii=False,
    )
