"""The site's own search, driven on its own page.

The page leaves itself in `window.casebookSearch`; `ASK` asks it as a reader would, shows the results, and returns
`{count, urls, all}`: how many records are found, the addresses of the first ten shown relative to the site's root, and the
number of every record found, in the order of `search_documents`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.search.engines import Cost, Found, Shelf, scratch, sizes
from benchmarks.timing import process
from county_casebook.host.site import build_site

ASK = """async (query) => {
  const page = window.casebookSearch;
  await page.change({ query, chosen: {}, without: [] });
  const { found, count } = await page.answer();
  const records = await Promise.all(found.slice(0, 10).map((id) => page.engine.record(id)));
  return { count, all: found.slice(0, count), urls: records.map((record) => record.url) };
}"""

SHOW = """async (text) => {
  const status = document.getElementById("search-status");
  const input = document.getElementById("search-words");
  status.textContent = "";
  const shown = new Promise((done) => new MutationObserver((_, watcher) => {
    if (status.textContent.includes(`“${text}”`)) { watcher.disconnect(); done(performance.now()); }
  }).observe(status, { childList: true, characterData: true, subtree: true }));
  const start = performance.now();
  input.value = text;
  input.form.requestSubmit();
  const milliseconds = await shown - start;
  // Results that stand in view are fetched after the first ones are shown: they count as read, not as waited for.
  await new Promise((done) => setTimeout(done, 120));
  return milliseconds;
}"""


class Casebook:
    name = "casebook"
    knows_synonyms = True

    def __init__(self) -> None:
        self._urls: list[str] = []

    def fits(self, shelf: Shelf) -> bool:
        return shelf.cases > 0

    def build(self, shelf: Shelf, site: Path) -> Cost:
        self._urls = shelf.truth.urls
        build_site(shelf.config, site)
        with scratch() as folder:
            used = process(
                sys.executable, "-m", "benchmarks.search.indexing", str(shelf.content.resolve()), folder
            )
            seconds = float((Path(folder) / "cpu").read_text())
            return Cost(seconds, used.memory, *sizes(Path(folder) / "site"))

    def open(self, page: Page, address: str) -> None:
        page.goto(f"{address}search/")
        page.wait_for_function("Boolean(window.casebookSearch)")
        page.wait_for_load_state("networkidle")

    def find(self, page: Page, text: str) -> Found:
        answer = page.evaluate(ASK, text)
        stated = page.locator("#search-status").inner_text()
        seen = re.search(r"找到 (\d+) 条", stated)
        if f"“{text}”" not in stated or int(seen[1] if seen else 0) != answer["count"]:
            raise RuntimeError(f"{text}: the page says “{stated}”, the hook {answer['count']}")
        every = answer.get("all")
        known = frozenset(self._urls[number] for number in every) if isinstance(every, list) else None
        return Found(answer["count"], tuple(answer["urls"]), known)

    def show(self, page: Page, text: str) -> float:
        return float(page.evaluate(SHOW, text))
