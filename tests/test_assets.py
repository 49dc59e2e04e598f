"""Scripts and styles as they are published: small, and exactly what the theme ships."""

from __future__ import annotations

import re

from county_casebook.deliver.assets import OF_GOVERNMENT, shipped_scripts
from county_casebook.render.environment import theme_directory


def test_every_script_a_page_asks_for_is_published_byte_for_byte_as_shipped(
    tiny_files: dict[str, bytes],
) -> None:
    shipped = shipped_scripts(theme_directory())
    pages = b"".join(data for name, data in tiny_files.items() if name.endswith(".html"))
    asked = set(re.findall(r'<script src="[^"]*?(assets/js/[^"]+)"', pages.decode()))
    assert asked
    assert asked <= set(shipped)
    sent = {path: data for path, data in shipped.items() if path not in OF_GOVERNMENT}
    assert {path: tiny_files[path] for path in sent} == sent
