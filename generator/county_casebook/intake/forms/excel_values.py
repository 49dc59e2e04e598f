"""A spreadsheet becomes the texts its cells show, each with other ways to write what it holds: dates, shares, plain numbers."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.datetime import from_excel

from county_casebook.intake import Unreadable
from county_casebook.intake.forms.package import Package
from county_casebook.intake.forms.word_text import name_of, value_of
from county_casebook.schema.fields import CoarseDate

MOST_COLUMNS, MOST_ROWS = 100, 5000
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\[\]]*\]')
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_BROKEN = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, zipfile.BadZipFile, ArithmeticError,
    AssertionError, SyntaxError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell: its name, what it shows, other ways to write it, and what is wrong with it as such."""

    name: str
    text: str
    numeric: tuple[str, ...] = ()
    fault: str = ""


@dataclass(slots=True)
class Sheet:
    """One sheet: its title, rows of cells by (row, column), merged ranges, and pictures by the cell they begin in."""

    title: str
    cells: dict[tuple[int, int], Shown] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    pictures: dict[tuple[int, int], list[str]] = field(default_factory=dict)

    def source(self, row: int, column: int) -> tuple[int, int]:
        """Return where what a cell shows is written: the first cell of the merged range it lies in, else itself."""
        for left, top, right, bottom in self.merged:
            if left <= column <= right and top <= row <= bottom:
                return top, left
        return row, column


def read_sheets(package: Package, data: bytes) -> list[Sheet]:
    """Return the sheets of a workbook; raise Unreadable for one that is broken, or larger than any filled form."""
    parts = _sheet_parts(package)
    for part in parts.values():
        _check_extent(package, part)
    for other in ("xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"):
        if other in package.parts:
            package.tree(other)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheets = [_sheet(each, book.epoch) for each in book.worksheets if each.title in parts]
            book.close()
    except _BROKEN:
        raise Unreadable("打不开：.xlsx 里的内容不合格式，文件可能已损坏") from None
    for sheet in sheets:
        _merged_and_pictures(package, parts[sheet.title], sheet)
    return sheets


def _sheet_parts(package: Package) -> dict[str, str]:
    """Return the part of each sheet by its title."""
    if "xl/workbook.xml" not in package.parts:
        raise Unreadable("打不开：不是 Excel 文件（.xlsx）")
    relations = package.relations("xl/workbook.xml")
    sheets = (each for each in package.tree("xl/workbook.xml").iter() if name_of(each) == "sheet")
    found = {each.get("name", ""): relations.get(value_of(each, "id"), "") for each in sheets}
    return {title: part for title, part in found.items() if part in package.parts}


def _check_extent(package: Package, part: str) -> None:
    """Refuse a sheet whose cells lie so far out that no form was filled in there."""
    for element in package.tree(part).iter():
        match = _CELL.fullmatch(element.get("r", "")) if name_of(element) == "c" and len(element) else None
        if match and (len(match[1]) > 2 or int(match[2]) > MOST_ROWS):
            raise Unreadable(f"单元格 {match[0]} 里有内容，离表格太远（删掉它，或删掉多余的行列）")
        if match and _is_uncomputed(element):
            said = "是公式，没有算出来的值（在 Excel 里打开、保存一次，或改成数字）"
            raise Unreadable(f"单元格 {match[0]} {said}")


def _is_uncomputed(cell: Element) -> bool:
    """Whether a cell holds a formula and nothing that it came to."""
    names = [name_of(each) for each in cell if name_of(each) != "v" or each.text]
    return "f" in names and "v" not in names


def _sheet(found: Any, epoch: datetime) -> Sheet:
    sheet = Sheet(found.title)
    found.reset_dimensions()
    for order, row in enumerate(found.iter_rows(max_col=MOST_COLUMNS), 1):
        if order > MOST_ROWS:
            break
        for cell in row:
            if cell.value is not None and (shown := _shown(cell, epoch)).text.strip():
                sheet.cells[cell.row, cell.column] = shown
    return sheet


def _shown(cell: Any, epoch: datetime) -> Shown:
    value, form = cell.value, str(cell.number_format or "")
    name = str(cell.coordinate)
    if cell.data_type == "e":
        return Shown(name, str(value), (), f"算式出错（{value}），改成数字或文字")
    if isinstance(value, datetime | date):
        return Shown(name, _date_shown(value, form))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Shown(name, str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n"))
    plain = f"{Decimal(repr(value)).normalize():f}"
    if "%" in _QUOTED.sub("", form):
        share = f"{(Decimal(repr(value)) * 100).normalize():f}"
        return Shown(name, f"{share}%", (share,))
    return Shown(name, plain, _serial(value, epoch))


def _serial(value: float, epoch: datetime) -> tuple[str, ...]:
    """Return the day a number counts from the beginning of the calendar of Excel, if it can be one."""
    if isinstance(value, int) and 10_000 <= value <= 80_000:
        return (from_excel(value, epoch).date().isoformat(),)
    return ()


def _date_shown(value: datetime | date, form: str) -> str:
    """Return a date as exactly as its cell shows it; one shown without a year keeps none."""
    signs = _QUOTED.sub("", form).lower()
    day, month = "d" in signs, "m" in signs
    if "y" not in signs and "e" not in signs:
        return f"{value.month}月{value.day}日"
    return str(CoarseDate(value.year, value.month if month or day else 0, value.day if day else 0))


def _merged_and_pictures(package: Package, part: str, sheet: Sheet) -> None:
    relations = package.relations(part)
    for element in package.tree(part).iter():
        if name_of(element) == "mergeCell":
            try:
                left, top, right, bottom = range_boundaries(element.get("ref", ""))
            except (ValueError, TypeError):
                continue
            sheet.merged.append((left or 1, top or 1, right or 1, bottom or 1))
        if (
            name_of(element) == "drawing"
            and (drawing := relations.get(value_of(element, "id"), "")) in package.parts
        ):
            _pictures(package, drawing, sheet)


def _pictures(package: Package, drawing: str, sheet: Sheet) -> None:
    """Note the pictures of a drawing by the cell their upper left corner lies in."""
    relations = package.relations(drawing)
    for anchor in package.tree(drawing):
        at = {
            name_of(each): (each.text or "").strip()
            for held in anchor
            if name_of(held) == "from"
            for each in held
        }
        row, column = (
            int(text) + 1 if (text := at.get(name, "")).isdecimal() else 0 for name in ("row", "col")
        )
        names = [value_of(each, "embed") for each in anchor.iter() if name_of(each) == "blip"]
        for name in names:
            sheet.pictures.setdefault((row, column), []).append(relations.get(name, ""))


__all__ = ["Sheet", "Shown", "read_sheets"]
