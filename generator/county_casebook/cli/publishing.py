"""`casebook publish`: a finished site becomes what readers see, in one step; or the one before it does again."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from county_casebook.cli.arguments import DONE, FAILED, USAGE
from county_casebook.cli.telling import progress

if TYPE_CHECKING:
    from county_casebook.deliver.releases.publishing import Published

_KEPT = 5


def add_publish(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "publish", help="把生成好的网站放进服务器读的文件夹：先放好整个新版本，再一步换上；也能一步换回去"
    )
    command.add_argument(
        "places",
        nargs="+",
        type=Path,
        metavar="网站 目标",
        help="网站文件夹，和发布到哪里：服务器读 目标/current；同 --rollback 一起只写目标",
    )
    command.add_argument(
        "--keep", type=_count, default=_KEPT, metavar="N", help=f"留下最近几个版本（默认 {_KEPT}）"
    )
    command.add_argument("--rollback", action="store_true", help="换回上一个版本")
    command.add_argument(
        "--to", default="", metavar="版本", help="同 --rollback 一起：换回这一个，写编号就行"
    )
    command.set_defaults(run=_publish)


def _count(written: str) -> int:
    number = int(written) if written.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError("应当是 1 或更大的整数")
    return number


def _publish(chosen: argparse.Namespace) -> int:
    from county_casebook.deliver.disk import disk_fault
    from county_casebook.deliver.releases.store import ReleaseRefused

    if len(chosen.places) != (1 if chosen.rollback else 2) or (chosen.to and not chosen.rollback):
        print(
            "写法：casebook publish 网站 目标；或 casebook publish --rollback [--to 版本] 目标",
            file=sys.stderr,
        )
        return USAGE
    target = chosen.places[-1]
    try:
        before = _for_servers(target)
        with progress():
            done = _rolled_back(target, chosen.to) if chosen.rollback else _published(chosen, target)
        _tell_of_servers(before, _for_servers(target))
        return done
    except ReleaseRefused as refused:
        print(refused, file=sys.stderr)
    except OSError as error:
        print(f"{disk_fault(error, target)}；读者看到的还是原来的版本", file=sys.stderr)
    return FAILED


def _rolled_back(target: Path, wanted: str) -> int:
    from county_casebook.deliver.releases.publishing import roll_back

    print(f"已换回 {roll_back(target, wanted)}：{target / 'current'}")
    return DONE


def _published(chosen: argparse.Namespace, target: Path) -> int:
    from county_casebook.deliver.releases.publishing import publish

    done = publish(chosen.places[0], target, chosen.keep)
    print(_words(done, target / "current"))
    for why in done.left:
        print(why, file=sys.stderr)
    return DONE


def _for_servers(target: Path) -> dict[str, bytes]:
    """Return the files of the current release that the configuration of a server is written from; none where there is no release."""
    from county_casebook.deliver.hosting.hosted import HEADERS_FILE, MOVED_FILE
    from county_casebook.deliver.ordinary import read_file

    found = {}
    for name in (MOVED_FILE, HEADERS_FILE):
        with suppress(OSError):
            found[name] = read_file(target / "current" / name)
    return found


def _tell_of_servers(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> None:
    """Say that the configuration of the server has to be written anew, where what it is written from is another."""
    other = [name for name, data in now.items() if before and before.get(name) != data]
    if other:
        print(
            f"{'、'.join(other)} 和上一版不一样，服务器的配置要跟着改：重新运行 casebook hosting，再让服务器重新读配置；"
            "在那以前，换了和撤回的网址由网页自己说明",
            file=sys.stderr,
        )


def _words(done: Published, current: Path) -> str:
    if not done.filled:
        return f"没有要放的：{current} 是 {done.name}，同这个网站一样，每个文件都核对过"
    filled = done.filled
    return (
        f"已发布 {done.name}：{current}。新放 {filled.copied} 个文件，沿用上一版 {filled.linked} 个，"
        f"另有压缩好的 {len(filled.packed)} 个"
    )
