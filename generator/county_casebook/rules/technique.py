"""Rules on techniques: who uses them, what can be compared, and numbers others look up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from county_casebook.library.library import Library
from county_casebook.records import Case, Technique
from county_casebook.records.technique import Cost, Standard
from county_casebook.rules.rule import Finding, error, lack, warning
from county_casebook.schema.fields import NOT_STATED
from county_casebook.text.standard_numbers import is_standard_number, mended_standard, patent_fault

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


@error
def technique_address(technique: Technique) -> Iterator[Finding]:
    """技术的编号是网址，不得是 types。"""
    if technique.id == "types":
        yield technique.at(), "“types”是技术栏目自己的网址", "文件换一个名字"


@warning
def unused_technique(library: Library) -> Iterator[Finding]:
    """技术应当有案例用到它。"""
    named = library.cited(Case, "techniques")
    is_known = named.keys() <= library.of(Technique).keys() and not any(
        key.startswith(f"{Case.kind}/") for key in library.broken
    )
    for technique in library.of(Technique).values():
        if is_known and not library.citing(technique, Case, "techniques"):
            hint = f"在用到它的案例里写 techniques: [{technique.id}]"
            yield technique.at("title"), "没有案例用到这项技术", hint


@warning
def cost_without_year(technique: Technique) -> Iterator[Finding]:
    """花费应当写明哪一年的价，至少写出前后的年份或来源的日期，不然不能和别处比。"""
    for position, cost in enumerate(technique.stated_costs):
        if cost.amount != NOT_STATED and not _has_year(technique, cost):
            place = technique.at("costs", position, "year")
            yield (
                place,
                f"“{cost.what}”的花费没有年份，来源也没有日期",
                "查一查是哪一年的价；只知道前后的年份，写进 what",
            )


def _has_year(technique: Technique, cost: Cost) -> bool:
    is_told = cost.year != NOT_STATED or _YEAR.search(cost.what)
    return bool(is_told) or technique.year_of_source(cost.source) is not None


@warning
def misshapen_number(technique: Technique) -> Iterator[Finding]:
    """标准号和专利号要写全、写对：别人按它去查。"""
    for position, standard in enumerate(technique.standards):
        if found := _fault(standard):
            yield technique.at("standards", position, "number"), *found


def _fault(standard: Standard) -> tuple[str, str] | None:
    """What is wrong with a number and what would do; None for a good one, and for one that was not seen."""
    number = standard.number
    if number == NOT_STATED or (standard.kind == "standard" and is_standard_number(number)):
        return None
    if standard.kind == "patent":
        said = patent_fault(number)
        hint = "写成 ZL、申请号、点和校验位，或 CN 开头的公开号；字母和数字用半角"
        return (f"“{number}”{said}", hint) if said else None
    mended = mended_standard(number)
    example = "写成 GB/T 9704-2012、DB62/T 1935-2010：代号、空格、顺序号、短横、年份"
    return f"“{number}”不像标准号", f"写成 {mended}" if mended else example


@warning
def same_technique(library: Library) -> Iterator[Finding]:
    """一项技术只有一条记录：名称和又名不得与别的技术相同。"""
    first: dict[str, Technique] = {}
    for technique in library.of(Technique).values():
        for path, name in _names(technique):
            other = first.setdefault(_plain(name), technique)
            if other is not technique:
                said = f"“{name}”也是技术 {other.id} 的名称或又名"
                yield technique.at(*path), said, "是一回事就并成一条，不是就换一个叫法"


def _names(technique: Technique) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield ("title",), technique.title
    yield from ((("also_called", order), name) for order, name in enumerate(technique.also_called))


def _plain(name: str) -> str:
    """A name without the differences that nobody hears: width, case, spaces, quotation marks."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", name).casefold() if sign.isalnum())


@lack
def advice_without_name(technique: Technique) -> Iterator[Finding]:
    """向谁请教的每一条要写机构或单位的名称。"""
    for position, advice in enumerate(technique.advice):
        if not advice.organization and not advice.name:
            yield technique.at("advice", position), "没有写向谁请教", "写 organization 或 name"
