"""`casebook health [SITE]`: what has been left alone for too long, judged on a day, with an exit code for a scheduled job."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from county_casebook.cli.arguments import DONE, FAILED, USAGE, add_content
from county_casebook.cli.checked import checked
from county_casebook.cli.telling import progress
from county_casebook.ledger.freshness import COLUMN_DAYS, Freshness, freshness, stale


def add_health(commands: Any) -> None:
    """Add the command."""
    health = commands.add_parser(
        "health", help="首页两周没有新内容、栏目长期没有更新、提问三个月没有回答的，列出来，退出码 1"
    )
    health.add_argument(
        "site",
        nargs="?",
        type=Path,
        metavar="网站",
        help="看这个网站文件夹；不写就看内容文件夹里已发布的记录",
    )
    health.add_argument("--today", type=_day, metavar="年-月-日", help="按哪一天算（默认今天）")
    health.add_argument(
        "--column-days",
        type=int,
        default=COLUMN_DAYS,
        metavar="天数",
        help=f"栏目多少天没有更新算久（默认 {COLUMN_DAYS}）",
    )
    add_content(health)
    health.set_defaults(run=_health)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} 不是日期（写成 2026-11-28）") from None


def _health(chosen: argparse.Namespace) -> int:
    try:
        found = _of_site(chosen.site) if chosen.site else _of_content(chosen.content)
    except _Unknown as reason:
        print(reason, file=sys.stderr)
        return reason.code
    today = chosen.today or date.today()
    told = list(stale(found, today, chosen.column_days))
    print("\n".join(told or [f"没有问题：{len(found.columns)} 个栏目，最近一次更新 {found.last or '没有'}"]))
    return FAILED if told else DONE


class _Unknown(Exception):
    """Why it cannot be said, in Chinese, and the exit code."""

    def __init__(self, words: str, code: int) -> None:
        super().__init__(words)
        self.code = code


def _of_site(site: Path) -> Freshness:
    from county_casebook.deliver.ordinary import read_file

    file = site / "health/state.json"
    try:
        return Freshness.told(json.loads(read_file(file)))
    except OSError:
        raise _Unknown(
            f"{site} 里没有 health/state.json：写 casebook build 生成的网站文件夹", USAGE
        ) from None
    except (ValueError, TypeError, KeyError, RecursionError):
        raise _Unknown(f"{file} 读不懂，文件可能已损坏：重新运行 casebook build", FAILED) from None


def _of_content(content: Path) -> Freshness:
    with progress():
        found = checked(content)
    if found.has_errors:
        raise _Unknown("内容有错误，先运行 casebook check 改好", FAILED)
    return freshness(found.library.published())
