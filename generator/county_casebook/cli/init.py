"""`casebook init`: an empty folder becomes a new library."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from county_casebook.cli.arguments import DONE, FAILED, USAGE


def add_init(commands: Any) -> None:
    """Add the command."""
    begin = commands.add_parser("init", help="在空文件夹里建一个新的库")
    begin.add_argument(
        "directory",
        nargs="?",
        type=Path,
        default=Path(),
        metavar="文件夹",
        help="默认当前文件夹；必须是空的或还没有",
    )
    begin.set_defaults(run=_init)


def _init(chosen: argparse.Namespace) -> int:
    from county_casebook.scaffold.new_files import NotWritten
    from county_casebook.starter.library import NotEmpty, start

    try:
        written = start(chosen.directory)
    except (NotEmpty, NotWritten) as error:
        print(error, file=sys.stderr)
        return USAGE if isinstance(error, NotEmpty) else FAILED
    print(
        f"新的库写在 {chosen.directory.resolve()}，共 {len(written)} 个文件；先看 README.md，再运行 casebook check"
    )
    return DONE
