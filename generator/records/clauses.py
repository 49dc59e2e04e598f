"""The text of a policy becomes clauses that have addresses: every character in exactly one of them, in order.

Official texts number themselves in several ways (第X编/章/节/条, 一、 （一） 1. （1） ①, 「一是」 inside a paragraph) and nest
them as they like; the nesting is taken from the text. An address never depends on what follows it, so that a citation
stays good when a text grows. Numbering after GB/T 9704-2012 (7.3.3) and 《立法技术规范》.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.records.numerals import CHARACTERS, number

Kind = Literal[
    "head", "part", "chapter", "section", "article", "item", "point", "paragraph", "tail", "annex", "contents"
]


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
    parser = _Parser(text)
    for start, end in _lines(text):
        parser.line(start, end)
    return Parsed(tuple(parser.closed()), tuple(parser.irregularities))


_N = f"[{CHARACTERS}]+|[0-9０-９]+"
_SPACE = r"[ \t\u3000\u00a0]"
_DIVISION = re.compile(rf"第{_SPACE}?({_N}){_SPACE}?(分编|编|章|节)(?={_SPACE}|$)")
_ARTICLE = re.compile(rf"第({_N})条(?:之({_N}))?(?={_SPACE}|$|[^，、第的规])")
_MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("一、", re.compile(rf"([{CHARACTERS}]+)、(?![{CHARACTERS}]+[级类等期线次、])")),
    ("（一）", re.compile(rf"[（(]([{CHARACTERS}]+)[）)]")),
    ("1.", re.compile(r"([0-9０-９]{1,3})(?:[.．](?![0-9０-９])|、)")),
    ("（1）", re.compile(r"[（(]([0-9０-９]{1,3})[）)]")),
    ("①", re.compile("([①-⑳])")),
)
_DIVISION_KINDS: dict[str, tuple[Kind, str, int]] = {
    "编": ("part", "part", 0),
    "分编": ("part", "subpart", 1),
    "章": ("chapter", "ch", 2),
    "节": ("section", "sec", 3),
}
_POINTS = re.compile(
    r"(?:^|(?<=[；。：:，,;]))(?:([一二三四五六七八九十])是|第([一二三四五六七八九十])[，,])"
)
_DATE = re.compile(
    r"[（(]?(?:[二一][0〇○零一二三四五六七八九]{3}|(?:19|20)\d\d)年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日[）)]?"
)
_ANNEX = re.compile(rf"附(?:件|录){_SPACE}*({_N})?{_SPACE}*[：:]?")
_SENTENCE = re.compile("[。；！？]|：$")
_CONTENTS = re.compile(rf"目{_SPACE}*录")


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the lines, each with the blank lines after it; leading blank lines go to the first."""
    spans = [match.span() for match in re.finditer(r"[^\n]*\n|[^\n]+", text)]
    start: int | None = None
    for position, (begin, end) in enumerate(spans):
        start = begin if start is None else start
        blank = not text[start:end].strip()
        following_blank = position + 1 < len(spans) and not text[slice(*spans[position + 1])].strip()
        if not (blank or following_blank) or position + 1 == len(spans):
            yield start, end
            start = None


@dataclass(slots=True)
class _Open:
    """A clause under construction, with what its children need to know."""

    id: str
    kind: Kind
    mark: str
    rank: int
    label: str
    heading: str
    start: int
    parent: str | None
    depth: int
    paragraphs: int = 0


class _Parser:
    """Keeps the chain of open clauses, outermost first, and the ids already given."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.done: list[_Open] = []
        self.chain: list[_Open] = []
        self.given: set[str] = set()
        self.last: dict[tuple[str, str], int] = {}
        self.irregularities: list[Irregularity] = []
        self.prefix = ""
        self.annexes = 0
        self.began = self.tail = False
        self.listed: set[str] | None = None

    # Lines -----------------------------------------------------------------------------------------------------------

    def line(self, start: int, end: int) -> None:
        raw = self.text[start:end]
        words = raw.strip()
        offset = start + len(raw) - len(raw.lstrip())
        if self._in_contents(words):
            self._paragraph(start, words)
        elif not (
            self._division(start, words) or self._article(start, words) or self._item(start, words, offset)
        ):
            self._unnumbered(start, words)

    def _in_contents(self, words: str) -> bool:
        """Whether the line is part of a table of contents, whose chapters come again below."""
        plain = re.sub(_SPACE, "", words)
        if self.listed is None:
            if _CONTENTS.fullmatch(words):
                self.listed = set()
                return True
            return False
        if plain in self.listed or _ARTICLE.match(words) or not (_DIVISION.match(words) or not self.listed):
            self.listed = None
            return False
        self.listed.add(plain)
        return True

    def _division(self, start: int, words: str) -> bool:
        match = _DIVISION.match(words)
        if not match:
            return False
        self._after_tail()
        kind, stem, rank = _DIVISION_KINDS[match[2]]
        self._open(
            start,
            kind,
            match[2],
            rank,
            f"{stem}-{number(match[1])}",
            number(match[1]),
            match[0],
            words[match.end() :],
        )
        return True

    def _article(self, start: int, words: str) -> bool:
        match = _ARTICLE.match(words)
        if not match:
            return False
        self._after_tail()
        value = number(match[1])
        stem = f"art-{value}" + (f"-{number(match[2])}" if match[2] else "")
        self._open(start, "article", "条", 4, stem, value, match[0], words[match.end() :])
        return True

    def _item(self, start: int, words: str, offset: int) -> bool:
        for mark, pattern in _MARKS:
            match = pattern.match(words)
            if not match or (mark == "1." and self._lists_annexes(number(match[1]))):
                continue
            self._after_tail()
            value = number(match[1])
            stem = f"i{value}" if mark == "（一）" and self._inside_article() else str(value)
            self._open(start, "item", mark, 5, stem, value, match[0], words[match.end() :])
            self._points(words, offset)
            return True
        return False

    def _lists_annexes(self, value: int) -> bool:
        """Whether a number goes on with 「附件：1.…」 of the paragraph before."""
        if not self.done or value < 2 or self.done[-1].kind != "paragraph":
            return False
        listed = re.match(
            rf"{_SPACE}*附件[：:]{_SPACE}*1[.．、]|{_SPACE}*{value - 1}[.．、]",
            self.text[self.done[-1].start :],
        )
        return bool(listed)

    def _unnumbered(self, start: int, words: str) -> None:
        annex = _ANNEX.match(words)
        if annex and self.began and (annex[1] or self.tail) and len(words) < 60:
            self._annex(start, words)
        elif _DATE.fullmatch(re.sub(_SPACE, "", words)) and self.began:
            self.chain, self.tail = [], True
            self._add(start, "tail", "", 0, self._fresh("date"), "", "")
        elif not self.began and not (_SENTENCE.search(words) and not self._addressee(words)):
            if not self.chain:
                self._add(start, "head", "", 0, self._fresh("head"), "", words)
        else:
            self._paragraph(start, words)

    def _addressee(self, words: str) -> bool:
        return words.endswith(("：", ":")) and len(words) < 120 and "。" not in words

    def _paragraph(self, start: int, words: str) -> None:
        self.began = True
        if self.chain and self.chain[0].kind == "head":
            self.chain = []
        while self.chain and self.chain[-1].rank >= 9:
            self.chain.pop()
        above = self.chain[-1] if self.chain else None
        if above:
            above.paragraphs += 1
            order = above.paragraphs
        else:
            self.last[self.prefix, "p"] = order = self.last.get((self.prefix, "p"), 0) + 1
        kind: Kind = "tail" if self.tail else "contents" if self.listed is not None else "paragraph"
        base = f"{above.id}.p{order}" if above else f"{self.prefix}p{order}"
        self._add(start, kind, "", 9, self._fresh(base), "", words if len(words) <= 40 else "")
        self._points(words, start + len(self.text[start:]) - len(self.text[start:].lstrip()))

    def _points(self, words: str, offset: int) -> None:
        """Cut 「一是…；二是…」 or 「第一，…第二，…」 out of the clause just added, when they count up from one."""
        found = [(match.start(), number(match[1] or match[2]), match[0]) for match in _POINTS.finditer(words)]
        counted = [point for position, point in enumerate(found) if point[1] == position + 1]
        if len(counted) < 2 or len(counted) != len(found):
            return
        above = self.chain[-1]
        for begin, value, label in counted:
            self.chain = self.chain[: self.chain.index(above) + 1]
            self._add(
                offset + begin,
                "point",
                "是",
                10,
                self._fresh(f"{above.id}.i{value}"),
                label,
                "",
            )
        self.chain = self.chain[: self.chain.index(above) + 1]

    def _annex(self, start: int, words: str) -> None:
        self.annexes += 1
        self.prefix, self.chain, self.tail = f"annex-{self.annexes}.", [], False
        self._add(start, "annex", "", 0, self._fresh(f"annex-{self.annexes}"), words, words)
        self.chain.pop()

    def _after_tail(self) -> None:
        """A number after the signature begins an attached text that has no line of its own to say so."""
        self.began = True
        if self.tail:
            self.annexes += 1
            self.prefix, self.chain, self.tail = f"annex-{self.annexes}.", [], False

    # Clauses ---------------------------------------------------------------------------------------------------------

    def _inside_article(self) -> bool:
        return any(clause.kind == "article" for clause in self.chain)

    def _open(
        self, start: int, kind: Kind, mark: str, rank: int, stem: str, value: int, label: str, rest: str
    ) -> None:
        """Open a numbered clause where its mark belongs: beside the last of its kind, else inside what is open."""
        self._close_to(mark, rank)
        above = self.chain[-1] if self.chain else None
        base = (
            self.prefix + stem
            if kind in ("article", "part", "chapter") or not above
            else f"{above.id}.{stem}"
        )
        self._check_order(start, mark, above.id if above else f"{self.prefix}:", value, label)
        own = rest.strip()
        self._add(start, kind, mark, rank, self._fresh(base), label, _heading(own))
        if _SENTENCE.search(own) or (kind == "article" and own):
            self.chain[-1].paragraphs = 1

    def _close_to(self, mark: str, rank: int) -> None:
        if self.chain and self.chain[0].kind == "head":
            self.chain = []
        of_article = self._inside_article() and rank == 5
        for position, clause in enumerate(self.chain):
            if clause.mark == mark or (
                clause.rank > rank and not (of_article and clause.kind == "paragraph")
            ):
                self.chain = self.chain[:position]
                break
        while self.chain and self.chain[-1].kind in ("paragraph", "point", "tail", "contents"):
            if self.chain[-1].kind == "paragraph" and of_article:
                return
            self.chain.pop()

    def _check_order(self, start: int, mark: str, above: str, value: int, label: str) -> None:
        last = self.last.get((above, mark), self.last.get((self.prefix, mark), 0))
        if value != last + 1 and not (value == 1 and (above, mark) not in self.last):
            said = "重复" if value <= last else "跳号"
            self.irregularities.append(Irregularity(start, f"编号{said}：上一个是 {last}，这里是 {label}"))
        self.last[above, mark] = self.last[self.prefix, mark] = value

    def _fresh(self, base: str) -> str:
        """Give an id once; a repeated number gets `~2`."""
        fresh, again = base, 1
        while fresh in self.given:
            again += 1
            fresh = f"{base}~{again}"
        self.given.add(fresh)
        return fresh

    def _add(
        self, start: int, kind: Kind, mark: str, rank: int, clause_id: str, label: str, heading: str
    ) -> None:
        above = self.chain[-1] if self.chain else None
        clause = _Open(
            clause_id,
            kind,
            mark,
            rank,
            label,
            heading,
            start,
            above.id if above else None,
            above.depth + 1 if above else 0,
        )
        self.chain.append(clause)
        self.done.append(clause)

    def closed(self) -> Iterator[Clause]:
        """Yield the clauses with their ends; a text's first character always belongs to the first of them."""
        for position, clause in enumerate(self.done):
            start = clause.start if position else 0
            end = self.done[position + 1].start if position + 1 < len(self.done) else len(self.text)
            yield Clause(
                clause.id, clause.kind, clause.label, clause.heading, start, end, clause.parent, clause.depth
            )


def _heading(words: str) -> str:
    """The words of a clause fit for a contents list: its first sentence when it is short."""
    first = re.split("[。；：]", words, maxsplit=1)[0]
    return first if len(first) <= 48 else ""


def citation(clause: Clause, clauses: dict[str, Clause]) -> str:
    """How a reader names a clause: 「三、3.」, 「第十二条第二款第（三）项」; a paragraph is 「第二段」."""
    chain = [clause]
    while chain[-1].parent:
        chain.append(clauses[chain[-1].parent])
    articles = [position for position, link in enumerate(chain) if link.kind == "article"]
    chain = chain[: articles[0] + 1] if articles else chain
    return "".join(_named(link, in_article=bool(articles)) for link in reversed(chain)) or "文首"


def _named(clause: Clause, *, in_article: bool) -> str:
    order = re.search(r"\.?p(\d+)(?:~\d+)?$", clause.id)
    if clause.kind in ("paragraph", "contents", "tail") and order:
        return f"第{order[1]}款" if in_article else f"第 {order[1]} 段"
    if clause.kind == "item" and in_article and clause.label.startswith("（"):
        return f"第{clause.label}项"
    if clause.kind == "point":
        return f"“{clause.label.rstrip('，,')}”"
    return {"head": "文首", "tail": "落款"}.get(clause.kind, clause.label.rstrip("　 "))
