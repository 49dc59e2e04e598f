"""A piece of work becomes user CPU seconds; a command becomes those and its peak memory, as the system accounts them."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager


@contextmanager
def stage(name: str, times: dict[str, float]) -> Iterator[None]:
    """Add the CPU seconds of a block to `times`."""
    before = time.process_time()
    yield
    times[name] = times.get(name, 0.0) + time.process_time() - before


def command(*arguments: str) -> tuple[float, float]:
    """Run `casebook` with arguments in a process of its own; return user CPU seconds and peak memory in MB of that process."""
    code = "import sys; from generator.cli import main; sys.exit(main(sys.argv[1:]))"
    usage = process(sys.executable, "-c", code, *arguments)
    return usage.ru_utime, usage.ru_maxrss / 1024


def process(*words: str) -> resource.struct_rusage:
    """Run a program to its end, its output thrown away; return what the system accounts for it, its children included."""
    started = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=os.environ)
    said = started.stderr.read() if started.stderr else b""
    _, status, usage = os.wait4(started.pid, 0)
    if status:
        raise RuntimeError(f"{' '.join(words)} ended with {status}: {said.decode(errors='replace')}")
    return usage


def peak_memory() -> float:
    """The peak memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def table(rows: Sequence[Sequence[object]], head: Sequence[str]) -> None:
    """Print rows under a head, columns aligned."""
    text = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in text) for column in range(len(head))]
    for row in text:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))
