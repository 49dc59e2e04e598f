"""`casebook import`: documents become records; what could not be placed is listed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from county_casebook.cli.arguments import DONE, FAILED, USAGE, add_content
from county_casebook.cli.telling import progress


def add_import(commands: Any) -> None:
    """Add the command."""
    importing = commands.add_parser("import", help="把 Word、网页、文本变成记录；放不进去的都列出来")
    importing.add_argument("kind", choices=("policy",), metavar="种类", help="policy")
    importing.add_argument("files", nargs="+", type=Path, metavar="文件", help=".txt、.docx 或 .html")
    importing.add_argument("--id", help="编号；不写就按发文字号取，如 gbf-2017-47")
    importing.add_argument("--dry-run", action="store_true", help="只显示读到的元数据和条款，不写文件")
    add_content(importing)
    importing.set_defaults(run=_import)


_IMPORTED = {"": DONE, "unreadable": FAILED, "unwritable": FAILED, "taken": USAGE}


def _import(chosen: argparse.Namespace) -> int:
    from county_casebook.intake.writing import import_policies

    if chosen.id and len(chosen.files) > 1:
        print("一次导入几份文件时不能写 --id", file=sys.stderr)
        return USAGE
    worst = DONE
    with progress() as teller:
        for imported in import_policies(
            chosen.files, chosen.content, record_id=chosen.id, dry=chosen.dry_run
        ):
            teller.clear()
            print(imported.told, file=sys.stderr if imported.refused else sys.stdout)
            worst = max(worst, _IMPORTED[imported.refused])
    return worst
