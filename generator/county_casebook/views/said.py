"""What a library says of itself below the list of a kind becomes HTML, with its sources."""

from __future__ import annotations

from markupsafe import Markup

from county_casebook.library.library import Library
from county_casebook.render.environment import render


def said(library: Library, page: str, root: str) -> Markup:
    """Return the text of a page's lead with its sources; empty where the library says nothing there."""
    lead = library.said(page)
    if not lead or not lead.text:
        return Markup("")
    return Markup(render("pages/said.html", said=lead, root=root))  # noqa: S704 - autoescaped
