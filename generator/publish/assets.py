"""Our scripts and styles become what is sent: without comments and the white space that people read by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

_MINIFIERS: Mapping[str, Callable[[str], str]] = {".js": jsmin, ".css": cssmin}


def minify_assets(site: Path, theme: Path) -> None:
    """Shrink, in a built site, every script and style of the theme's `assets/`; what comes from elsewhere stays."""
    for source in sorted((theme / "assets").rglob("*")):
        shrink = _MINIFIERS.get(source.suffix)
        built = site / source.relative_to(theme)
        if shrink and built.is_file():
            built.write_text(shrink(source.read_text("utf-8")), "utf-8")
