"""An official text cut into clauses that have addresses, and the duties it lays down (plan 三-1)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field, PrivateAttr

from county_casebook.places.divisions import EconomicRegion
from county_casebook.records.organization import OrganizationType
from county_casebook.records.record import Area, Part, Record
from county_casebook.schema.fields import (
    Amount,
    AudienceId,
    ClauseRef,
    CoarseDate,
    Count,
    DocNo,
    Ordinal,
    OrNotStated,
    Plain,
    PointId,
    PolicyId,
    Prose,
    Several,
    Sha256,
    ThemeId,
)
from county_casebook.schema.sections import Section
from county_casebook.text.clauses import Clause

Measure = Literal[
    "advanced_counties",
    "demonstration_counties",
    "advanced_pairings",
    "zone_pairings",
    "advanced_assessed",
    "all_assessed",
    "spend_share",
    "provincial_lists",
    "leaders_trained",
    "conference",
]

Trained = Literal["leaders", "bureau_head"]
"""Whom plan 三-5 wants trained: the heads of party and government, the head of the bureau."""

MustState = Literal["document", "recommender", "batch", "leader_post", "project", "feature", "responsible"]
"""Fields of a designation that a duty may ask for."""


class Relation(Part):
    type: Literal["annex_of", "implements", "replaces", "interprets", "amends"] = Field(
        title="关系",
        description="annex_of 附件、implements 落实、replaces 取代、interprets 解释、amends 修改。",
    )
    policy: PolicyId = Field(title="政策", description="另一份政策的编号。")
    clause: ClauseRef | None = Field(
        None, title="条款", description="只落实那份文件的一条时写政策编号#条款；落实整份的不写。"
    )
    note: Plain | None = Field(None, title="说明", description="关系的依据。")


class Version(Part):
    """One text of a law in the chain of its texts."""

    date: CoarseDate = Field(title="日期", description="通过或修订的日期。")
    note: Plain = Field(title="说明", description="通过、修订或修正。")
    order: Plain | None = Field(
        None, title="公布令", description="公布它的命令，如 主席令第82号；未见时不写。"
    )
    effective: CoarseDate | None = Field(None, title="施行日期", description="从哪天起施行；未见时不写。")
    changed: Prose | None = Field(
        None, title="对县市改了什么", description="与上一个文本相比，县（市）的职责、经费、机构有什么不同。"
    )
    source: Ordinal | None = Field(None, title="来源", description="来源的序号。")


class Point(Part):
    """One thing a policy says, in the words of the library."""

    id: PointId = Field(
        title="编号",
        description="短而不变，如 a9（第九条）、a13.2（第十三条第二款）、k1（没有条号的）；正文未收录时，引用写成政策编号#编号。",
    )
    point: Plain = Field(title="要点", description="用自己的话写一句，不抄条文。")
    clause: Plain | None = Field(
        None,
        title="条款",
        description="第几条，照来源写；来源没有写就不写。收录了正文的，写正文里的条款地址，如 2.4。",
    )
    version: CoarseDate | None = Field(
        None, title="文本", description="出自哪一个文本，写 versions 里的日期；有几个文本时必须写。"
    )
    figure: Plain | None = Field(None, title="数字", description="规定的数，照来源写，如 1.2、2—3。")
    unit: Plain | None = Field(None, title="单位", description="数字的单位，如 %、万元。")
    due: Plain | None = Field(None, title="日期或期限", description="从何时起，或到何时为止，照来源写。")
    responsible: Plain | None = Field(None, title="责任方", description="由谁做。")
    theme: ThemeId | None = Field(None, title="主题", description="属于哪一个主题。")
    audiences: Several[AudienceId] = Field(
        (), title="对象", description="写给哪几类人：给他们支持，或者他们可以申请、可以要求；入口页会列出。"
    )
    source: Ordinal | None = Field(None, title="来源", description="来源的序号。")


class ValidityBasis(Part):
    """Why a policy is said to be in force, changed or ended, or why that is not known."""

    as_of: CoarseDate | None = Field(None, title="截至", description="效力核到哪一天。")
    note: Plain | None = Field(None, title="说明", description="依据是什么；效力不详的，写为什么不详。")
    source: Ordinal | None = Field(None, title="来源", description="来源的序号。")


class DutyRegion(Part):
    """Which counties of one economic region a designation is open to."""

    region: EconomicRegion = Field(title="地带", description="东部、中部、西部或东北。")
    open_to: Literal["all", "less_developed", "none"] = Field(
        title="限于", description="all 都可以、less_developed 只限欠发达的县、none 都不可以。"
    )


class TrainedAudience(Part):
    """Which audiences of an event are those whom a duty wants trained."""

    trained: Trained = Field(title="须轮训的人", description="leaders 党政主要领导、bureau_head 科技局长。")
    audiences: Several[AudienceId] = Field(
        min_length=1, title="活动的对象", description="活动的对象是这些时，算作他们的轮训。"
    )


class Duty(Part):
    """A figure the policy owes; it is computed from the records at every build."""

    id: Plain = Field(title="编号", description="责任的编号，用作网址。")
    clause: ClauseRef = Field(title="条款", description="出自哪一条，写成政策编号#条款。")
    statement: Plain = Field(title="责任", description="一句话：该做到什么。")
    owed_by: Plain = Field(title="责任方", description="由谁负责。")
    measure: Measure = Field(title="算法", description="用哪一种算法从记录中算出。")
    at_least: Amount | None = Field(None, title="下限", description="达标的下限。")
    at_most: Amount | None = Field(
        None, title="上限", description="达标的上限；文件写“左右”的，由编者定上下限。"
    )
    out_of: Count | None = Field(None, title="总数", description="应达到的总数；不写就数库里有的。")
    due: CoarseDate | None = Field(None, title="期限", description="文件写明的期限。")
    counted: Plain | None = Field(
        None, title="数的是谁", description="对读者怎样称呼被数的县或机构；不写就用称号类别或机构类型的名称。"
    )
    organizations: OrganizationType = Field(
        "high_tech_zone", title="机构类型", description="zone_pairings 数哪一类机构。"
    )
    must_state: Several[MustState] = Field(
        (),
        title="称号须写明",
        description="这项责任要求每个称号写明的字段：document、recommender、batch、leader_post、project、feature、responsible。",
    )
    regions: tuple[DutyRegion, ...] = Field(
        (), title="限于地带", description="称号限于哪些地带；不写就不限，没有列出的地带按缺数据处理。"
    )
    exempt: Several[Plain] = Field(
        (), title="不计的省份", description="provincial_lists 不要求报名单的省级单位，写代码表里的全名。"
    )
    years_back: Count | None = Field(
        None,
        title="考核年限",
        description="advanced_assessed 往前看几年的考核：0 是公布名单的当年；不写就看此前所有年份。",
    )
    trainings: Several[Trained] = Field(
        ("leaders", "bureau_head"),
        title="须轮训的人",
        description="leaders_trained 要求谁轮训：leaders 党政主要领导、bureau_head 科技局长。",
    )
    through_events: tuple[TrainedAudience, ...] = Field(
        (),
        title="由活动算出",
        description="leaders_trained 把哪些对象的培训活动算进去；不写就只看县市记录里的轮训。",
    )
    note: Plain | None = Field(None, title="说明", description="算法的局限，原样显示给读者。")


class Policy(Record):
    """One official text."""

    kind: ClassVar[str] = "policies"
    kind_name: ClassVar[str] = "政策"
    labels: ClassVar[dict[str, str]] = {
        "annex_of": "附件，主件为",
        "implements": "落实",
        "replaces": "取代",
        "interprets": "解释",
        "amends": "修改",
        "national": "国家",
        "provincial": "省（市）",
        "prefecture": "地（市）",
        "county": "县（市）",
        "all": "都可以",
        "less_developed": "只限欠发达的县",
        "none": "都不可以",
    }

    sections: ClassVar[tuple[Section, ...]] = (
        Section("note", "说明", ("note",)),
        Section("points", "要点", ("points",)),
        Section("duties", "责任", ("duties",)),
        Section("versions", "历次文本", ("versions",)),
        Section("relations", "与其他文件的关系", ("relations",)),
        Section("sources", "来源", ("sources",), compared=False),
    )

    title: Plain = Field(title="标题", description="文件全称。")
    doc_no: DocNo | None = Field(
        None, title="发文字号", description="如 国办发〔2017〕47号、某部令2021年第9号；没有或未见不写。"
    )
    issuers: Several[Plain] = Field(
        min_length=1,
        title="发文机关",
        description="发文机关，联合发文时依次列出；没有认出就写 not_stated，发布前补上。",
    )
    issued: OrNotStated[CoarseDate] = Field(title="成文日期", description="成文日期，知道多细写多细。")
    released: CoarseDate | None = Field(None, title="发布日期", description="对外发布的日期。")
    document_kind: Plain | None = Field(None, title="公文种类", description="意见、通知、方案、法律等。")
    subject_class: Plain | None = Field(None, title="主题分类", description="政府信息公开的主题分类。")
    index_no: Plain | None = Field(None, title="索引号", description="政府信息公开的索引号。")
    subject_words: Several[Plain] = Field(
        (), title="主题词", description="2012-07-01 以前文件上印的主题词；此后的文件没有（GB/T 9704-2012）。"
    )
    level: Literal["national", "provincial", "prefecture", "county", "not_stated"] = Field(
        title="层级",
        description="national 国家、provincial 省、prefecture 地、county 县；看不出就写 not_stated。",
    )
    area: Area | None = Field(
        None, title="地区", description="省级、地级文件写省或地市的代码和年份；国家的和县级的不写。"
    )
    validity: Literal["现行有效", "已修改", "失效", "废止", "不详"] = Field(
        title="效力", description="没有依据就写 不详。"
    )
    validity_basis: ValidityBasis | None = Field(
        None, title="效力依据", description="效力据什么判断、核到哪一天；不详的写为什么。"
    )
    versions: tuple[Version, ...] = Field(
        (), title="历次文本", description="法律的通过、修订，从早到晚；各写对县（市）改了什么。"
    )
    points: tuple[Point, ...] = Field(
        (), title="要点", description="文件对县（市）说了什么；没有收录正文时，案例和责任引用的就是要点。"
    )
    relations: tuple[Relation, ...] = Field((), title="关系", description="与其他政策的关系。")
    text_sha256: Sha256 | None = Field(
        None, title="正文校验值", description="同名 .txt 正文的 SHA-256；不收正文时不写。"
    )
    note: Prose | None = Field(None, title="说明", description="读者判断这份文件时要知道的事。")
    work_programmes: ClauseRef | None = Field(None, title="工作方案", description="要求各省制订的条款。")
    duties: tuple[Duty, ...] = Field((), title="责任", description="这份文件规定的、可以计数的责任。")

    _text: str | None = PrivateAttr(default=None)
    _clauses: tuple[Clause, ...] = PrivateAttr(default=())

    @property
    def text(self) -> str | None:
        """The full text, unchanged; None for a record held as metadata only."""
        return self._text

    @property
    def year(self) -> int | None:
        """The year it was issued; None when the sources do not give it."""
        return self.issued.year if isinstance(self.issued, CoarseDate) else None

    @property
    def has_ended(self) -> bool:
        """Whether it is no longer in force; what is not known has not ended."""
        return self.validity in ("失效", "废止")

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """What has an address in it: the clauses of its text, or its points where the text is not held."""
        return self.told if self._text is None else self._clauses

    @cached_property
    def told(self) -> tuple[Clause, ...]:
        """Its points as clauses."""
        return tuple(self._as_clause(point, order) for order, point in enumerate(self.points, start=1))

    def _as_clause(self, point: Point, order: int) -> Clause:
        """A point as a clause: named as its source names it, after the text it is from where that is an older one."""
        name = point.clause or f"要点 {order}"
        latest = max((version.date for version in self.versions), default=None)
        is_former = point.version and latest and point.version < latest
        label = f"{point.version.year} 年文本{name}" if point.version and is_former else name
        return Clause(point.id, "told", label, point.point, 0, 0, None, 0)

    def words(self, clause: Clause) -> str:
        """The words of one of its clauses: those of the text, or those of the point."""
        return self._text[clause.start : clause.end] if self._text is not None else clause.heading

    def dates(self) -> Iterator[CoarseDate]:
        """When it was issued."""
        if isinstance(self.issued, CoarseDate):
            yield self.issued
