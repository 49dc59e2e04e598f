"""What stands in a cell becomes the text a record holds, and back; what fits the field only in one way is mended, the rest refused.

Mended are full-width digits, blanks, dates as people and Excel write them, sums in 万元 and 亿元 where the field says its unit,
names of choices and of records. Whether a mended text fits is asked of the model itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from county_casebook.intake.forms.names import Names, NotFound
from county_casebook.intake.forms.shape import Entry
from county_casebook.records import Record
from county_casebook.records.record import label
from county_casebook.schema.fields import NOT_STATED, CoarseDate
from county_casebook.text.characters import hidden, what_it_is
from county_casebook.text.phrases import PHRASES
from county_casebook.text.width import half_width

UNKNOWN = "未载明"
"""What forms write for `not_stated`."""
BLANK = "请选择"
"""What a drop-down shows before anything is chosen."""
AS_IT_IS = "原样："
"""What stands before a text in quotes that would otherwise be read as something else."""
TICKED, OPEN = "☒", "☐"
_TICKS, _OPEN = "☒☑■✓✔√", "☐□"
_BOX = re.compile(f"(?=[{_TICKS}{_OPEN}])")
_UNKNOWN = (UNKNOWN, PHRASES.not_stated, NOT_STATED)
_PART = re.compile("[、，；,;]")


class Unfit(Exception):
    """Why a cell cannot be read, in Chinese."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a form: its paragraphs (lines inside one are parted by line ends), where, and pictures in it.

    `numeric` is what a spreadsheet holds behind what it shows: other ways to write the same value.
    """

    paragraphs: tuple[str, ...]
    where: str
    pictures: tuple[bytes, ...] = field(default=(), repr=False)
    numeric: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs).strip()

    @property
    def is_blank(self) -> bool:
        return self.text in ("", BLANK) and not self.pictures


# From a record to a cell ---------------------------------------------------------------------------------------------


def written(entry: Entry, kind: type[Record], value: Any, names: Names) -> tuple[str, ...]:
    """Return the paragraphs that stand for a value: read back they give the value again."""
    if entry.holds_several and not isinstance(value, str):
        return tuple(_one_written(entry, kind, str(member), [str(member)], names) for member in value)
    if entry.is_prose and value != NOT_STATED:
        parts = tuple(value.split("\n\n"))
        return parts if _is_read_as(entry, kind, Cell(parts, ""), value, names) else (_as_it_is(value),)
    return (_one_written(entry, kind, str(value), str(value), names),)


def _one_written(entry: Entry, kind: type[Record], value: str, whole: object, names: Names) -> str:
    if value == NOT_STATED and (entry.may_be_unknown or entry.is_whole):
        return UNKNOWN
    shown = word_of(entry, kind, value) if value in entry.choices else value
    if entry.field.reference:
        shown = names.shown(entry.field.reference, value)
    return shown if _is_read_as(entry, kind, Cell((shown,), ""), whole, names) else _as_it_is(value)


def _is_read_as(entry: Entry, kind: type[Record], cell: Cell, value: object, names: Names) -> bool:
    try:
        return not cell.is_blank and read_cell(entry, kind, cell, names) == value
    except Unfit:
        return False


def _as_it_is(value: str) -> str:
    return AS_IT_IS + json.dumps(value, ensure_ascii=False)


def _is_special(text: str) -> bool:
    return text.strip() in (*_UNKNOWN, BLANK) or text.startswith(AS_IT_IS)


def word_of(entry: Entry, kind: type[Record], choice: str) -> str:
    """Return the word for a choice; the choice itself where two share a word."""
    words = [label(kind, one) for one in entry.choices]
    word = label(kind, choice)
    return word if words.count(word) == 1 else choice


# From a cell to a record ---------------------------------------------------------------------------------------------


def read_cell(entry: Entry, kind: type[Record], cell: Cell, names: Names, unit: str = "") -> str | list[str]:
    """Return what a filled cell says; raise Unfit for what cannot be read in one way alone."""
    if found := next(hidden(cell.text), None):
        raise Unfit(f"有{what_it_is(found[1])}，删掉它")
    if entry.holds_several:
        if cell.text in _UNKNOWN and entry.may_be_unknown:
            return NOT_STATED
        return [_one_read(entry, kind, each, names) for each in _members(entry, kind, cell, names)]
    if entry.is_prose and not _is_special(cell.text):
        return _prose(cell.paragraphs)
    return _one_read(entry, kind, _chosen(entry, kind, cell.text, names), names, (*cell.numeric,), unit)


def _prose(paragraphs: Sequence[str]) -> str:
    """Join paragraphs as Markdown parts them; trailing blanks and empty paragraphs at the ends say nothing."""
    lines = ["\n".join(line.rstrip() for line in part.split("\n")) for part in paragraphs]
    return "\n\n".join(part for part in lines if part.strip()).strip("\n").rstrip()


def _chosen(entry: Entry, kind: type[Record], text: str, names: Names) -> str:
    """Return the one ticked of several boxes; a text without boxes as it is."""
    if not entry.may_be_ticked or text[0] not in _TICKS + _OPEN:
        return text
    ticked = list(_ticked(entry, kind, text, names))
    if len(ticked) != 1:
        raise Unfit(f"勾了 {len(ticked)} 个，这里只能勾一个")
    return ticked[0]


def _members(entry: Entry, kind: type[Record], cell: Cell, names: Names) -> Iterator[str]:
    """Yield the items of a cell with several: ticked boxes, else one a line; names of a fixed set may stand on one line."""
    for line in (line.strip() for line in cell.text.split("\n") if line.strip()):
        if entry.may_be_ticked and line[0] in _TICKS + _OPEN:
            yield from _ticked(entry, kind, line, names)
        elif entry.may_be_ticked:
            yield from _parted(entry, kind, line, names)
        else:
            yield line


def _ticked(entry: Entry, kind: type[Record], line: str, names: Names) -> Iterator[str]:
    for part in filter(None, _BOX.split(line)):
        word = part[1:].strip()
        if part[0] in _TICKS:
            yield word
        else:
            _one_read(entry, kind, word, names)  # what is written behind an open box must not be lost


def _parted(entry: Entry, kind: type[Record], line: str, names: Names) -> Iterator[str]:
    try:
        _one_read(entry, kind, line, names)
    except Unfit:
        parts = [part.strip() for part in _PART.split(line) if part.strip()]
        yield from parts if len(parts) > 1 else [line]
    else:
        yield line


def _one_read(
    entry: Entry, kind: type[Record], text: str, names: Names, numeric: tuple[str, ...] = (), unit: str = ""
) -> str:
    if text.startswith(AS_IT_IS):
        try:
            return str(json.loads(half_quotes(text.removeprefix(AS_IT_IS))))
        except ValueError:
            raise Unfit(f"{AS_IT_IS}后面应当是一对引号里的文字") from None
    text = text.strip()
    if entry.is_whole or (entry.may_be_unknown and text in _UNKNOWN):
        return _whole(text)
    if entry.choices:
        return _choice(entry, kind, text)
    if entry.field.reference:
        try:
            return names.found(entry.field.reference, text)
        except NotFound as reason:
            raise Unfit(str(reason)) from None
    return _fitting(entry, [text, *numeric, *_ways(entry, text, unit or unit_told(entry))], text)


def half_quotes(text: str) -> str:
    """Return a quoted text whose quotes an office program has made curly with straight ones."""
    text = text.strip()
    return f'"{text[1:-1]}"' if len(text) > 1 and text[0] in "“”" and text[-1] in "“”" else text


def _whole(text: str) -> str:
    if text in _UNKNOWN:
        return NOT_STATED
    raise Unfit(f"这里只能选“{UNKNOWN}”或空着；内容写到下面各项")


def _choice(entry: Entry, kind: type[Record], text: str) -> str:
    words = {word_of(entry, kind, one): one for one in entry.choices}
    plain = half_width(text)
    found = words.get(text) or next((one for one in entry.choices if plain == one), "")
    if not found:
        offered = "、".join([*words, *([UNKNOWN] if entry.may_be_unknown else [])])
        raise Unfit(f"没有“{text[:40]}”这个选项（可以是 {offered}）")
    return found


def _fitting(entry: Entry, ways: Sequence[str], text: str) -> str:
    """Return the first way to write a text that the model takes; raise Unfit with what it says of the text where none does."""
    found = next((way for way in ways if fits(entry, way)), None)
    if found is None:
        raise Unfit(_refusal(entry, text))
    return found


def fits(entry: Entry, text: str) -> bool:
    """Whether the model takes a text for the field."""
    return not _refusal(entry, text)


def _refusal(entry: Entry, text: str) -> str:
    """Return why the model does not take a text; empty where it does. The columns of a form itself take any."""
    if entry.field.name not in entry.model.model_fields:
        return ""
    try:
        _adapter(entry.model, entry.field.name).validate_python([text] if entry.field.is_list else text)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        context = detail.get("ctx", {})
        if detail["type"] == "string_too_long":
            return f"有 {len(text)} 字，最多 {context['max_length']} 字（删到要点）"
        return str(context.get("sentence", "")) or f"“{text[:40]}”不合要求"
    return ""


@cache
def _adapter(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    declared = model.model_fields[name]
    annotation: Any = declared.annotation
    return TypeAdapter(Annotated[(annotation, *declared.metadata)] if declared.metadata else annotation)


_MONEY = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_SUM = re.compile(r"(-?[0-9][0-9,]*(?:\.[0-9]+)?)(.{1,12})")
_DAY = re.compile(r"([0-9]{4})[年./-]([0-9]{1,2})(?:[月./-](?:([0-9]{1,2})日?)?)?")
_YEAR = re.compile(r"([0-9]{4})年度?")
_ORDINAL = re.compile(r"(?:第|来源|\[|[(（])? ?([0-9]{1,2}) ?(?:条|\]|[)）])?")


def _ways(entry: Entry, text: str, unit: str) -> Iterator[str]:
    """Yield a text half-width, then the other ways to write what it says, as far as the field is of their sort."""
    plain = half_width(text).strip()
    solid = plain.replace(" ", "")
    yield plain
    if (match := _YEAR.fullmatch(solid)) and not fits(entry, "12"):
        yield match[1]
    if (match := _DAY.fullmatch(solid)) and fits(entry, "2004-08"):
        yield str(CoarseDate(*(int(part or 0) for part in match.groups())))
    if (match := _ORDINAL.fullmatch(plain)) and entry.field.type == "source":
        yield match[1]
    if (match := _SUM.fullmatch(solid)) and unit:
        yield from _in_unit(match[1], match[2], half_width(unit))


def _in_unit(number: str, written: str, unit: str) -> Iterator[str]:
    if written == unit:
        yield number
    elif written in _MONEY and unit in _MONEY:
        value = Decimal(number.replace(",", "")) * _MONEY[written] / _MONEY[unit]
        yield f"{value.normalize():f}"


def unit_told(entry: Entry) -> str:
    """The unit of money that a field's description ends with, if it does."""
    told = entry.field.description.rstrip("。")
    return next((unit for unit in ("亿元", "万元", "元") if told.endswith(unit)), "")


__all__ = [
    "AS_IT_IS",
    "BLANK",
    "OPEN",
    "TICKED",
    "UNKNOWN",
    "Cell",
    "Unfit",
    "fits",
    "read_cell",
    "unit_told",
    "word_of",
    "written",
]
