"""From a saved record to its page: `python -m benchmarks.serve LIBRARY [TIMES]`, for a library as `casebook demo` writes it.

A real preview runs on a copy of the library; for pages of several kinds a record is saved, the news of it awaited as an open
page does, and the page fetched. Printed are seconds of the clock: minimum, median, maximum. What follows behind the scenes is
not awaited, as it is not while somebody writes.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

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


def _measured(library: Path, times: int) -> Iterator[str]:
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
                taken = sorted(save_to_page(serving, record, url, times))
                told = " ".join(f"{each:6.2f}" for each in (taken[0], statistics.median(taken), taken[-1]))
                yield f"{told}  {url}"
    serving.stop()


def main() -> None:
    """Measure the library that is named."""
    times = int(sys.argv[2]) if len(sys.argv) > 2 else _TIMES
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        library = Path(folder, "library")
        shutil.copytree(sys.argv[1], library, ignore=shutil.ignore_patterns("site", ".cache"))
        for line in _measured(library, times):
            print(line, flush=True)


if __name__ == "__main__":
    main()
