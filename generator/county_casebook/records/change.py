"""One entry of the list of changes: what became of a record on a day, in words for readers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from county_casebook.records.part import Part
from county_casebook.schema.fields import CoarseDate, Plain

What = Literal["corrected", "supplemented", "withdrawn"]
WHAT: dict[str, str] = {"corrected": "更正", "supplemented": "补充", "withdrawn": "撤回"}
"""What became of a record, as readers see it."""


class Change(Part):
    """What became of a record that readers had seen; when it was added it says itself, and so it does when its file goes on saying that it was withdrawn."""

    date: CoarseDate = Field(title="日期", description="哪一天改的，知道多细写多细。")
    record: Plain = Field(title="记录", description="记录，写成 cases/xinchang-rd。")
    what: What = Field(
        title="怎样变动",
        description="corrected 更正、supplemented 补充、withdrawn 撤回（文件也删掉了的记录，才在这里写撤回）。",
    )
    said: Plain = Field(
        title="说明",
        description="给读者看的一两句话：哪里改了什么；撤回的写原因。不写姓名。",
        max_length=300,
    )
