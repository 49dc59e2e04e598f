"""`casebook check`: the content is read and checked, and nothing built."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from county_casebook.cli.arguments import DONE, FAILED, NO_CACHE, USAGE, add_content
from county_casebook.cli.checked import checked, counted
from county_casebook.cli.covered import below, uncovered
from county_casebook.cli.telling import progress
from county_casebook.problems import LAYOUTS, Problem, format_problems, has_errors, summary


def add_check(commands: Any) -> None:
    """Add the command."""
    check = commands.add_parser("check", help="读取并检查内容，不生成网站")
    check.add_argument(
        "paths", nargs="*", type=Path, metavar="路径", help="只显示这些文件或文件夹的问题（检查仍看全库）"
    )
    check.add_argument("--format", choices=LAYOUTS, default="text", help="输出格式")
    check.add_argument(
        "--watch", action="store_true", help="不结束：改了就再查，只说新出的和改好的问题；按 Ctrl-C 结束"
    )
    add_content(check)
    check.add_argument("--no-cache", action="store_true", help=NO_CACHE)
    check.set_defaults(run=_check)


def _check(chosen: argparse.Namespace) -> int:
    for path in chosen.paths:
        if fault := uncovered(path, chosen.content):
            print(fault, file=sys.stderr)
            return USAGE
    if chosen.watch:
        return _watch(chosen)
    with progress(is_wanted=chosen.format == "text"):
        found = checked(chosen.content, cached=not chosen.no_cache)
    shown = below(found.problems, chosen.paths, chosen.content)
    drawn = format_problems(shown, chosen.format)
    if drawn:
        print(drawn)
    if chosen.format == "text":
        print(f"\n{summary(shown)}" if shown else f"没有问题：{counted(found.library.records())}")
        if found.unknown:
            print(f"编号以前有没有用过，没有查全：{found.unknown}")
    return FAILED if has_errors(shown) else DONE


def _watch(chosen: argparse.Namespace) -> int:
    """Check after every change until interrupted; the exit code is that of the last check."""
    from county_casebook.cli.check_watching import CheckWatch

    def look() -> tuple[Problem, ...]:
        found = checked(chosen.content, cached=not chosen.no_cache)
        return tuple(below(found.problems, chosen.paths, chosen.content))

    def say(text: str) -> None:
        print(text, flush=True)

    found = CheckWatch(chosen.content, look, say, chosen.format).run()
    return FAILED if has_errors(found) else DONE
