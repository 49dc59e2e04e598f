"""`casebook new`: a template with Chinese comments."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from county_casebook.cli.arguments import DONE, FAILED, USAGE, add_content
from county_casebook.records import KINDS, module_of


def add_new(commands: Any) -> None:
    """Add the command."""
    new = commands.add_parser("new", help="生成一份带中文注释的模板")
    new.add_argument(
        "kind", choices=list(_SINGULAR.values()), metavar="种类", help="、".join(_SINGULAR.values())
    )
    new.add_argument("id", nargs="?", help="编号（文件名），小写字母、数字和短横")
    new.add_argument("--county", metavar="代码", help="六位行政区划代码；没有这个县的记录时一并生成")
    new.add_argument("--as-of", type=int, metavar="年份", help="代码所属年份")
    add_content(new)
    new.set_defaults(run=_new)


_SINGULAR = {kind: module_of(model) for kind, model in KINDS.items()}
"""The name of each kind in commands: that of its module."""


def _new(chosen: argparse.Namespace) -> int:
    from county_casebook.scaffold.new import ScaffoldError, new_records
    from county_casebook.scaffold.new_files import NotWritten

    kind = next(plural for plural, singular in _SINGULAR.items() if singular == chosen.kind)
    try:
        written = new_records(chosen.content, kind, chosen.id, county=chosen.county, as_of=chosen.as_of)
    except (ScaffoldError, NotWritten) as error:
        print(error, file=sys.stderr)
        return USAGE if isinstance(error, ScaffoldError) else FAILED
    for path in written:
        print(f"已写好 {path}")
    _renew_schemas(chosen.content)
    return DONE


def _renew_schemas(content: Path) -> None:
    """Let editors of text know the new ids, where `casebook schema` has been run; a folder that refuses does not undo the record."""
    from county_casebook.build import today
    from county_casebook.library.library import link
    from county_casebook.library.load import load
    from county_casebook.scaffold.editor_files import has_schemas, renew_schemas
    from county_casebook.scaffold.new_files import NotWritten

    if has_schemas(content.parent):
        try:
            renew_schemas(content.parent, link(load(content), today(content)))
        except NotWritten as error:
            print(error, file=sys.stderr)
