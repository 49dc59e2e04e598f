"""What stands in the places of a filled form becomes the value of a record; every fault is named by its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from county_casebook.intake.forms.cells import UNKNOWN, Cell, Unfit, read_cell
from county_casebook.intake.forms.names import Names, NotFound
from county_casebook.intake.forms.shape import ID, OWNER, Entry, Form, Listing
from county_casebook.schema.fields import NOT_STATED
from county_casebook.text.personal_data import personal_data
from county_casebook.text.width import half_width

Path: TypeAlias = "tuple[str | int, ...]"
Cells: TypeAlias = Mapping[tuple[str, ...], Cell]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a form: where, and a sentence."""

    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where}：{self.sentence}" if self.where else self.sentence


@dataclass(frozen=True, slots=True)
class Row:
    """One item of a listing as filled in: where, its number as written, and its cells by their paths."""

    where: str
    number: str
    cells: Cells

    @property
    def is_blank(self) -> bool:
        return all(cell.is_blank for cell in self.cells.values())


@dataclass(slots=True)
class Filled:
    """What was found in a filled form; `faults` name what has no place in it."""

    entries: dict[tuple[str, ...], Cell] = field(default_factory=dict)
    rows: dict[tuple[str, ...], list[Row]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def place(self, entry: Entry, cell: Cell) -> None:
        """Keep a cell; a place that is filled twice is a fault."""
        held = self.entries.get(entry.path)
        if held is None or held.is_blank:
            self.entries[entry.path] = cell
        elif not cell.is_blank and cell.paragraphs != held.paragraphs:
            self.faults.append(
                Fault(cell.where, f"“{entry.label}”写了两处，另一处在{held.where}（留下一处）")
            )

    def unplaced(self, where: str, text: str) -> None:
        """Note words that no place of the form takes."""
        words = " ".join(text.split())
        shown = words if len(words) <= 60 else f"{words[:60]}…"
        self.faults.append(Fault(where, f"表里没有放这些字的地方：“{shown}”（移到合适的格子，或删掉）"))


@dataclass(slots=True)
class Read:
    """The value of a record as read from a form, its id, where each value stands, pictures by the path of their file."""

    value: dict[str, Any] = field(default_factory=dict)
    id: str = ""
    where: dict[Path, str] = field(default_factory=dict)
    pictures: dict[Path, tuple[bytes, ...]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    lacking: list[Fault] = field(default_factory=list)


def read_form(form: Form, filled: Filled, names: Names) -> Read:
    """Return the value of a record, with everything that is wrong in the form, and everything that is not filled in yet."""
    reader = _Reader(form, names)
    read = reader.read
    read.faults += filled.faults
    reader.entries(tuple(form.entries()), filled.entries, read.value, ())
    for listing in form.listings():
        reader.listing(listing, filled.rows.get(listing.path, []))
    read.id = str(read.value.pop(ID, ""))
    reader.missing(tuple(form.entries()), read.value, "")
    for listing in form.listings():
        if listing.is_required and _at(read.value, listing.path) is None and len(listing.path) == 1:
            read.lacking.append(Fault(f"「{listing.label}」", _nothing(listing.label)))
    return read


def _nothing(label: str) -> str:
    return f"没有填（来源没有写明，就在“{label}（整项）”选“{UNKNOWN}”）"


class _Reader:
    """Reads cell after cell, and collects what is wrong."""

    def __init__(self, form: Form, names: Names) -> None:
        self.form, self.names, self.read = form, names, Read()

    def fault(self, where: str, sentence: str) -> None:
        self.read.faults.append(Fault(where, sentence))

    def entries(self, entries: tuple[Entry, ...], cells: Cells, value: dict[str, Any], path: Path) -> None:
        """Put what the cells of entries say into a value; `path` leads to it from the record."""
        unit = cells.get(("unit",))
        for entry in entries:
            cell = cells.get(entry.path)
            if cell is None or cell.is_blank or entry.path == (OWNER,):
                continue
            for found in personal_data(cell.text):
                self.fault(cell.where, f"有{found.what} {found.shown}（个人信息不能收，删掉它）")
            try:
                said = self._said(entry, cell, cells, unit.text if unit else "")
            except Unfit as reason:
                self.fault(cell.where, str(reason))
                if entry.is_whole:
                    continue
                said = ""
            if said != []:
                self._put(entry, cell, said, value, path)

    def _said(self, entry: Entry, cell: Cell, cells: Cells, unit: str) -> Any:
        if cell.pictures:
            return self._picture(entry, cell)
        if entry.path[-1] == "code" and not half_width(cell.text).isdigit():
            year = cells.get((*entry.path[:-1], "as_of"))
            digits = half_width(year.text).removesuffix("年") if year else ""
            try:
                return self.names.code(cell.text, int(digits) if digits.isdigit() else None)
            except NotFound as reason:
                raise Unfit(str(reason)) from None
        return read_cell(entry, self.form.kind, cell, self.names, unit)

    def _picture(self, entry: Entry, cell: Cell) -> str:
        if not entry.is_picture:
            raise Unfit("图片放到“图片”那一项里，这里只能写字")
        if len(cell.pictures) > 1 or cell.text:
            raise Unfit("一处只放一幅图片，不再写字（另一幅填在下一条）")
        return ""

    def _put(self, entry: Entry, cell: Cell, said: Any, value: dict[str, Any], path: Path) -> None:
        """Put one value where it belongs; what is not stated as a whole has nothing below it."""
        for name in entry.path[:-1]:
            below = value.setdefault(name, {})
            path = (*path, name)
            if not isinstance(below, dict):
                self.fault(cell.where, f"已选了整项“{UNKNOWN}”，这里又写了“{cell.text[:30]}”（去掉一处）")
                return
            value = below
        here = (*path, entry.path[-1])
        self.read.where[here] = cell.where
        value[entry.path[-1]] = said
        if cell.pictures:
            self.read.pictures[here] = cell.pictures

    def listing(self, listing: Listing, rows: list[Row]) -> None:
        """Put the filled rows of a listing into the record, in their order, which their numbers must keep."""
        filled = [row for row in rows if not row.is_blank]
        for count, row in enumerate(filled, 1):
            if row.number and row.number != str(count) and not listing.owner:
                self.fault(
                    row.where,
                    f"前面有空着的一条：这里写着第 {row.number} 条，按顺序是第 {count} 条（中间不要空）",
                )
            if home := self._home(listing, row):
                items, path = home
                item: dict[str, Any] = {}
                here = (*path, len(items))
                items.append(item)
                self.read.where[here] = row.where
                self.entries(listing.columns, row.cells, item, here)
                self.missing(tuple(c for c in listing.columns if c.path != (OWNER,)), item, row.where)

    def _home(self, listing: Listing, row: Row) -> tuple[list[Any], Path] | None:
        """Return the list an item belongs to and its path; None, with the fault noted, where there is none."""
        value, path, names = self.read.value, (), listing.path
        at: Path = path
        if listing.owner:
            outer = _at(value, listing.owner.path)
            number = _owner(row)
            if not isinstance(outer, list) or not 0 < number <= len(outer):
                where = row.cells[OWNER,].where if (OWNER,) in row.cells else row.where
                self.fault(
                    where, f"没有第 {number} 条{listing.owner.label}（写“{listing.owner.label}”里的第几条）"
                )
                return None
            value, at, names = (
                outer[number - 1],
                (*listing.owner.path, number - 1),
                names[len(listing.owner.path) :],
            )
        for name in names[:-1]:
            value, at = value.setdefault(name, {}), (*at, name)
        items = value.setdefault(names[-1], []) if isinstance(value, dict) else NOT_STATED
        if not isinstance(items, list):
            self.fault(row.where, f"已选了整项“{UNKNOWN}”，这里又写了一条（去掉一处）")
            return None
        return items, (*at, names[-1])

    def missing(self, entries: tuple[Entry, ...], value: dict[str, Any], where: str) -> None:
        """Name what must be filled in and is not."""
        for label in _missing(entries, value):
            self.read.lacking.append(Fault(f"{where}「{label}」", "没有填"))


def _owner(row: Row) -> int:
    """Return the number of the outer item a row belongs to; 0 where none is written."""
    cell = row.cells.get((OWNER,))
    digits = half_width(cell.text).strip("第条 ") if cell else ""
    return int(digits) if digits.isdecimal() and len(digits) < 4 else 0


def _missing(entries: tuple[Entry, ...], value: dict[str, Any]) -> Iterator[str]:
    whole = {entry.path: entry for entry in entries if entry.is_whole}
    for entry in entries:
        if (
            entry.is_whole
            and entry.field.required
            and not entry.field.is_list
            and _at(value, entry.path) is None
        ):
            yield entry.label
        if entry.is_required and _at(value, entry.path) is None and _is_wanted(entry, value, whole):
            yield entry.label


def _is_wanted(entry: Entry, value: dict[str, Any], whole: Mapping[tuple[str, ...], Entry]) -> bool:
    """Whether the part that holds a field is there, or must be."""
    for depth in range(1, len(entry.path)):
        above = entry.path[:depth]
        found = _at(value, above)
        if above in whole or found is not None:
            if not isinstance(found, dict):
                return False
        elif not entry.above[depth - 1]:
            return False
    return True


def _at(value: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


__all__ = ["Fault", "Filled", "Read", "Row", "read_form"]
