"""`casebook diff`: what changed since a version, field by field, or between two texts, clause by clause, as Markdown."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

from county_casebook.cli.arguments import DONE, FAILED, USAGE, add_content
from county_casebook.cli.diff_policy import HELP, diff_policy

_SITE = re.compile(r"https?://[^\s()<>\"']++")


def add_diff(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("diff", help="逐项说明和一个版本相比改了什么（Markdown，可贴在合并请求里）")
    command.add_argument(
        "compared",
        nargs="+",
        metavar="版本",
        help=f"分支、标签或提交号，如 main、origin/main；或者 policy 甲 乙，逐条对照{HELP}",
    )
    command.add_argument("--site", default="", metavar="地址", help="预览网站的地址；写了就链接到改过的页面")
    command.add_argument(
        "--page",
        type=Path,
        metavar="文件夹",
        help="casebook build --drafts 生成的网站：写一页 changes.html，链接到改过的页面",
    )
    add_content(command)
    command.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from county_casebook.changes.markdown import as_markdown
    from county_casebook.changes.since import changes_since
    from county_casebook.git import GitFault, repository_of

    if fault := _usage_fault(chosen):
        print(fault, file=sys.stderr)
        return USAGE
    if len(chosen.compared) == _POLICY:
        _, old, new = chosen.compared
        return diff_policy(old, new, chosen.content, _library(chosen.content))
    base = chosen.compared[0]
    try:
        repository = repository_of(chosen.content)
        changes = changes_since(
            repository, repository.commit_of(base), chosen.content, _library(chosen.content)
        )
    except GitFault as refused:
        print(refused, file=sys.stderr)
        return USAGE
    site = f"{chosen.site.rstrip('/')}/" if chosen.site else ""
    print(as_markdown(changes, base, site), end="")
    if chosen.page:
        from county_casebook.serve.changed import NAME, changes_page

        (chosen.page / NAME).write_text(changes_page(changes, base), "utf-8")
    return FAILED if any(change.what == "unreadable" for change in changes.records) else DONE


_POLICY = 3
"""Words of `policy A B`."""


def _usage_fault(chosen: argparse.Namespace) -> str:
    content, site, page = chosen.content, chosen.site, chosen.page
    is_policy = len(chosen.compared) == _POLICY and chosen.compared[0] == "policy"
    if len(chosen.compared) > 1 and not is_policy:
        return f"写一个版本，或者 policy 甲 乙（{HELP}）"
    if not content.is_dir():
        return f"没有 {content} 这个文件夹；在项目根目录运行"
    if page and not (page / "index.html").is_file():
        return f"{page} 里没有网站；先运行 casebook build --drafts --site-dir {page}"
    return "" if not site or _SITE.fullmatch(site) else f"{site} 不是网址（写成 https://…）"


def _library(content: Path) -> Any:
    from county_casebook.build import today
    from county_casebook.host.naming import may_name_persons
    from county_casebook.library.library import link
    from county_casebook.library.load import load

    return link(load(content), today(content), named_persons=may_name_persons(content))
