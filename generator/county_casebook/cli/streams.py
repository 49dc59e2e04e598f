"""What is printed can be read wherever it goes: Chinese on a console of any code page, UTF-8 in a file and a pipe."""

from __future__ import annotations

import io
import sys
from typing import TextIO


def make_readable(*streams: TextIO) -> None:
    """Let no stream stop a command for a sign it cannot show, and write UTF-8 wherever no person looks on.

    A console of Windows shows `?` for what its font or code page lacks. A file or a pipe there would be written in the code page
    of the machine, in which other programs find no Chinese, or which has none.
    """
    for stream in streams or (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


__all__ = ["make_readable"]
