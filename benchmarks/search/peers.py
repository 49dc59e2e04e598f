"""The peers on the same records: Pagefind by its defaults and fed with our tokenizing, and Material's own search with jieba.

Each gets one page a record, with the texts our own index gets, and answers in a page of its own.
"""

from __future__ import annotations

import gzip
import html
import json
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.search.engines import Cost, Found, Shelf, scratch, sizes
from benchmarks.timing import process
from county_casebook.publish.search.documents import SearchDocument
from county_casebook.publish.search.folding import runs, terms, words

_INTERFACES = frozenset(
    f"pagefind-{part}" for part in ("ui.js", "ui.css", "modular-ui.js", "modular-ui.css", "highlight.js",
                                    "component-ui.js", "component-ui.css")
)  # fmt: skip
_FIND = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>Pagefind</title><ol></ol>
<script type="module" src="find.js"></script></html>"""
_FIND_JS = """import * as pagefind from "./pagefind/pagefind.js";
const shown = document.querySelector("ol");
window.ask = async (text, most) => {
  const start = performance.now();
  const { results } = await pagefind.search(text);
  const first = await Promise.all(results.slice(0, most).map((result) => result.data()));
  shown.replaceChildren(...first.map((one) => {
    const line = document.createElement("li");
    line.innerHTML = `<a href="${one.url}">${one.meta.title}</a><p>${one.excerpt}</p>`;
    return line;
  }));
  return { milliseconds: performance.now() - start, every: results.map((result) => result.id) };
};
"""
_SHOWN = 5
"""Results that Pagefind's own interface shows before a reader asks for more."""


class Pagefind:
    """Pagefind with its defaults: the extended build, which cuts Chinese by a dictionary."""

    name = "pagefind"
    knows_synonyms = False

    def __init__(self) -> None:
        self._urls: dict[str, str] = {}

    def fits(self, shelf: Shelf) -> bool:
        return shelf.cases > 0

    def binary(self) -> Path:
        from pagefind_bin_extended import get_executable

        return Path(get_executable())

    def tokenize_text(self, text: str) -> str:
        return text

    def tokenize_query(self, text: str) -> str:
        return text

    def build(self, shelf: Shelf, site: Path) -> Cost:
        for document in shelf.documents:
            write_page(document, site, self.tokenize_text)
        used = process(str(self.binary()), "--site", str(site), "--quiet")
        raw, sent = sizes(site / "pagefind", without=_INTERFACES)
        self._urls = {
            fragment.stem: json.loads(gzip.decompress(fragment.read_bytes())[len("pagefind_dcd") :])[
                "url"
            ].lstrip("/")
            for fragment in (site / "pagefind/fragment").iterdir()
        }
        (site / "find.html").write_text(_FIND, "utf-8")
        (site / "find.js").write_text(_FIND_JS, "utf-8")
        return Cost(used.seconds, used.memory, raw, sent)

    def open(self, page: Page, address: str) -> None:
        page.goto(f"{address}find.html")
        page.wait_for_function("Boolean(window.ask)")

    def find(self, page: Page, text: str) -> Found:
        answer = page.evaluate("([text, most]) => window.ask(text, most)", [self.tokenize_query(text), 0])
        every = [self._urls[number] for number in answer["every"]]
        return Found(len(every), tuple(every[:10]), frozenset(every))

    def show(self, page: Page, text: str) -> float:
        answer = page.evaluate(
            "([text, most]) => window.ask(text, most)", [self.tokenize_query(text), _SHOWN]
        )
        return float(answer["milliseconds"])


class PagefindPairs(Pagefind):
    """Pagefind fed with our tokenizing: the plain build, which takes the words between spaces as they are."""

    name = "pagefind, our pairs"

    def binary(self) -> Path:
        from pagefind_bin import get_executable

        return Path(get_executable())

    def tokenize_text(self, text: str) -> str:
        return " ".join(term for term, _ in terms(text))

    def tokenize_query(self, text: str) -> str:
        tokenize = []
        for run in (run for word in words(text) for run in runs(word)):
            tokenize += [left + right for left, right in pairwise(run)] or run
        return " ".join(tokenize)


_WATCH = """(() => {
  const Plain = window.Worker;
  const asked = [];
  window.Worker = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (data.type === 1) window.ready = true;
        if (data.type === 3) window.answer = { text: asked.shift(), groups: data.data.items };
      });
    }
    postMessage(message, ...given) {
      if (message.type === 2) asked.push(message.data);
      super.postMessage(message, ...given);
    }
  };
})();"""
_TYPE = """async (text) => {
  const input = document.querySelector("[data-md-component=search-query]");
  const start = performance.now();
  while (!window.ready) await new Promise((done) => setTimeout(done, 1));
  input.value = text;
  input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  while (!window.answer || window.answer.text !== text) await new Promise((done) => setTimeout(done, 1));
  await new Promise((done) => requestAnimationFrame(done));
  return { milliseconds: performance.now() - start,
    every: window.answer.groups.map((group) => group[0].location.split("#")[0]) };
}"""


class Material:
    """Material's own search: its plugin's index cut by jieba, its worker and its interface."""

    name = "material + jieba"
    knows_synonyms = False
    most_cases = 1000

    def fits(self, shelf: Shelf) -> bool:
        return shelf.cases <= self.most_cases

    def build(self, shelf: Shelf, site: Path) -> Cost:
        with scratch() as folder:
            pages = Path(folder) / "pages.json"
            listed = [[document.url, document.title, _body(document, str)] for document in shelf.documents]
            pages.write_text(json.dumps(listed, ensure_ascii=False), "utf-8")
            used = process(sys.executable, "-m", "benchmarks.search.material", str(pages), str(site))
            seconds = float((Path(folder) / "cpu").read_text())
        index = site / "search"
        return Cost(seconds, used.memory, *sizes(index))

    def open(self, page: Page, address: str) -> None:
        page.add_init_script(_WATCH)
        page.goto(address)
        page.locator("[data-md-component=search-query]").focus()

    def find(self, page: Page, text: str) -> Found:
        every = page.evaluate(_TYPE, text)["every"]
        return Found(len(every), tuple(every[:10]), frozenset(every))

    def show(self, page: Page, text: str) -> float:
        return float(page.evaluate(_TYPE, text)["milliseconds"])


def write_page(document: SearchDocument, site: Path, tokenize: Callable[[str], str]) -> None:
    """Write a record as a plain page with the texts of its search document."""
    path = site / document.url / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{html.escape(document.title)}</title>'
        f"</head><body data-pagefind-body>{_body(document, tokenize)}</body></html>",
        "utf-8",
    )


def _body(document: SearchDocument, tokenize: Callable[[str], str]) -> str:
    def say(text: str) -> str:
        return html.escape(tokenize(text))

    parts = [f"<h1>{say(document.title)}</h1>", *(f"<p>{say(word)}</p>" for word in document.keywords)]
    parts.append(f"<p>{say(document.summary)}</p>")
    for number, passage in enumerate(document.passages):
        name = html.escape(passage.anchor or f"part-{number}")
        parts.append(f'<h2 id="{name}">{say(passage.heading)}</h2><p>{say(passage.text)}</p>')
    return "".join(parts)
