"""The lines of a text become clauses inside one another, as the text itself nests them.

Each number goes beside the last of its kind that it goes on with, else inside what is open; a paragraph goes into what it
continues.
"""

from __future__ import annotations

import re

from county_casebook.text.addresses import Addresses
from county_casebook.text.annexes import Annexes, completes_title
from county_casebook.text.lines import Line
from county_casebook.text.marks import PARAGRAPH_RANK, POINT_RANK, Kind, Mark
from county_casebook.text.numbering import (
    SENTENCE,
    annex_number,
    attaches,
    is_addressee,
    is_date,
    is_note,
    is_organ,
    is_person,
    item_of,
    plain,
    points,
)
from county_casebook.text.opened import Open, depth_for, is_below_annex_title, is_heading, outline_above
from county_casebook.text.order import Order
from county_casebook.text.quotations import Quotation


class Nesting:
    """Keeps the chain of open clauses, outermost first, and the ids already given."""

    def __init__(self) -> None:
        self.done: list[Open] = []
        self.chain: list[Open] = []
        self.addresses = Addresses()
        self.order = Order()
        self.annexes = Annexes()
        self.quotation = Quotation()
        self.head = ""
        self.began = self.tail = self.is_letter = False
        self.before = ""
        """The line before."""

    # Lines -----------------------------------------------------------------------------------------------------------

    def line(self, line: Line) -> None:
        """Take the next line."""
        if line.is_contents:
            self._paragraph(line, kind="contents")
        elif self.quotation.is_open and self._stays_quoted(line):
            self._quoted(line)
        elif self._lists_annexes(line):
            self._above_signature(line)
        elif mark := self._counted(line):
            self._numbered(line, mark)
        else:
            self._unnumbered(line)
        self._hear(line)

    def _hear(self, line: Line) -> None:
        self.before = line.words
        if not self.quotation.is_open and not line.is_contents:
            self.quotation.begin(line.words)
        if not self.addresses.prefix:
            self.annexes.hear(line.words)
        elif line.mark or SENTENCE.search(line.words):
            self.annexes.is_filled = True

    def _lists_annexes(self, line: Line) -> bool:
        is_above = not self.tail or self.annexes.lists_below(line.words)
        is_of_letter = self.began and is_above and not self.addresses.prefix
        return is_of_letter and self.annexes.lists(line, is_letter=self.is_letter)

    def _counted(self, line: Line) -> Mark | None:
        """The number of a line, where it is one of the text's own; 「2．15户」 may be an item when it is no outline."""
        mark = line.mark
        if mark and not self._counts(mark) and mark.path:
            mark = item_of(line.words)
        return mark if mark and self._counts(mark) else None

    def _counts(self, mark: Mark) -> bool:
        """Whether a number is one of the text's own: it is so by itself, or it goes on with what is open."""
        if mark.kind == "article" and not mark.is_apart and "-" not in mark.stem[4:]:
            return not 1 < mark.value <= self.order.last(self._whole, mark)
        if mark.path and mark.label[0].isalpha() and not self.addresses.prefix:
            return False
        if mark.is_sure:
            return True
        if len(mark.path) > 1:
            above = outline_above(self.chain, mark)
            return above is not None and self.order.last(above.id, mark) == mark.value - 1
        return 0 < self.order.last(self._whole, mark) == mark.value - 1

    @property
    def _whole(self) -> str:
        """What counts the numbers of the text, or annex, as a whole."""
        return f"{self.addresses.prefix}:"

    def _numbered(self, line: Line, mark: Mark) -> None:
        self.began = True
        follows_tail = bool(self.done) and self.done[-1].kind == "tail" and not self.addresses.prefix
        if self.tail or (follows_tail and mark.value == 1 and self.order.last(self._whole, mark)):
            self._attach(self.annexes.count + 1, "")
        self._open(line, mark)
        if mark.kind == "item":
            self._points(line)

    def _unnumbered(self, line: Line) -> None:
        words = line.words
        begins_annex, printed = annex_number(words)
        if (begins_annex and self.began and (printed or self.tail)) or (self.tail and attaches(words)):
            self._annex(line, printed or self.annexes.count + 1)
        elif self.began and is_date(words) and not is_below_annex_title(self.done, words):
            self.chain, self.tail = [], True
            self._add(
                Open(self.addresses.fresh(f"{self.addresses.prefix}date"), "tail", "", 0, "", "", line.start)
            )
        elif not self.began and (not SENTENCE.search(words) or _ends_like_a_label(words)):
            self._in_head(line)
        elif self.began and plain(words) == "附则":
            self._last_chapter(line)
        elif self.began and (order := self._begins_another(words)):
            self._annex(line, order)
        elif self.tail and not is_note(words) and not is_organ(words) and words:
            self._annex(line, self.annexes.count + 1)
        elif self._signs(words):
            self._above_signature(line)
        else:
            self._paragraph(line)

    def _last_chapter(self, line: Line) -> None:
        """Open 附则 without a number, which stands beside the highest divisions."""
        self.chain = []
        address = self.addresses.fresh(f"{self.addresses.prefix}supplement")
        self._add(Open(address, "chapter", "章", 0, line.words, "", line.start))

    def _begins_another(self, words: str) -> int:
        """The number of the annex that a line without 附件 begins, 0 when it begins none."""
        follows_line = bool(self.done) and self.done[-1].kind == "annex"
        return 0 if follows_line or is_organ(words) else self.annexes.number_of(words, self.before)

    def _above_signature(self, line: Line) -> None:
        """Add a line of the tail that stands before the date: 附件说明, a signature."""
        self.chain = []
        self._paragraph(line, kind="tail")

    def _in_head(self, line: Line) -> None:
        if not self.chain:
            self._add(Open(self.addresses.fresh("head"), "head", "", 0, "", line.words, line.start))
        self.head += plain(line.words)
        self.began = self.is_letter = is_addressee(line.words)

    def _signs(self, words: str) -> bool:
        """Whether a line is a signature; tables of an annex hold names of authorities too."""
        if self.addresses.prefix or self.tail:
            return False
        if is_person(words):
            return True
        if self._inside_article():
            return is_organ(words) and plain(words) in self.head
        follows_tail = bool(self.done) and self.done[-1].kind == "tail"
        ended = self.before.endswith(("。", "！", "”")) or follows_tail
        return is_organ(words) and bool(ended or all(name in self.head for name in words.split()))

    # Quotations ------------------------------------------------------------------------------------------------------

    def _stays_quoted(self, line: Line) -> bool:
        """Whether a line belongs to the open quotation; one that was never ended stops where the text's own numbers go on."""
        mark = line.mark
        own = mark and not self.quotation.goes_on_with(mark) and self._is_next(mark)
        if own or is_date(line.words) or (annex_number(line.words)[0] and len(line.words) < 12):
            self.quotation.end()
        return self.quotation.is_open

    def _is_next(self, mark: Mark) -> bool:
        return any(clause.sign == mark.sign and clause.value + 1 == mark.value for clause in self.chain)

    def _quoted(self, line: Line) -> None:
        self.quotation.go_on(line.words, line.mark)
        while self.chain and self.chain[-1].rank >= PARAGRAPH_RANK:
            self.chain.pop()
        self._into(line, "paragraph")

    # Clauses without a number ----------------------------------------------------------------------------------------

    def _paragraph(self, line: Line, kind: Kind = "paragraph") -> None:
        self.began = True
        if self.chain and self.chain[0].kind == "head":
            self.chain = []
        while self.chain and self._is_over(self.chain[-1]):
            self.chain.pop()
        self._into(line, kind)
        self._points(line)

    def _into(self, line: Line, kind: Kind) -> None:
        """Add a paragraph to what is open."""
        address = self.addresses.paragraph(self.chain[-1] if self.chain else None)
        self._title_annex(line.words)
        kind = "tail" if self.tail else kind
        heading = line.words if len(line.words) <= 40 else ""
        self._add(Open(address, kind, "", PARAGRAPH_RANK, "", heading, line.start))

    def _title_annex(self, words: str) -> None:
        """Name an annex by the lines below its own, as far as they are its title."""
        annex = next((clause for clause in self.done[-2:] if clause.kind == "annex"), None)
        if not annex:
            return
        if self.done[-1] is not annex:
            title = self.done[-1].heading
            if title and annex.heading.endswith(title) and completes_title(title, words):
                annex.heading += words
        elif annex.label.startswith("附") and len(plain(annex.label)) <= 6:
            is_title = len(words) <= 48 and not SENTENCE.search(words)
            annex.heading = f"{annex.label}　{words}" if is_title else annex.label
        elif completes_title(annex.label, words):
            annex.label = annex.heading = annex.label + words

    def _is_over(self, clause: Open) -> bool:
        """Whether a new paragraph ends this clause: after the items of an article, or of a sentence, the text goes on above."""
        if clause.rank >= PARAGRAPH_RANK:
            return True
        return clause.kind == "item" and (clause.in_sentence or self._inside_article())

    def _points(self, line: Line) -> None:
        """Cut 「一是…；二是…」 or 「第一，…第二，…」 out of the clause just added."""
        above = self.chain[-1]
        for point in points(line.words):
            address = self.addresses.fresh(f"{above.id}.i{point.value}")
            self._add(Open(address, "point", "是", POINT_RANK, point.label, "", line.offset + point.offset))
            self.chain.pop()

    def _annex(self, line: Line, order: int) -> None:
        self._attach(order, line.words)
        address = self.addresses.fresh(self.addresses.prefix.rstrip("."))
        self._add(Open(address, "annex", "", 0, line.words, line.words, line.start))
        self.chain.pop()

    def _attach(self, order: int, words: str) -> None:
        """Begin an attached text, whether or not a line of its own says so."""
        self.annexes.begin(order, words)
        self.addresses.prefix, self.chain, self.tail = f"annex-{order}.", [], False

    # Clauses with a number -------------------------------------------------------------------------------------------

    def _inside_article(self) -> bool:
        return any(clause.kind == "article" for clause in self.chain)

    def _open(self, line: Line, mark: Mark) -> None:
        """Open a numbered clause where its mark belongs."""
        own = mark.rest.strip()
        if self.chain and self.chain[0].kind == "head":
            self.chain = []
        self.chain = self.chain[: depth_for(self.chain, mark, own)]
        above = self.chain[-1] if self.chain else None
        places = (above.id if above else self._whole, self._whole)
        self.order.count(line.start, mark, places, (line.words, self.before))
        clause = Open(
            self.addresses.numbered(mark, self.chain),
            mark.kind,
            mark.sign,
            mark.rank,
            mark.label,
            _heading(own),
            line.start,
        )
        clause.value = mark.value
        clause.path = mark.path or ((mark.value,) if mark.sign in _HOLDS_OUTLINES else ())
        clause.is_heading = mark.kind == "item" and is_heading(own)
        clause.in_sentence = self.before.endswith(("；", ";"))
        clause.paragraphs = int(bool(SENTENCE.search(own) or (mark.kind == "article" and own)))
        self._add(clause)

    def _add(self, clause: Open) -> None:
        above = self.chain[-1] if self.chain else None
        clause.parent, clause.depth = (above.id, above.depth + 1) if above else (None, 0)
        self.chain.append(clause)
        self.done.append(clause)


_HOLDS_OUTLINES = ("一、", "1.", "章", "编")
"""Signs whose numbers a decimal outline below them goes on with: 1.1 below 第一章."""


def _ends_like_a_label(words: str) -> bool:
    """Whether a line of the head ends with a colon as 主送机关, 「附件：」 and 「发文字号：」 do, and not as 「通知如下：」."""
    return words.endswith(("：", ":")) and len(words) < 200 and not re.search(r"。|下[：:]$", words)


def _heading(words: str) -> str:
    """The words of a clause fit for a contents list: its first sentence when it is short."""
    first = re.split("[。；：]", words, maxsplit=1)[0]
    return first if len(first) <= 48 else ""
