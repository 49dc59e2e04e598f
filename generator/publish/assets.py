"""Our scripts and styles become what is sent: without comments and the white space that people read by."""

from __future__ import annotations

from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin


def shipped_scripts(theme: Path) -> dict[str, bytes]:
    """Return every script of the theme as it is published: path in the site, bytes."""
    return {
        path.relative_to(theme).as_posix(): jsmin(path.read_text("utf-8")).encode()
        for path in sorted((theme / "assets").rglob("*.js"))
    }


def minify_assets(site: Path, theme: Path) -> None:
    """Write, in a built site, the theme's own scripts and styles as they are sent; what comes from elsewhere stays."""
    sent = shipped_scripts(theme)
    for source in (theme / "assets").rglob("*.css"):
        sent[source.relative_to(theme).as_posix()] = cssmin(source.read_text("utf-8")).encode()
    for path, data in sent.items():
        if (site / path).is_file():
            (site / path).write_bytes(data)
