"""The search of the real content and of a fictional library, and its peers on the same records, in a real browser."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import mean, median

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.search.casebook import Casebook
from benchmarks.search.engines import Engine, Found, Shelf
from benchmarks.search.peers import Material, Pagefind, PagefindPairs
from benchmarks.search.questions import found_by_file, questions
from benchmarks.search.scores import Scores, Transfer, first_right, part, precision, rank, recall, targets
from benchmarks.search.serving import Served, served
from benchmarks.timing import table
from county_casebook.demo import write_demo
from tests.chromium import NAMES, QUIET

ROOT = Path(__file__).parents[2]
FRESH = 24
"""Queries asked each as the first of a browser that has seen nothing."""
NOT_SEARCH = frozenset({"assets/js/reader.js", "assets/js/suggest.js"})
"""Scripts of the page shell, which every page has."""
FETCHED = frozenset({"assets/js/facets.js", "assets/js/near.js"})
"""Scripts that the search page fetches when a query or an open facet needs them: they count as read, not as the page's own."""


def measure(cases: int) -> None:
    """Print, for the real content and for `cases` fictional cases, a table of engines and the targets, held or not."""
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder)
        write_demo(demo, cases=cases)
        real = Shelf("the real content", ROOT / "mkdocs.yml", ROOT / "content", is_real=True)
        fictional = Shelf(f"{cases} fictional cases", demo / "mkdocs.yml", demo / "content", is_real=False)
        with _browser() as browser:
            for shelf in (real, fictional):
                _measure(browser, shelf)


def _measure(browser: Browser, shelf: Shelf) -> None:
    print(f"-- {shelf.name}: {len(shelf.documents)} records, {len(shelf.queries)} queries", flush=True)
    engines: list[Engine] = [Casebook(), Pagefind(), PagefindPairs(), Material()]
    scores = [_scores(browser, engine, shelf) for engine in engines if engine.fits(shelf)]
    _print(scores)
    ours, *peers = scores
    if ours.ranks:
        asked = questions()
        head = ("reader", "form", *(score.engine for score in scores), "question")
        rows = [
            (one.reader, one.form, *(score.ranks[number] or "—" for score in scores), one.ask)
            for number, one in enumerate(asked)
        ]
        table(rows, head)
        print(
            "in the first three:",
            ", ".join(f"{score.engine} {found_by_file(score.ranks)}" for score in scores),
        )
    for asked_for, holds, found in targets(ours, peers, cases=shelf.cases, is_real=shelf.is_real):
        print(
            f"{'held    ' if holds else 'NOT HELD' if holds is False else 'unknown '}  {asked_for}: {found}"
        )
    print(flush=True)


def _scores(browser: Browser, engine: Engine, shelf: Shelf) -> Scores:
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        cost = engine.build(shelf, site)
        truths = [shelf.truth.holding(one.text, synonyms=engine.knows_synonyms) for one in shelf.queries]
        with served(site) as host:
            with _page(browser, engine, host) as page:
                script = _script(host)
                found = [engine.find(page, one.text) for one in shelf.queries]
                ranks = _ranks(page, engine) if shelf.is_real else []
            _complain(engine, shelf, truths, found)
            first = _first(browser, engine, shelf, host)
            later = _later(browser, engine, shelf, host)
    counts = [(one.count, len(truth)) for one, truth in zip(found, truths, strict=True)]
    return Scores(
        engine=engine.name,
        cost=cost,
        script=script,
        recall=recall(truths, found),
        precision=precision(truths, found),
        no_result=mean(not count for count, _ in counts),
        first_right=mean(first_right(truth, one) for truth, one in zip(truths, found, strict=True)),
        count_error=mean(abs(count - true) / true for count, true in counts),
        exact_counts=sum(count == true for count, true in counts),
        queries=len(counts),
        first=first,
        later=later,
        ranks=ranks,
    )


def _complain(engine: Engine, shelf: Shelf, truths: Sequence[frozenset[str]], found: Sequence[Found]) -> None:
    """Show the first wrong counts of our own search, so that they can be looked into."""
    if not isinstance(engine, Casebook):
        return
    wrong = [
        f"   {one.kind} “{one.text}”: {answer.count} for {len(truth)}"
        for one, truth, answer in zip(shelf.queries, truths, found, strict=True)
        if answer.count != len(truth)
    ]
    print("\n".join(wrong[:12]), flush=True) if wrong else None


def _ranks(page: Page, engine: Engine) -> list[int | None]:
    return [
        rank([f"{record}/" for record in one.expect], engine.find(page, one.ask).first) for one in questions()
    ]


def _first(browser: Browser, engine: Engine, shelf: Shelf, host: Served) -> list[Transfer]:
    """Ask queries of every kind, each as the first of a fresh browser; what the search read while its page opened counts."""
    step = max(1, len(shelf.queries) // FRESH)
    transfers = []
    for query in shelf.queries[::step][:FRESH]:
        with _page(browser, engine, host) as page:
            milliseconds = engine.show(page, query.text)
            transfers.append(_transfer(host, milliseconds))
    return transfers


def _later(browser: Browser, engine: Engine, shelf: Shelf, host: Served) -> list[Transfer]:
    """Ask every query, one after another, as the same reader."""
    transfers = []
    with _page(browser, engine, host) as page:
        for query in shelf.queries:
            host.forget()
            milliseconds = engine.show(page, query.text)
            transfers.append(_transfer(host, milliseconds))
    return transfers[1:]


def _transfer(host: Served, milliseconds: float) -> Transfer:
    read = [answer for answer in host.answers if not answer.is_code or answer.path in FETCHED]
    return Transfer(sum(answer.size for answer in read) / 1000, len(read), milliseconds)


def _script(host: Served) -> float:
    """The scripts of the open page in KB as sent, without those that every page of ours needs for something else."""
    return (
        sum(
            a.size
            for a in host.answers
            if a.path.endswith(".js")
            and a.path not in NOT_SEARCH | FETCHED
            and "javascripts/bundle" not in a.path
        )
        / 1000
    )


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, NAMES)), None)
        # Hundreds of queries in a few seconds change the address bar as often; Chromium would slow that down.
        launched = playwright.chromium.launch(
            executable_path=path, args=[*QUIET, "--disable-ipc-flooding-protection"]
        )
        yield launched
        launched.close()


@contextmanager
def _page(browser: Browser, engine: Engine, host: Served) -> Iterator[Page]:
    """A browser that has seen nothing, with the search page open."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    host.forget()
    page = context.new_page()
    engine.open(page, host.address)
    yield page
    context.close()


def _print(scores: Sequence[Scores]) -> None:
    def share(value: float | None) -> str:
        return "—" if value is None else f"{value:.3f}"

    def spread(values: Sequence[float], form: str = ".0f") -> str:
        return f"{median(values):{form}} / {part(values, 0.95):{form}}"

    table(
        [
            (s.engine, share(s.recall), share(s.precision), f"{s.no_result:.1%}", share(s.first_right),
             f"{s.count_error:.1%}", f"{s.exact_counts}/{s.queries}")
            for s in scores
        ],
        ("engine", "recall", "precision", "no result", "right in first k", "count error", "exact counts"),
    )  # fmt: skip
    print("median / p95 of what the search reads; scripts apart, as sent:")
    table(
        [
            (s.engine, f"{s.script:.1f}", spread([t.kilobytes for t in s.first]), spread([t.requests for t in s.first]),
             spread([t.milliseconds for t in s.first]), spread([t.kilobytes for t in s.later]),
             spread([t.requests for t in s.later]), spread([t.milliseconds for t in s.later]))
            for s in scores
        ],
        ("engine", "script KB", "first KB", "requests", "ms", "later KB", "requests", "ms"),
    )  # fmt: skip
    table(
        [
            (s.engine, f"{s.cost.seconds:.1f}", f"{s.cost.memory:.0f}", f"{s.cost.raw / 1e6:.1f}", f"{s.cost.sent / 1e6:.1f}")
            for s in scores
        ],
        ("engine", "index CPU s", "peak MB", "MB written", "MB sent"),
    )  # fmt: skip
