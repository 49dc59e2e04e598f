"""`casebook bundle SITE -o x.zip`: a built site becomes one archive that opens without any program."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from county_casebook.cli.arguments import DONE, FAILED, USAGE
from county_casebook.cli.telling import progress

_OURS = b"casebook bundle"
"""The comment of an archive of ours, by which the next one may replace it."""


def add_bundle(commands: Any) -> None:
    """Add the command."""
    bundle = commands.add_parser("bundle", help="把生成好的网站打成一个离线包，解压后不用任何程序就能看")
    bundle.add_argument("site", type=Path, metavar="网站", help="casebook build 生成的网站文件夹")
    bundle.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="文件",
        help="以 .zip 结尾；只替换上一次打的离线包",
    )
    bundle.set_defaults(run=_bundle)


def _bundle(chosen: argparse.Namespace) -> int:
    from county_casebook.deliver.disk import disk_fault
    from county_casebook.deliver.offline import OPENED_BY, NotAsBuilt, bundle_fault
    from county_casebook.deliver.sums import NotSums

    try:
        if fault := _output_fault(chosen.site, chosen.output) or bundle_fault(chosen.site):
            print(fault, file=sys.stderr)
            return USAGE
        with progress():
            many = _write(chosen.site, chosen.output)
    except (NotAsBuilt, NotSums) as fault:
        print(fault, file=sys.stderr)
        return FAILED
    except OSError as error:
        print(disk_fault(error, chosen.output), file=sys.stderr)
        return FAILED
    size = chosen.output.stat().st_size / 1e6
    print(f"离线包在 {chosen.output}：{many} 个文件，{size:.1f} MB。全部解压后打开“{OPENED_BY}”。")
    if not (chosen.site / "search/index.json").is_file():
        print("这个网站的搜索要问服务器，离线包里搜索用不了，其他照常。")
    return DONE


def _output_fault(site: Path, output: Path) -> str:
    """Say why an archive must not be written to a file; empty when it may be."""
    if output.suffix.lower() != ".zip":
        return f"{output} 不以 .zip 结尾"
    if output.resolve().is_relative_to(site.resolve()):
        return f"{output} 在网站文件夹里面，下一次生成网站就没有了；另写一个地方"
    if output.exists() and not _is_ours(output):
        return f"{output} 已经有了，不是 casebook 打的离线包，没有覆盖；换一个名字，或先移走它"
    return ""


def _is_ours(path: Path) -> bool:
    if not path.is_file():
        return False  # a pipe would be waited for
    try:
        with ZipFile(path) as archive:
            return archive.comment == _OURS
    except (OSError, BadZipFile):
        return False


def _write(site: Path, output: Path) -> int:
    """Write the archive beside its place and then put it there; return how many files it holds."""
    from county_casebook.deliver.offline import bundle_files
    from county_casebook.files.zipped import write_zip
    from county_casebook.progress import counted
    from county_casebook.scaffold.new_files import put_in_place

    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".casebook-bundle.", dir=output.parent) as aside:
        made = Path(aside, output.name)
        with made.open("wb") as target:
            many = write_zip(target, counted("写离线包", bundle_files(site)), _OURS)
        made.chmod(0o644)
        put_in_place(made, output)
    return many
