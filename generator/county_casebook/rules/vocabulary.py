"""Rules on the words a library says of itself: kinds of designation, leads of pages, doors of readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from county_casebook.library.library import Library
from county_casebook.library.load import Entry
from county_casebook.problems import did_you_mean
from county_casebook.records import KINDS
from county_casebook.records.county import DESIGNATIONS
from county_casebook.records.vocabulary import LEADS
from county_casebook.rules.rule import Finding, error


@error
def unknown_designation_kind(library: Library) -> Iterator[Finding]:
    """词表 designations 只给称号的四种类别起名：advanced、demonstration、weak、other。"""
    yield from _unknown(library.vocabulary["designations"].values(), DESIGNATIONS, "称号类别")


@error
def unknown_lead(library: Library) -> Iterator[Finding]:
    """词表 leads 的编号必须是有导语的页面或表，一处只写一条。"""
    yield from _unknown(library.leads, (*KINDS, *LEADS), "有导语的页面或表")
    seen: set[str] = set()
    for entry in library.leads:
        if entry.value.id in seen:
            yield entry.at("id"), f"{entry.value.id} 的导语写了两次", "合成一条"
        seen.add(entry.value.id)


@error
def lead_text_outside_lists(library: Library) -> Iterator[Finding]:
    """词表 leads 的正文（text）只用于记录的类别；写 text 就写 heading。"""
    for entry in library.leads:
        lead = entry.value
        if lead.text and lead.id not in KINDS:
            yield entry.at("text"), f"{lead.id} 没有列表，正文没有地方显示", "只写 lead"
        elif lead.text and not lead.heading:
            yield entry.at("text"), "正文没有标题", "补上 heading"


def _unknown(entries: Iterable[Entry], known: Iterable[str], what: str) -> Iterator[Finding]:
    names = tuple(known)
    for entry in entries:
        if (written := entry.value.id) not in names:
            yield (
                entry.at("id"),
                f"没有 {written} 这个{what}",
                did_you_mean(written, names) or f"可以是 {'、'.join(names)}",
            )


@error
def invitation_outside_audiences(library: Library) -> Iterator[Finding]:
    """入口语、“向谁了解”和提问身份只用于词表 audiences。"""
    for name, entries in library.vocabulary.items():
        for entry in entries.values() if name != "audiences" else ():
            if entry.value.invitation:
                yield entry.at("invitation"), "入口语只用于对象（audiences）", "移到 description"
            if entry.value.asks_as:
                yield entry.at("asks_as"), "提问身份只用于对象（audiences）", "删掉"
            if entry.value.ask:
                yield entry.at("ask"), "“向谁了解”只用于对象（audiences）", "移到 description"
