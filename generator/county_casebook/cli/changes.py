"""`casebook changes`: what changed in published records, and is not told yet, joins the list of changes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from county_casebook.cli.arguments import DONE, FAILED, USAGE, add_content
from county_casebook.library.change_files import CHANGES, EARLIER


def add_changes(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("changes", help=f"把发布以后又改过的记录记进 content/{CHANGES}，供读者看")
    chosen = command.add_mutually_exclusive_group()
    chosen.add_argument("--dry-run", action="store_true", help="只说会记下什么，不写")
    chosen.add_argument(
        "--by-year",
        action="store_true",
        help=f"不记新的，把往年的条目移到 content/{EARLIER}/年份.yml（只有一年的，按月）；网页和网址都不变",
    )
    add_content(command)
    command.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    return _moved(chosen.content) if chosen.by_year else _noted(chosen)


def _noted(chosen: argparse.Namespace) -> int:
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


def _moved(content: Path) -> int:
    """Move what is of earlier years into files of their own; each is whole before the list is without it."""
    from county_casebook.layout.by_year import by_year
    from county_casebook.problems import format_problems
    from county_casebook.scaffold.new_files import NotWritten
    from county_casebook.scaffold.replaced_files import replace_file
    from county_casebook.source import Refused

    path = content / CHANGES
    try:
        held = path.read_bytes()
        stays, going = by_year(held, f"content/{CHANGES}")
        for name, text in going.items():
            _put_before(content / EARLIER / f"{name}.yml", text)
        if going:
            replace_file(path, held, stays.encode())
    except Refused as refused:
        print(format_problems(refused.problems), file=sys.stderr)
        return FAILED
    except (NotWritten, OSError) as fault:
        print(f"{path}：{getattr(fault, 'strerror', None) or fault}", file=sys.stderr)
        return FAILED
    files = "、".join(f"content/{EARLIER}/{name}.yml" for name in going)
    print(f"移到了 {files}；和 {CHANGES} 一起提交" if going else "没有往年的条目要移")
    return DONE


def _put_before(path: Path, text: str) -> None:
    """Put entries at the head of a file of earlier changes, or begin one. Raises Refused, NotWritten, OSError."""
    from county_casebook.layout.by_year import before
    from county_casebook.scaffold.new_files import write_new
    from county_casebook.scaffold.replaced_files import replace_file

    path.parent.mkdir(exist_ok=True)
    if path.is_file():
        held = path.read_bytes()
        replace_file(path, held, before(text, held, path.name).encode())
    else:
        write_new({path: text})


def _told(entries: list[dict[str, str]] | None) -> str:
    if entries is None:
        return f"从提交 {CHANGES} 起记：以后改了已发布的记录，就再运行 casebook changes"
    lines = [f"- {entry['record']}：{entry['said']}" for entry in entries]
    return "\n".join([*lines, "请看一遍，把话改顺"]) if lines else "没有要记的改动"


def _write(path: Path, entries: Sequence[dict[str, str]]) -> None:
    """Put entries at the head of the list, in the one form; the comments of the file are kept."""
    from county_casebook.layout.canonical import prepended
    from county_casebook.records.change import Change
    from county_casebook.scaffold.new_files import NotWritten, write_new
    from county_casebook.scaffold.replaced_files import replace_file
    from county_casebook.source import MAX_BYTES

    if path.is_file():
        before = path.read_bytes()
        after = prepended(before, path.name, Change, entries).encode()
        if len(after) > MAX_BYTES:
            raise NotWritten(f"{CHANGES} 写满了，没有改；先运行 casebook changes --by-year，再运行一次")
        replace_file(path, before, after)
    else:
        write_new({path: prepended(b"[]\n", path.name, Change, entries)})
