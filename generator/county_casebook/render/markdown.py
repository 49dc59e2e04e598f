"""Markdown from a record becomes HTML that is safe: CommonMark + GFM through comrak, cleaned by nh3.

Two walls on purpose. comrak passes no raw HTML (`escape`) and its addresses go through one rule of ours; nh3 then lets
only what Markdown can make through, so that a slip in either leaves the other standing.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import unescape
from urllib.parse import unquote

import comrak
import nh3
from markupsafe import Markup

from county_casebook.text.depth import flattened
from county_casebook.text.image_marks import resolved
from county_casebook.text.links import is_safe_link
from county_casebook.text.source_marks import SOURCE_MARK

_TAGS = {
    "p",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "del",
    "code",
    "pre",
    "blockquote",
    "a",
    "img",
    "br",
    "hr",
    "h3",
    "h4",
    "h5",
    "h6",
} | {
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
}
_HEADING = re.compile(r"<(/?)h([1-6])>")
_REFERENCE = r'<sup><a href="#source-\1">\1</a></sup>'
_BETWEEN_REFERENCES = "</sup><sup>"


@cache
def _options() -> tuple[comrak.ExtensionOptions, comrak.RenderOptions]:
    extensions = comrak.ExtensionOptions()
    extensions.table = extensions.strikethrough = extensions.cjk_friendly_emphasis = True
    extensions.link_url_rewriter = lambda address: address if is_safe_link(address) else "#"
    extensions.image_url_rewriter = lambda address: address if resolved(unquote(address)) else ""
    rendering = comrak.RenderOptions()
    rendering.escape = True
    return extensions, rendering


def prose(text: str) -> Markup:
    """Return a record's Markdown as HTML; headings begin at h3, `[^2]` leads to the second source of the page.

    Marks side by side stand as “1, 2”: without a sign between them they would read as source 12.
    """
    html = SOURCE_MARK.sub(_REFERENCE, _cleaned(text)).replace(_BETWEEN_REFERENCES, ", ")
    return Markup(html)  # noqa: S704 - cleaned; the mark holds digits alone


_WORDS_ALONE = re.compile(
    r"(?![0-9]+[.)])[^\W_](?:[^\W_]|[\u3001-\u301f\uff01\uff05\uff08\uff09\uff0c\uff1a\uff1b\uff1f“”‘’—…·%,.:;?()/ ])*+(?<! )"
)
"""A line of words and of signs that mean nothing to Markdown."""


@lru_cache(maxsize=1024)
def _cleaned(text: str) -> str:
    """Return Markdown as HTML that holds only what Markdown can make."""
    return f"<p>{text}</p>\n" if _WORDS_ALONE.fullmatch(text) else _converted(text)


def _converted(text: str) -> str:
    """The same through both walls, whatever the text holds."""
    extensions, rendering = _options()
    html = comrak.render_markdown(flattened(text), extension_options=extensions, render_options=rendering)
    html = _HEADING.sub(lambda match: f"<{match[1]}h{min(int(match[2]) + 2, 6)}>", html)
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )


def plain(text: str) -> str:
    """Return the words of Markdown without its signs, for search and descriptions."""
    if _WORDS_ALONE.fullmatch(text):
        return re.sub(" +", " ", text) if "  " in text else text
    words = nh3.clean(SOURCE_MARK.sub("", _cleaned(text)), tags=set())
    return re.sub(r"[ \t]+", " ", unescape(words)).strip()


def with_reference(html: Markup, reference: Markup) -> Markup:
    """Put a reference at the end of the last paragraph; after a table or a list it stands in a line of its own."""
    body = html.rstrip()
    if not reference.strip():
        return body
    end = Markup("</p>")
    if body.endswith(end):
        return body.removesuffix(end) + reference.strip() + end
    return body + Markup("<p>来源{}</p>").format(reference.strip())
