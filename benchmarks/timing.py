"""A piece of work becomes CPU seconds; a command becomes those and its peak memory, as the system accounts them."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple


class Used(NamedTuple):
    """What a process used, its children included: seconds in user and system mode, peak memory in MB, seconds on the wall."""

    user: float
    system: float
    memory: float
    wall: float

    @property
    def seconds(self) -> float:
        """CPU seconds."""
        return self.user + self.system


@contextmanager
def stage(name: str, times: dict[str, float]) -> Iterator[None]:
    """Add the CPU seconds of a block to `times`."""
    before = time.process_time()
    yield
    times[name] = times.get(name, 0.0) + time.process_time() - before


def command(*arguments: str) -> Used:
    """Run `casebook` with arguments in a process of its own; return what it used."""
    code = "import sys; from county_casebook.cli import run; sys.exit(run())"
    return process(sys.executable, "-c", code, *arguments)


_LAUNCHER = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
ended = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([ended.returncode, used.ru_utime, used.ru_stime, used.ru_maxrss / 1024, time.perf_counter() - start, ended.stderr.decode(errors="replace")]))
"""
"""Runs a program and tells what it used. A child's peak begins with that of the process it was forked from, so a small one forks it."""


def process(*words: str) -> Used:
    """Run a program to its end, its output thrown away; return what it and its children used; RuntimeError when it fails."""
    said = subprocess.run(
        [sys.executable, "-S", "-c", _LAUNCHER, *words],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
    )
    status, *used, error = json.loads(said.stdout)
    if status:
        raise RuntimeError(f"{' '.join(words)} ended with {status}: {error}")
    return Used(*used)


def peak_memory() -> float:
    """The peak memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def table(rows: Sequence[Sequence[object]], head: Sequence[str]) -> None:
    """Print rows under a head, columns aligned."""
    text = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in text) for column in range(len(head))]
    for row in text:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))
