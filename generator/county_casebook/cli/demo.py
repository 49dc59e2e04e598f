"""`casebook demo`: a fictional library of any size."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from county_casebook.cli.arguments import DONE, FAILED, USAGE, sources
from county_casebook.cli.telling import progress


def add_demo(commands: Any) -> None:
    """Add the command."""
    demo = commands.add_parser("demo", help="生成一个虚构的库，供试用和测量")
    demo.add_argument("directory", type=Path, metavar="文件夹", help="放在哪里（必须是空的或还没有）")
    demo.add_argument("--cases", type=int, default=60, help="案例数")
    demo.add_argument(
        "--duties",
        action="store_true",
        help="改为生成没有案例的库：31 个省、十项责任都算得出，每项各留一个缺口，供试责任台账",
    )
    demo.add_argument("--seed", type=int, default=2004, help="种子；同样的种子得到同样的库")
    demo.set_defaults(run=_demo)


def _demo(chosen: argparse.Namespace) -> int:
    from county_casebook.deliver.disk import disk_fault
    from county_casebook.deliver.target import target_fault
    from county_casebook.demo import write_demo, write_plan

    try:
        if fault := target_fault(chosen.directory, "demo", folders=sources(Path("content"))):
            print(fault, file=sys.stderr)
            return USAGE
        with progress():
            if chosen.duties:
                write_plan(chosen.directory)
            else:
                write_demo(chosen.directory, cases=chosen.cases, seed=chosen.seed)
    except OSError as error:
        print(disk_fault(error, chosen.directory), file=sys.stderr)
        return FAILED
    print(f"虚构的库写在 {chosen.directory}；运行 casebook build -f {chosen.directory}/mkdocs.yml 生成网站")
    return DONE
