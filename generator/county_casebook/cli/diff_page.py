"""What a request changes becomes a page beside those of its preview."""

from __future__ import annotations

import comrak
import nh3
from markupsafe import Markup

from county_casebook.changes.markdown import as_markdown
from county_casebook.changes.since import Changes
from county_casebook.render.environment import render

NAME = "changes.html"
_TAGS = {"h2", "h3", "p", "ul", "li", "strong", "ins", "del", "code", "a"}


def changes_page(changes: Changes, base: str) -> str:
    """Return the page, with a link to the page of every record that has one in the preview."""
    shown = comrak.RenderOptions()
    shown.unsafe_ = True
    html = comrak.render_markdown(as_markdown(changes, base, "./"), render_options=shown)
    body = nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes=set(), link_rel=None)
    return render("pages/changes.html", body=Markup(body))  # noqa: S704 - cleaned
