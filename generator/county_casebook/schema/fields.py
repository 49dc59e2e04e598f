"""Text from a record becomes a typed value: the field types that several kinds share.

Every type takes the text as it was written and either returns its value or raises a ValueError whose message is the
Chinese sentence an editor reads.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    Tag,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from county_casebook.text import values
from county_casebook.text.meant import date_meant, is_unsaid, why_no_date
from county_casebook.text.reviewers import office
from county_casebook.text.width import half_width

NOT_STATED = "not_stated"
"""The explicit value for what the sources do not give; shown as 「来源未载明」."""

ID_PATTERN = values.RECORD_ID

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
FIRST_YEAR, LAST_YEAR = 1000, 2099
"""No record of a county is older, no deadline later."""


def _not_a_date(text: str) -> str:
    mended = half_width(text).strip()
    if mended != text and _DATE.fullmatch(mended):
        return f"“{text}”不是日期（写成 {mended}，数字和短横用半角）"
    if meant := date_meant(text):
        return f"“{text}”不是日期的写法（写成 {meant}）"
    why = why_no_date(text)
    return f"“{text}”不是日期{f'：{why}' if why else '（写成 2004、2004-08 或 2004-08-10）'}"


@dataclass(frozen=True, slots=True, order=True)
class CoarseDate:
    """A date as exactly as it is known: a year, a month or a day (ISO 8601)."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> CoarseDate:
        """Read `2004`, `2004-08` or `2004-08-10`; raise ValueError for anything else and for days that do not exist."""
        match = _DATE.fullmatch(text)
        if not match:
            raise ValueError(_not_a_date(text))
        year, month, day = (int(part or 0) for part in match.groups())
        try:
            date(year, month if match[2] else 1, day if match[3] else 1)
        except ValueError:
            raise ValueError(f"没有 {text} 这一天（写成 2004、2004-08 或 2004-08-10）") from None
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(
                f"“{text}”的年份不在 {FIRST_YEAR}–{LAST_YEAR} 之间（检查是不是多写、少写了数字）"
            )
        return cls(year, month, day)

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day it can mean."""
        if self.day:
            return self.first_day
        month = self.month or 12
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def chinese(self) -> str:
        parts = f"{self.year} 年"
        if self.month:
            parts += f" {self.month} 月"
        if self.day:
            parts += f" {self.day} 日"
        return parts

    def __str__(self) -> str:
        text = f"{self.year:04}"
        if self.month:
            text += f"-{self.month:02}"
        if self.day:
            text += f"-{self.day:02}"
        return text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            _sentence(cache(cls.parse)),  # a day is one value, in however many records it stands
            core_schema.is_instance_schema(cls),
            serialization=core_schema.to_string_ser_schema(),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}


def _sentence(parse: Callable[[str], Any]) -> Callable[[Any], Any]:
    """Let a parser's ValueError reach the editor word for word."""

    def validate(value: Any) -> Any:
        if not isinstance(value, str):
            return value if value is not None and not isinstance(value, (list, dict)) else _not_text(value)
        try:
            return parse(value)
        except ValueError as error:
            raise PydanticCustomError("sentence", "{sentence}", {"sentence": str(error)}) from None

    return validate


def _not_text(value: Any) -> Any:
    if value is None:
        raise PydanticCustomError(
            "sentence",
            "{sentence}",
            {"sentence": "不能留空（来源没有写明时填 not_stated，不需要就删掉这一行）"},
        )
    found = "列表" if isinstance(value, list) else "一组字段"
    raise PydanticCustomError(
        "sentence", "{sentence}", {"sentence": f"这里应当是一个值，写的是{found}{one_of(value)}"}
    )


def one_of(found: object) -> str:
    """Return what would do where a list is written for a value, or an empty text."""
    if isinstance(found, list) and len(found) == 1 and isinstance(found[0], str):
        return f"（只写一个，不用方括号和短横：{found[0]}）"
    return "（只能写一个）" if isinstance(found, list) and found else ""


def _plain(text: str) -> str:
    if "\n" in text and "\n" in text.strip("\n"):
        raise ValueError("这里只能写一行文字")
    return _filled(text).strip()


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError("不能留空（来源没有写明时填 not_stated）")
    return text


def _parsed(parse: Callable[[str], Any]) -> Any:
    return BeforeValidator(_sentence(parse), json_schema_input_type=str)


@dataclass(frozen=True, slots=True)
class ValueType:
    """Marks what the text of a field means: `line`, `prose` (Markdown), `source` (a number in sources), `link`, `file`.

    `number`, `amount`, `year`, `count`, `code`, `sha256`, `doc_no`, `phone`, `point` and `id` are what their names say; how each is
    written stands in `schema.forms`. `persons` marks a list of persons by name, which only a library that may name persons can hold.
    """

    name: str


@dataclass(frozen=True, slots=True)
class OfficeOnly:
    """Marks a field in which readers may read an office or a post, and no person's name."""


Plain = Annotated[str, _parsed(_plain), ValueType("line")]
"""One line of plain text; `<` is just text."""
Prose = Annotated[str, _parsed(_filled), ValueType("prose")]
"""Markdown without HTML, one or more paragraphs."""
Office = Annotated[
    str, _parsed(_plain), ValueType("line"), OfficeOnly(), PlainSerializer(office, when_used="json")
]
"""A line that names an office or a post; `text.reviewers` decides what reads as a person's name and is told to nobody."""
FilePath = Annotated[str, _parsed(_plain), ValueType("file")]
"""A file of the library, relative to `content/files`."""
Number = Annotated[Decimal, _parsed(values.number), ValueType("number")]
Amount = Annotated[Decimal, _parsed(values.amount), ValueType("amount")]
Year = Annotated[int, _parsed(values.year), ValueType("year")]
Ordinal = Annotated[int, _parsed(values.ordinal), ValueType("source")]
Count = Annotated[int, _parsed(values.count), ValueType("count")]
Link = Annotated[str, _parsed(values.link), ValueType("link")]
DivisionCode = Annotated[str, _parsed(values.division_code), ValueType("code")]
Sha256 = Annotated[str, _parsed(values.sha256), ValueType("sha256")]
DocNo = Annotated[str, _parsed(values.doc_no), ValueType("doc_no")]
Phone = Annotated[str, _parsed(values.phone), ValueType("phone")]
PointId = Annotated[str, _parsed(values.point_id), ValueType("point")]
RecordId = Annotated[str, _parsed(values.record_id), ValueType("id")]
"""An id as text: of a record that need not be there any more."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Marks a field as the id of a record of one of these kinds (`counties`, `themes`, …, or `clauses`).

    `records` stands for a record of any kind, named by kind and id: `events/plan-conference`.
    """

    kinds: tuple[str, ...]

    def __init__(self, *kinds: str) -> None:
        object.__setattr__(self, "kinds", kinds)


CountyId = Annotated[str, _parsed(_plain), Reference("counties")]
OrganizationId = Annotated[str, _parsed(_plain), Reference("organizations")]
TechniqueId = Annotated[str, _parsed(_plain), Reference("techniques")]
CaseId = Annotated[str, _parsed(_plain), Reference("cases")]
QuestionId = Annotated[str, _parsed(_plain), Reference("questions")]
PairingId = Annotated[str, _parsed(_plain), Reference("pairings")]
PolicyId = Annotated[str, _parsed(_plain), Reference("policies")]
EventId = Annotated[str, _parsed(_plain), Reference("events")]
HonourId = Annotated[str, _parsed(_plain), Reference("honours")]
ClauseRef = Annotated[str, _parsed(_plain), Reference("clauses")]
RecordKey = Annotated[str, _parsed(_plain), Reference("records")]
ThemeId = Annotated[str, _parsed(_plain), Reference("themes")]
ProgrammeId = Annotated[str, _parsed(_plain), Reference("programmes")]
AudienceId = Annotated[str, _parsed(_plain), Reference("audiences")]
SchemeId = Annotated[str, _parsed(_plain), Reference("schemes", "policies", "programmes")]


UNSAID = "unsaid"
"""The tag of a text that says that nothing is known, in other words than `not_stated`."""


def _which(value: Any) -> str:
    if value == NOT_STATED:
        return "not_stated"
    return UNSAID if isinstance(value, str) and is_unsaid(value) else "stated"


_T = TypeVar("_T")

OrNotStated = Annotated[
    Annotated[_T, Tag("stated")] | Annotated[Literal["not_stated"], Tag("not_stated")],
    Discriminator(_which),
]
"""`OrNotStated[T]`: a T, or the explicit value `not_stated`."""


def _unique(values: tuple[Any, ...]) -> tuple[Any, ...]:
    seen: set[Any] = set()
    for value in values:
        if value in seen:
            raise PydanticCustomError("sentence", "{sentence}", {"sentence": f"“{value}”写了两次"})
        seen.add(value)
    return values


_ENCLOSED = re.compile(r"[（(《“][^（(《“）)》”]*+[）)》”]")
_SEPARATOR = re.compile("[，、；,;]")


def _one(value: Any) -> Any:
    """Refuse a value that is several, put together by a comma YAML does not part at: [豆制品，杂交]."""
    parts = _SEPARATOR.split(value) if isinstance(value, str) and _SEPARATOR.search(value) else ()
    if len(parts) > 1 and len(_SEPARATOR.split(_ENCLOSED.sub("", value))) > 1:
        mend = ", ".join(part.strip() for part in parts if part.strip())
        said = f"“{value}”像是几个写成了一个（写成 [{mend}]，逗号用半角，后面空一格）"
        if "，" in value:
            said = f"“{value}”里的逗号是全角“，”，几个写成了一个（写成 [{mend}]，逗号用半角，后面空一格）"
        raise PydanticCustomError("sentence", "{sentence}", {"sentence": said})
    return value


ALONE, UNIQUE = AfterValidator(_one), AfterValidator(_unique)
"""By these a list without repeats, and what stands in it, are known."""

Several = Annotated[tuple[Annotated[_T, ALONE], ...], UNIQUE]
"""`Several[T]`: a list without repeats, kept as a tuple."""
