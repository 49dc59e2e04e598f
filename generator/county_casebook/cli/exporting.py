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
    export = commands.add_parser("export", help="把已发布的记录导出成数据")
    export.add_argument("directory", type=Path, metavar="文件夹", help="放在哪里；同名的文件会被替换")
    export.add_argument(
        "--format",
        choices=[name for name, output in OUTPUTS.items() if output.exports],
        required=True,
        help="；".join(f"{name}：{output.words}" for name, output in OUTPUTS.items() if output.exports),
    )
    add_content(export)
    export.set_defaults(run=_export)


def _export(chosen: argparse.Namespace) -> int:
    from county_casebook.deliver.disk import disk_fault
    from county_casebook.deliver.exported import write_export

    with progress():
        found = checked(chosen.content)
    if found.has_errors:
        print(format_problems(found.problems, "text"), file=sys.stderr)
        return FAILED
    edition = Edition.of(found.library)
    files = OUTPUTS[chosen.format].files(edition)
    try:
        with progress():
            fault = write_export(chosen.directory, files, sources=sources(chosen.content))
    except OSError as error:
        print(disk_fault(error, chosen.directory), file=sys.stderr)
        return FAILED
    if fault:
        print(fault, file=sys.stderr)
        return USAGE
    print(f"{counted(edition.library.records())}，已导出到 {chosen.directory}")
    return DONE
