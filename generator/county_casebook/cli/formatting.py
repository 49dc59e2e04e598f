"""`casebook fmt`: every YAML file of the content is written in one form, its comments kept, or the files that are not are named."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from county_casebook.cli.arguments import DONE, FAILED, USAGE, add_content
from county_casebook.cli.covered import below, named, uncovered
from county_casebook.cli.telling import progress
from county_casebook.layout.folder import Form, form_of, yaml_in
from county_casebook.problems import Location, Problem, format_problems
from county_casebook.progress import counted
from county_casebook.scaffold.new_files import NotWritten
from county_casebook.scaffold.replaced_files import replace_file
from county_casebook.source import Refused


def add_fmt(commands: Any) -> None:
    """Add the command."""
    fmt = commands.add_parser("fmt", help="把 YAML 写成统一的样子，注释都留着")
    fmt.add_argument(
        "paths", nargs="*", type=Path, metavar="路径", help="只改这些文件或文件夹（默认全部内容）"
    )
    fmt.add_argument("--check", action="store_true", help="只列出写法不统一的文件，不改")
    add_content(fmt)
    fmt.set_defaults(run=_fmt)


def _fmt(chosen: argparse.Namespace) -> int:
    for path in chosen.paths:
        if fault := uncovered(path, chosen.content, "fmt"):
            print(fault, file=sys.stderr)
            return USAGE
    root = chosen.content
    if not root.is_dir():
        print(f"没有 {root} 文件夹（在项目根目录运行）", file=sys.stderr)
        return FAILED
    with progress():
        forms, problems = _forms(root, chosen.paths)
        others = [form for form in forms if not form.is_it]
        problems += [] if chosen.check else _write(others)
    if problems:
        print(format_problems(sorted(problems)), file=sys.stderr)
    kept = {problem.location.path for problem in problems}
    _tell(others if chosen.check else [form for form in others if form.shown not in kept], chosen, len(forms))
    return FAILED if problems or (chosen.check and others) else DONE


def _forms(root: Path, paths: Sequence[Path]) -> tuple[list[Form], list[Problem]]:
    """Return the named files and their forms, and the problems of those that have none."""
    found, is_named, here = yaml_in(root), named(paths), root.resolve()
    problems = below(found.problems, paths, root)
    files = [path for path in found.files if is_named(here / path.relative_to(root))]
    forms: list[Form] = []
    for path in counted("读取内容", files, len(files)):
        try:
            forms.append(form_of(root, path, found.files[path]))
        except Refused as refused:
            problems.extend(refused.problems)
    return forms, problems


def _write(forms: Iterable[Form]) -> list[Problem]:
    """Write files in their form, each whole or not at all; return why some were not."""
    problems: list[Problem] = []
    for form in forms:
        try:
            replace_file(form.path, form.before, form.after)
        except NotWritten as refusal:
            problems.append(Problem(Location(form.shown), "not-written", str(refusal)))
    return problems


def _tell(forms: Sequence[Form], chosen: argparse.Namespace, count: int) -> None:
    """Print which files were changed, or would be."""
    if not forms:
        print(f"{count} 个文件，写法都是统一的" if chosen.check else f"{count} 个文件，没有要改的")
    elif chosen.check:
        print(format_problems([form.difference() for form in forms]))
        print(f"\n{count} 个文件里 {len(forms)} 个写法不统一；运行 casebook fmt 改好")
    else:
        print("\n".join(form.shown for form in forms))
        print(f"改了 {len(forms)} 个文件，内容和注释没有变")


__all__ = ["add_fmt"]
