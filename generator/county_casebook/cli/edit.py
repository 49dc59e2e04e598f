"""`casebook edit`: a record is written in a form in the browser, on this machine."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from county_casebook.cli.arguments import DONE, FAILED, USAGE
from county_casebook.cli.fault import reported


def add_edit(commands: Any) -> None:
    """Add the command."""
    edit = commands.add_parser("edit", help="在浏览器里用表单写记录（只在本机）")
    edit.add_argument(
        "record", nargs="?", default="", metavar="记录", help="直接打开一条：编号，或 cases/编号"
    )
    edit.add_argument("-f", "--config-file", type=Path, default=Path("mkdocs.yml"), help="配置文件")
    edit.add_argument("--port", type=int, default=8300, help="端口（默认 8300，被占用就用后面的）")
    edit.add_argument("--no-browser", action="store_true", help="不自动打开浏览器，只显示地址")
    edit.set_defaults(run=_edit)


def _edit(chosen: argparse.Namespace) -> int:
    from county_casebook.edit.editing import NoRecord, edit
    from county_casebook.host.configured import BuildRefused

    if not 0 <= chosen.port < 1 << 16:
        print("端口写 0–65535 之间的数", file=sys.stderr)
        return USAGE
    try:
        edit(chosen.config_file, chosen.record, port=chosen.port, opens=not chosen.no_browser, fault=reported)
    except (BuildRefused, NoRecord) as refused:
        print(refused, file=sys.stderr)
        return USAGE if isinstance(refused, NoRecord) else FAILED
    return DONE
