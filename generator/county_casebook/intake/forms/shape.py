"""A model becomes the shape of its form: every field of the kind has one place, named by a label that stands once in the form.

Fields of the record and of its parts are entries, one beside its label; lists of parts are listings, an item a row or a block.
What may be `not_stated` as a whole has an entry of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from pydantic import BaseModel

from county_casebook.records import Record
from county_casebook.records.record import OF_STATE
from county_casebook.scaffold.template import merged
from county_casebook.schema.fields import NOT_STATED
from county_casebook.schema.walk import Field, fields

VERSION = 1
"""The version of the forms: it stands in their first line."""
NOTE = "※"
"""What every line of a form begins with that explains and is not read."""
REQUIRED = "＊"
"""What stands behind the label of what must be filled in."""
ID = "id"
"""The entry that holds the record's id, which is no field of it."""
OWNER = "owner"
"""The column of a list inside a list that says to which item a row belongs."""
JOINT = "·"

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One place to write: the field at `path` (from the record, or from the item of its listing).

    `is_whole` marks the place that says of a whole part or list that it is not stated. `model` declares the field.
    """

    path: Names
    field: Field
    label: str
    model: type[BaseModel]
    is_whole: bool = False
    above: tuple[bool, ...] = ()
    """Of each part it stands in, from the outermost, whether that must be there."""

    @property
    def is_required(self) -> bool:
        return self.field.required and not self.is_whole

    @property
    def holds_several(self) -> bool:
        return self.field.is_list and not self.is_whole

    @property
    def is_prose(self) -> bool:
        return self.field.type == "prose" and not self.is_whole

    @property
    def is_picture(self) -> bool:
        """Whether a picture may be put into it: the file of an image, which has a text for those who cannot see it."""
        return self.field.type == "file" and "alt" in self.model.model_fields

    @property
    def may_be_ticked(self) -> bool:
        """Whether it is chosen from what is offered: a fixed value, or the name of a record or a term."""
        return bool(self.choices or self.field.reference) or self.is_whole

    @property
    def may_be_unknown(self) -> bool:
        return NOT_STATED in self.field.choices

    @property
    def choices(self) -> tuple[str, ...]:
        """The fixed values that may be chosen, without `not_stated`."""
        return () if self.is_whole else tuple(one for one in self.field.choices if one != NOT_STATED)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of parts: its path from the record, its label, and a column for each field of an item.

    Of a list inside a list, `owner` is the outer one, and the first column says which item of that.
    """

    path: Names
    label: str
    description: str
    columns: tuple[Entry, ...]
    is_required: bool = False
    owner: Listing | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether an item fits on one row of a page."""
        prose = sum(column.is_prose for column in self.columns)
        return len(self.columns) <= 4 and prose < 2 and not any(c.is_picture for c in self.columns)


@dataclass(frozen=True, slots=True)
class Block:
    """A section of the form: entries, then listings."""

    heading: str
    entries: tuple[Entry, ...]
    listings: tuple[Listing, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a kind."""

    kind: type[Record]
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        return f"{self.kind.kind_name}表"

    @property
    def mark(self) -> str:
        """The line that tells programs and people what form it is."""
        return f"{NOTE}{self.title}　第 {VERSION} 版"

    def entries(self) -> Iterator[Entry]:
        for block in self.blocks:
            yield from block.entries

    def listings(self) -> Iterator[Listing]:
        for block in self.blocks:
            yield from block.listings


@cache
def form_of(kind: type[Record]) -> Form:
    """Return the form of a kind: what it is about first, then the sections of its page, then what is left, each field once."""
    placed = {name for section in kind.sections for name in section.fields}
    about = [field for field in fields(kind) if field.name not in placed]
    blocks = [
        _block(kind, "基本情况", [field for field in about if field.name not in OF_STATE], with_id=True)
    ]
    for section in kind.sections:
        blocks.append(_block(kind, section.heading, [f for f in fields(kind) if f.name in section.fields]))
    blocks.append(_block(kind, "状态", [field for field in about if field.name in OF_STATE]))
    return Form(kind, tuple(blocks))


def _block(kind: type[Record], heading: str, held: list[Field], *, with_id: bool = False) -> Block:
    entries: list[Entry] = [_id_entry(kind)] if with_id else []
    listings: list[Listing] = []
    _gather(held, kind, (), "", entries, listings)
    return Block(heading, tuple(entries), tuple(listings))


def _id_entry(kind: type[Record]) -> Entry:
    told = "网址里用的名字：3–80 个小写字母、数字和短横，如 xinchang-tea；不写就取文件名或标题的拼音首字母。"
    field = Field(ID, "编号", told, False, False, (), (), (), "line")
    return Entry((ID,), field, "编号", kind)


def _gather(
    held: list[Field], model: type[BaseModel], path: Names, lead: str, entries: list[Entry], listings: list[Listing],
    owner: Listing | None = None, above: tuple[bool, ...] = (),
) -> None:  # fmt: skip
    """Add the places of fields: those of parts behind the part's title, lists of parts as listings."""
    for field in held:
        here, label = (*path, field.name), lead + field.title
        if not field.parts:
            entries.append(Entry(here, field, label, model, above=above))
            continue
        if NOT_STATED in field.choices:
            whole = replace(field, description=f"{field.description}来源一点也没有写明就选“未载明”。")
            entries.append(Entry(here, whole, f"{label}（整项）", model, is_whole=True, above=above))
        if field.is_list:
            listings += _listings(field, here, label, owner)
        else:
            _gather(
                inside(field),
                field.parts[0],
                here,
                f"{label}{JOINT}",
                entries,
                listings,
                owner,
                (*above, field.required),
            )


def _listings(field: Field, path: Names, label: str, owner: Listing | None) -> Iterator[Listing]:
    """Yield a listing and those inside it."""
    columns: list[Entry] = []
    inner: list[Listing] = []
    told = f"属于第几条{owner.label}，写数字。" if owner else ""
    if owner:
        which = Field(OWNER, f"第几条{owner.label}", told, True, False, (), (), (), "source")
        columns.append(Entry((OWNER,), which, which.title, field.parts[0]))
    outer = Listing(path, label, field.description, ())
    _gather(inside(field), field.parts[0], (), "", columns, inner, outer)
    yield Listing(path, label, field.description, tuple(columns), field.required, owner)
    yield from (
        replace(each, path=(*path, *each.path), label=f"{label}{JOINT}{each.label}") for each in inner
    )


def inside(field: Field) -> list[Field]:
    """Return the fields of a part; of alternatives, those of all."""
    return merged(field.parts) if len(field.parts) > 1 else list(fields(field.parts[0]))


__all__ = [
    "ID",
    "JOINT",
    "NOTE",
    "OWNER",
    "REQUIRED",
    "VERSION",
    "Block",
    "Entry",
    "Form",
    "Listing",
    "form_of",
    "inside",
]
