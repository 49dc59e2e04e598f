"""What every record has in common: where it was written, its state, its sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Protocol, Self

from pydantic import ConfigDict, Field

from county_casebook.problems import Location
from county_casebook.records.part import Area as Area
from county_casebook.records.part import Part as Part
from county_casebook.records.part import Whereabouts as Whereabouts
from county_casebook.records.part import Withdrawal
from county_casebook.records.resting import Resting
from county_casebook.schema.fields import (
    NOT_STATED,
    CoarseDate,
    FilePath,
    Link,
    OrNotStated,
    Plain,
    RecordId,
    Several,
    Sha256,
)
from county_casebook.schema.sections import Section
from county_casebook.schema.walk import forget_what_was_set
from county_casebook.source import Kept
from county_casebook.text.phrases import PHRASES

Status = Literal["draft", "review", "published", "withdrawn"]
Grade = Literal["A", "B", "C", "D"]
YesNo = Literal["yes", "no", "unknown"]

LABELS: dict[str, str] = {
    "draft": "草稿",
    "review": "待审",
    "published": "已发布",
    "withdrawn": "已撤回",
    "yes": "是",
    "no": "否",
    "unknown": "不详",
    "not_stated": PHRASES.not_stated,
    "self": "自报",
    "helper": "帮扶方",
    "press": "媒体",
    "independent": "独立评估",
    "compilation": PHRASES.compilation,
    "repost": PHRASES.repost,
}
"""What readers see for the fixed values of the model; kinds add their own through `labels`."""

GRADES: dict[str, str] = {
    "A": "官方文件或统计",
    "B": "媒体或研究",
    "C": "当地自述",
    "D": "无来源或转引",
}
"""The grades of a source in words short enough for a line of a list."""

GRADE_MEANINGS: dict[str, str] = {
    "A": "官方文件或统计：政府机关发布的文件、公报、公开的数字",
    "B": "正规媒体的报道，或已发表的研究",
    "C": "当地自己的说法",
    "D": "没有来源，或者是转引而未见原文",
}
"""The same in full, for the page that explains them."""

MEASURED_BY: dict[str, str] = {
    "self": "做事的一方自己统计或宣布的",
    "helper": "帮扶方或上级支持单位统计的",
    "press": "媒体自己调查得出的；只是转述当地数字的不算",
    "independent": "与双方无关的机构评估、考核或统计的",
    "not_stated": "来源没有写明是谁衡量的",
}
"""Who may have measured what a claim or a figure says, each with when it is used."""

OF_STATE = ("status", "published", "updated", "keywords", "former_ids", "withdrawal")
"""The fields of every record that say how it stands in the library, and nothing of what it tells."""

OF_WITHDRAWN = ("withdrawal",)
"""The fields that no record has that readers see."""

MeasuredBy = Annotated[
    Literal["self", "helper", "press", "independent", "not_stated"],
    Field(
        title="谁来衡量",
        description="self 自报、helper 帮扶方、press 媒体、independent 独立评估；"
        "来源没有写明是谁衡量的就写 not_stated，不推测。",
    ),
]
"""Who measured what a claim or a figure says."""


class Source(Part):
    """Where a statement comes from."""

    title: Plain = Field(title="名称", description="文件、报道或图书的名称。")
    publisher: OrNotStated[Plain] = Field(title="发布者", description="发布机关、媒体或出版社。")
    date: OrNotStated[CoarseDate] = Field(title="日期", description="发布日期，知道多细写多细。")
    url: Link | None = Field(None, title="网址", description="原文网址；D 级（未见原文）不写。")
    file: FilePath | None = Field(
        None, title="文件", description="随库保存的文件，相对 content/files 的路径。"
    )
    sha256: Sha256 | None = Field(None, title="校验值", description="文件的 SHA-256。")
    public: Literal["yes", "no"] = Field(
        "no", title="公开", description="yes：文件随网站公开（只限 PDF）；不写就不公开。"
    )
    grade: Grade = Field(
        title="来源等级", description="A 官方文件或统计；B 正规媒体或研究；C 当地自述；D 转引，未见原文。"
    )
    seen_in: Literal["compilation", "repost"] | None = Field(
        None,
        title="所见",
        description="未见原文（D 级）时，读到的是什么：compilation 法规汇编里的文本、repost 别处的转载；只见引用的不写。",
    )
    note: Plain | None = Field(None, title="说明", description="读者判断这一来源时要知道的事。")
    facts: Several[Plain] = Field(
        (), title="底稿编号", description="从这一来源摘出的事实在底稿（facts.csv）里的编号，供核对数字。"
    )

    @property
    def unseen(self) -> str:
        """What readers are told of a source whose original was not seen; empty for one that was."""
        if self.seen_in:
            return LABELS[self.seen_in]
        return PHRASES.unseen if self.grade == "D" else ""

    @property
    def document(self) -> str:
        """The address of its file in the site; empty when the file is not public."""
        return f"documents/{self.file}" if self.file and self.public == "yes" else ""


class Places(Protocol):
    """What a record needs of the library to say its own name."""

    def place_name(self, record: Record) -> str:
        """Return the short name of the place a record stands in, else its code or an empty string."""

    def name_at(self, whereabouts: Whereabouts) -> str:
        """Return the name of an organization, or of the place of a county or an area."""


class Record(Resting):
    """The base of every kind: one YAML file, one page.

    A kind declares its folder (`kind`), what readers call it, the sections of its page and the words for its fixed
    values; whether its lists begin with the newest; and, where they are not found in fields called `county`, `area`,
    `place` and `period`, `start`, `date`, its place and its dates.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]
    kind_name: ClassVar[str]
    labels: ClassVar[dict[str, str]] = {}
    sections: ClassVar[tuple[Section, ...]] = ()
    newest_first: ClassVar[bool] = False

    status: Status = Field(
        title="状态",
        description="draft 草稿、review 待审、published 已发布、withdrawn 已撤回；只有已发布的进网站。",
    )
    published: CoarseDate | None = Field(
        None, title="发布日期", description="本记录在本站发布的日期；状态为 published 时必填。"
    )
    updated: CoarseDate | None = Field(None, title="更新日期", description="本记录最近一次实质修改的日期。")
    sources: tuple[Source, ...] = Field(
        (), title="来源", description="来源清单；source 写第几条（从 1 起），正文里写 [^2]。"
    )
    keywords: Several[Plain] = Field((), title="关键词", description="读者可能用来搜索、而正文没有的词。")
    former_ids: Several[RecordId] = Field(
        (), title="曾用编号", description="换过编号的，写以前的编号：旧网址会引到这一页；别的记录不能再用。"
    )
    withdrawal: Withdrawal | None = Field(
        None, title="撤回", description="状态为 withdrawn 时写哪一天、为什么撤回；旧网址上只说这些。"
    )

    if TYPE_CHECKING:
        _document: Kept | None

    @classmethod
    def read(cls, value: object, *, record_id: str, document: Kept) -> Any:
        """Make a record from a document's value; raise pydantic.ValidationError with everything that is wrong."""
        record = cls.model_validate(value).called(record_id)
        forget_what_was_set(record)
        record.__dict__["_document"] = document
        return record

    def called(self, record_id: str) -> Self:
        """Give a record its id, and return it.

        The names below are asked for more often than anything else, so they stand beside the fields as plain attributes:
        private attributes of pydantic take ten times as long.
        """
        key = f"{self.kind}/{record_id}"
        self.__dict__.update(id=record_id, key=key, url=f"{key}/")
        return self

    @cached_property
    def id(self) -> str:
        """The stem of its file."""
        return ""

    @cached_property
    def key(self) -> str:
        """Its name across kinds: `cases/nanping-envoys`."""
        return f"{self.kind}/{self.id}"

    @cached_property
    def url(self) -> str:
        """Its address relative to the site's root."""
        return f"{self.key}/"

    @property
    def path(self) -> str:
        """The file it was written in."""
        return self._document.path if self._document else ""

    @property
    def is_published(self) -> bool:
        return self.status == "published"

    def whereabouts(self) -> Whereabouts:
        """Where the record stands: by its fields `county`, else `area` or `place`."""
        area = getattr(self, "area", None) or getattr(self, "place", None)
        return Whereabouts(county=getattr(self, "county", None), area=area)

    def areas(self) -> Iterator[tuple[tuple[str | int, ...], Area]]:
        """Every area the record names itself, with the path of the field."""
        for name in ("area", "place"):
            if area := getattr(self, name, None):
                yield (name,), area

    def dates(self) -> Iterator[CoarseDate]:
        """The dates the record speaks of, the first when it began; none where the sources do not say."""
        period = getattr(self, "period", self)
        values = (getattr(period, name, None) for name in ("start", "end", "date", "since"))
        yield from (value for value in values if isinstance(value, CoarseDate))

    @property
    def is_done(self) -> bool:
        """Whether what it tells of has come about; a plan alone has not."""
        return True

    def done(self) -> CoarseDate | None:
        """When what it tells of came about; None where the sources do not say."""
        return next(self.dates(), None)

    def name(self, places: Places) -> str:  # noqa: ARG002 - some kinds are named after their place
        """What readers call it: its title."""
        return str(getattr(self, "title", self.id))

    def at(self, *path: str | int, key: bool = False) -> Location:
        """Return where a field stands in the record's file."""
        return self._document.location(path, key=key) if self._document else Location(self.path)

    def inside(self, path: Sequence[str | int], text: str, offset: int) -> Location:
        """Return where a character of a field's text stands: exact where the text stands on its lines as it is."""
        place = self.at(*path)
        number, start = text.count("\n", 0, offset), text.rfind("\n", 0, offset) + 1
        line = text[start:].split("\n", 1)[0]
        lines = self._document.lines if self._document else ()
        for row in range(place.line + number, min(place.line + number + 3, len(lines) + 1)):
            column = lines[row - 1].find(line)
            if column >= 0:
                return Location(place.path, row, column + 1 + offset - start, lines[row - 1])
        return place


def grade_in_words(grade: str) -> str:
    """Return a grade with what it means, as lists say it: 「B 媒体或研究」."""
    return f"{grade} {GRADES[grade]}"


def measured_words(value: str) -> str:
    """Return who measured a claim, in words that stand beside it: 「衡量：自报」, 「衡量：未载明」."""
    return f"衡量：{measurer(value)}"


def measurer(value: str) -> str:
    """Return who measured, as the search and tables say it."""
    return "未载明" if value == NOT_STATED else LABELS[value]


def label(record: Record | type[Record] | None, value: str) -> str:
    """Return the Chinese word for a fixed value of the model."""
    own = record.labels if record else {}
    return own.get(value) or LABELS.get(value) or value
