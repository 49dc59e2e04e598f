"""Scripts and styles as they are published: small, and exactly what the theme ships."""

from __future__ import annotations

import re
from pathlib import Path

from county_casebook.deliver.assets import shipped_scripts
from county_casebook.render.environment import theme_directory
from tests.building import build_site, copy_of_tiny, files_of


def test_every_script_a_page_asks_for_is_published_byte_for_byte_as_shipped(tmp_path: Path) -> None:
    site = files_of(build_site(copy_of_tiny(tmp_path / "tiny"), tmp_path / "site"))
    shipped = shipped_scripts(theme_directory())
    pages = b"".join(data for name, data in site.items() if name.endswith(".html"))
    asked = set(re.findall(r'<script src="[^"]*?(assets/js/[^"]+)"', pages.decode()))
    assert asked
    assert asked <= set(shipped)
    assert {path: site[path] for path in shipped} == shipped
