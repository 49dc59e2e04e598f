"""The text of a policy becomes clauses that have addresses: every character in exactly one of them, in order.

Official texts number themselves in several ways and nest them as they like; the nesting is taken from the text. An
address never depends on what follows it, so that a citation stays good when a text grows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from county_casebook.text.lines import lines
from county_casebook.text.marks import Kind
from county_casebook.text.nesting import Nesting
from county_casebook.text.numbering import plain
from county_casebook.text.numerals import number
from county_casebook.text.opened import Open


@dataclass(frozen=True, slots=True)
class Clause:
    """One piece of a text: its own words are `text[start:end]`; what is nested in it follows as clauses of its own."""

    id: str
    kind: Kind
    label: str
    heading: str
    start: int
    end: int
    parent: str | None
    depth: int


CITED: tuple[Kind, ...] = ("article", "item", "point", "told")
"""The kinds of clauses that records cite; parts and chapters only hold them together."""


@dataclass(frozen=True, slots=True)
class Irregularity:
    """Something odd in the numbering, at a character offset, as a Chinese sentence."""

    offset: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """The clauses of a text in document order, and what was odd about their numbers."""

    clauses: tuple[Clause, ...]
    irregularities: tuple[Irregularity, ...]


def parse_clauses(text: str) -> Parsed:
    """Cut a text into clauses; every character belongs to exactly one, and nothing is dropped however odd the text."""
    nesting = Nesting()
    for line in lines(text):
        nesting.line(line)
    irregularities = (Irregularity(offset, sentence) for offset, sentence in nesting.order.irregularities)
    return Parsed(tuple(_closed(nesting.done, len(text))), tuple(irregularities))


def _closed(opened: list[Open], length: int) -> Iterator[Clause]:
    """Yield the clauses with their ends; a text's first character always belongs to the first of them."""
    for position, clause in enumerate(opened):
        start = clause.start if position else 0
        end = opened[position + 1].start if position + 1 < len(opened) else length
        yield Clause(
            clause.id, clause.kind, clause.label, clause.heading, start, end, clause.parent, clause.depth
        )


def citation(clause: Clause, clauses: dict[str, Clause]) -> str:
    """How a reader names a clause: 「三、3.」, 「2.1.1（1）」, 「第十二条第2款第（三）项」, 「附件1 一、」; a paragraph is 「第 2 段」."""
    chain = [clause]
    while chain[-1].parent:
        chain.append(clauses[chain[-1].parent])
    articles = [position for position, link in enumerate(chain) if link.kind == "article"]
    chain = chain[: articles[0] + 1] if articles else chain
    names = [_named(link, in_article=bool(articles)) for link in reversed(chain)]
    return _attached(clause, clauses) + (_joined(names) or "文首")


def _joined(names: list[str]) -> str:
    """Put names together; a decimal number holds those above it: 2.1.1 is not named after 2 and 2.1."""
    joined: list[str] = []
    for name in names:
        while joined and _OUTLINED.fullmatch(name) and _NUMBER.fullmatch(joined[-1].strip()):
            joined.pop()
        is_apart = joined and joined[-1][-1:].isdigit() and name[:1] not in ("（", "(")
        joined.append(f" {name}" if is_apart else name)
    return "".join(joined)


_OUTLINED = re.compile(r"(?:[A-Z][.．])?[0-9０-９]{1,2}(?:[.．][0-9０-９]{1,3})+[.．、]?")
_NUMBER = re.compile(r"(?:[A-Z][.．])?[0-9０-９]{1,3}(?:[.．][0-9０-９]{1,3})*[.．、]?")


def _attached(clause: Clause, clauses: dict[str, Clause]) -> str:
    """Name the attached text a clause stands in: by its number, or by its title when no 附件 line gives one."""
    annex = re.match(r"annex-[0-9]+(?=\.)", clause.id)
    if not annex:
        return ""
    label = plain(clauses[annex[0]].label).rstrip("：:.．、") if annex[0] in clauses else "附件"
    return f"{label} " if label.startswith("附") else f"《{label}》"


def _named(clause: Clause, *, in_article: bool) -> str:
    order = re.search(r"\.?p([0-9]+)(?:~[0-9]+)?$", clause.id)
    if clause.kind in ("paragraph", "contents", "tail") and order:
        return f"第{order[1]}款" if in_article else f"第 {order[1]} 段"
    if clause.kind == "item" and in_article:
        is_subitem = not clause.label.startswith(("（", "("))
        return f"第{_counted(clause.label)}目" if is_subitem else f"第{clause.label}项"
    if clause.kind == "point":
        return f"“{clause.label.rstrip('，,')}”"
    return {"head": "文首", "tail": "落款"}.get(clause.kind, clause.label.rstrip("　 "))


def _counted(label: str) -> str:
    """The number of an item below another as it is spoken of: 1 of 「1.」, a of 「a)」."""
    sign = label.strip("()（）.．、")
    return sign if sign.isascii() else str(number(sign))
