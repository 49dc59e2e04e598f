"""One roll of a commendation: who was honoured, by which document, and with what they did (plan 三-1, 三-6)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from county_casebook.records.record import Area, Part, Record
from county_casebook.schema.fields import (
    CaseId,
    ClauseRef,
    CoarseDate,
    Count,
    CountyId,
    DocNo,
    EventId,
    Ordinal,
    OrganizationId,
    OrNotStated,
    Plain,
    PolicyId,
    Prose,
    SchemeId,
    Several,
    ValueType,
    Year,
)
from county_casebook.schema.sections import Section


class Notice(Part):
    """The document that made a roll known: a policy of the library, or its name and number."""

    policy: PolicyId | None = Field(None, title="政策", description="本库收了这份文件时写它的编号。")
    title: Plain | None = Field(None, title="文件名称", description="本库没有收时写文件的名称。")
    doc_no: DocNo | None = Field(None, title="文号", description="发文字号，如 国科发农〔2011〕599号。")
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")


class StatedCount(Part):
    """How many the document itself says there are."""

    of: Literal["counties", "bodies", "persons"] = Field(
        title="数的是", description="counties 县（市）、bodies 单位和集体、persons 个人。"
    )
    count: Count = Field(title="文件称", description="文件说一共多少。")
    who: Plain | None = Field(None, title="称号或类别", description="如 科技先进集体；分几类的各写一条。")
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")


class Body(Part):
    """An organization or a collective that was honoured."""

    organization: OrganizationId | None = Field(None, title="机构", description="本库机构的编号。")
    name: Plain | None = Field(
        None, title="名称", description="本库没有这个机构时写它的名称；写单位或集体，不写个人。"
    )
    county: CountyId | None = Field(None, title="县市", description="在哪个县（市），写编号。")
    title: Plain | None = Field(None, title="称号", description="文件给它的称号，如 科技先进集体。")
    deed: Plain | None = Field(None, title="事迹", description="做了什么，一两句话。")
    cases: Several[CaseId] = Field((), title="案例", description="讲它做法的案例，写编号。")
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")


class Person(Part):
    """A person who was honoured; only in a library whose site may name persons."""

    name: Plain = Field(title="姓名", description="文件上的姓名。")
    post: Plain | None = Field(None, title="单位和职务", description="当时的单位和职务，照文件写。")
    county: CountyId | None = Field(None, title="县市", description="在哪个县（市），写编号。")
    title: Plain | None = Field(None, title="称号", description="文件给的称号，如 先进工作者。")
    deed: Plain | None = Field(None, title="事迹", description="做了什么，一两句话。")
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")


class Honour(Record):
    """One roll of a commendation; the counties on it say so themselves, in their designations."""

    kind: ClassVar[str] = "honours"
    kind_name: ClassVar[str] = "表彰"
    labels: ClassVar[dict[str, str]] = {
        "national": "国家",
        "provincial": "省（市）",
        "prefecture": "地（市）",
        "county": "县（市）",
        "counties": "县（市）",
        "bodies": "单位和集体",
        "persons": "个人",
    }

    sections: ClassVar[tuple[Section, ...]] = (
        Section("stated", "文件称多少", ("stated",)),
        Section("bodies", "受表彰的单位和集体", ("bodies",)),
        Section("people", "受表彰的个人", ("persons",)),
        Section("note", "说明", ("note",)),
        Section("clauses", "落实条款", ("clauses",)),
        Section("sources", "来源", ("sources",), compared=False),
    )
    newest_first: ClassVar[bool] = True

    title: Plain = Field(title="名称", description="表彰名单的名称，不超过 60 字。", max_length=60)
    summary: Plain = Field(title="摘要", description="一两句话，不超过 200 字。", max_length=200)
    scheme: SchemeId | None = Field(
        None, title="授予依据", description="按哪一政策、计划或制度表彰；来源没有写就不写。"
    )
    level: Literal["national", "provincial", "prefecture", "county"] = Field(
        title="层级",
        description="谁表彰的：national 国家、provincial 省、prefecture 地（市）、county 县（市）。",
    )
    date: OrNotStated[CoarseDate] = Field(title="日期", description="表彰决定或公布的日期。")
    batch: Plain | None = Field(None, title="批次", description="第几批；与县市称号的批次写法一致。")
    year: Year | None = Field(None, title="评的年度", description="评的是哪一年（第一年）；没有写就不写。")
    until: Year | None = Field(None, title="评到年度", description="评的是几年时，最后一年。")
    county: CountyId | None = Field(None, title="县市", description="哪个县（市）表彰的；县级的才写。")
    area: Area | None = Field(None, title="地区", description="哪个省或地（市）表彰的；国家级的不写。")
    document: Notice | None = Field(None, title="文件", description="公布名单的文件。")
    event: EventId | None = Field(None, title="表彰会", description="在哪次活动上表彰的，本库活动的编号。")
    stated: tuple[StatedCount, ...] = Field((), title="文件称多少", description="文件自己说的个数。")
    bodies: tuple[Body, ...] = Field(
        (), title="单位和集体", description="受表彰的单位和集体；受表彰的县（市）写在县市自己的称号里。"
    )
    persons: Annotated[tuple[Person, ...], ValueType("persons")] = Field(
        (),
        title="个人",
        description="受表彰的个人；只有网站的配置写了 named_persons: true 才能写，否则不写。",
    )
    note: OrNotStated[Prose] = Field(
        "not_stated", title="说明", description="怎样评的，名单见到了多少；Markdown。"
    )
    clauses: Several[ClauseRef] = Field((), title="落实条款", description="政策编号#条款。")
