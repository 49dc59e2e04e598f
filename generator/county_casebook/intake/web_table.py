"""The elements of a page become the rows of its head table: a cell that is a label, or a label and its value in one element."""

from __future__ import annotations

from collections.abc import Iterator, Set

from selectolax.lexbor import LexborHTMLParser, LexborNode

from county_casebook.intake.head_table import LABELS, Label, Row, labels_in, said
from county_casebook.intake.web_lines import children, lines_of, words_of
from county_casebook.text.numbering import plain

_CELLS = ("td", "th", "dt", "span", "b", "strong", "label")
_MAY_HOLD = frozenset(
    ["td", "th", "dt", "li", "p", "div", "span", "strong", "b", "label", "em", "h1", "h2", "h3"]
)
_LONGEST = 300
_MOST = 20_000


def table_of(tree: LexborHTMLParser) -> Iterator[Row]:
    """Yield the rows of the head table; without two labels that fill a field there is none."""
    found: dict[str, Row] = {}
    heads = set(_heads_of_lists(tree))
    for node in _short(tree):
        words = words_of(node)
        labels = _labels(node, words) if words else []
        if not labels or len(list(lines_of(node))) > 1 or _holds_several(node) or _is_in(node, heads):
            continue
        ends = [*(label.start for label in labels[1:]), len(words)]
        for label, end in zip(labels, ends, strict=True):
            value = said(words[label.end : end]) or (said(_value_beside(node)) if len(labels) == 1 else "")
            if value:
                found.setdefault(label.name or label.words, Row(label.words, label.name, value))
    if sum(bool(row.name) for row in found.values()) >= 2:
        yield from found.values()


def _heads_of_lists(tree: LexborHTMLParser) -> Iterator[int]:
    """Yield the rows that name the columns of a list, 「序号」「名称」「文号」: bare words over rows of as many cells that hold no label."""
    for table in tree.css("table"):
        rows = [] if table.css_first("table table") else _rows(table)
        head, below = rows[:1], rows[1:]
        if not head or len(head[0][1]) < 2 or not below:
            continue
        words = head[0][1]
        is_bare = not any("：" in each or ":" in each for each in words)
        is_even = all(len(cells) == len(words) for _, cells in below[:2])
        has_labels = any(_is_label(cell) for _, cells in below for cell in cells)
        if is_bare and is_even and not has_labels and (len(below) > 1 or plain(words[0]) == "序号"):
            yield head[0][0]


def _rows(table: LexborNode) -> list[tuple[int, list[str]]]:
    """Return the rows of a table: the place of each in memory, and the words of its cells."""
    rows = ((row.mem_id, [words_of(cell) for cell in row.css("td, th")]) for row in table.css("tr"))
    return [(place, cells) for place, cells in rows if any(cells)]


def _is_label(words: str) -> bool:
    return plain(words) in LABELS or bool(labels_in(words))


def _is_in(node: LexborNode, rows: Set[int]) -> bool:
    """Whether an element stands in one of some rows."""
    found: LexborNode | None = node
    for _ in range(5):
        if found is None or found.mem_id in rows:
            return found is not None
        found = found.parent
    return False


def _short(tree: LexborHTMLParser) -> list[LexborNode]:
    """Return the elements that may hold a row, in order; each text is measured once, however deep it lies."""
    if tree.body is None:
        return []
    lengths: dict[int, int] = {}
    order: list[LexborNode] = []
    stack: list[tuple[LexborNode, bool]] = [(tree.body, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            lengths[node.mem_id] = sum(lengths[each.mem_id] for each in children(node))
            continue
        if node.child is None:
            lengths[node.mem_id] = len(node.text(deep=False)) if node.tag == "-text" else 0
        else:
            stack.append((node, True))
            stack.extend((each, False) for each in reversed(children(node)))
        if node.tag in _MAY_HOLD:
            order.append(node)
    short = [node for node in order if 0 < lengths[node.mem_id] <= 2 * _LONGEST][:_MOST]
    return [node for node in short if len(words_of(node)) <= _LONGEST]


def _labels(node: LexborNode, words: str) -> list[Label]:
    """Return the labels an element begins with; a cell may be one without a colon."""
    return labels_in(f"{words}：" if node.tag in _CELLS and plain(words) in LABELS else words)


def _holds_several(node: LexborNode) -> bool:
    """Whether labels stand in elements of their own inside an element: nothing but their boxes parts one from the next."""
    inside = (each for each in children(node) if each.tag in _MAY_HOLD)
    return sum(bool(labels_in(words_of(each))) for each in inside) > 1


def _value_beside(node: LexborNode) -> str:
    """Return the words that follow a label: its next sibling's, or that of a cell it fills alone."""
    for _ in range(3):
        beside = node.next
        while beside is not None and not words_of(beside) and beside.tag in ("-text", "-comment"):
            beside = beside.next
        if beside is not None:
            words = words_of(beside)
            return "" if _labels(beside, words) else words
        parent = node.parent
        if parent is None or parent.tag in ("tr", "table", "ul", "dl", "body", "html"):
            return ""
        node = parent
    return ""


__all__ = ["table_of"]
