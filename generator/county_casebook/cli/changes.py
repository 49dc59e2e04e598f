"""`casebook changes`: what changed in published records, and is not told yet, joins the list of changes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from county_casebook.cli.arguments import DONE, FAILED, USAGE, add_content
from county_casebook.library.load import CHANGES


def add_changes(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("changes", help=f"把发布以后又改过的记录记进 content/{CHANGES}，供读者看")
    command.add_argument("--dry-run", action="store_true", help="只说会记下什么，不写")
    add_content(command)
    command.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from county_casebook.changes.listing import new_entries
    from county_casebook.cli.checked import checked
    from county_casebook.git import GitFault
    from county_casebook.problems import format_problems, has_errors
    from county_casebook.scaffold.new_files import NotWritten

    found = checked(chosen.content, cached=True)
    if has_errors(found.problems):
        print(f"{format_problems(found.problems)}\n\n先改好上面的错误", file=sys.stderr)
        return FAILED
    path = chosen.content / CHANGES
    try:
        entries = new_entries(found.library, chosen.content, date.today())
        if not chosen.dry_run and (entries or not path.is_file()):
            _write(path, entries or [])
    except GitFault as fault:
        print(fault, file=sys.stderr)
        return USAGE
    except NotWritten as fault:
        print(fault, file=sys.stderr)
        return FAILED
    print(_told(entries))
    return DONE


def _told(entries: list[dict[str, str]] | None) -> str:
    if entries is None:
        return f"从提交 {CHANGES} 起记：以后改了已发布的记录，就再运行 casebook changes"
    lines = [f"- {entry['record']}：{entry['said']}" for entry in entries]
    return "\n".join([*lines, "请看一遍，把话改顺"]) if lines else "没有要记的改动"


def _write(path: Path, entries: Sequence[dict[str, str]]) -> None:
    """Put entries at the head of the list, in the one form; the comments of the file are kept."""
    from county_casebook.layout.canonical import prepended
    from county_casebook.records.change import Change
    from county_casebook.scaffold.new_files import write_new
    from county_casebook.scaffold.replaced_files import replace_file

    if path.is_file():
        before = path.read_bytes()
        replace_file(path, before, prepended(before, path.name, Change, entries).encode())
    else:
        write_new({path: prepended(b"[]\n", path.name, Change, entries)})
