"""Rules on what is drawn of a record: its share card has a font of its own, which does not have every character."""

from __future__ import annotations

from collections.abc import Iterator

from county_casebook.files.card_font import INSTEAD, characters
from county_casebook.records import Case, Policy
from county_casebook.rules.rule import Finding, warning


@warning
def rare_character(record: Case | Policy) -> Iterator[Finding]:
    """标题里的字应在通用规范汉字表或 GB 2312 里；别的字在分享卡片上画成“〓”，有的手机也显示不出来。"""
    title = record.title
    for offset, sign in enumerate(title):
        if sign not in characters() and title.index(sign) == offset:
            yield (
                record.inside(("title",), title, offset),
                f"标题里的“{sign}”不在通用规范汉字表和 GB 2312 里，分享卡片上画成“{INSTEAD}”",
                "核对是不是写错的字；是繁体字或异体字的，可改用规范字；没有写错就不必改",
            )
