"""One practice, told so that another county can judge and copy it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from county_casebook.records.record import Area, MeasuredBy, Part, Record
from county_casebook.records.setting import SETTINGS, Setting
from county_casebook.schema.fields import (
    NOT_STATED,
    AudienceId,
    CaseId,
    ClauseRef,
    CoarseDate,
    CountyId,
    FilePath,
    Number,
    Office,
    Ordinal,
    OrganizationId,
    OrNotStated,
    PairingId,
    Phone,
    Plain,
    ProgrammeId,
    Prose,
    Several,
    Sha256,
    TechniqueId,
    ThemeId,
    Year,
)
from county_casebook.schema.sections import Room, Section
from county_casebook.text.phrases import PHRASES


class Period(Part):
    start: OrNotStated[CoarseDate] = Field(title="开始", description="做法开始的日期。")
    end: CoarseDate | None = Field(None, title="结束", description="结束的日期；仍在进行或不详时不写。")


class Step(Part):
    """A building block of the approach: what, what it needs, what was learnt."""

    counting_word: ClassVar[str] = "步"

    what: Prose = Field(title="做什么", description="这一步做了什么；Markdown。")
    conditions: Prose | None = Field(None, title="条件", description="做成这一步需要什么。")
    lesson: Prose | None = Field(None, title="体会", description="这一步得到的教训或窍门。")
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")


class Actor(Part):
    """An organization of the library, or a type and a name."""

    organization: OrganizationId | None = Field(
        None, title="机构", description="本库机构的编号；本库没有时写 type 和 name。"
    )
    type: Plain | None = Field(None, title="类型", description="参与方类型，如 企业、合作社、农户。")
    name: Plain | None = Field(None, title="名称", description="参与方名称；个人不写姓名。")
    role: OrNotStated[Plain] = Field(title="作用", description="在这一做法里做什么。")


class Resources(Part):
    money: OrNotStated[Plain] = Field(title="资金", description="用了多少钱。")
    people: OrNotStated[Plain] = Field(title="人力", description="用了多少人。")
    time: OrNotStated[Plain] = Field(title="时间", description="用了多长时间。")
    funds_origin: OrNotStated[Plain] = Field(title="资金来源", description="钱从哪里来。")
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")


class Result(Part):
    claim: Prose = Field(title="成效", description="一句可以核对的话。")
    measured_by: MeasuredBy
    source: Ordinal | None = Field(
        None, title="来源序号", description="sources 里的第几条；没有就按 D 级显示。"
    )


class Figure(Part):
    value: Number = Field(title="数值", description="只写数字。")
    year: OrNotStated[Year] = Field(title="年份", description="数字所属年份；来源没有写明就写 not_stated。")

    @property
    def when(self) -> str:
        """Its year in words, also where the source does not give it."""
        return f"{self.year} 年" if isinstance(self.year, int) else PHRASES.without_year


class Indicator(Part):
    name: Plain = Field(title="指标", description="指标名称。")
    unit: Plain = Field(title="单位", description="计量单位。")
    before: OrNotStated[Figure] = Field(title="之前", description="做法开始前的数值和年份。")
    after: OrNotStated[Figure] = Field(title="之后", description="做法实施后的数值和年份。")
    measured_by: MeasuredBy
    source: Ordinal | None = Field(
        None, title="来源序号", description="sources 里的第几条；没有就按 D 级显示。"
    )


class Limits(Part):
    failed: OrNotStated[Prose] = Field(title="没有做好的", description="哪些没有做成、付出了什么代价。")
    unfit: OrNotStated[Prose] = Field(title="不适用的地方", description="在什么样的县（市）不适用。")
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")


class Transfer(Part):
    conditions: OrNotStated[Prose] = Field(title="推广条件", description="别的县（市）要照做，需要具备什么。")
    steps: OrNotStated[Prose] = Field(title="推广步骤", description="先做什么，再做什么。")
    cost: Literal["low", "medium", "high", "not_stated"] = Field(
        title="花费", description="low 少、medium 中、high 多。"
    )
    difficulty: Literal["easy", "moderate", "hard", "not_stated"] = Field(
        title="难度", description="easy 易、moderate 中、hard 难。"
    )
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")


class Adoption(Part):
    county: CountyId = Field(title="借鉴县市", description="借鉴这一做法的县（市），写编号。")
    date: OrNotStated[CoarseDate] = Field(title="日期", description="何时借鉴。")
    case: CaseId | None = Field(
        None,
        title="借鉴出的案例",
        description="借鉴的县（市）自己的案例，写编号，本库有就写：传承由此一代代接下去。",
    )
    pairing: PairingId | None = Field(
        None, title="经由结对", description="通过哪一项结对借鉴的，结对的编号。"
    )
    changed: OrNotStated[Plain] = Field(title="改动", description="照搬之外改了什么。")
    result: OrNotStated[Plain] = Field(title="结果", description="借鉴后怎样。")
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")


class CaseImage(Part):
    counting_word: ClassVar[str] = "张"

    file: FilePath = Field(title="图片", description="content/files 下的图片文件。")
    alt: Plain = Field(title="替代文字", description="看不到图的人读到的话。")
    caption: Plain | None = Field(None, title="图注", description="图下的说明。")
    rights_holder: Plain = Field(title="权利人", description="谁拥有图片的权利。")


class Contact(Part):
    office: Plain = Field(title="办公室", description="对外联系的单位或科室，不写个人。")
    phone: Phone | None = Field(None, title="公开电话", description="单位公开的座机；手机号码不能写。")


class Review(Part):
    stage: Literal["first", "second", "third"] = Field(
        title="审次", description="first 初审、second 复审、third 终审。"
    )
    reviewer: Office = Field(
        title="审核岗位", description="审核的科室或岗位，如 办公室主任；不写姓名。三审必须是三个不同的人。"
    )
    date: CoarseDate = Field(title="日期", description="审核日期。")
    note: Plain | None = Field(None, title="审核意见", description="审核的意见；读者看得到。")
    digest: Sha256 | None = Field(
        None, title="审过的内容", description="casebook review 写的校验值：审后内容再改，检查会提醒。"
    )


class SecrecyCheck(Part):
    reviewer: Office = Field(title="审查岗位", description="做保密审查的科室或岗位；不写姓名。")
    date: CoarseDate = Field(title="日期", description="审查日期。")


class Submitted(Part):
    type: Literal["submitted"] = Field(title="来源方式", description="submitted 县方报送。")
    by: Plain = Field(title="报送单位", description="由哪个单位报送。")
    reviews: tuple[Review, ...] = Field(
        (), title="三审", description="初审、复审、终审各一条；发布前必须齐全。"
    )
    secrecy_check: SecrecyCheck | None = Field(None, title="保密审查", description="保密审查；发布前必须有。")


class Compiled(Part):
    type: Literal["compiled"] = Field(title="来源方式", description="compiled 据公开资料整理，未经当地核实。")


Provenance = Annotated[Submitted | Compiled, Field(discriminator="type")]


class Case(Record):
    """One practice of a county, a prefecture or a province."""

    kind: ClassVar[str] = "cases"
    kind_name: ClassVar[str] = "案例"
    labels: ClassVar[dict[str, str]] = {
        "low": "少",
        "medium": "中",
        "high": "多",
        "easy": "易",
        "moderate": "中",
        "hard": "难",
        "first": "初审",
        "second": "复审",
        "third": "终审",
        "submitted": "县方报送",
        "compiled": "公开资料整理",
        **SETTINGS,
    }

    sections: ClassVar[tuple[Section, ...]] = (
        Section("problem", "难点", ("problem",), Room(150)),
        Section("approach", "做法", ("approach", "media"), Room(110, 6)),
        Section("techniques", "用到的技术", ("techniques",)),
        Section("results", "成效", ("results", "indicators"), Room(90, 4)),
        Section("limits", "不足与不适用", ("limits",), Room(170)),
        Section("transfer", "推广条件", ("transfer",), Room(130)),
        Section("actors", "参与方与利益联结", ("actors", "benefit_sharing")),
        Section("resources", "投入", ("resources",)),
        Section("adoptions", "借鉴情况", ("adoptions",)),
        Section("ask", "向谁了解", ("contact",), compared=False),
        Section("sources", "来源", ("sources",), compared=False),
        Section("trail", "收录与引用", ("provenance",), compared=False),
    )
    newest_first: ClassVar[bool] = True

    title: Plain = Field(
        title="标题", description="说清谁做了什么；最好不超过 40 字，最多 60 字。", max_length=60
    )
    county: CountyId | None = Field(
        None, title="县市", description="做法所在县（市）的编号；在地市或省一级时改写 area。"
    )
    area: Area | None = Field(None, title="地区", description="做法在地市或省一级时写它的代码和年份。")
    also: tuple[Area, ...] = Field(
        (), title="还在", description="跨省的做法，第一处写在 area，其余的地市、省写在这里。"
    )
    period: Period = Field(title="时间", description="从什么时候到什么时候。")
    setting: Setting | None = Field(
        None, title="当地条件", description="地形、产业、原来缺什么、铺开多大；按来源写，供条件相近的县查找。"
    )
    themes: Annotated[Several[ThemeId], Field(min_length=1)] = Field(
        title="主题", description="至少一个主题的编号。"
    )
    programmes: Several[ProgrammeId] = Field((), title="计划", description="有关的科技计划的编号。")
    clauses: Several[ClauseRef] = Field(
        (),
        title="落实条款",
        description="政策编号#条款，如 st-plan#2.4；库里有带条款的政策时，县方报送的案例至少一条。",
    )
    audiences: Several[AudienceId] = Field((), title="对象", description="对谁有用。")
    summary: Plain = Field(title="摘要", description="不超过 200 字。", max_length=200)
    problem: OrNotStated[Prose] = Field(title="难点", description="原来难在哪里；Markdown。")
    approach: OrNotStated[Annotated[tuple[Step, ...], Field(min_length=1)]] = Field(
        title="做法", description="一步一条。"
    )
    techniques: Several[TechniqueId] = Field(
        (),
        title="用到的技术",
        description="这一做法用到的技术，写编号；几个县都用的品种、工艺、装备和组织办法。",
    )
    actors: tuple[Actor, ...] = Field((), title="参与方", description="谁参与、起什么作用。")
    benefit_sharing: OrNotStated[Prose] = Field(
        title="利益联结", description="各方怎样分享收益（利益共同体）。"
    )
    resources: OrNotStated[Resources] = Field(
        title="投入", description="钱、人、时间和资金来源；不详可写 not_stated，不可留空。"
    )
    results: tuple[Result, ...] = Field((), title="成效", description="可以核对的成效，各注来源。")
    indicators: tuple[Indicator, ...] = Field((), title="指标", description="前后对比的数字。")
    limits: OrNotStated[Limits] = Field(title="不足与不适用", description="哪里没做好，哪里不适用。")
    transfer: OrNotStated[Transfer] = Field(title="推广条件", description="别的县（市）怎样照做。")
    adoptions: tuple[Adoption, ...] = Field(
        (), title="借鉴记录", description="谁借鉴了，改了什么，结果怎样。"
    )
    media: tuple[CaseImage, ...] = Field((), title="图片", description="图片；替代文字和权利人必填。")
    contact: Contact | None = Field(None, title="联系", description="单位和公开电话，不写个人。")
    provenance: Provenance = Field(title="来源方式", description="县方报送（附三审）或公开资料整理。")

    @property
    def is_lead(self) -> bool:
        """Whether it tells no approach: then readers meet it as a lead, never among the cases."""
        return self.approach == NOT_STATED

    def areas(self) -> Iterator[tuple[tuple[str | int, ...], Area]]:
        """Its area, then the others it also stands in."""
        yield from super().areas()
        yield from ((("also", order), area) for order, area in enumerate(self.also))
