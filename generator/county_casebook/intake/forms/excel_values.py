"""A spreadsheet becomes the texts its cells show, each with other ways to write what it holds: dates, shares, plain numbers."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.datetime import from_excel

from county_casebook.intake import Unreadable
from county_casebook.intake.forms.excel_beside import look_beside
from county_casebook.intake.forms.excel_sheet import Sheet, Shown
from county_casebook.intake.package import Package
from county_casebook.intake.word_text import RAISED
from county_casebook.intake.word_xml import name_of, value_of
from county_casebook.schema.fields import CoarseDate

MOST_COLUMNS, MOST_ROWS = 100, 5000
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\[\]]*\]')
_SCALED = re.compile("[0#?],+(?![0#?,])")
"""A format that shows a number divided by thousands."""
_WORDS = re.compile("[a-z\u4e00-\u9fff]+", re.IGNORECASE)
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_BROKEN = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, zipfile.BadZipFile, ArithmeticError,
    AssertionError, SyntaxError,
)  # fmt: skip


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
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, rich_text=True)
            sheets = [_sheet(each, book.epoch) for each in book.worksheets if each.title in parts]
            book.close()
    except _BROKEN:
        raise Unreadable("打不开：.xlsx 里的内容不合格式，文件可能已损坏") from None
    for sheet in sheets:
        look_beside(package, parts[sheet.title], sheet)
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
    sheet = Sheet(found.title, is_hidden=found.sheet_state != "visible")
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
    if cell.font and cell.font.strike:
        return Shown(name, str(value), (), "里面的字划掉了（要的取消删除线，不要的删掉）")
    if isinstance(value, datetime | date):
        return Shown(name, _date_shown(value, form))
    if isinstance(value, CellRichText):
        return _rich(name, value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Shown(name, _lines(str(value)))
    return _number(name, value, form, epoch)


def _lines(text: str) -> str:
    return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")


def _rich(name: str, value: CellRichText) -> Shown:
    """Return a text whose pieces look different: raised figures stay raised, a piece struck out is a fault."""
    blocks = [piece for piece in value if isinstance(piece, TextBlock)]
    struck = "".join(str(piece) for piece in blocks if piece.font.strike)
    words = (
        str(piece).translate(RAISED.get(str(piece.font.vertAlign), {}))
        if isinstance(piece, TextBlock)
        else str(piece or "")
        for piece in value
    )
    fault = f"“{struck.strip()[:30]}”划掉了（要的取消删除线，不要的删掉）" if struck.strip() else ""
    return Shown(name, _lines("".join(words)), (), fault)


def _number(name: str, value: float, form: str, epoch: datetime) -> Shown:
    """Return a number with the unit that its cell shows behind it; one that is shown divided by thousands is a fault."""
    signs = _QUOTED.sub("", form)
    if "%" in signs:
        share = f"{(Decimal(repr(value)) * 100).normalize():f}"
        return Shown(name, f"{share}%", (share,), is_number=True)
    plain = f"{Decimal(repr(value)).normalize():f}"
    if _SCALED.search(signs):
        return Shown(
            name, plain, (), f"格式把 {plain} 缩小了显示，不知道是哪个数（改成常规格式，写出数字和单位）"
        )
    if unit := _unit(form):
        return Shown(name, f"{plain}{unit}", is_number=True)
    return Shown(name, plain, _serial(value, epoch), is_number=True)


def _unit(form: str) -> str:
    """Return the words that a format of numbers shows beside them."""
    shown = "".join(
        piece[1:].strip('"') for piece in _QUOTED.findall(form.partition(";")[0]) if piece[0] != "["
    )
    return "".join(_WORDS.findall(shown))


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


__all__ = ["read_sheets"]
