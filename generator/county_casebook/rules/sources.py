"""Rules on sources: those a text names by number, what stands in them, and the facts they gave."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

from county_casebook.library.facts import FACTS
from county_casebook.library.library import Library
from county_casebook.problems import Location, did_you_mean
from county_casebook.records import Record, Term
from county_casebook.records.vocabulary import Lead
from county_casebook.rules.rule import Finding, error
from county_casebook.schema.walk import Field, Leaf, is_prose, is_source_number, leaves
from county_casebook.text.source_marks import MISSHAPEN, SOURCE_MARK

Place = Callable[..., Location]
Holder: TypeAlias = Record | Term | Lead


def _holders(library: Library) -> Iterator[tuple[Holder, Place]]:
    """Every record, every term and every lead, with what finds the place of a field of it."""
    yield from ((record, record.at) for record in library.records())
    yield from ((entry.value, entry.at) for entry in library.leads)
    for entries in library.vocabulary.values():
        yield from ((entry.value, entry.at) for entry in entries.values())


@error
def unknown_source(library: Library) -> Iterator[Finding]:
    """来源序号（source，和正文里的 [^2]）必须是 sources 里有的第几条。"""
    for holder, at in _holders(library):
        for place, number in _source_numbers(holder, at):
            if number > len(holder.sources):
                found = f"没有第 {number} 条来源，sources 里共 {len(holder.sources)} 条"
                yield place(), found, "补上来源，或改序号"


def _place(holder: Holder, at: Place, leaf: Leaf, offset: int) -> Location:
    """Where a character of a text stands; in a term, where the text begins."""
    return holder.inside(leaf.path, leaf.value, offset) if isinstance(holder, Record) else at(*leaf.path)


def _source_numbers(holder: Holder, at: Place) -> Iterator[tuple[Callable[[], Location], int]]:
    """Every number of a source that is named, in a field of its own or in the middle of a text, and what finds its place."""
    for leaf in leaves(holder, is_source_number):
        yield partial(at, *leaf.path), leaf.value
    for leaf in leaves(holder, is_prose):
        for mark in SOURCE_MARK.finditer(leaf.value):
            yield partial(_place, holder, at, leaf, mark.start()), int(mark[1])


@error
def source_mark_in_line(library: Library) -> Iterator[Finding]:
    """[^2] 只能写在多行的正文里；一行的字段里读者看到的是这几个字。"""
    for holder, at in _holders(library):
        for leaf in leaves(holder, _is_line):
            if mark := SOURCE_MARK.search(leaf.value):
                found = f"“{leaf.field.title}”是一行文字，{mark.group()} 不会变成来源"
                yield at(*leaf.path), found, f"删掉它；同一组字段里有 source 的，写 source: {mark[1]}"


def _is_line(field: Field) -> bool:
    return field.type == "line"


def _said_of(mark: str) -> tuple[str, str]:
    if mark.endswith(":"):
        return f"{mark} 后面是脚注的文字，读者看不到", "脚注的文字写进 sources"
    return f"{mark} 不会变成来源", "写成 [^2]：半角方括号，里面只有 ^ 和第几条"


@error
def misshapen_source_mark(library: Library) -> Iterator[Finding]:
    """正文里的来源序号写成 [^2]：半角方括号，里面只有 ^ 和序号；脚注的文字写进 sources。"""
    for holder, at in _holders(library):
        for leaf in leaves(holder, is_prose):
            for mark in MISSHAPEN.finditer(leaf.value):
                if not SOURCE_MARK.fullmatch(mark.group()):
                    yield _place(holder, at, leaf, mark.start()), *_said_of(mark.group().strip())


@error
def unknown_fact(library: Library) -> Iterator[Finding]:
    """来源写的底稿编号（facts）必须是底稿 facts.csv 里有的。"""
    if "facts" in library.broken:
        return
    for holder, at in _holders(library):
        for position, source in enumerate(holder.sources):
            for order, fact in enumerate(source.facts):
                if fact not in library.facts:
                    hint = did_you_mean(fact, library.facts) or f"先在 content/{FACTS} 里写这一行"
                    yield at("sources", position, "facts", order), f"底稿里没有 {fact}", hint


@error
def linked_repost(library: Library) -> Iterator[Finding]:
    """D 级来源（转引，未见原文）不得写网址。"""
    for holder, at in _holders(library):
        for position, source in enumerate(holder.sources):
            if source.grade == "D" and source.url:
                yield (
                    at("sources", position, "url"),
                    "D 级来源写了网址",
                    "删掉网址；见到原文后再改等级",
                )


@error
def seen_original(library: Library) -> Iterator[Finding]:
    """只有未见原文的来源（D 级）写读到的是什么。"""
    for holder, at in _holders(library):
        for position, source in enumerate(holder.sources):
            if source.seen_in and source.grade != "D":
                yield (
                    at("sources", position, "seen_in"),
                    f"{source.grade} 级来源写了只见到{'法规汇编' if source.seen_in == 'compilation' else '转载'}",
                    "未见原文的改为 D 级；见到了就删掉这一行",
                )


@error
def file_without_checksum(library: Library) -> Iterator[Finding]:
    """随库保存的来源文件必须写 SHA-256。"""
    for holder, at in _holders(library):
        for position, source in enumerate(holder.sources):
            if source.file and not source.sha256:
                yield (
                    at("sources", position, "file"),
                    f"来源文件 {source.file} 没有校验值",
                    "补上 sha256",
                )
