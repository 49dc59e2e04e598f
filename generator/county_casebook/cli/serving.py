"""`casebook serve`: the site on this machine, made again as it is edited."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from county_casebook.cli.arguments import DONE, FAILED, USAGE
from county_casebook.cli.fault import reported


def add_serve(commands: Any) -> None:
    """Add the command."""
    serve = commands.add_parser("serve", help="在本机预览，改了就刷新")
    serve.add_argument("-f", "--config-file", type=Path, default=Path("mkdocs.yml"), help="配置文件")
    serve.add_argument("--drafts", action="store_true", help="连草稿和待审的一起显示")
    serve.add_argument(
        "--base",
        default="",
        metavar="版本",
        help="和哪个版本比改了什么，如 main；不写就是默认分支（配合 --drafts）",
    )
    serve.set_defaults(run=_serve)


def _serve(chosen: argparse.Namespace) -> int:
    from county_casebook.host.configured import BuildRefused
    from county_casebook.host.serving import serve

    if chosen.base and not chosen.drafts:
        print("--base 要和 --drafts 一起用：改了什么只在连草稿一起显示的预览里列出", file=sys.stderr)
        return USAGE
    try:
        serve(chosen.config_file, drafts=chosen.drafts, base=chosen.base, fault=reported)
    except BuildRefused as refused:
        print(refused, file=sys.stderr)
        return FAILED
    return DONE
