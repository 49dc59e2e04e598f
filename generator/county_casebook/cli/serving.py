"""`casebook serve`: the site on this machine, made again as it is edited."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from county_casebook.cli.arguments import DONE, FAILED
from county_casebook.cli.fault import reported


def add_serve(commands: Any) -> None:
    """Add the command."""
    serve = commands.add_parser("serve", help="在本机预览，改了就刷新")
    serve.add_argument("-f", "--config-file", type=Path, default=Path("mkdocs.yml"), help="配置文件")
    serve.add_argument("--drafts", action="store_true", help="连草稿和待审的一起显示")
    serve.set_defaults(run=_serve)


def _serve(chosen: argparse.Namespace) -> int:
    from county_casebook.host.configured import BuildRefused
    from county_casebook.host.serving import serve

    try:
        serve(chosen.config_file, drafts=chosen.drafts, fault=reported)
    except BuildRefused as refused:
        print(refused, file=sys.stderr)
        return FAILED
    return DONE
