"""HTML of a text is cut where a brief of it ends: the rest stays on the page and is marked, for paper to leave it out."""

from __future__ import annotations

import re

from markupsafe import Markup

MARK = 'class="cb-cut"'
_PIECE = re.compile(r"<sup>.*?(?:</sup>|$)|<[^<>]*+>?|&[^;&]*+;?|\s+|[^<&\s]", re.MULTILINE)
_UNEVEN = re.compile(r"[<&]|\s\s")
_INLINE = re.compile(r"<(/?)(?:strong|em|del|code|a)\b")
_BLOCK = re.compile(r"</?(?:p|li|[uo]l|h[3-6]|table|thead|tbody|t[rhd]|blockquote|pre)\b")
_OPENED = re.compile(r"<(p|li|[uo]l|h[3-6]|table|tr|blockquote|pre)\b")


def cut(html: Markup, kept: int | None) -> Markup:
    """Mark what follows the first `kept` characters of the words of a text, so that a brief ends there; None: mark nothing.

    White space counts as one character, and references as none. What is marked stands in a span to the end of its block; the
    blocks after it are marked themselves.
    """
    if kept is None:
        return html
    text = str(html)
    at = _place(text, kept)
    end = _BLOCK.search(text, at)
    block = end.start() if end else len(text)
    after = _OPENED.sub(rf"<\1 {MARK}", text[block:])
    return Markup(f"{text[:at]}<span {MARK}>{text[at:block]}</span>{after}")  # noqa: S704 - the same HTML, and our own marks


def _place(html: str, kept: int) -> int:
    """Where the character after the first `kept` ones stands, outside of what is emphasised or linked."""
    if html.startswith("<p>") and not _UNEVEN.search(html, 3, 3 + kept):
        return 3 + kept
    depth, is_spaced = 0, True
    for piece in _PIECE.finditer(html):
        tag = _INLINE.match(piece[0])
        if kept <= 0 and not depth:
            return piece.start()
        if tag:
            depth += -1 if tag[1] else 1
        elif piece[0][0] != "<":
            kept -= not (piece[0].isspace() and is_spaced)
            is_spaced = piece[0].isspace()
    return len(html)
