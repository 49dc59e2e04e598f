"""`casebook verify`: a site, in a folder or at its address, against the list of sums of its build."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from county_casebook.cli.arguments import DONE, FAILED, USAGE
from county_casebook.cli.telling import progress

if TYPE_CHECKING:
    from county_casebook.deliver.verified import Verified


def add_verify(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "verify", help="按生成时的校验清单核对网站：少了、变了、多了的文件，没有着落的链接；退出码 0、1、2"
    )
    command.add_argument("site", metavar="网站", help="网站的文件夹，或网址（http:// 或 https://）")
    command.add_argument(
        "--sums",
        type=Path,
        metavar="清单",
        help="用这一份清单（生成时留下的 SHA256SUMS），不用网站自己的：这样也看得出整个网站是不是换成了别的",
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")
    command.set_defaults(run=_verify)


def _verify(chosen: argparse.Namespace) -> int:
    from county_casebook.deliver.asking import WrongAddress
    from county_casebook.deliver.disk import disk_fault
    from county_casebook.deliver.target import real

    try:
        listed = chosen.sums.read_bytes() if chosen.sums else None
        with progress(is_wanted=chosen.format == "text"):
            if _is_address(chosen.site):
                return _told(chosen, _there(chosen.site, listed))
            return _told(chosen, _here(real(Path(chosen.site)), listed))
    except WrongAddress as wrong:
        print(wrong, file=sys.stderr)
    except OSError as error:
        print(disk_fault(error, Path(chosen.site)), file=sys.stderr)
    return USAGE


def _is_address(written: str) -> bool:
    return "://" in written


def _there(address: str, listed: bytes | None) -> Verified:
    from county_casebook.deliver.asking import Site, read_address
    from county_casebook.deliver.verified_there import verify_there

    with Site(read_address(address)) as site:
        return verify_there(site, listed)


def _here(site: Path, listed: bytes | None) -> Verified:
    from county_casebook.deliver.verified import verify_folder

    return verify_folder(site, listed)


def _told(chosen: argparse.Namespace, verified: Verified) -> int:
    faults = verified.faults
    if chosen.format == "json":
        lines = [{"file": fault.file, "kind": fault.kind, "message": fault.words} for fault in faults]
        told = {"site": chosen.site, "files": verified.files, "sums": verified.sums, "faults": lines}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    elif faults:
        print("\n".join(f"{fault.file or chosen.site}：{fault.words}" for fault in faults))
        print(f"\n{chosen.site}：有 {len(faults)} 处不对", file=sys.stderr)
    else:
        print(
            f"{chosen.site}：{verified.files} 个文件都和生成时一样，链接都有着落（清单 {verified.sums[:12]}）"
        )
    return FAILED if faults else DONE
