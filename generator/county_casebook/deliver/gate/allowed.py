"""What a published page may hold: its tags, the attributes of each, and what each value must look like.

A list of what is forbidden never ends; this one does. What is not written here does not leave the house.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NewType

Shape = re.Pattern[str]
Use = NewType("Use", str)

LINK, STYLE, ICON, SCRIPT, PICTURE, PICTURES, FORM, FOLDER, PAGE, QUIET = map(
    Use, ("link", "style", "icon", "script", "picture", "pictures", "form", "folder", "page", "quiet")
)
"""What an address is for: where a reader may go, what a browser fetches with the page, and where a form leads."""


def _words(*words: str) -> Shape:
    return re.compile("|".join(map(re.escape, words)))


_TEXT = re.compile(r"[^\x00-\x1f\x7f]*(?:\n[^\x00-\x1f\x7f]*)*")
_NAME = re.compile(r"[^\s\x00-\x1f\x7f]+")
_NAMES = re.compile(r"[^\s\x00-\x1f\x7f]+(?: [^\s\x00-\x1f\x7f]+)*")
_COUNT = re.compile(r"\d{1,5}")
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)%?")
_DRAWING = re.compile(r"[-\d.,\sMmLlHhVvCcSsQqTtAaZze]*")
_TURN = re.compile(r"(?:(?:rotate|scale|translate)\([-\d., ]+\) ?)+")
_PAINT = re.compile(r"none|currentColor|#[0-9a-fA-F]{3,8}|url\(#[\w-]+\)")
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
_YES = _words("true", "false")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_FLAG = re.compile("")
_SIDE = _words("left", "right", "center")
_REL = re.compile(
    r"(?:noopener|noreferrer|nofollow|external|license|next|prev)(?: (?:noopener|noreferrer|nofollow|external))*"
)

_ANY: Final[Mapping[str, Shape]] = {
    "id": _NAME,
    "class": _TEXT,
    "title": _TEXT,
    "lang": _LANGUAGE,
    "dir": _words("ltr", "rtl", "auto"),
    "hidden": _FLAG,
    "role": _words(
        "img", "region", "search", "status", "list", "group", "note", "presentation", "doc-noteref"
    ),
    "tabindex": _words("0", "-1"),
    "aria-label": _TEXT,
    "aria-labelledby": _NAMES,
    "aria-describedby": _NAMES,
    "aria-hidden": _YES,
    "aria-live": _words("polite"),
    "aria-current": _words("true", "page", "step", "location"),
}
_CELL: Final[Mapping[str, Shape]] = {"colspan": _COUNT, "rowspan": _COUNT, "align": _SIDE, "headers": _NAMES}
_PLACED: Final[Mapping[str, Shape]] = {
    **dict.fromkeys(
        ("x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "x1", "x2", "y1", "y2", "dx", "dy"),
        _NUMBER,
    ),
    "d": _DRAWING,
    "points": _DRAWING,
    "transform": _TURN,
    "fill": _PAINT,
    "stroke": _PAINT,
    "stroke-width": _NUMBER,
    "text-anchor": _words("start", "middle", "end"),
}

SVG_TAGS: Final[Mapping[str, Mapping[str, Shape]]] = {
    "svg": {
        "viewBox": re.compile(r"-?[\d.]+(?: -?[\d.]+){3}"),
        "xmlns": _words("http://www.w3.org/2000/svg"),
        "width": _NUMBER,
        "height": _NUMBER,
    },
    **dict.fromkeys(("g", "path", "rect", "circle", "line", "polyline", "polygon", "text", "tspan"), _PLACED),
    "title": {},
    "desc": {},
    "defs": {},
    "pattern": {
        **_PLACED,
        "patternUnits": _words("userSpaceOnUse"),
        "patternTransform": _TURN,
    },
}
"""What a drawing may hold: shapes and words, nothing that fetches, runs or moves."""

_PLAIN = [
    "main",
    "section",
    "article",
    "aside",
    "nav",
    "header",
    "footer",
    "hgroup",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "div",
    "span",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "ul",
    "dl",
    "dt",
    "dd",
    "hr",
    "br",
    "wbr",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "strong",
    "b",
    "em",
    "i",
    "u",
    "s",
    "small",
    "mark",
    "sub",
    "sup",
    "code",
    "kbd",
    "samp",
    "var",
    "abbr",
    "cite",
    "dfn",
    "q",
    "bdi",
    "ruby",
    "rt",
    "rp",
    "summary",
    "data",
    "legend",
]

TAGS: Final[Mapping[str, Mapping[str, Shape]]] = {
    **{tag: {} for tag in _PLAIN},
    **SVG_TAGS,
    "html": {"itemscope": _FLAG, "itemtype": _words("https://schema.org/WebPage")},
    "head": {},
    "body": {},
    "meta": {
        "charset": _words("utf-8"),
        "name": _NAME,
        "http-equiv": _words("refresh"),
        "content": _TEXT,
        "data-facets": _TEXT,
        "property": re.compile(r"og:(?:title|description|site_name|type|url|image)"),
        "itemprop": _words("name", "image"),
    },
    "link": {
        "type": _words(
            "image/svg+xml",
            "image/png",
            "application/atom+xml",
            "application/feed+json",
            "text/calendar",
            "text/css",
        ),
        "hreflang": _LANGUAGE,
    },
    "script": {"type": _words("application/ld+json"), "defer": _FLAG},
    "article": {
        "data-kind": _TEXT,
        "data-sort": _words("date", "county"),
        "data-files": re.compile(r"[a-z][a-z-]*/\d+(?: [a-z][a-z-]*/\d+)*"),
    },
    "a": {"rel": _REL, "target": _words("_blank"), "hreflang": _LANGUAGE, "type": _words("application/pdf")},
    "bdo": {},
    "ol": {"start": _COUNT},
    "li": {},
    "col": {"span": _COUNT},
    "colgroup": {"span": _COUNT},
    "td": _CELL,
    "th": {**_CELL, "scope": _words("row", "col", "rowgroup", "colgroup")},
    "time": {"datetime": _DAY},
    "del": {"datetime": _DAY},
    "ins": {"datetime": _DAY},
    "details": {"open": _FLAG},
    "dialog": {},
    "span": {"data-cb-today": _FLAG, "data-cb-here": re.compile(r"(?:\.\./)*")},
    "picture": {},
    "source": {
        "type": _words("image/webp", "image/avif", "image/jpeg", "image/png"),
        "sizes": _TEXT,
        "media": _TEXT,
        "width": _COUNT,
        "height": _COUNT,
    },
    "img": {
        "alt": _TEXT,
        "width": _COUNT,
        "height": _COUNT,
        "loading": _words("lazy", "eager"),
        "decoding": _words("async", "sync", "auto"),
        "sizes": _TEXT,
    },
    "form": {"method": _words("get")},
    "fieldset": {"data-trait": _NAME, "data-name": _TEXT},
    "label": {"for": _NAME},
    "button": {
        "type": _words("button", "submit"),
        "data-cb": _NAME,
        "aria-pressed": _YES,
        "aria-expanded": _YES,
        "aria-controls": _NAME,
    },
    "select": {"name": _NAME},
    "option": {"value": _TEXT, "selected": _FLAG},
    "input": {
        "type": _words("search", "checkbox", "hidden", "text"),
        "name": _NAME,
        "value": _TEXT,
        "placeholder": _TEXT,
        "autocomplete": _words("off"),
        "enterkeyhint": _words("search"),
        "checked": _FLAG,
        "disabled": _FLAG,
    },
}
"""Every tag of a page, with the attributes only it may have; `shape` adds those any tag may have."""

ADDRESSES: Final[Mapping[tuple[str, str], Use]] = {
    ("a", "href"): LINK,
    ("script", "src"): SCRIPT,
    ("img", "src"): PICTURE,
    ("img", "srcset"): PICTURES,
    ("source", "srcset"): PICTURES,
    ("form", "action"): FORM,
    ("input", "data-root"): FOLDER,
    ("article", "data-root"): FOLDER,
    ("article", "data-search"): FOLDER,
}
"""Attributes that hold addresses. A `link`'s address is for what its `rel` says: see LINK_RELS."""

LINK_RELS: Final[Mapping[str, Use]] = {
    "stylesheet": STYLE,
    "icon": ICON,
    **dict.fromkeys(("canonical", "alternate", "license", "prev", "next"), QUIET),
}

META_NAMES: Final[Mapping[str, Shape]] = {
    "viewport": _TEXT,
    "description": _TEXT,
    "author": _TEXT,
    "color-scheme": _words("light dark", "light", "dark"),
    "robots": re.compile(r"[a-z, -]+"),
    "twitter:card": _words("summary", "summary_large_image"),
    **dict.fromkeys(("SiteName", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"), _TEXT),
    **dict.fromkeys(("ArticleTitle", "ContentSource", "Keywords", "Description"), _TEXT),
    "SiteDomain": re.compile(r"[a-z0-9.-]+"),
    "SiteIDCode": re.compile(r"\d{10}|bm\d{8}"),
    "PubDate": re.compile(r"\d{4}-\d\d-\d\d"),
    "Url": re.compile(r"https?://[^\s\"<>]+"),
    "casebook-endpoint": re.compile(r"/(?:[\w.-]++/?)*+"),
}
"""Named facts of a page. The search's endpoint is asked by a script, so it stands on the site itself."""

META_ADDRESSES: Final[Mapping[str, Use]] = {"og:url": PAGE, "og:image": PICTURE}
"""Named facts of a page, for those who show a link to it, that are addresses."""

VOID: Final = frozenset(["meta", "link", "br", "hr", "wbr", "img", "input", "col", "source"])
"""Tags that have no end tag."""


_SHAPES: Final = {(tag, name): found for tag, own in TAGS.items() for name, found in {**_ANY, **own}.items()}


def shape(tag: str, attribute: str) -> Shape | None:
    """What the value of an attribute must look like, from its first character to its last; None when it is not allowed."""
    return _SHAPES.get((tag, attribute))
