"""One assessment of a county's work in science and technology: of which years, whose, with what result (plan 三-6)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from county_casebook.records.record import Part
from county_casebook.schema.fields import Amount, Count, Ordinal, Plain, SchemeId, Year


class Assessment(Part):
    """What one round of an assessment found of a county."""

    year: Year = Field(title="考核年度", description="考核的是哪一年；考核几年的写第一年。")
    until: Year | None = Field(
        None, title="到哪一年度", description="考核几年时的最后一年，如 2011—2012 年度。"
    )
    level: Literal["national", "provincial", "prefecture"] = Field(
        "national",
        title="谁考核",
        description="national 国家、provincial 省、prefecture 地（市）；不写就是全国的考核。",
    )
    scheme: SchemeId | None = Field(
        None, title="哪项考核", description="考核所依据的制度、政策或计划的编号；不写就是科技进步考核。"
    )
    result: Literal["passed", "failed", "absent", "unpublished"] = Field(
        title="结果", description="passed 合格、failed 不合格、absent 未参加、unpublished 未公布。"
    )
    score: Amount | None = Field(None, title="得分", description="总分；文件写了才写。")
    rank: Count | None = Field(None, title="名次", description="第几名；文件写了才写。")
    of: Count | None = Field(None, title="参加个数", description="名次是几个里的名次。")
    grade: Plain | None = Field(None, title="等次", description="文件的等次原词，如 一等奖、优秀。")
    input: Plain | None = Field(None, title="科技投入", description="考核三项之一：科技投入情况。")
    institution: Plain | None = Field(
        None, title="机构建设", description="考核三项之一：科技部门的机构建设。"
    )
    function: Plain | None = Field(
        None, title="职能行使和作用发挥", description="考核三项之一：职能行使和作用发挥。"
    )
    note: Plain | None = Field(None, title="说明", description="分数怎样来的等，一句话。")
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")

    @property
    def last(self) -> int:
        """The last year it looks at."""
        return self.until or self.year

    @property
    def years(self) -> str:
        """Its years in words: 「2013」, 「2011—2012」."""
        return f"{self.year}—{self.until}" if self.until and self.until != self.year else str(self.year)

    def counts_for(self, level: str) -> bool:
        """Whether a duty laid down at a level looks at it: the national assessment, or one of the duty's own level."""
        return self.level in ("national", level)
