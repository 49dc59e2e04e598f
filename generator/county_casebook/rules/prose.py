"""Rules on every text an editor writes: no personal data, no HTML, links and pictures only where they may lead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from county_casebook.library.library import Library
from county_casebook.records import Record
from county_casebook.rules.rule import Finding, error, final
from county_casebook.schema.walk import Path, is_prose, leaves, texts_in
from county_casebook.text.depth import DEEPEST, TOO_DEEP
from county_casebook.text.links import is_safe_link
from county_casebook.text.personal_data import Found, suspects
from county_casebook.text.personal_data import personal_data as numbers_of_persons


@final
def personal_data(library: Library) -> Iterator[Finding]:
    """任何文件、文件名和图片信息里都不得有身份证号码、手机号码、个人邮箱和银行卡号；不能例外。"""
    for sighting in library.personal_data:
        yield sighting.place, *_personal(sighting.found)


@personal_data.also
def _personal_data_in_values(library: Library, record: Record) -> Iterator[Finding]:
    """What only the values of a record show, for a number may be written on two lines."""
    if not any(map(_holds_number, suspects(texts_in(record)))):
        return
    said = {seen.found.number for seen in library.personal_data if seen.place.path == record.path}
    for leaf in leaves(record):
        text = leaf.value if isinstance(leaf.value, str) else ""
        for found in numbers_of_persons(text):
            if found.number not in said:
                yield record.inside(leaf.path, text, found.start), *_personal(found)


def _holds_number(text: str) -> bool:
    return any(numbers_of_persons(text))


def _personal(found: Found) -> tuple[str, str]:
    where = "联系方式只写单位的公开座机" if found.what != "个人邮箱" else "只写单位自己的邮箱"
    return f"有{found.what} {found.shown}", f"删掉；{where}"


_HTML = re.compile(
    r"<(?:[a-zA-Z/!?][^<>\n]*+>|!--|/?(?:script|style|iframe|img|a|div|span|br|p|table|svg)\b)", re.IGNORECASE
)
_CODE = re.compile(r"`[^`\n]*`")
_TARGET = re.compile(
    r"(?:(?P<image>!?)\[[^\[\]]*+\]|\])\(\s*+<?(?P<target>[^)\s>]*+)"
    r"|^[ \t]{0,3}\[[^\[\]]{1,999}+\]:\s*+<?(?P<defined>[^\s>]++)",
    re.MULTILINE,
)
"""Where a link or a picture leads; every part is taken once and never given back, so that no text is read twice."""


@error
def html_in_prose(record: Record) -> Iterator[Finding]:
    """Markdown 里不得写 HTML。"""
    for path, text in _prose(record):
        match = _HTML.search(_CODE.sub(lambda code: " " * len(code.group()), text))
        if match:
            place = record.inside(path, text, match.start())
            yield place, f"写了 HTML：{match.group()[:30]}", "用 Markdown 写；要显示尖括号本身请放进 `反引号`"


@error
def link_target(record: Record) -> Iterator[Finding]:
    """正文里的链接只能是 http、https、mailto 或站内地址。"""
    for path, text in _prose(record):
        for match in _TARGET.finditer(text):
            target = match["target"] if match["target"] is not None else match["defined"]
            if not match["image"] and not is_safe_link(target):
                yield (
                    record.inside(path, text, match.start()),
                    f"链接地址 {target[:40]} 不能用",
                    "用 http://、https://、mailto: 开头的地址，或站内相对地址",
                )


@error
def deep_prose(record: Record) -> Iterator[Finding]:
    """正文里一行开头的引用号、列表号不得超过 20 层。"""
    for leaf in leaves(record, is_prose):
        text = str(leaf.value)
        if len(text) > DEEPEST and (match := TOO_DEEP.search(text)):
            place = record.inside(leaf.path, text, match.end())
            yield place, f"引用和列表套了 {DEEPEST} 层以上", "删掉多余的 > 和 -"


def _prose(record: Record) -> Iterator[tuple[Path, str]]:
    """Every Markdown text of a record that may hold HTML or a link."""
    for leaf in leaves(record, is_prose):
        text = str(leaf.value)
        if "<" in text or "](" in text or "]:" in text:
            yield leaf.path, text
