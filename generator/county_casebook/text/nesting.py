"""The lines of a text become clauses inside one another, as the text itself nests them.

Each number goes beside the last of its kind, else inside what is open; a paragraph goes into what it continues.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from county_casebook.text.numbering import (
    ITEM_RANK,
    PARAGRAPH_RANK,
    POINT_RANK,
    SENTENCE,
    Kind,
    Mark,
    annex_number,
    contents_entry,
    half_width,
    is_addressee,
    is_contents,
    is_date,
    is_note,
    is_organ,
    is_person,
    lists_annexes,
    mark_of,
    plain,
    points,
)


@dataclass(slots=True)
class Open:
    """A clause under construction, with what its children need to know."""

    id: str
    kind: Kind
    sign: str
    rank: int
    label: str
    heading: str
    start: int
    parent: str | None
    depth: int
    paragraphs: int = 0
    in_sentence: bool = False
    """Whether it is one of a row that ；joins into a sentence: what follows the row goes on with what holds it."""


class Nesting:
    """Keeps the chain of open clauses, outermost first, and the ids already given."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.done: list[Open] = []
        self.chain: list[Open] = []
        self.given: dict[str, int] = {}
        self.last: dict[tuple[str, str], int] = {}
        self.irregularities: list[tuple[int, str]] = []
        self.prefix = ""
        self.annexes = 0
        self.head = ""
        self.began = self.tail = False
        self.contents: list[str] | None = None
        self.before = ""
        """The line before, stripped."""

    # Lines -----------------------------------------------------------------------------------------------------------

    def line(self, start: int, end: int) -> None:
        raw = self.text[start:end]
        words = raw.strip()
        offset = start + len(raw) - len(raw.lstrip())
        mark = mark_of(words)
        if self._in_contents(words, mark):
            self._paragraph(start, offset, words)
        elif mark and not (mark.sign == "1." and self._goes_on_with_annexes(mark.value)):
            self._numbered(start, offset, words, mark)
        else:
            self._unnumbered(start, offset, words)
        self.before = words

    def _in_contents(self, words: str, mark: Mark | None) -> bool:
        """Whether the line is part of a table of contents, whose chapters come again below."""
        if self.contents is None:
            self.contents = [] if is_contents(words) else None
            return self.contents is not None
        entry = plain(mark.label) if mark else contents_entry(words)
        ends = bool(self.contents) and (entry == self.contents[0] or not mark)
        if ends or SENTENCE.search(words) or (mark and mark.kind == "article"):
            self.contents = None
            return False
        self.contents.append(entry)
        return True

    def _goes_on_with_annexes(self, value: int) -> bool:
        """Whether a number goes on with 「附件：1.…」 of the line before."""
        before = half_width(plain(self.before))
        return value > 1 and bool(
            before.startswith(tuple(f"附件{colon}{value - 1}{sign}" for colon in "：:" for sign in ".．、"))
            or (
                self._is_after_tail_clause()
                and before.startswith(tuple(f"{value - 1}{sign}" for sign in ".．、"))
            )
        )

    def _is_after_tail_clause(self) -> bool:
        return bool(self.done) and self.done[-1].kind == "tail"

    def _numbered(self, start: int, offset: int, words: str, mark: Mark) -> None:
        self.began = True
        if self.tail:
            self._attach(self.annexes + 1)
        self._open(start, mark)
        if mark.kind == "item":
            self._points(offset, words)

    def _unnumbered(self, start: int, offset: int, words: str) -> None:
        begins_annex, printed = annex_number(words)
        if begins_annex and self.began and (printed or self.tail):
            self._annex(start, words, printed)
        elif self.began and is_date(words):
            self.chain, self.tail = [], True
            self._add(start, "tail", "", 0, self._fresh(f"{self.prefix}date"), "", "")
        elif not self.began and (not SENTENCE.search(words) or _ends_like_a_label(words)):
            self._in_head(start, words)
        elif self.tail and not is_note(words) and not is_organ(words) and words:
            self._annex(start, words, None)
        elif self._closes_the_body(words):
            self.chain = []
            self._paragraph(start, offset, words, kind="tail")
        else:
            self._paragraph(start, offset, words)

    def _in_head(self, start: int, words: str) -> None:
        if not self.chain:
            self._add(start, "head", "", 0, self._fresh("head"), "", words)
        self.head += plain(words)
        self.began = is_addressee(words)

    def _closes_the_body(self, words: str) -> bool:
        """Whether a line is 附件说明 or a signature; tables of an annex hold names of authorities too."""
        if self.prefix or self.tail:
            return False
        if lists_annexes(words) or is_person(words) or self._goes_on_with_annexes(_leading(words)):
            return True
        if self._inside_article():
            return is_organ(words) and plain(words) in self.head
        ended = self.before.endswith(("。", "！", "”")) or self._is_after_tail_clause()
        return is_organ(words) and bool(ended or all(name in self.head for name in words.split()))

    # Clauses without a number ----------------------------------------------------------------------------------------

    def _paragraph(self, start: int, offset: int, words: str, kind: Kind = "paragraph") -> None:
        self.began = True
        if self.chain and self.chain[0].kind == "head":
            self.chain = []
        while self.chain and self._is_over(self.chain[-1]):
            self.chain.pop()
        above = self.chain[-1] if self.chain else None
        if above:
            above.paragraphs += 1
            base = f"{above.id}.p{above.paragraphs}"
        else:
            self.last[self.prefix, "p"] = order = self.last.get((self.prefix, "p"), 0) + 1
            base = f"{self.prefix}p{order}"
        if self.done and self.done[-1].kind == "annex":
            self.done[-1].heading = _annex_heading(self.done[-1].label, words)
        kind = "tail" if self.tail else "contents" if self.contents is not None else kind
        self._add(start, kind, "", PARAGRAPH_RANK, self._fresh(base), "", words if len(words) <= 40 else "")
        self._points(offset, words)

    def _is_over(self, clause: Open) -> bool:
        """Whether a new paragraph ends this clause: after the items of an article, or of a sentence, the text goes on above."""
        if clause.rank >= PARAGRAPH_RANK:
            return True
        return clause.kind == "item" and (clause.in_sentence or self._inside_article())

    def _points(self, offset: int, words: str) -> None:
        """Cut 「一是…；二是…」 or 「第一，…第二，…」 out of the clause just added."""
        above = self.chain[-1]
        for point in points(words):
            self._add(
                offset + point.offset,
                "point",
                "是",
                POINT_RANK,
                self._fresh(f"{above.id}.i{point.value}"),
                point.label,
                "",
            )
            self.chain.pop()

    def _annex(self, start: int, words: str, printed: int | None) -> None:
        self._attach(printed or self.annexes + 1)
        self._add(start, "annex", "", 0, self._fresh(self.prefix.rstrip(".")), words, words)
        self.chain.pop()

    def _attach(self, order: int) -> None:
        """Begin an attached text, whether or not a line of its own says so."""
        self.annexes = order
        fresh = f"annex-{order}"
        self.prefix, self.chain, self.tail = f"{fresh}.", [], False

    # Clauses with a number -------------------------------------------------------------------------------------------

    def _inside_article(self) -> bool:
        return any(clause.kind == "article" for clause in self.chain)

    def _open(self, start: int, mark: Mark) -> None:
        """Open a numbered clause where its mark belongs: beside the last of its kind, else inside what is open."""
        self._close_to(mark)
        above = self.chain[-1] if self.chain else None
        self._check_order(start, mark, above.id if above else f"{self.prefix}:")
        own = mark.rest.strip()
        address = self._fresh(self._address(mark, above))
        self._add(start, mark.kind, mark.sign, mark.rank, address, mark.label, _heading(own))
        self.chain[-1].in_sentence = self.before.endswith(("；", ";"))
        if SENTENCE.search(own) or (mark.kind == "article" and own):
            self.chain[-1].paragraphs = 1

    def _address(self, mark: Mark, above: Open | None) -> str:
        """The address a number gives: articles count through the text, chapters through their 编, items where they stand."""
        if mark.kind == "article" or not above:
            return self.prefix + mark.stem
        if mark.kind in ("part", "chapter"):
            part = next((clause for clause in self.chain if clause.kind == "part"), None)
            return f"{part.id}.{mark.stem}" if part else self.prefix + mark.stem
        is_article_item = mark.sign == "（一）" and self._inside_article()
        return f"{above.id}.{'i' if is_article_item else ''}{mark.stem}"

    def _close_to(self, mark: Mark) -> None:
        if self.chain and self.chain[0].kind == "head":
            self.chain = []
        of_article = self._inside_article() and mark.rank == ITEM_RANK
        for position, clause in enumerate(self.chain):
            held = of_article and clause.kind == "paragraph"
            if clause.sign == mark.sign or (clause.rank > mark.rank and not held):
                self.chain = self.chain[:position]
                break
        while self.chain and self.chain[-1].kind in ("paragraph", "point", "tail", "contents"):
            if self.chain[-1].kind == "paragraph" and of_article:
                return
            self.chain.pop()

    def _check_order(self, start: int, mark: Mark, above: str) -> None:
        key = (above, mark.sign)
        last = self.last.get(key, self.last.get((self.prefix, mark.sign), 0))
        again = mark.kind == "article" and mark.value == last and "-" in mark.stem.removeprefix("art-")
        if mark.value != last + 1 and not again and not (mark.value == 1 and key not in self.last):
            said = "重复" if mark.value <= last else "跳号"
            sentence = f"编号{said}：上一个是 {last}，这里是 {mark.label}"
            self.irregularities.append((start, sentence))
        self.last[key] = self.last[self.prefix, mark.sign] = mark.value

    def _fresh(self, base: str) -> str:
        """Give an id once; a repeated number gets `~2`."""
        fresh = base
        while fresh in self.given:
            self.given[base] += 1
            fresh = f"{base}~{self.given[base]}"
        self.given[fresh] = 1
        return fresh

    def _add(
        self, start: int, kind: Kind, sign: str, rank: int, address: str, label: str, heading: str
    ) -> None:
        above = self.chain[-1] if self.chain else None
        depth = above.depth + 1 if above else 0
        clause = Open(address, kind, sign, rank, label, heading, start, above.id if above else None, depth)
        self.chain.append(clause)
        self.done.append(clause)


def _ends_like_a_label(words: str) -> bool:
    """Whether a line of the head ends with a colon as 主送机关, 「附件：」 and 「发文字号：」 do, and not as 「通知如下：」."""
    return words.endswith(("：", ":")) and len(words) < 200 and not re.search(r"。|下[：:]$", words)


def _leading(words: str) -> int:
    """The number of a line of 附件说明, 0 when it has none."""
    digits = re.match(r"[0-9０-９]{1,3}(?=[.．、])", words)
    return int(digits[0]) if digits else 0


def _heading(words: str) -> str:
    """The words of a clause fit for a contents list: its first sentence when it is short."""
    first = re.split("[。；：]", words, maxsplit=1)[0]
    return first if len(first) <= 48 else ""


def _annex_heading(label: str, title: str) -> str:
    """Name an annex by its title when its own line is only 「附件1」."""
    return f"{label}　{title}" if len(label) <= 6 and len(title) <= 48 else label
