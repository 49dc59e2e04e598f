"""A page saved from a government site becomes its head table, the text of its body, and where it was published.

Tags after 《政府网站发展指引》 (2017, 附件 2): ArticleTitle, PubDate, SiteName, Url. Navigation stays outside; it is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from county_casebook.intake import Unreadable
from county_casebook.intake.decoding import decode_text
from county_casebook.intake.head_table import LABELS, Label, Row, labels_in, said
from county_casebook.text.numbering import plain

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*+=\s*+(?:[\"']\s*+)?([\w-]{1,20})", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[\w.-]+(?::[0-9]{1,5})?(?:/[^\s\"'<>]*)?")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\([0-9]+\)(\S+)\s*-->")
_NO_TEXT = "script, style, noscript, template, iframe, svg, select, button, input, textarea"
_AROUND = "nav, header, footer, aside, form"
_BODIES = (
    "#UCAP-CONTENT",
    ".TRS_UEDITOR",
    ".trs_editor_view",
    ".TRS_Editor",
    "#zoom",
    "#Zoom",
    ".pages_content",
    ".article-content",
    ".article_content",
    "article",
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_MAX_DEPTH = 2_000
_TAG = re.compile(
    r"<(/?)(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|tr|td|th|t(?:head|body|foot)"
    r"|option|optgroup|colgroup|rp|rt|head|body|html)\b)[a-z][^<>]*(?<!/)>",
    re.IGNORECASE,
)
"""A tag that opens or closes an element; those that are empty, or that another closes, do not nest."""
_CELLS = ("td", "th", "dt", "span", "b", "strong", "label")
_BLANK = re.compile(r"[ \t\r\n\f]+")
_WIDE_BREAK = re.compile(
    r"(?<=[\u2e80-\u2fff\u3001-\u9fff\uff00-\uffef])[^\S\n]*+\n\s*+(?=[\u2e80-\u9fff\uff00-\uffef])"
)


class Webpage:
    """A parsed page: `table`, `text`, `metas`, `url` (empty when the page does not say) and what was `left`.

    `declared` is the encoding that whoever sent the page names; a page that `is_whole` is a text and nothing round it.
    """

    def __init__(self, data: bytes, declared: str = "", *, is_whole: bool = False) -> None:
        named = _CHARSET.search(data[:4096])
        html = decode_text(data, declared or (named[1].decode("ascii") if named else ""))
        if _is_too_deep(html):
            raise Unreadable("网页里的内容套得太深，文件可能已损坏")
        tree = LexborHTMLParser(html)
        self.left: list[str] = []
        self.metas = {
            name.lower(): node.attributes.get("content") or ""
            for node in tree.css("meta[name], meta[property]")
            if (name := node.attributes.get("name") or node.attributes.get("property"))
        }
        self.url = _address(html, tree, self.metas)
        for node in tree.css(_NO_TEXT):
            node.decompose()
        self.table = () if is_whole else tuple(_table(tree))
        whole = [line for line in _lines(tree.body) if line.strip()] if tree.body else []
        body = tree.body if is_whole else _body(tree)
        lines = [line for line in _lines(body) if line.strip()] if body else []
        self.text = "".join(f"{line}\n" for line in lines)
        self._tell_what_was_left(whole, lines)

    def _tell_what_was_left(self, whole: list[str], lines: list[str]) -> None:
        kept = set(lines)
        told = {plain(part) for row in self.table for part in (row.label, row.value, row.label + row.value)}
        around = [
            line.strip()
            for line in whole
            if line not in kept and plain(line).replace("：", "") not in told and not _is_bare_label(line)
        ]
        if around:
            self.left.append(f"网页上正文以外的 {len(around)} 行（导航等）没有放进来：{'｜'.join(around)}")


def _is_too_deep(html: str) -> bool:
    """Whether elements nest deeper than in any page written for readers: parsing takes the square of the depth."""
    depth = 0
    for tag in _TAG.finditer(html):
        depth = max(0, depth + (-1 if tag[1] else 1))
        if depth > _MAX_DEPTH:
            return True
    return False


def _is_bare_label(line: str) -> bool:
    labels = labels_in(line.strip())
    return bool(labels) and labels[-1].end == len(line.strip())


def _address(html: str, tree: LexborHTMLParser, metas: dict[str, str]) -> str:
    saved = _SAVED_FROM.search(html[:4096])
    link = tree.css_first('link[rel="canonical"]')
    canonical = (link.attributes.get("href") or "") if link else ""
    named = (saved[1] if saved else "", canonical, metas.get("url", ""), metas.get("og:url", ""))
    return next((address for address in named if _ADDRESS.fullmatch(address)), "")


# The head table ------------------------------------------------------------------------------------------------------


def _table(tree: LexborHTMLParser) -> Iterator[Row]:
    """Yield the rows of the head table: a cell that is a label, or a label and its value in one element."""
    found: dict[str, Row] = {}
    for node in tree.css("td, th, dt, li, p, div, span, strong, b, label, em, h1, h2, h3"):
        words = _words(node)
        if not words or len(words) > 300:
            continue
        labels = _labels(node, words)
        if len(labels) != 1 or len(list(_lines(node))) > 1:
            continue
        label = labels[0]
        value = said(words[label.end :]) or said(_value_beside(node))
        if label.name and value:
            found.setdefault(label.name, Row(label.words, label.name, value))
        elif not label.name and value:
            found.setdefault(label.words, Row(label.words, "", value))
    if sum(bool(row.name) for row in found.values()) >= 2:
        yield from found.values()


def _labels(node: LexborNode, words: str) -> list[Label]:
    """Return the labels an element begins with; a cell may be one without a colon."""
    return labels_in(f"{words}：" if node.tag in _CELLS and plain(words) in LABELS else words)


def _value_beside(node: LexborNode) -> str:
    """Return the words that follow a label: its next sibling's, or that of a cell it fills alone."""
    for _ in range(3):
        beside = node.next
        while beside is not None and not _words(beside) and beside.tag in ("-text", "-comment"):
            beside = beside.next
        if beside is not None:
            words = _words(beside)
            return "" if _labels(beside, words) else words
        parent = node.parent
        if parent is None or parent.tag in ("tr", "table", "ul", "dl", "body", "html"):
            return ""
        node = parent
    return ""


def _words(node: LexborNode) -> str:
    return _BLANK.sub(" ", node.text(deep=True, separator="")).strip(" \u00a0\u3000")


# The body ------------------------------------------------------------------------------------------------------------


def _body(tree: LexborHTMLParser) -> LexborNode | None:
    """Return the element that holds the text: where the usual sites put it, else the one with the most paragraphs' words."""
    for selector in _BODIES:
        found = [node for node in tree.css(selector) if len(plain(node.text(deep=True))) >= 20]
        if found:
            return max(found, key=lambda node: len(node.text(deep=True)))
    for node in tree.css(_AROUND):
        node.decompose()
    weights: dict[int, tuple[int, LexborNode]] = {}
    for node in tree.css("body *"):
        words = plain(node.text(deep=False)).strip()
        holder = _holder(node) if words else None
        if holder is not None and not labels_in(words):
            weights[holder.mem_id] = (weights.get(holder.mem_id, (0, holder))[0] + len(words), holder)
    heaviest = max(weights.values(), key=lambda pair: pair[0], default=None)
    return heaviest[1] if heaviest and heaviest[0] >= 20 else tree.body


def _holder(node: LexborNode) -> LexborNode | None:
    """Return the element whose text some words are: a paragraph's is what holds the paragraph; links are nobody's."""
    found: LexborNode | None = node
    while found is not None and found.tag not in _BLOCKS:
        if found.tag == "a":
            return None
        found = found.parent
    return found.parent if found is not None and found.tag in ("p", "h1", "h2", "h3") else found


def _lines(root: LexborNode) -> Iterator[str]:
    """Yield the lines a browser would show: blocks and `br` end a line, other breaks in the source are blanks."""
    line: list[str] = []
    stack: list[tuple[LexborNode, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag
        if tag == "-text":
            line.append(node.text(deep=False))
            continue
        if tag in _BLOCKS or tag == "br":
            yield from _finished(line)
        if leaving or tag == "-comment" or "display:none" in plain(node.attributes.get("style") or ""):
            continue
        stack.append((node, True))
        children = []
        child = node.child
        while child is not None:
            children.append(child)
            child = child.next
        stack.extend((child, False) for child in reversed(children))
    yield from _finished(line)


def _finished(line: list[str]) -> Iterator[str]:
    words = _BLANK.sub(" ", _WIDE_BREAK.sub("", "".join(line))).strip(" ")
    line.clear()
    if words:
        yield words
