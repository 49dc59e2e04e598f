"""A quotation over several lines, as amendments have them, becomes what belongs to it: the numbers in it are not the text's own."""

from __future__ import annotations

from county_casebook.text.marks import BLANKS, Mark
from county_casebook.text.numbering import mark_of

_OPENING, _CLOSING = "“「", "”」"


class Quotation:
    """Whether a quotation is open, and the last number of each sign inside it."""

    def __init__(self) -> None:
        self.is_open = False
        self._depth = 0
        self._last: dict[str, int] = {}

    def begin(self, words: str) -> None:
        """Open the quotation that a line begins and does not end, if it does so."""
        place = _opening(words)
        if place >= 0:
            self.is_open, self._depth, self._last = True, 1, {}
            self._count(mark_of(words[place + 1 :].lstrip(BLANKS)))

    def go_on(self, words: str, mark: Mark | None) -> None:
        """Take a line into the open quotation, and end it where the line does."""
        self._count(mark)
        opened = sum(map(words.count, _OPENING))
        closed = sum(map(words.count, _CLOSING))
        if words.startswith(tuple(_OPENING)) and opened > closed:
            opened -= 1
        straight = -1 if words.count('"') % 2 else 0
        self._depth += opened - closed + straight
        self.is_open = self._depth > 0

    def goes_on_with(self, mark: Mark) -> bool:
        """Whether a number is the next of its sign inside the quotation."""
        return self._last.get(mark.sign) == mark.value - 1

    def end(self) -> None:
        """Close a quotation that its writer did not."""
        self.is_open = False

    def _count(self, mark: Mark | None) -> None:
        if mark:
            self._last[mark.sign] = mark.value


def _opening(words: str) -> int:
    """Where a quotation opens that does not end on its line: at the beginning or after a colon; -1 when none does.

    One that opens elsewhere and does not end is taken for a slip of the pen.
    """
    if "“" not in words and "「" not in words and '"' not in words:
        return -1
    place = max(map(words.rfind, _OPENING))
    if words.count('"') % 2:
        place = max(place, words.rfind('"'))
    ends = max(map(words.rfind, _CLOSING))
    if place <= ends:
        return -1
    before = words[:place].rstrip(BLANKS)
    return place if not before or before.endswith(("：", ":")) else -1
