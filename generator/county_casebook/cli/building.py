"""`casebook build`: the site is built, or it is said that nothing has changed or what is in the way."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from county_casebook.cli.arguments import DONE, FAILED, NO_CACHE
from county_casebook.cli.telling import progress


def add_build(commands: Any) -> None:
    """Add the command."""
    build = commands.add_parser("build", help="检查，在旁边生成网站，过关后整体替换")
    build.add_argument("-f", "--config-file", type=Path, default=Path("mkdocs.yml"), help="配置文件")
    build.add_argument("--site-dir", type=Path, help="网站文件夹（默认 mkdocs.yml 旁的 site）")
    build.add_argument("--drafts", action="store_true", help="连草稿和待审的一起生成，只供预览")
    build.add_argument("--no-cache", action="store_true", help=NO_CACHE)
    build.set_defaults(run=_build)


def _build(chosen: argparse.Namespace) -> int:
    is_well = built(chosen.config_file, chosen.site_dir, drafts=chosen.drafts, cached=not chosen.no_cache)
    return DONE if is_well else FAILED


def built(config_file: Path, site: Path | None, *, drafts: bool, cached: bool) -> bool:
    """Build a site; return whether all is well. Not `cached`: whatever earlier runs have made or noted is left alone."""
    from county_casebook.deliver.target import standing
    from county_casebook.host.site import BuildRefused, build_site, site_built_before

    try:
        if cached and (before := site_built_before(config_file, site, drafts=drafts)):
            print(f"没有变化：网站在 {before}，和它的来源都同上次生成时一样。{_named(before)}")
            return True
        with progress():
            made = build_site(config_file, site, drafts=drafts, cached=cached)
    except BuildRefused as refused:
        print(refused, file=sys.stderr)
        return False
    files = [entry for entry in standing(made) if entry.is_file]
    pages = sum(entry.name.endswith(".html") for entry in files)
    size = sum(os.path.getsize(entry.path) for entry in files)  # noqa: PTH202 - of tens of thousands
    print(f"网站在 {made}：{pages} 页，{size / 1e6:.1f} MB。用 casebook serve 在本机查看。{_named(made)}")
    return True


def _named(site: Path) -> str:
    """Say what names the whole site, on a line of its own: the same for the same commit wherever it is built; nothing for a preview."""
    from county_casebook.deliver.sums import SUMS, tree_hash

    try:
        return f"\n整个网站的 SHA-256（{SUMS} 的校验值）：{tree_hash((site / SUMS).read_bytes())}"
    except FileNotFoundError:
        return ""
