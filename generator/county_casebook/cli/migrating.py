"""`casebook migrate`: an older library is brought forward, or it is said what is in the way."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from county_casebook.cli.arguments import DONE, FAILED, add_content
from county_casebook.git import GitFault
from county_casebook.library.version import CURRENT
from county_casebook.migrate.library import NotMigrated, Plan, plan
from county_casebook.migrate.writing import uncommitted, write
from county_casebook.problems import format_problems
from county_casebook.scaffold.new_files import NotWritten

_SHOWN = 5


def add_migrate(commands: Any) -> None:
    """Add the command."""
    migrating = commands.add_parser("migrate", help="把旧版格式的内容改成现在的")
    migrating.add_argument("--dry-run", action="store_true", help="只显示要改哪些文件，不写")
    add_content(migrating)
    migrating.set_defaults(run=_migrate)


def _migrate(chosen: argparse.Namespace) -> int:
    return DONE if migrate(chosen.content, dry=chosen.dry_run) else FAILED


def migrate(content: Path, *, dry: bool) -> bool:
    """Bring a content folder forward, or with `dry` only say what would change; return whether all is well."""
    try:
        found = plan(content)
    except NotMigrated as refused:
        print(
            f"{format_problems(refused.problems)}\n\n什么都没有改；先改好上面的，再运行 casebook migrate",
            file=sys.stderr,
        )
        return False
    if not found.changes:
        print(f"内容已经是第 {CURRENT} 版格式，没有要改的")
        return True
    if dry:
        print(f"{_told(found)}\n只看不改：去掉 --dry-run 再运行才写")
        return True
    return _written(content, found)


def _written(content: Path, found: Plan) -> bool:
    try:
        if dirty := uncommitted(content, found):
            print(_dirty(dirty), file=sys.stderr)
            return False
        write(found.files)
    except (GitFault, NotWritten) as refused:
        print(f"{refused}什么都没有改" if isinstance(refused, GitFault) else refused, file=sys.stderr)
        return False
    print(f"{_told(found)}\n已改好。新加的 not_stated，来源写明的、查得到的请换掉，再运行 casebook check")
    return True


def _dirty(names: Sequence[str]) -> str:
    more = f" 等 {len(names)} 个文件" if len(names) > _SHOWN else ""
    named = f"{'、'.join(names[:_SHOWN])}{more}"
    return f"{named} 有还没有提交的修改，什么都没有改；先提交（git commit），改坏了才回得去"


def _told(found: Plan) -> str:
    lines = [f"{change.shown}：{change.places} 处" for change in found.changes]
    return "\n".join([f"内容从第 {found.version} 版格式改成第 {CURRENT} 版：", *lines])
