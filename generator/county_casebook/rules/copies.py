"""The rule on copies: a record tells something of its own."""

from __future__ import annotations

from collections.abc import Iterator

from county_casebook.library.copies import copies
from county_casebook.library.library import Library
from county_casebook.rules.rule import Finding, warning

_HINT = "改写成这条记录自己的情况；说的是同一件事，就只留一条"


@warning
def near_copy(library: Library) -> Iterator[Finding]:
    """一条记录的正文不能和同类的另一条几乎一样（只换了地名、数字和几个词）；提醒记在后发布的一条上。"""
    for record, earlier, share in copies(library):
        place = record.at("title") if "title" in type(record).model_fields else record.at()
        told = f"正文有 {int(100 * share)}% 的文句和 {earlier.key}（{library.name(earlier)}）一样"
        yield place, told, _HINT
