"""From a saved record to its page, on the clock, in our preview and in Hugo's.

A real preview runs on a fictional library; for pages of several kinds a record is saved, the news of it awaited as an open
page does, and the page fetched. What follows behind the scenes is not awaited, as it is not while somebody writes. Hugo's
server is asked for the page of a case, the second its list, until the words saved stand in it.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
import urllib.request
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks import hugo
from county_casebook.demo import write_demo
from county_casebook.host.serving import Serving

_PAGES = ("cases", "counties", "policies", "organizations", "pairings", "events")
_TIMES = 5


def _asked(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:
        return bytes(answer.read())


def _state(root: str, tick: str = "") -> dict[str, str]:
    found: dict[str, str] = json.loads(_asked(f"{root}_preview/state?tick={tick}"))
    return found


def _saved(path: Path, number: int) -> None:
    """Save a record with a comment that was not there: its words stay, its bytes do not."""
    path.write_text(f"{path.read_text('utf-8').rstrip()}\n# {number}\n", "utf-8")


def save_to_page(serving: Serving, record: Path, url: str, times: int) -> Iterator[float]:
    """Yield the seconds from saving a record to having a page, again and again."""
    for number in range(times):
        before = _state(serving.address)
        began = time.perf_counter()
        _saved(record, number)
        while (now := _state(serving.address, before["tick"]))["state"] == before["state"]:
            before = {**now, "state": before["state"]}
        _asked(f"{serving.address}{url}")
        yield time.perf_counter() - began


def _measured(library: Path) -> Iterator[str]:
    serving = Serving(library / "mkdocs.yml", lambda _: None)
    began = time.perf_counter()
    serving.begin()
    yield f"first reading {time.perf_counter() - began:.1f} s"
    content = library / "content"
    for kind in _PAGES:
        records = sorted((content / kind).rglob("*.yml"))
        if records:
            record = records[len(records) // 2]
            for url in (f"{kind}/{record.stem}/", f"{kind}/"):
                yield f"{_spread(save_to_page(serving, record, url, _TIMES))}  {url}"
    serving.stop()


def _spread(seconds: Iterable[float]) -> str:
    taken = sorted(seconds)
    return " ".join(f"{each:6.2f}" for each in (taken[0], statistics.median(taken), taken[-1]))


def measure(cases: int) -> None:
    """Print minimum, median and maximum of the seconds from a save to the page, kind by kind, then Hugo's."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        library, peer = Path(folder, "library"), Path(folder, "hugo")
        write_demo(library, cases=cases)
        peer.mkdir()
        hugo.write_site(library, peer)
        for line in _measured(library):
            print(line, flush=True)
        record = sorted((peer / "content" / "cases").glob("case-*.md"))[cases // 2]
        print(f"{_spread(hugo.edits(peer, [(record, f'cases/{record.stem}/')] * _TIMES))}  hugo: a case")
