"""An official text says who wrote it, when and under which number: in its head, under its words, in the note under its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from county_casebook.intake.head import Head, organs_in, read_head
from county_casebook.intake.tail import Tail, read_tail
from county_casebook.intake.titles import Title, published_by, title_in
from county_casebook.intake.values import date_of
from county_casebook.text.numbering import half_width, plain

_ADOPTED = re.compile(
    r"([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)([^0-9第，。；（）]{0,20})(?:第[^届]{1,4}届)?([^0-9第，。；（）]{0,30})第[^次年]{1,6}次(?:常务|全体)?会议"
    r"[^；年]{0,80}?((?:第[一二三四五六七八九]次)?(?:通过|修订|修正))"
)
"""「1993年7月2日第八届全国人民代表大会常务委员会第二次会议通过」: day, body in two parts, what it did."""
_PROMULGATED = re.compile(
    r"([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)(?:中华人民共和国)?([^0-9第，。；（）]{2,25})令第[0-9]{1,5}号(公布|发布)"
)
"""「2004年9月5日中华人民共和国国务院令第415号公布」."""
_ISSUED = re.compile(
    r"([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)(?:经)?([^0-9第，。；（）]{2,30}?)(发布|公布|通过)"
)
"""「2018年5月20日某某省科学技术厅发布」."""


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


FIRST = ("通过", "公布", "发布")
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
    words = half_width(plain(notes))
    adopted = [(match, match[2] + match[3], match[4]) for match in _ADOPTED.finditer(words)]
    promulgated = [(match, match[2], match[3]) for match in _PROMULGATED.finditer(words)]
    issued = [(match, match[2], match[3]) for match in _ISSUED.finditer(words) if organs_in(match[2])]
    found = [*adopted, *promulgated] or issued
    for match, body, note in sorted(found, key=lambda each: each[0].start()):
        if date := date_of(match[1]):
            yield Version(date, body, note)


def issuers_in_title(title: str) -> tuple[str, ...]:
    """Return the authorities a title begins with, before 关于 or 印发; of one that is an authority and a kind, that authority."""
    before = re.split(r"关于|印发|转发|批转", title, maxsplit=1)[0].strip()
    if before != title:
        return tuple(organs_in(before))
    alone = re.sub(r"(?:公告|通告|令|通报|公报|会议纪要)$", "", title)
    return tuple(organs_in(alone)) if alone != title else ()


__all__ = ["FIRST", "Letter", "Version", "issuers_in_title", "read_letter"]
