"""What parts of records have in common, a place by its code, and where a record stands."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from county_casebook.schema.fields import CoarseDate, DivisionCode, OrNotStated, Plain, Year


class Part(BaseModel):
    """A group of fields inside a record; one of a list is counted by its `counting_word`, else as 条."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=False)


class Area(Part):
    """A place by its division code in a given year."""

    code: DivisionCode = Field(
        title="行政区划代码", description="六位代码（GB/T 2260），与 as_of 合在一起才指一个地方。"
    )
    as_of: Year = Field(title="代码年份", description="代码所属的年份；代码会换主，所以必须写明。")


class Whereabouts(NamedTuple):
    """Where a record stands: a county's or an organization's id, or an area; all empty for what has no place."""

    county: str | None = None
    organization: str | None = None
    area: Area | None = None


class Withdrawal(Part):
    """When and why a record was withdrawn: all that readers are still told of it."""

    date: OrNotStated[CoarseDate] = Field(
        title="撤回日期", description="从哪一天起不再公开，知道多细写多细；没有记下的写 not_stated。"
    )
    reason: OrNotStated[Annotated[Plain, Field(max_length=120)]] = Field(
        title="撤回原因",
        description="给读者看的一句话，不重复被撤回的内容，也不写姓名；没有记下的写 not_stated。",
    )
