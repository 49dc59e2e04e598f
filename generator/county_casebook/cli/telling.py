"""What long work says of itself becomes one line that is drawn again on a terminal, or one line a stage in a log.

It goes to the error stream, and only when the work takes longer than a reader waits without asking. `rich` would do the same in
26,600 lines and 31 ms of every start (measured); this needs one line, which is drawn and cleared.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from county_casebook.progress import listening

QUIET_SECONDS = 3.0
"""How long nothing is said."""

_REDRAWN_SECONDS = 0.1
_CLEAR = "\r\x1b[K"


class Teller:
    """Listens to stages and counts, and shows them on a stream."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._clock, self._begun = stream, clock, clock()
        self._is_terminal = stream.isatty()
        self._stage = ""
        self._drawn: float | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = self._clock()
        if now - self._begun < QUIET_SECONDS:
            return
        if stage != self._stage:
            self._stage, self._drawn = stage, None
            if not self._is_terminal:
                self._write(f"{stage}……\n")
        if self._is_terminal and (self._drawn is None or now - self._drawn >= _REDRAWN_SECONDS):
            self._write(f"{_CLEAR}{stage}……{_counts(done, total)}")
            self._drawn = now

    def clear(self) -> None:
        """Take the line away, so that something else can be printed."""
        if self._drawn is not None:
            self._write(_CLEAR)
            self._drawn = None

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def _counts(done: int, total: int) -> str:
    if total:
        return f"{done:,}/{total:,}"
    return f"{done:,}" if done else ""


@contextmanager
def progress(*, is_wanted: bool = True) -> Iterator[Teller]:
    """Show how far the work done meanwhile is; where it is not wanted, say nothing."""
    teller = Teller(sys.stderr)
    if not is_wanted:
        yield teller
        return
    with listening(teller):
        try:
            yield teller
        finally:
            teller.clear()
