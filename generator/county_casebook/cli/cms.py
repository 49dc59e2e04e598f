"""`casebook cms`: the configuration of a CMS, made from the record models."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

from county_casebook.cli.arguments import DONE, FAILED, USAGE, add_content

_REPOSITORY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)+")
_MARK = "# Sveltia CMS 的配置，由 casebook cms "
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?")


def add_cms(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("cms", help="写出 Sveltia CMS 的配置：在代码托管站上用网页表单写记录")
    command.add_argument(
        "--backend", required=True, choices=("gitlab", "github", "gitea"), help="托管站的软件"
    )
    command.add_argument("--repo", required=True, metavar="组织/仓库", help="库在托管站上的位置")
    command.add_argument("--url", default="", metavar="地址", help="自己的托管站的地址；公共的不写")
    command.add_argument("--branch", default="main", metavar="分支", help="写到哪个分支（默认 main）")
    command.add_argument("-o", "--output", type=Path, metavar="文件", help="写到哪里；不写就显示出来")
    add_content(command)
    command.set_defaults(run=_cms)


def _cms(chosen: argparse.Namespace) -> int:
    from county_casebook.editors.cms import Backend

    fault = _fault(chosen)
    if fault:
        print(fault, file=sys.stderr)
        return USAGE
    backend = Backend(chosen.backend, chosen.repo, chosen.url.rstrip("/"), chosen.branch)
    text = _written(chosen.content, backend)
    if chosen.output is None:
        print(text, end="")
        return DONE
    if fault := _put(chosen.output, text):
        print(fault, file=sys.stderr)
        return FAILED
    print(f"写在 {chosen.output}；怎样放上去，见编写指南的“在托管站上写”")
    return DONE


def _put(path: Path, text: str) -> str:
    """Write the configuration whole, over an earlier one and over nothing else; return why it was not."""
    from county_casebook.scaffold.new_files import NotWritten, write_new
    from county_casebook.scaffold.replaced_files import replace_file

    try:
        before = path.read_bytes() if path.exists() else None
        if before is None:
            write_new({path: text})
        elif before.startswith(_MARK.encode()):
            replace_file(path, before, text.encode())
        else:
            return f"{path} 不是 casebook cms 写的，没有动它；换一个文件名，或先把它移走"
    except OSError as error:
        return f"{path} 读不出来（{error.strerror}），没有动它；请检查权限"
    except NotWritten as refused:
        return str(refused)
    return ""


def _fault(chosen: argparse.Namespace) -> str:
    if not chosen.content.is_dir():
        return f"没有 {chosen.content} 这个文件夹；请在库所在的文件夹里运行，或用 --content 写出它的位置"
    if not _REPOSITORY.fullmatch(chosen.repo):
        return f"“{chosen.repo}”不是仓库的位置（写成 组织/仓库）"
    if chosen.url and not _ADDRESS.fullmatch(chosen.url.rstrip("/")):
        return f"“{chosen.url}”不是托管站的地址（写成 https://git.example.gov.cn）"
    return ""


def _written(content: Path, backend: Any) -> str:
    """Return the configuration as YAML, with what it is and how to make it again above it."""
    import yaml

    from county_casebook.build import today
    from county_casebook.editors.cms import PACKAGE, VERSION, cms_config
    from county_casebook.library.library import link
    from county_casebook.library.load import load

    class Plain(yaml.SafeDumper):
        """Writes every value where it stands, without anchors."""

        def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the signature of PyYAML
            return True

    config = cms_config(link(load(content), today(content)), backend, content.as_posix())
    head = (
        f"{_MARK}从记录的模型写成；词表或条款变了就再写一次，不要手改。\n"
        f"# 与 npm 上的 {PACKAGE} {VERSION} 对过；换版本前先看它的变更。\n"
    )
    return head + yaml.dump(config, Dumper=Plain, allow_unicode=True, sort_keys=False, width=110)
