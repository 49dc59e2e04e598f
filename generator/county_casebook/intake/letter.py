"""An official text says who wrote it, when and under which number: in its head, under its words, in the note under its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from county_casebook.intake.head import Head, organs_in, read_head
from county_casebook.intake.tail import Tail, read_tail
from county_casebook.intake.titles import Title, published_by, title_in
from county_casebook.intake.values import date_of, with_digits
from county_casebook.text.numbering import half_width, plain

_ADOPTED = re.compile(
    r"([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)([^0-9第，。；（）]{0,20})(?:第[^届]{1,4}届)?([^0-9第，。；（）]{0,30})第[^次年]{1,6}次(?:常务|全体)?(?:会议|(?:会员|社员|职工)?(?:代表)?大会)"
    r"[^；年]{0,80}?((?:第[一二三四五六七八九]次)?(?:通过|修订|修正))"
)
"""「1993年7月2日第八届全国人民代表大会常务委员会第二次会议通过」: day, body in two parts, what it did."""
_PROMULGATED = re.compile(
    r"([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)(?:中华人民共和国)?([^0-9第，。；（）]{2,25})令第[0-9]{1,5}号(公布|发布)"
)
"""「2004年9月5日中华人民共和国国务院令第415号公布」."""
_ISSUED = re.compile(
    r"([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)(?:经)?([^0-9第，。；（）]{2,30}?)(发布|公布|通过|印发)"
)
"""「2018年5月20日某某省科学技术厅发布」."""
_ISSUED_BY = re.compile(
    r"(?<![^\s，；。（(])([\u4e00-\u9fff]{3,30})([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)(发布|公布|印发)"
)
"""「某某省科学技术厅2018年5月20日印发」."""


@dataclass(frozen=True, slots=True)
class Version:
    """One entry of the note under a law's title: when which body adopted or changed it."""

    date: str
    body: str
    note: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What a text says of itself: its title, its head and its tail, the versions of a law; empty where it does not."""

    title: Title
    head: Head
    tail: Tail
    versions: tuple[Version, ...] = ()

    @property
    def letterhead(self) -> tuple[str, ...]:
        """Who issued it as the red head or the words of an order say."""
        if self.head.letterhead:
            return tuple(dict.fromkeys(self.head.letterhead))
        name = self.head.order.removesuffix("令").removeprefix("中华人民共和国")
        return (name,) if organs_in(name) else ()


FIRST = ("通过", "公布", "发布", "印发")
"""What a body does to a text that is new; the rest changes one that is there."""


def read_letter(text: str) -> Letter:
    """Read the head and the signature of the main text; attached texts speak for themselves."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    head = read_head(lines)
    title = title_in(head)
    if head.order:
        title = _of_order(lines, head, title)
    return Letter(title, head, read_tail(lines, head.lines), tuple(_versions(head.notes)))


def _of_order(lines: list[str], head: Head, title: Title) -> Title:
    """Return the title of what an order publishes, else the title that stands in its head."""
    published = published_by(lines, head)
    return published if published.words else title


def _versions(notes: str) -> Iterator[Version]:
    notes = with_digits(half_width(notes))
    words = plain(notes)
    adopted = [(each[1], each[2] + each[3], each[4]) for each in _ADOPTED.finditer(words)]
    promulgated = [(each[1], each[2], each[3]) for each in _PROMULGATED.finditer(words)]
    issued = [(each[1], each[2], each[3]) for each in _ISSUED.finditer(words)]
    issued += [(each[2], each[1], each[3]) for each in _ISSUED_BY.finditer(notes)]
    said = [*adopted, *promulgated] or [each for each in issued if organs_in(each[1])]
    for day, body, note in sorted(said, key=lambda each: words.find(each[0])):
        if date := date_of(day):
            yield Version(date, body, note)


__all__ = ["FIRST", "Letter", "Version", "read_letter"]
