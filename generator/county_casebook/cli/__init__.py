"""Arguments become an exit code: the `casebook` command.

0 done, 1 the content has errors, 2 wrong usage, 70 a fault of the program itself.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from county_casebook.build import Checked, check_content
from county_casebook.cache.folder import CacheFolder
from county_casebook.cli.covered import below, uncovered
from county_casebook.cli.fault import report
from county_casebook.cli.masked_output import masked_output
from county_casebook.cli.search_sync import add_search_sync
from county_casebook.cli.telling import progress
from county_casebook.library.edition import Edition
from county_casebook.problems import format_problems, summary
from county_casebook.publish.outputs import OUTPUTS
from county_casebook.records import KINDS, module_of

DONE, FAILED, USAGE, FAULT, STOPPED = 0, 1, 2, 70, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; messages to editors are Chinese, and none shows a personal number whole."""
    with masked_output():
        chosen = _parser().parse_args(arguments)
        try:
            return int(chosen.run(chosen))
        except KeyboardInterrupt:
            return STOPPED
        except Exception as error:  # noqa: BLE001 - the last handler: an editor never reads a traceback
            print(_reported(error), file=sys.stderr)
            return FAULT


def _reported(error: BaseException) -> str:
    return report(error, with_trace=os.environ.get("CASEBOOK_DEBUG") == "1")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="casebook", description="县域科技经验库：检查、编写、生成网站")
    parser.add_argument("--version", action="version", version=f"casebook {version('county-casebook')}")
    commands = parser.add_subparsers(required=True, metavar="命令")

    begin = commands.add_parser("init", help="在空文件夹里建一个新的库")
    begin.add_argument(
        "directory",
        nargs="?",
        type=Path,
        default=Path(),
        metavar="文件夹",
        help="默认当前文件夹；必须是空的或还没有",
    )
    begin.set_defaults(run=_init)

    check = commands.add_parser("check", help="读取并检查内容，不生成网站")
    check.add_argument(
        "paths", nargs="*", type=Path, metavar="路径", help="只显示这些文件或文件夹的问题（检查仍看全库）"
    )
    check.add_argument(
        "--format", choices=("text", "json", "github", "sarif"), default="text", help="输出格式"
    )
    check.add_argument("--content", type=Path, default=Path("content"), help="内容文件夹（默认 content）")
    check.add_argument("--no-cache", action="store_true", help=_NO_CACHE)
    check.set_defaults(run=_check)

    new = commands.add_parser("new", help="生成一份带中文注释的模板")
    new.add_argument(
        "kind", choices=list(_SINGULAR.values()), metavar="种类", help="、".join(_SINGULAR.values())
    )
    new.add_argument("id", nargs="?", help="编号（文件名），小写字母、数字和短横")
    new.add_argument("--county", metavar="代码", help="六位行政区划代码；没有这个县的记录时一并生成")
    new.add_argument("--as-of", type=int, metavar="年份", help="代码所属年份")
    new.add_argument("--content", type=Path, default=Path("content"), help="内容文件夹（默认 content）")
    new.set_defaults(run=_new)

    importing = commands.add_parser("import", help="把 Word、网页、文本变成记录；放不进去的都列出来")
    importing.add_argument("kind", choices=("policy",), metavar="种类", help="policy")
    importing.add_argument("files", nargs="+", type=Path, metavar="文件", help=".txt、.docx 或 .html")
    importing.add_argument("--id", help="编号；不写就按发文字号取，如 gbf-2017-47")
    importing.add_argument("--dry-run", action="store_true", help="只显示读到的元数据和条款，不写文件")
    importing.add_argument("--content", type=Path, default=Path("content"), help="内容文件夹（默认 content）")
    importing.set_defaults(run=_import)

    migrating = commands.add_parser("migrate", help="把旧版格式的内容改成现在的")
    migrating.add_argument("--dry-run", action="store_true", help="只显示要改哪些文件，不写")
    migrating.add_argument("--content", type=Path, default=Path("content"), help="内容文件夹（默认 content）")
    migrating.set_defaults(run=_migrate)

    build = commands.add_parser("build", help="检查，在旁边生成网站，过关后整体替换")
    build.add_argument("-f", "--config-file", type=Path, default=Path("mkdocs.yml"), help="配置文件")
    build.add_argument("--site-dir", type=Path, help="网站文件夹（默认 mkdocs.yml 旁的 site）")
    build.add_argument("--drafts", action="store_true", help="连草稿和待审的一起生成，只供预览")
    build.add_argument("--no-cache", action="store_true", help=_NO_CACHE)
    build.set_defaults(run=_build)

    serve = commands.add_parser("serve", help="在本机预览，改了就刷新")
    serve.add_argument("-f", "--config-file", type=Path, default=Path("mkdocs.yml"), help="配置文件")
    serve.add_argument("--drafts", action="store_true", help="连草稿和待审的一起显示")
    serve.set_defaults(run=_serve)

    export = commands.add_parser("export", help="把已发布的记录导出成数据")
    export.add_argument("directory", type=Path, metavar="文件夹", help="放在哪里；同名的文件会被替换")
    export.add_argument(
        "--format",
        choices=[name for name, output in OUTPUTS.items() if output.exports],
        required=True,
        help="；".join(f"{name}：{output.words}" for name, output in OUTPUTS.items() if output.exports),
    )
    export.add_argument("--content", type=Path, default=Path("content"), help="内容文件夹（默认 content）")
    export.set_defaults(run=_export)

    add_search_sync(commands, _checked)

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
    return parser


_NO_CACHE = "不用 .cache 里上一次的结果，全部重做（结果一样，只是慢）"

_SINGULAR = {kind: module_of(model) for kind, model in KINDS.items()}
"""The name of each kind in commands: that of its module."""


def _check(chosen: argparse.Namespace) -> int:
    for path in chosen.paths:
        if fault := uncovered(path, chosen.content):
            print(fault, file=sys.stderr)
            return USAGE
    with progress(is_wanted=chosen.format == "text"):
        checked = _checked(chosen.content, cached=not chosen.no_cache)
    shown = below(checked.problems, chosen.paths, chosen.content)
    drawn = format_problems(shown, chosen.format)
    if drawn:
        print(drawn)
    if chosen.format == "text":
        print(f"\n{summary(shown)}" if shown else f"没有问题：{_counted(checked.library.records())}")
    return FAILED if any(problem.level == "error" for problem in shown) else DONE


def _checked(content: Path, *, cached: bool = False) -> Checked:
    """Check a content folder as the site beside it is configured; what is kept is kept beside the configuration."""
    from county_casebook.host.naming import may_name_persons

    beside = content.parent / "mkdocs.yml"
    cache = CacheFolder.beside(beside) if cached and beside.is_file() else None
    return check_content(content, named_persons=may_name_persons(content), cache=cache)


def _counted(records: object) -> str:
    counts: dict[str, int] = {}
    for record in records:  # type: ignore[attr-defined]
        counts[record.kind] = counts.get(record.kind, 0) + 1
    return "，".join(f"{KINDS[kind].kind_name} {count}" for kind, count in counts.items()) or "还没有记录"


def _init(chosen: argparse.Namespace) -> int:
    from county_casebook.scaffold.new_files import NotWritten
    from county_casebook.starter.library import NotEmpty, start

    try:
        written = start(chosen.directory)
    except (NotEmpty, NotWritten) as error:
        print(error, file=sys.stderr)
        return USAGE if isinstance(error, NotEmpty) else FAILED
    print(
        f"新的库写在 {chosen.directory.resolve()}，共 {len(written)} 个文件；先看 README.md，再运行 casebook check"
    )
    return DONE


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
    return DONE


def _import(chosen: argparse.Namespace) -> int:
    from county_casebook.intake.writing import import_policies

    if chosen.id and len(chosen.files) > 1:
        print("一次导入几份文件时不能写 --id", file=sys.stderr)
        return USAGE
    worst = DONE
    with progress() as teller:
        for imported in import_policies(
            chosen.files, chosen.content, record_id=chosen.id, dry=chosen.dry_run
        ):
            teller.clear()
            print(imported.told, file=sys.stderr if imported.refused else sys.stdout)
            worst = max(worst, _IMPORTED[imported.refused])
    return worst


_IMPORTED = {"": DONE, "unreadable": FAILED, "unwritable": FAILED, "taken": USAGE}


def _migrate(chosen: argparse.Namespace) -> int:
    from county_casebook.cli.migrating import migrate

    return DONE if migrate(chosen.content, dry=chosen.dry_run) else FAILED


def _build(chosen: argparse.Namespace) -> int:
    from county_casebook.cli.building import built

    is_well = built(chosen.config_file, chosen.site_dir, drafts=chosen.drafts, cached=not chosen.no_cache)
    return DONE if is_well else FAILED


def _serve(chosen: argparse.Namespace) -> int:
    from county_casebook.host.configured import BuildRefused
    from county_casebook.host.serving import serve

    try:
        serve(chosen.config_file, drafts=chosen.drafts, fault=_reported)
    except BuildRefused as refused:
        print(refused, file=sys.stderr)
        return FAILED
    return DONE


def _export(chosen: argparse.Namespace) -> int:
    from county_casebook.deliver.disk import disk_fault
    from county_casebook.deliver.exported import write_export

    with progress():
        checked = _checked(chosen.content)
    if checked.has_errors:
        print(format_problems(checked.problems, "text"), file=sys.stderr)
        return FAILED
    edition = Edition.of(checked.library)
    files = OUTPUTS[chosen.format].files(edition)
    try:
        with progress():
            fault = write_export(chosen.directory, files, sources=_sources(chosen.content))
    except OSError as error:
        print(disk_fault(error, chosen.directory), file=sys.stderr)
        return FAILED
    if fault:
        print(fault, file=sys.stderr)
        return USAGE
    print(f"{_counted(edition.library.records())}，已导出到 {chosen.directory}")
    return DONE


def _demo(chosen: argparse.Namespace) -> int:
    from county_casebook.deliver.disk import disk_fault
    from county_casebook.deliver.target import target_fault
    from county_casebook.demo import write_demo, write_plan

    try:
        if fault := target_fault(chosen.directory, "demo", folders=_sources(Path("content"))):
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


def _sources(content: Path) -> list[tuple[str, Path]]:
    """The folders an editor works in, with their names: nothing is written into them."""
    return [("内容文件夹", content), ("主题文件夹", content.parent / "theme")]
