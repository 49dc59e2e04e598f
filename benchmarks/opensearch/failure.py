"""Three nodes, one killed while the library goes in and one while readers ask: what is lost, what is answered, what the page shows."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.opensearch.asking import Asker, percentiles, queries
from benchmarks.opensearch.documents import Varied
from benchmarks.opensearch.nodes import Cluster
from benchmarks.opensearch.page import chromium, passed_on, serving, shown_in, site, state
from county_casebook.deliver.engine.server import Server, read_address
from county_casebook.deliver.engine.sync import held_entries, sync
from county_casebook.publish.search.opensearch import index_body

ALIAS = "casebook"


def server(cluster: Cluster) -> Server:
    return Server(list(map(read_address, cluster.urls)), {}, tell=lambda line: print("   ", line, flush=True))


def killed_while_loading(
    cluster: Cluster, made: Varied, number: int, synonyms: Sequence[Sequence[str]]
) -> None:
    """Kill the node that takes the documents when half of them are in; the run goes on by itself and verifies."""
    asked, killed = server(cluster), threading.Event()

    def tell(line: str) -> None:
        print("   ", line, flush=True)
        done = line.removeprefix("写入 ").split(" / ")
        if not killed.is_set() and len(done) == 2 and int(done[0].replace(",", "")) >= number // 3:
            killed.set()
            victim = cluster.holder(f"{ALIAS}-*")
            cluster.kill(victim)
            print(f"    killed {victim}, which held the first copy", flush=True)

    asked.tell = tell
    begun = time.monotonic()
    done = sync(asked, ALIAS, index_body(synonyms), lambda: made.entries(number))
    wanted = {each.id: each.checksum for each in made.entries(number)}
    held = held_entries(asked, ALIAS)
    lost = sum(held.get(key) != checksum for key, checksum in wanted.items())
    print(f"  killed while loading: {done.entries} documents in {time.monotonic() - begun:.0f} s, killed: {killed.is_set()}, lost: {lost}, too many: {len(held.keys() - wanted.keys())}")  # fmt: skip
    asked.close()


def killed_while_asking(
    cluster: Cluster, made: Varied, synonyms: Sequence[Sequence[str]], folder: Path
) -> None:
    """Ask without a pause through a proxy; kill the node that holds the first copy in the middle; then open the page."""
    asked = queries([document for document, _ in made.documents(len(made.base))])
    asker = Asker(next(iter(cluster.urls)), ALIAS, synonyms)
    bodies = [json.dumps(asker.body(query)).encode() for query in asked]
    right = [json.loads(passed_on(cluster.urls, body)[1])["hits"]["total"]["value"] for body in bodies]
    times, wrong, refused = [], 0, 0
    for order, body in enumerate(bodies * 2):
        if order == len(bodies) // 2:
            victim = cluster.holder(f"{ALIAS}-*")
            cluster.kill(victim)
        begun = time.perf_counter()
        status, data = passed_on(cluster.urls, body)
        times.append((time.perf_counter() - begun) * 1000)
        refused += status != 200
        wrong += status == 200 and json.loads(data)["hits"]["total"]["value"] != right[order % len(bodies)]
    middle, most = percentiles(times)
    print(f"  killed while asking ({victim}): {len(times)} queries, not answered {refused}, wrong {wrong}; p50 {middle:.0f} ms, p95 {most:.0f} ms, longest {max(times):.0f} ms")  # fmt: skip
    with serving(site(folder, endpoint=True), cluster.urls) as address, chromium(address) as page:
        shown = percentiles(shown_in(page, asked[:40]))
        print(f"  the page against the nodes that are left: p50 {shown[0]:.0f} ms, p95 {shown[1]:.0f} ms; it says {state(page)}")  # fmt: skip
        page.screenshot(path=str(folder / "page.png"))
        for name in list(cluster.running):
            cluster.kill(name)
        page.get_by_label("要找的词").fill("没有引擎")
        page.wait_for_selector(".cb-failed")
        print(f"  the page with no node left: {state(page)}")
