"""Rules on sources: those a text names by number, what stands in them, and the facts they gave."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from county_casebook.library.content import Entry
from county_casebook.library.facts import FACTS
from county_casebook.library.library import Library
from county_casebook.problems import Location, did_you_mean
from county_casebook.records import Record, Term
from county_casebook.records.vocabulary import Lead
from county_casebook.rules.rule import Finding, error, lack
from county_casebook.schema.walk import Field, Leaf, is_prose, is_source_number, leaves, texts_in
from county_casebook.text.source_marks import MISSHAPEN, SOURCE_MARK


def _said(holder: Record | Entry) -> Record | Term | Lead:
    """What is written: the record itself, or the term or lead of an entry."""
    return holder.value if isinstance(holder, Entry) else holder


@error
def unknown_source(holder: Record | Entry) -> Iterator[Finding]:
    """来源序号（source，和正文里的 [^2]）必须是 sources 里有的第几条。"""
    for place, number in _source_numbers(holder):
        if number > len(_said(holder).sources):
            found = f"没有第 {number} 条来源，sources 里共 {len(_said(holder).sources)} 条"
            yield place(), found, "补上来源，或改序号"


def _place(holder: Record | Entry, leaf: Leaf, offset: int) -> Location:
    """Where a character of a text stands; in a term, where the text begins."""
    return (
        holder.inside(leaf.path, leaf.value, offset) if isinstance(holder, Record) else holder.at(*leaf.path)
    )


def _source_numbers(holder: Record | Entry) -> Iterator[tuple[Callable[[], Location], int]]:
    """Every number of a source that is named, in a field of its own or in the middle of a text, and what finds its place."""
    for leaf in leaves(_said(holder), is_source_number):
        yield partial(holder.at, *leaf.path), leaf.value
    for leaf in leaves(_said(holder), is_prose):
        for mark in SOURCE_MARK.finditer(leaf.value):
            yield partial(_place, holder, leaf, mark.start()), int(mark[1])


@error
def source_mark_in_line(holder: Record | Entry) -> Iterator[Finding]:
    """[^2] 只能写在多行的正文里；一行的字段里读者看到的是这几个字。"""
    said = _said(holder)
    in_prose = sum(str(leaf.value).count(_OPENS) for leaf in leaves(said, is_prose))
    if "\n".join(texts_in(said)).count(_OPENS) == in_prose:
        return
    for leaf in leaves(said, _is_line):
        if mark := SOURCE_MARK.search(leaf.value):
            found = f"“{leaf.field.title}”是一行文字，{mark.group()} 不会变成来源"
            yield holder.at(*leaf.path), found, f"删掉它；同一组字段里有 source 的，写 source: {mark[1]}"


_OPENS = "[^"
"""What every mark begins with: most records have none but in Markdown."""


def _is_line(field: Field) -> bool:
    return field.type == "line"


def _said_of(mark: str) -> tuple[str, str]:
    if mark.endswith(":"):
        return f"{mark} 后面是脚注的文字，读者看不到", "脚注的文字写进 sources"
    return f"{mark} 不会变成来源", "写成 [^2]：半角方括号，里面只有 ^ 和第几条"


@error
def misshapen_source_mark(holder: Record | Entry) -> Iterator[Finding]:
    """正文里的来源序号写成 [^2]：半角方括号，里面只有 ^ 和序号；脚注的文字写进 sources。"""
    for leaf in leaves(_said(holder), is_prose):
        for mark in MISSHAPEN.finditer(leaf.value):
            if not SOURCE_MARK.fullmatch(mark.group()):
                yield _place(holder, leaf, mark.start()), *_said_of(mark.group().strip())


@error
def unknown_fact(library: Library, holder: Record | Entry) -> Iterator[Finding]:
    """来源写的底稿编号（facts）必须是底稿 facts.csv 里有的。"""
    if "facts" in library.broken:
        return
    for position, source in enumerate(_said(holder).sources):
        for order, fact in enumerate(source.facts):
            if fact not in library.facts:
                hint = did_you_mean(fact, library.facts) or f"先在 content/{FACTS} 里写这一行"
                yield holder.at("sources", position, "facts", order), f"底稿里没有 {fact}", hint


@error
def linked_repost(holder: Record | Entry) -> Iterator[Finding]:
    """D 级来源（转引，未见原文）不得写网址。"""
    for position, source in enumerate(_said(holder).sources):
        if source.grade == "D" and source.url:
            yield (
                holder.at("sources", position, "url"),
                "D 级来源写了网址",
                "删掉网址；见到原文后再改等级",
            )


@error
def seen_original(holder: Record | Entry) -> Iterator[Finding]:
    """只有未见原文的来源（D 级）写读到的是什么。"""
    for position, source in enumerate(_said(holder).sources):
        if source.seen_in and source.grade != "D":
            yield (
                holder.at("sources", position, "seen_in"),
                f"{source.grade} 级来源写了只见到{'法规汇编' if source.seen_in == 'compilation' else '转载'}",
                "未见原文的改为 D 级；见到了就删掉这一行",
            )


@lack
def file_without_checksum(holder: Record | Entry) -> Iterator[Finding]:
    """随库保存的来源文件必须写 SHA-256。"""
    for position, source in enumerate(_said(holder).sources):
        if source.file and not source.sha256:
            yield (
                holder.at("sources", position, "file"),
                f"来源文件 {source.file} 没有校验值",
                "补上 sha256",
            )
