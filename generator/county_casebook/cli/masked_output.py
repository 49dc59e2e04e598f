"""What a command prints becomes what a screen and a log may keep: personal numbers masked, whoever wrote the line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any, TextIO

from county_casebook.text.personal_data import masked


class Masking:
    """A stream that masks what it is given, piece by piece; all else is the stream's behind it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(masked(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def masked_output() -> Iterator[None]:
    """Let nothing that is printed meanwhile show a personal number whole."""
    with redirect_stdout(Masking(sys.stdout)), redirect_stderr(Masking(sys.stderr)):
        yield
