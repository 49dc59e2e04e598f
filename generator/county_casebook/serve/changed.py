"""What changed since a version becomes a page: beside the pages of a request's preview, and in the preview on this machine."""

from __future__ import annotations

from pathlib import Path

import comrak
import nh3
from markupsafe import Markup

from county_casebook.changes.markdown import as_markdown
from county_casebook.changes.since import Changes, changes_since
from county_casebook.git import GitFault, repository_of
from county_casebook.library.library import Library
from county_casebook.render.environment import render

NAME = "changes.html"
_TAGS = {"h2", "h3", "p", "ul", "li", "strong", "ins", "del", "code", "a"}
_MOST = 2_000_000
"""Characters of the page: a few thousand changed records."""
_SHOWN = 12


def changes_page(changes: Changes, base: str, root: str = "./") -> str:
    """Return the page, with a link to the page of every record that has one; `root` leads from it to the site's root."""
    shown = comrak.RenderOptions()
    shown.unsafe_ = True
    html = comrak.render_markdown(as_markdown(changes, base, root, _MOST), render_options=shown)
    body = nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes=set(), link_rel=None)
    return render("pages/changes.html", root=root, body=Markup(body))  # noqa: S704 - cleaned


def changed_here(content: Path, library: Library, base: str, root: str) -> str:
    """Return the page of what changed here since a branch, or since the default one; where git cannot tell, it says why.

    What others have put on that branch since this one began is none of it.
    """
    try:
        repository = repository_of(content)
        name = base or repository.default_branch()
        began = repository.began_at(repository.commit_of(name))
        changes = changes_since(repository, began, content, library)
    except GitFault as fault:
        return said_page(str(fault), root)
    return changes_page(changes, f"{name}（{began[:_SHOWN]}）", root)


def said_page(words: str, root: str) -> str:
    """Return the page with a sentence in place of what changed."""
    return render("pages/changes.html", root=root, body=Markup("<p>{}</p>").format(words))


__all__ = ["NAME", "changed_here", "changes_page", "said_page"]
