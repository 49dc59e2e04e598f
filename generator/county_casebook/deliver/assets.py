"""Our scripts and styles become what is sent: modules joined, without comments and the white space that people read by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

from county_casebook.deliver.ordinary import read_file
from county_casebook.deliver.scripts import joined_scripts
from county_casebook.publish.headers import headers_file

STYLES = ("tokens", "records", "policy", "pictures", "search", "match", "print")
"""The style sheets of the theme in the order of their rules; pages load them as one file."""
STYLE = "assets/css/casebook.css"
GOVERNMENT_STYLE = "assets/css/gov.css"
OF_GOVERNMENT = (GOVERNMENT_STYLE, "assets/js/gov.js")
"""What the site of a government office has beside the others."""
_MATERIAL_STYLE = re.compile(r"assets/stylesheets/(main|palette)\.\w+\.min\.css")


def shipped_scripts(theme: Path) -> dict[str, bytes]:
    """Return every script of the theme as it is published: path in the site, bytes. Raises ScriptError."""
    joined = joined_scripts(theme / "assets/js")
    return {f"assets/js/{name}": jsmin(text).encode() for name, text in joined.items()}


def shipped_files(ours: Path, themes: Sequence[Path], endpoint: str = "") -> dict[str, bytes]:
    """Return every file of a site whose bytes are known before it is built: path in the site, bytes.

    Scripts are ours alone. Of everything else the first of the themes that has a file gives it; of those up to ours, styles
    as they are sent. Raises ScriptError.
    """
    known: dict[str, bytes] = {}
    for theme in reversed(themes):
        for path in (theme / "assets").rglob("*"):
            if path.is_file() and path.suffix != ".js":
                known[path.relative_to(theme).as_posix()] = read_file(path)
    known.update(_sent(ours, themes[: themes.index(ours) + 1]))
    known["_headers"] = headers_file(endpoint).encode()
    return {path: data for path, data in known.items() if path not in _PARTS}


def is_published(path: str, *, palette: bool) -> bool:
    """Whether a file that the theme of MkDocs brings is asked for by a page: of its styles one or two, of the rest nothing."""
    found = _MATERIAL_STYLE.fullmatch(path)
    return found is not None and (found[1] == "main" or palette)


def minify_assets(site: Path, ours: Path, themes: Sequence[Path]) -> None:
    """Write, in a built site, our scripts and the styles of the themes as they are sent; what comes from elsewhere stays.

    Of a style that several themes have, that of the first wins. What scripts and the one style sheet are joined from is
    taken out of the site. Raises ScriptError.
    """
    for path, data in _sent(ours, themes).items():
        if path == STYLE or (site / path).is_file():
            (site / path).write_bytes(data)
    for path in _PARTS:
        (site / path).unlink(missing_ok=True)
    _take_out_modules(site / "assets/js", ours / "assets/js")


def _sent(ours: Path, themes: Sequence[Path]) -> dict[str, bytes]:
    """Our scripts and the themes' styles as they are published."""
    sent = shipped_scripts(ours)
    for theme in reversed(themes):
        for source in filter(Path.is_file, (theme / "assets").rglob("*.css")):
            sent[source.relative_to(theme).as_posix()] = cssmin(source.read_text("utf-8")).encode()
    sent[STYLE] = b"".join(sent.pop(path) for path in _PARTS)
    return sent


_PARTS = tuple(f"assets/css/{name}.css" for name in STYLES)


def _take_out_modules(built: Path, sources: Path) -> None:
    for source in sources.glob("*/**/*.js"):
        (built / source.relative_to(sources)).unlink(missing_ok=True)
    for folder in sorted((path for path in built.glob("**/*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
