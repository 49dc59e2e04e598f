"""Run it: `python -m benchmarks.opensearch [--sizes 10000,100000] [--nodes 1,3] [--killed N]`; prints one table, then the failures.

Nodes take 1 GB of heap each, listen on the loopback only and are gone afterwards.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.opensearch.asking import Asker, percentiles, queries
from benchmarks.opensearch.documents import Varied, varied
from benchmarks.opensearch.failure import ALIAS, killed_while_asking, killed_while_loading, server
from benchmarks.opensearch.nodes import Cluster, cluster
from benchmarks.opensearch.page import chromium, serving, shown_in, site
from benchmarks.search.truth import Truth
from benchmarks.timing import table
from county_casebook.deliver.engine.sync import sync
from county_casebook.publish.search.build import build_search
from county_casebook.publish.search.opensearch import index_body
from county_casebook.publish.search.parts import parts_of
from county_casebook.publish.search.searchable import facet_names

HEAD = ("documents", "answers", "in, s", "CPU s (Python)", "MB", "p50 ms", "p95 ms", "page p50", "page p95", "recall", "precision")  # fmt: skip
STATIC_MOST = 30_000
"""Documents the static index is built of for comparison; its table beyond is `benchmarks.search`."""
TRUTH_MOST = 10_000
IN_PAGE = 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sizes", type=_numbers, default=[], help="documents, by comma (10,000 where no node is killed)"
    )
    parser.add_argument("--nodes", type=_numbers, default=[1], help="nodes, by comma")
    parser.add_argument(
        "--killed", type=int, default=0, metavar="N", help="kill nodes of three, with N documents"
    )
    chosen = parser.parse_args()
    sizes = chosen.sizes or ([] if chosen.killed else [10_000])
    made, synonyms = varied()
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(made, synonyms, Path(folder))
        rows = [row for number in sizes for row in shelf.rows(number, chosen.nodes)]
        if rows:
            table(rows, HEAD)
        if chosen.killed:
            with cluster(3, Path(folder) / "killed") as nodes:
                killed_while_loading(nodes, made, chosen.killed, synonyms)
                _restart(nodes)
                killed_while_asking(nodes, made, synonyms, Path(folder) / "page")


def _numbers(written: str) -> list[int]:
    return [int(one) for one in written.split(",")]


def _restart(nodes: Cluster) -> None:
    for name in nodes.ports.keys() - nodes.running.keys():
        nodes.start(name)
    nodes.wait()


def _told(row: tuple[object, ...]) -> tuple[object, ...]:
    """Print a row as soon as it is known: a long run may be stopped."""
    print("   ", *row, flush=True)
    return row


class Shelf:
    """The documents, and a folder to measure in."""

    def __init__(self, made: Varied, synonyms: Sequence[Sequence[str]], folder: Path) -> None:
        self.made, self.synonyms, self.folder = made, synonyms, folder
        self.queries = queries([document for document, _ in made.documents(len(made.base))])

    def rows(self, number: int, nodes: Sequence[int]) -> list[tuple[object, ...]]:
        rows = [_told(self._static(number))] if number <= STATIC_MOST else []
        for count in nodes:
            folder = self.folder / f"{count}-{number}"
            with cluster(count, folder) as started:
                rows.append(_told(self._engine(number, started)))
            shutil.rmtree(folder)
        return rows

    def _engine(self, number: int, nodes: Cluster) -> tuple[object, ...]:
        asked = server(nodes)
        begun, cpu = time.monotonic(), time.process_time()
        sync(asked, ALIAS, index_body(self.synonyms), lambda: self.made.entries(number))
        took, cpu = time.monotonic() - begun, time.process_time() - cpu
        asked.close()
        nodes.wait("green", 600)
        stored = nodes.ask(f"/{ALIAS}/_stats/store")["_all"]["primaries"]["store"]["size_in_bytes"]
        asker = Asker(nodes.urls[0], ALIAS, self.synonyms)
        times = [asker.ask(body)[1] for body in map(asker.body, self.queries)]
        with serving(self._site(endpoint=True), nodes.urls) as address, chromium(address) as page:
            shown = shown_in(page, self.queries[:IN_PAGE])
        return (
            f"{number:,}",
            f"{len(nodes.ports)} node{'s' * (len(nodes.ports) > 1)}",
            f"{took:.0f}",
            f"{cpu:.0f}",
            f"{stored / 1e6:.0f}",
            *(f"{each:.0f}" for each in (*percentiles(times), *percentiles(shown))),
            *self._right(asker, number),
        )

    def _right(self, asker: Asker, number: int) -> tuple[str, str]:
        """Recall and precision over all queries, against the comparison of strings."""
        if number > TRUTH_MOST:
            return "", ""
        truth = Truth((document for document, _ in self.made.documents(number)), self.synonyms)
        both = found = wanted = 0
        for query in self.queries:
            held, true = asker.found(query, number), truth.holding(query, synonyms=True)
            both, found, wanted = both + len(held & true), found + len(held), wanted + len(true)
        return f"{both / wanted:.4f}", f"{both / found:.4f}"

    def _static(self, number: int) -> tuple[object, ...]:
        """The static index of the same documents, in the same page."""
        site = self._site(endpoint=False)
        begun, cpu, size = time.monotonic(), time.process_time(), 0
        documents = (document for document, _ in self.made.documents(number))
        offered = (suggestion for _, suggestion in self.made.documents(number))
        for name, data in build_search(
            parts_of(documents), facets=facet_names(), synonyms=self.synonyms, suggestions=offered
        ):
            (site / name).write_bytes(data)
            size += len(data)
        took, cpu = time.monotonic() - begun, time.process_time() - cpu
        with serving(site) as address, chromium(address) as page:
            shown = shown_in(page, self.queries[:IN_PAGE])
        shown_as = (f"{each:.0f}" for each in percentiles(shown))
        return (f"{number:,}", "static", f"{took:.0f}", f"{cpu:.0f}", f"{size / 1e6:.0f}", "", "", *shown_as, "", "")  # fmt: skip

    def _site(self, *, endpoint: bool) -> Path:
        return site(self.folder / ("endpoint" if endpoint else "static"), endpoint=endpoint)


if __name__ == "__main__":
    main()
