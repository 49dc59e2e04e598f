"""A page saved from a government site becomes its head table, the text of its body, what it calls itself, and where it was published.

Tags after 《政府网站发展指引》 (2017, 附件 2): ArticleTitle, PubDate, SiteName, Url. Navigation stays outside; it is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from selectolax.lexbor import LexborHTMLParser, LexborNode

from county_casebook.intake import Unreadable
from county_casebook.intake.decoding import decode_text
from county_casebook.intake.head import read_head
from county_casebook.intake.head_table import labels_in
from county_casebook.intake.site_lines import STAMP, is_around, is_below, is_beside_title, without_marks
from county_casebook.intake.titles import issuers_in_title, title_in
from county_casebook.intake.values import doc_no_of, is_formed
from county_casebook.intake.web_body import body_of
from county_casebook.intake.web_lines import children, lines_of, words_of
from county_casebook.intake.web_table import table_of
from county_casebook.text.numbering import plain
from county_casebook.text.table_rows import cells_of

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*+=\s*+(?:[\"']\s*+)?([\w-]{1,20})", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[\w.-]+(?::[0-9]{1,5})?(?:/[^\s\"'<>]*)?")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\([0-9]+\)(\S+)\s*-->")
_NO_TEXT = "script, style, noscript, template, iframe, svg, select, button, input, textarea"
_TITLES = "h1, .article-title, .article_title, .artTitle, .con-title, .content-title, .xxgk-title, .title, #title, .bt, h2"
_TITLE_METAS = ("articletitle", "og:title", "dc.title")
_COLUMNS = r"(?:公示|公告|通知|通告|公文|公报|文件|政策|法规|规章|规划|计划|信息|公开|政务|部门|解读|其他|本[级地县市])++"
_COLUMN = re.compile(_COLUMNS)
"""The name of a column of a site, which is no title."""
_SITE_BEHIND = re.compile(
    r"(?<!\s)(?:\s++-|\s*+(?:[_|｜–—－]|-(?![0-9])(?=[^-]{0,20}(?:网|政府|局|委|厅|平台)|"
    rf"{_COLUMNS}(?:-|$))))"
)
_BETWEEN = re.compile(r"\s*+([-－_|｜–—>»›→/]++)\s*+|\s++")
_NO_TEXT_BEFORE = re.compile(
    rf"(?:网站|网上)?首页|(?:政府)?{_COLUMNS}|(?!.*(?:关于|印发))[^0-9]{{2,24}}(?:网|网站|门户|平台)"
)
_OWNER_BEFORE = re.compile("(?!.*(?:关于|印发))[^0-9]{2,20}(?:政府|[局委厅办])")
"""What stands before the title of a window: the site or a column, and before a sign also who keeps the site."""
_PUBLISHED = re.compile(
    r"[\[【（(]?(?:信息|稿件|文章)?(?:来源|发布(?:时间|日期|机构|单位)|发表时间)[\]】）)]?[：:]"
)
_GAZETTE = re.compile("[\u4e00-\u9fff]{2,9}[省市县区州旗](?:人民)?(?:政府)?公报")
_BEGUN = re.compile("关于|[\u4e00-\u9fff]{2,12}?[省市县区州旗]")
_MOST_TITLES, _LONGEST_TITLE = 20, 300
_MOST_ABOVE = 6
_MAY_BE_LINKS, _FEWEST_LINKS = "div, p, td, li, nav, header, center, span", 3
_MAX_DEPTH = 150
_MOST_TAGS = 150_000
_TAG = re.compile(
    r"<(/?)(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|tr|td|th|t(?:head|body|foot)"
    r"|option|optgroup|colgroup|rp|rt|head|body|html)\b)[a-z][^<>]*(?<!/)>",
    re.IGNORECASE,
)
"""A tag that opens or closes an element; those that are empty, or that another closes, do not nest."""


class Webpage:
    """A parsed page: `table`, `text`, `titles`, the lines `before` and `behind` the text, `above`, `metas`, `url` (empty when the page does not say) and what was `left`.

    `declared` is the encoding that whoever sent the page names; a page that `is_whole` is a text and nothing round it.
    """

    def __init__(self, data: bytes, declared: str = "", *, is_whole: bool = False) -> None:
        named = _CHARSET.search(data[:4096])
        html = decode_text(data, declared or (named[1].decode("ascii") if named else ""))
        if html.count("<") > _MOST_TAGS:
            raise Unreadable(f"网页里有 {html.count('<')} 个标签，不像一份公文")
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
        self.titles = tuple(dict.fromkeys(_titles(tree, self.metas)))
        self.table = () if is_whole else tuple(table_of(tree))
        whole = [line for line in lines_of(tree.body) if line.strip()] if tree.body else []
        told = {plain(part) for row in self.table for part in (row.label, row.value, row.label + row.value)}
        body = tree.body if is_whole else body_of(tree, told)
        lines = _without_links([line for line in lines_of(body) if line.strip()] if body else [], tree)
        self.text = "".join(f"{line}\n" for line in lines)
        start = _start(whole, lines)
        self.before = tuple(_around(whole[:start], lines, told))
        self.behind = tuple(_around(whole[start:], lines, told))
        above = _without_links(whole[:start], tree)
        self.above, is_sure = _title_above(above)
        if is_sure:
            self.titles = tuple(dict.fromkeys((*self.titles, self.above)))
        if around := (*self.before, *self.behind):
            self.left.append(f"网页上正文以外的 {len(around)} 行（导航等）没有放进来：{'｜'.join(around)}")


def _without_links(lines: list[str], tree: LexborHTMLParser) -> list[str]:
    """Return the lines of a text without those at its top that are rows of links and nothing else, as navigation is."""
    rows = {words_of(node) for node in tree.css(_MAY_BE_LINKS) if _is_of_links(node)}
    return [line for at, line in enumerate(lines) if at >= _MOST_ABOVE or line not in rows]


def _is_of_links(node: LexborNode) -> bool:
    held = [each for each in children(node) if each.tag != "-comment" and words_of(each)]
    return len(held) >= _FEWEST_LINKS and all(each.tag == "a" for each in held)


def _start(whole: list[str], lines: list[str]) -> int:
    """Return the line of the page that the text begins with; its title may stand above it already."""
    places = [at for at, line in enumerate(whole) if line in lines[:1]]
    return next((at for at in places if whole[at : at + 2] == lines[:2]), places[0] if places else 0)


def _title_above(above: list[str]) -> tuple[str, bool]:
    """Return the title that ends with the line nearest to the text, of those above it, that is formed like one, and whether it is sure.

    It is where nothing above it may belong to it, and the line below says where the site has the text from, or when it put it up.
    """
    near = [without_marks(line.strip()) for line in above[-_MOST_ABOVE:]]
    places = [
        at
        for at, line in enumerate(near)
        if is_formed(line) and not (is_around(line) or is_beside_title(line))
    ]
    at = places[-1] if places else -1
    if at < 0:
        return "", False
    title = title_in(read_head([line for line in near[: at + 1] if not is_around(line)]))
    if not title.words.endswith(near[at]):
        return near[at], False
    is_headed = at + 1 < len(near) and _says_when(near[at + 1])
    is_begun = title.words.startswith("关于") and not any("关于" in line for line in near[:at])
    is_named = title.words == near[at] or bool(issuers_in_title(title.words))
    is_sure = is_headed and (title.is_whole or is_begun or (is_named and not title.doubt))
    return title.words, is_sure or (
        len(places) == 1 and not title.doubt and _is_alone(title.words, near[at:])
    )


def _is_alone(title: str, lines: list[str]) -> bool:
    """Whether a title is the first line whole, begins as titles do, and nothing but lines of the site stand between it and the text."""
    is_begun = title == lines[0] and bool(_BEGUN.match(title))
    return is_begun and all(is_around(line) or _says_when(line) or doc_no_of(line) for line in lines[1:])


def _says_when(line: str) -> bool:
    """Whether a line is what sites print right below a title: whence they have the text, or when they put it up."""
    return bool(_PUBLISHED.match(plain(line)) or STAMP.match(line.lstrip("（([【 ")) or is_beside_title(line))


def _around(whole: list[str], lines: list[str], told: Set[str]) -> Iterator[str]:
    """Yield the lines of the page that stand neither in its text nor in its table; a row of a table is its cells."""
    kept = set(lines)
    for line in (part for each in whole if each not in kept for part in cells_of(each) or [each]):
        if line.strip() and plain(line).replace("：", "") not in told and not _is_bare_label(line):
            yield line.strip()


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


def _titles(tree: LexborHTMLParser, metas: dict[str, str]) -> Iterator[str]:
    """Yield what the page calls itself, the surest first: its tags, its headings, the title of the window without the site."""
    named = [metas.get(name, "") for name in _TITLE_METAS]
    named += [words_of(node) for node in tree.css(_TITLES)[:_MOST_TITLES]]
    window = tree.css_first("title")
    if window is not None:
        named.append(_of_window(words_of(window)[:_LONGEST_TITLE]))
    for title in named:
        title = without_marks(" ".join(title.split()))
        is_other = (
            _GAZETTE.fullmatch(title)
            or is_around(title)
            or is_below(title)
            or labels_in(title)
            or _COLUMN.fullmatch(title)
        )
        if 4 <= len(title) <= 150 and not is_other:
            yield title


def _of_window(words: str) -> str:
    """Return the title of a window without the site and the columns behind it and before it."""
    found = _SITE_BEHIND.split(words)[0]
    if not is_formed(without_marks(found)) and found != words:
        found = words
    start = 0
    for sign in _BETWEEN.finditer(found):
        before = found[start : sign.start()]
        is_owner = _OWNER_BEFORE.fullmatch(before) and (sign[1] or found.startswith(before, sign.end()))
        if not (is_owner or _NO_TEXT_BEFORE.fullmatch(before)):
            break
        start = sign.end()
    rest = _SITE_BEHIND.split(found[start:])[0]
    return rest if is_formed(without_marks(rest)) else _SITE_BEHIND.split(words)[0]


__all__ = ["Webpage"]
