"""`casebook hosting`: the configuration of the server that shows a site, made of the site's own headers and addresses."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from county_casebook.cli.arguments import DONE, USAGE


def add_hosting(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "hosting",
        help="写出服务器的配置（nginx、Apache 或 Caddy）：响应头、压缩、缓存、404、410 和改了的网址",
    )
    command.add_argument("server", choices=("nginx", "apache", "caddy"), help="哪一种服务器")
    command.add_argument("site", type=Path, metavar="网站", help="生成好的网站，或发布文件夹里的 current")
    command.add_argument("--root", default="", metavar="文件夹", help="服务器读的文件夹（默认就是写的网站）")
    command.add_argument("--name", default="_", metavar="域名", help="网站的域名（默认任何域名）")
    command.add_argument("--path", default="/", metavar="路径", help="网站放在域名下的哪里，如 /library/")
    command.add_argument(
        "--certificate", default="", metavar="文件", help="证书链；同 --key 一起写就用 HTTPS 和 HTTP/2"
    )
    command.add_argument("--key", default="", metavar="文件", help="证书的私钥")
    command.set_defaults(run=_hosting)


def _hosting(chosen: argparse.Namespace) -> int:
    from county_casebook.deliver.disk import disk_fault
    from county_casebook.deliver.hosting import SERVERS, NotHosted, hosted

    try:
        site = hosted(
            chosen.site.absolute(),
            root=chosen.root,
            name=chosen.name,
            path=chosen.path,
            certificate=chosen.certificate,
            key=chosen.key,
        )
    except NotHosted as fault:
        print(fault, file=sys.stderr)
        return USAGE
    except OSError as error:
        print(disk_fault(error, chosen.site), file=sys.stderr)
        return USAGE
    print(SERVERS[chosen.server](site), end="")
    return DONE
