"""`casebook import`: documents become records; what could not be placed is listed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from county_casebook.cli.arguments import DONE, FAILED, USAGE, add_content
from county_casebook.cli.telling import progress
from county_casebook.cli.template import FORMED

if TYPE_CHECKING:
    from county_casebook.intake.report import Entry
    from county_casebook.intake.writing import Imported


def add_import(commands: Any) -> None:
    """Add the command."""
    importing = commands.add_parser("import", help="把 Word、PDF、网页、文本变成记录；放不进去的都列出来")
    importing.add_argument(
        "kind", choices=("policy", *FORMED), metavar="种类", help=f"policy；填好的表：{'、'.join(FORMED)}"
    )
    importing.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="文件",
        help="policy 收 .txt、.docx、.pdf、.html 或 .mht；其余收填好的 .docx、.xlsx 表；也可以是放着它们的文件夹",
    )
    importing.add_argument(
        "--id", help="编号；不写就取表里的、文件名或拼音，policy 按发文字号取，如 gbf-2017-47"
    )
    importing.add_argument(
        "--report",
        type=Path,
        metavar="文件夹",
        help="policy：把读到的、存疑的、没有导入的写成一张表（CSV）和一个网页；导入文件夹时不写也有，在 .casebook/import",
    )
    importing.add_argument("--dry-run", action="store_true", help="只显示读到了什么，不写文件")
    add_content(importing)
    importing.set_defaults(run=_import)


_IMPORTED = {"": DONE, "unreadable": FAILED, "unwritable": FAILED, "personal": FAILED, "taken": USAGE}


def _import(chosen: argparse.Namespace) -> int:
    is_many = len(chosen.files) > 1 or any(path.is_dir() for path in chosen.files)
    if chosen.id and is_many:
        print("一次导入几份文件时不能写 --id", file=sys.stderr)
        return USAGE
    worst = DONE
    entries = []
    with progress() as teller:
        for imported in _imported(chosen):
            teller.clear()
            print(imported.told, file=sys.stderr if imported.refused else sys.stdout)
            worst = max(worst, _IMPORTED[imported.refused])
            entries += [imported.entry] if imported.entry else []
    return max(worst, _report(chosen, entries))


def _report(chosen: argparse.Namespace, entries: list[Entry]) -> int:
    """Write the report where one is wanted: of a folder always, unless nothing may be written."""
    is_folder = any(path.is_dir() for path in chosen.files) and not chosen.dry_run
    if chosen.kind != "policy" or not (chosen.report or is_folder):
        return DONE
    from county_casebook.intake.report import report_folder, write_report

    folder = chosen.report or report_folder(chosen.content)
    try:
        written = write_report(entries, folder, dry=chosen.dry_run)
    except OSError as error:
        print(f"{folder}：报告写不进去：{error.strerror}", file=sys.stderr)
        return FAILED
    print(f"报告：{'、'.join(map(str, written))}")
    return DONE


def _imported(chosen: argparse.Namespace) -> Iterator[Imported]:
    """Yield what became of each file."""
    from county_casebook.build import today
    from county_casebook.intake.forms.importing import import_forms
    from county_casebook.intake.writing import import_policies

    if chosen.kind == "policy":
        yield from import_policies(chosen.files, chosen.content, record_id=chosen.id, dry=chosen.dry_run)
        return
    yield from import_forms(
        FORMED[chosen.kind],
        chosen.files,
        chosen.content,
        today(chosen.content),
        record_id=chosen.id,
        dry=chosen.dry_run,
    )
