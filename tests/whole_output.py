"""Everything that can be made of a library becomes the SHA-256 of each file, printed as JSON: run in a process of its own.

`python whole_output.py LIBRARY OUT [--other-order] [--other-day]`. It imports nothing of the tests, so that any Python that has the
package can run it.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

TEN_YEARS = 10 * 365 * 86_400 + 4_321


def in_other_order() -> None:
    """List every folder the other way round, as another file system may."""
    scandir, listdir = os.scandir, os.listdir

    class Reversed:
        """What `os.scandir` returns: an iterator that can be entered and closed."""

        def __init__(self, path: Any = ".") -> None:
            with scandir(path) as found:
                self.entries: Iterator[os.DirEntry[Any]] = iter(list(found)[::-1])

        def __enter__(self) -> Reversed:
            return self

        def __exit__(self, *_: object) -> None:
            self.close()

        def __iter__(self) -> Reversed:
            return self

        def __next__(self) -> os.DirEntry[Any]:
            return next(self.entries)

        def close(self) -> None:
            self.entries = iter(())

    os.scandir = Reversed  # type: ignore[assignment]
    os.listdir = lambda *path: listdir(*path)[::-1]  # type: ignore[assignment]


def on_another_day() -> None:
    """Let ten years go by for whoever asks; `date.today` asks `time.time`."""
    now, now_ns, local, universal = time.time, time.time_ns, time.localtime, time.gmtime

    def later(made: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *asked: made(*asked or [now() + TEN_YEARS])

    time.time = lambda: now() + TEN_YEARS
    time.time_ns = lambda: now_ns() + TEN_YEARS * 1_000_000_000
    time.localtime, time.gmtime = later(local), later(universal)


def everything(library: Path, out: Path) -> dict[str, str]:
    """Make the site, every export, a brief of every case and every form; return the SHA-256 of each file by its name."""
    from county_casebook.cli import main
    from county_casebook.cli.template import FORMED
    from county_casebook.publish.outputs import OUTPUTS

    content = str(library / "content")
    cases = sorted(path.stem for path in (library / "content/cases").glob("*.yml"))
    out.mkdir(parents=True)
    commands = [["build", "-f", str(library / "mkdocs.yml"), "--site-dir", str(out / "site"), "--no-cache"]]
    commands += [
        ["export", str(out / name), "--format", name, "--content", content]
        for name, output in OUTPUTS.items()
        if output.exports
    ]
    commands += [
        ["template", kind, "-o", str(out / f"{kind}{suffix}"), "--content", content]
        for kind in FORMED
        for suffix in (".docx", ".xlsx")
    ]
    for case in cases:
        commands.append(["export", "case", case, "-o", str(out / f"{case}.docx"), "--content", content])
    for command in commands:
        with contextlib.redirect_stdout(sys.stderr):
            code = main(command)
        if code:
            raise SystemExit(f"{command}: {code}")
    return {
        path.relative_to(out).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and not path.relative_to(out).parts[0].startswith(".")
    }


if __name__ == "__main__":
    if "--other-order" in sys.argv:
        in_other_order()
    if "--other-day" in sys.argv:
        on_another_day()
    json.dump(everything(Path(sys.argv[1]), Path(sys.argv[2])), sys.stdout)
