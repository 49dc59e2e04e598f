"""The elements of a page become the one that holds the text: where the usual sites put it, else where most paragraphs' words are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from selectolax.lexbor import LexborHTMLParser, LexborNode

from county_casebook.intake.head_table import labels_in
from county_casebook.intake.site_lines import is_around, is_below
from county_casebook.intake.web_lines import BLOCKS, children
from county_casebook.text.numbering import plain

_AROUND = "nav, header, footer, aside, form"
_NAMED_AROUND = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|crumbs?|breadcrumbs?|location|position|foot|footer|share|sidebar|copyright|related|relate|toolbar)(?:$|[\s_-])",
    re.IGNORECASE,
)
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
    ".v_news_content",
    "article",
)
_MOST_BODIES = 30
_FEWEST = 20
_LOOKED_AT = 5_000
_LONGEST_LINE = 120
_GAIN = 1.25
"""A holder whose parent has that much more is only a part of the text."""
_MOST_STEPS = 6
_MOST_OF = 0.6


def body_of(tree: LexborHTMLParser, told: Set[str]) -> LexborNode | None:
    """Return the element that holds the text, or the whole body of the page; `told` is what the head table says, without blanks."""
    for selector in _BODIES:
        found = [node for node in tree.css(selector)[:_MOST_BODIES] if _has_words(node)]
        if found:
            return max(found, key=lambda node: len(node.text(deep=True)))
    for node in tree.css(_AROUND):
        node.decompose()
    weights = _weights(tree, told)
    if tree.body is None:
        return None
    heaviest = max(weights.values(), key=lambda pair: pair[0], default=None)
    tight = _tight(tree.body, weights)
    if heaviest is None or _sum_below(tight, weights) < _FEWEST:
        return tree.body
    return _with_its_like(_of_boxes(heaviest, tight, weights), weights)


def _of_boxes(
    heaviest: tuple[int, LexborNode], tight: LexborNode, weights: Mapping[int, tuple[int, LexborNode]]
) -> LexborNode:
    """Return the element that holds a text: the one with most words right below it, with what goes on beside it, or a box inside."""
    whole = _whole(heaviest[1], weights)
    if whole.tag == "body":
        # what stands right in the page is its text only where it is more than what stands in a box
        return whole if heaviest[0] > _sum_below(tight, weights) else tight
    return whole if _sum_below(whole, weights) * _GAIN >= _sum_below(tight, weights) else tight


def _has_words(node: LexborNode) -> bool:
    return len(plain(node.text(deep=True)[:_LOOKED_AT])) >= _FEWEST


def _weights(tree: LexborHTMLParser, told: Set[str]) -> dict[int, tuple[int, LexborNode]]:
    """Return how many characters of paragraphs each element holds right below it; what sites print round a text counts nothing."""
    weights: dict[int, tuple[int, LexborNode]] = {}
    beside = _beside(tree)
    for node in tree.css("body *"):
        words = plain(node.text(deep=False)).strip()
        if not words or node.mem_id in beside or (len(words) <= _LONGEST_LINE and _is_no_paragraph(words)):
            continue
        holder = None if words in told and _is_in_a_table(node) else _holder(node)
        if holder is not None:
            weights[holder.mem_id] = (weights.get(holder.mem_id, (0, holder))[0] + len(words), holder)
    return weights


def _is_no_paragraph(words: str) -> bool:
    """Whether words are a label with its value, or what a site prints round a text; a whole text may begin with such a line."""
    return bool(labels_in(words)) or is_around(words) or is_below(words)


def _beside(tree: LexborHTMLParser) -> set[int]:
    """Return the elements inside those that call themselves navigation, a foot or related papers."""
    beside: set[int] = set()
    for node in tree.css("body [class], body [id]"):
        if node.mem_id not in beside and _is_named_around(node):
            beside.add(node.mem_id)
            beside.update(each.mem_id for each in node.css("*"))
    return beside


def _is_in_a_table(node: LexborNode) -> bool:
    """Whether an element is a cell or an item, or stands right inside one."""
    above: LexborNode | None = node
    for _ in range(3):
        if above is not None and above.tag in ("td", "th", "dd", "dt", "li"):
            return True
        above = above.parent if above is not None else None
    return False


def _whole(node: LexborNode, weights: Mapping[int, tuple[int, LexborNode]]) -> LexborNode:
    """Return the element, or the one above it where the text goes on beside it: each paragraph may stand in a box of its own."""
    found, above = node, node.parent
    held = _sum_below(node, weights)
    for _ in range(_MOST_STEPS):
        if above is None or above.tag in ("body", "html") or _is_named_around(above):
            break
        more = _sum_below(above, weights)
        if more >= _GAIN * held:
            found, held = above, more
        above = above.parent
    return found


def _tight(root: LexborNode, weights: Mapping[int, tuple[int, LexborNode]]) -> LexborNode:
    """Return the smallest element below a root that most of the words are in: where they stand in boxes, none of these."""
    found, held = root, 0
    while True:
        inside = [
            (_sum_below(each, weights), order, each)
            for order, each in enumerate(children(found))
            if each.child
        ]
        heaviest = max(inside, default=None, key=lambda pair: (pair[0], -pair[1]))
        if heaviest is None or heaviest[0] < _MOST_OF * held or not heaviest[0]:
            return found
        held, _, found = heaviest


def _with_its_like(node: LexborNode, weights: Mapping[int, tuple[int, LexborNode]]) -> LexborNode:
    """Return the element above one that is a single paragraph, where other paragraphs of the text stand beside it."""
    above = node.parent
    if above is None or any(
        each.tag in BLOCKS or each.tag == "br" for each in node.css("*") if each.mem_id != node.mem_id
    ):
        return node
    return above if _sum_below(above, weights) > _sum_below(node, weights) else node


def _sum_below(node: LexborNode, weights: Mapping[int, tuple[int, LexborNode]]) -> int:
    """Return how many characters of paragraphs stand in an element, at any depth."""
    own = weights.get(node.mem_id, (0, node))[0]
    return own + sum(
        weights[each.mem_id][0]
        for each in node.css("*")
        if each.mem_id in weights and each.mem_id != node.mem_id
    )


def _is_named_around(node: LexborNode) -> bool:
    named = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    return bool(_NAMED_AROUND.search(named))


def _holder(node: LexborNode) -> LexborNode | None:
    """Return the element whose text some words are: a paragraph's is what holds the paragraph; links and headings are nobody's."""
    found: LexborNode | None = node
    while found is not None and found.tag not in BLOCKS:
        if found.tag == "a":
            return None
        found = found.parent
    if found is not None and found.tag in ("h1", "h2", "h3"):
        return None
    return found.parent if found is not None and found.tag == "p" else found


__all__ = ["body_of"]
