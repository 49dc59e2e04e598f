"""`casebook schema`: JSON Schemas and settings for editors of text."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from county_casebook.cli.arguments import DONE, FAILED, USAGE


def add_schema(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("schema", help="写 .vscode：在编辑器里看中文说明、补全编号、当场看到错误")
    command.add_argument(
        "directory",
        nargs="?",
        type=Path,
        default=Path(),
        metavar="文件夹",
        help="库所在的文件夹（默认当前文件夹）",
    )
    command.add_argument("--content", default="content", help="其中的内容文件夹（默认 content）")
    command.set_defaults(run=_schema)


def _schema(chosen: argparse.Namespace) -> int:
    from county_casebook.build import today
    from county_casebook.library.library import link
    from county_casebook.library.load import load
    from county_casebook.scaffold.editor_files import write_editor_files
    from county_casebook.scaffold.new_files import NotWritten

    content = chosen.directory / chosen.content
    if not content.is_dir():
        print(f"没有 {content} 这个文件夹；请在库所在的文件夹里运行，或写出它的位置", file=sys.stderr)
        return USAGE
    library = link(load(content), today(content))
    try:
        written = write_editor_files(chosen.directory, Path(chosen.content).as_posix(), library)
    except NotWritten as error:
        print(error, file=sys.stderr)
        return FAILED
    for said in written.left:
        print(said, file=sys.stderr)
    where = chosen.directory / ".vscode"
    print(f"{where}：写了 {len(written.paths)} 个文件，其余没有变化。VS Code 里装上 YAML 扩展就能用")
    return FAILED if written.left else DONE
