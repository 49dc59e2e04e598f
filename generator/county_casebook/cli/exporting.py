"""`casebook export`: published records become data."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from county_casebook.cli.arguments import DONE, FAILED, USAGE, add_content, sources
from county_casebook.cli.checked import checked, counted
from county_casebook.cli.telling import progress
from county_casebook.library.edition import Edition
from county_casebook.problems import format_problems
from county_casebook.publish.outputs import OUTPUTS


def add_export(commands: Any) -> None:
    """Add the command."""
    export = commands.add_parser(
        "export", help="把已发布的记录导出成数据，或把案例写成开会用的简报（export case 编号… -o 简报.docx）"
    )
    export.add_argument(
        "what",
        nargs="+",
        metavar="文件夹",
        help="放在哪里，同名的文件会被替换，上一次同格式导出、这一次没有的文件会删去；写简报时是 case 和案例的编号，几个案例合成一份，带目录",
    )
    chosen = export.add_mutually_exclusive_group(required=True)
    chosen.add_argument(
        "--format",
        choices=[name for name, output in OUTPUTS.items() if output.exports],
        help="；".join(f"{name}：{output.words}" for name, output in OUTPUTS.items() if output.exports),
    )
    chosen.add_argument("-o", "--output", type=Path, metavar="文件", help="简报写到哪个 .docx；已有的不覆盖")
    add_content(export)
    export.set_defaults(run=_export)


def _export(chosen: argparse.Namespace) -> int:
    """Export data into one folder, or cases into one document."""
    if chosen.output:
        from county_casebook.cli.meeting import export_cases

        return export_cases(chosen.what, chosen.output, chosen.content)
    if len(chosen.what) > 1:
        print("--format 导出到一个文件夹，这里写了几个", file=sys.stderr)
        return USAGE
    return _export_data(chosen, Path(chosen.what[0]))


def _export_data(chosen: argparse.Namespace, directory: Path) -> int:
    from county_casebook.deliver.disk import disk_fault
    from county_casebook.deliver.exported import write_export
    from county_casebook.host.address import site_beside

    with progress():
        found = checked(chosen.content)
    if found.has_errors:
        print(format_problems(found.problems, "text"), file=sys.stderr)
        return FAILED
    edition = Edition.of(found.library, site_beside(chosen.content))
    files = OUTPUTS[chosen.format].files(edition)
    try:
        with progress():
            fault = write_export(directory, chosen.format, files, sources=sources(chosen.content))
    except OSError as error:
        print(disk_fault(error, directory), file=sys.stderr)
        return FAILED
    if fault:
        print(fault, file=sys.stderr)
        return USAGE
    print(f"{counted(edition.library.records())}，已导出到 {directory}")
    return DONE
