"""`casebook template`: the form of a kind, for Word or Excel."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from county_casebook.cli.arguments import DONE, FAILED, USAGE, add_content
from county_casebook.records import KINDS, module_of

FORMED = {module_of(kind): kind for name, kind in KINDS.items() if name != "policies"}
"""The kinds that have forms, by their name in commands; a policy is a text and is imported as one."""


def add_template(commands: Any) -> None:
    """Add the command."""
    template = commands.add_parser("template", help="生成一份 Word 或 Excel 表，填好用 import 收回来")
    template.add_argument("kind", choices=tuple(FORMED), metavar="种类", help="、".join(FORMED))
    template.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="文件",
        help="以 .docx 或 .xlsx 结尾；已有的不覆盖",
    )
    template.add_argument("--from", dest="record", metavar="编号", help="把这条记录填进表里")
    add_content(template)
    template.set_defaults(run=_template)


def _template(chosen: argparse.Namespace) -> int:
    from county_casebook.build import today
    from county_casebook.intake.forms.making import NoForm, NotWritten, write_form

    try:
        written = write_form(
            FORMED[chosen.kind], chosen.output, chosen.content, today(chosen.content), record_id=chosen.record
        )
    except (NoForm, NotWritten) as reason:
        print(reason, file=sys.stderr)
        return USAGE if isinstance(reason, NoForm) else FAILED
    print(f"已写好 {written}；填好后运行 casebook import {chosen.kind} {written}")
    return DONE
