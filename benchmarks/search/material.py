"""Material's search, as its own plugin makes it: `python -m benchmarks.search.material PAGES SITE`.

PAGES is a list of [address, title, HTML]. One real page of Material is built around the index; the CPU seconds of the
index are left in `cpu` beside PAGES.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from types import SimpleNamespace

from material.plugins.search.plugin import SearchIndex
from mkdocs.commands.build import build
from mkdocs.config import load_config


def main(pages: Path, site: Path) -> None:
    docs = pages.parent / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# 库\n", "utf-8")
    config = pages.parent / "mkdocs.yml"
    config.write_text(
        "site_name: 库\nplugins: [search]\ntheme: {name: material, language: zh, font: false}\n", "utf-8"
    )
    build(load_config(str(config), site_dir=str(site)))
    written = site / "search/search_index.json"
    settings = json.loads(written.read_bytes())["config"]
    before = time.process_time()
    index = SearchIndex(**settings)
    for url, title, body in json.loads(pages.read_text("utf-8")):
        index.add_entry_from_context(SimpleNamespace(meta={}, toc=[], content=body, url=url, title=title))
    written.write_text(index.generate_search_index(None), "utf-8")
    (pages.parent / "cpu").write_text(str(time.process_time() - before))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
