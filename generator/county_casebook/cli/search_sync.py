"""`casebook search-sync`: the library goes into a running OpenSearch."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any

from county_casebook.cli.arguments import DONE, FAILED, USAGE, add_content
from county_casebook.cli.checked import checked
from county_casebook.library.edition import Edition
from county_casebook.problems import format_problems

_ALIAS = re.compile(r"[a-z][a-z0-9-]{0,60}")


def add_search_sync(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "search-sync", help="把已发布的记录放进 OpenSearch：只送有变化的，核对后一步换上"
    )
    command.add_argument(
        "urls",
        nargs="+",
        metavar="地址",
        help="引擎的地址，几个节点可以都写上（空格或逗号分开）；用户名和口令写在环境变量 CASEBOOK_SEARCH_USER、CASEBOOK_SEARCH_PASSWORD",
    )
    command.add_argument("--alias", default="casebook", metavar="别名", help="读者查的别名（默认 casebook）")
    add_content(command)
    command.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from county_casebook.deliver.engine.server import EngineFault, Server, WrongAddress, read_address
    from county_casebook.deliver.engine.sync import sync
    from county_casebook.publish.search.opensearch import entries, index_body, synonyms_of

    try:
        addresses = [read_address(one) for url in chosen.urls for one in url.split(",") if one.strip()]
    except WrongAddress as wrong:
        return _told(str(wrong), USAGE)
    if not addresses or not _ALIAS.fullmatch(chosen.alias):
        return _told(
            "别名用小写字母开头，只含小写字母、数字和短横" if addresses else "没有写引擎的地址", USAGE
        )
    found = checked(chosen.content)
    if found.has_errors:
        return _told(format_problems(found.problems, "text"), FAILED)
    library = Edition.of(found.library).library
    server = Server(addresses, tell=lambda line: print(line, file=sys.stderr, flush=True))
    try:
        done = sync(server, chosen.alias, index_body(synonyms_of(library)), lambda: entries(library))
    except EngineFault as fault:
        return _told(str(fault), FAILED)
    finally:
        server.close()
    what = (
        f"写入 {done.written:,} 条，删去 {done.removed:,} 条" if done.written or done.removed else "没有变化"
    )
    print(f"{chosen.alias} 现在是 {done.index}：{done.entries:,} 条，{what}，条数和校验和都与库里一致")
    return DONE


def _told(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code
