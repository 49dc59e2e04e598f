"""A fault of the program becomes a sentence that names the file in hand and asks for a report: the command's last handler.

The file is read off the traceback: the innermost function that held a record, a document or a file tells which it was, so
that nothing has to be noted on the way.
"""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from county_casebook.library.load import Entry
from county_casebook.records import Record
from county_casebook.source import Document, Kept

_PACKAGE = Path(__file__).parents[1]


def reported(error: BaseException) -> str:
    """Return what is said of a fault, with its traceback when CASEBOOK_DEBUG=1."""
    return report(error, with_trace=os.environ.get("CASEBOOK_DEBUG") == "1")


def report(error: BaseException, *, with_trace: bool = False) -> str:
    """Say what happened where, without the error's own words: these may hold a number that no message shows."""
    file = file_in_hand(error)
    lines = [
        "程序自己出错了，这不怪您写的内容。",
        f"正在处理：{file or '（没有读到具体文件）'}",
        f"出错位置：{_position(error)}",
        "请把上面几行和这个文件发给维护者；设环境变量 CASEBOOK_DEBUG=1 再运行一次，可以看到完整经过。",
    ]
    trace = "".join(traceback.format_exception(error)) if with_trace else ""
    return trace + "\n".join(lines)


def file_in_hand(error: BaseException) -> str:
    """Return the file that was being worked on when an error arose, or an empty text."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    for frame in reversed(frames):
        for value in frame.f_locals.values():
            if path := _path_of(value):
                return path
    return ""


def _path_of(value: object) -> str:
    if isinstance(value, (Record, Document, Kept)):
        return value.path
    if isinstance(value, Entry):
        return value.document.path
    if isinstance(value, Path) and value.is_file() and not value.is_relative_to(_PACKAGE):
        return str(value)
    return ""


def _position(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGE)] or list(frames)
    where = f"{_short(own[-1].filename)}:{own[-1].lineno}" if own else "?"
    return f"{type(error).__name__}，{where}"


def _short(filename: str) -> str:
    path = Path(filename)
    return path.relative_to(_PACKAGE.parent).as_posix() if path.is_relative_to(_PACKAGE) else path.name
