"""Our scripts and styles become what is sent: modules joined, without comments and the white space that people read by."""

from __future__ import annotations

from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

from generator.publish.scripts import joined_scripts


def shipped_scripts(theme: Path) -> dict[str, bytes]:
    """Return every script of the theme as it is published: path in the site, bytes. Raises ScriptError."""
    joined = joined_scripts(theme / "assets/js")
    return {f"assets/js/{name}": jsmin(text).encode() for name, text in joined.items()}


def minify_assets(site: Path, theme: Path) -> None:
    """Write, in a built site, the theme's own scripts and styles as they are sent; what comes from elsewhere stays.

    Modules that scripts are joined from are taken out of the site. Raises ScriptError.
    """
    sent = shipped_scripts(theme)
    for source in (theme / "assets").rglob("*.css"):
        sent[source.relative_to(theme).as_posix()] = cssmin(source.read_text("utf-8")).encode()
    for path, data in sent.items():
        if (site / path).is_file():
            (site / path).write_bytes(data)
    _take_out_modules(site / "assets/js", theme / "assets/js")


def _take_out_modules(built: Path, sources: Path) -> None:
    for source in sources.glob("*/**/*.js"):
        (built / source.relative_to(sources)).unlink(missing_ok=True)
    for folder in sorted((path for path in built.glob("**/*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
