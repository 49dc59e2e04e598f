"""A hand-written page becomes what the theme may see of it: its head escaped, its HTML sanitised, its markers filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

import nh3

from county_casebook.library.addressee import NOBODY, Addressee
from county_casebook.library.handwritten import CALL, GRADE_TABLE, WrittenPage
from county_casebook.library.library import Library
from county_casebook.publish.pages.call import call
from county_casebook.publish.pages.guide import grade_table, rule_table
from county_casebook.publish.pages.guide_pages import guide_contents
from county_casebook.text.links import is_safe_link

_MARKERS = {"[[规则表]]": rule_table, GRADE_TABLE: grade_table}
"""The tables that are the same in every library."""
_TAGS = nh3.ALLOWED_TAGS | {
    "figure",
    "figcaption",
    "details",
    "summary",
    "input",
    "label",
    "button",
    "svg",
    "path",
}
_ATTRIBUTES = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "*": {"id", "class", "title", "lang", "role", "aria-label", "aria-hidden", "scope"},
    "svg": {"viewBox", "xmlns"},
    "path": {"d"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height", "loading"},
}


def theme_head(page: WrittenPage) -> dict[str, str]:
    """What the theme is told of a page: its title, description and section, escaped, since the theme escapes nothing."""
    said = {"title": page.title, "description": page.description, "section": page.section}
    return {key: escape(value, quote=True) for key, value in said.items()}


def clean_page(
    html: str, shown: Library | None = None, corrections: Addressee = NOBODY, root: str = ""
) -> str:
    """Sanitise a rendered Markdown page, then fill in what is generated where a paragraph holds a marker.

    `shown` is the library that readers see, `root` the way from the page to the site's root.
    """
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_safe_address,
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )
    for marker, table in (*_MARKERS.items(), *_counted(shown, corrections, root)):
        paragraph = f"<p>{marker}</p>"
        if paragraph in clean:
            clean = clean.replace(paragraph, table())
    return clean


def _counted(
    shown: Library | None, corrections: Addressee, root: str
) -> Iterator[tuple[str, Callable[[], str]]]:
    """What is counted from the records of a library."""
    if shown:
        yield CALL, lambda: call(shown, corrections, root)
        yield "[[字段表]]", lambda: guide_contents(shown, root)


def _safe_address(tag: str, name: str, value: str) -> str | None:
    """Drop the address of a link that may lead nowhere, and of a picture that stands on another site."""
    if name == "src" and tag == "img":
        return None if ":" in value or value.startswith(("//", "/\\", "\\")) else value
    return None if name == "href" and not is_safe_link(value) else value
