"""The tables of a set become an Excel workbook: a sheet a table, Chinese titles, every text a text and every number a number.

The few parts of the format that it takes are written here, as text: a cell that holds a text can be no formula, and the same
rows give the same bytes, which neither holds of what libraries write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from county_casebook.files.zipped import zip_bytes
from county_casebook.publish.tables.columns import Column, Table
from county_casebook.publish.tables.rows import Cell, Row

_LONGEST_CELL, _LONGEST_NAME = 32_767, 31
_CUT = "……（太长，全文见 CSV、JSON）"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)  # fmt: skip
"""Style 1 is a title, style 2 a text: Excel leaves it one also when somebody edits the cell."""


class XlsxTables:
    """Takes rows in any order of tables; makes one workbook of the tables that have rows."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._sheets: dict[str, tuple[Table, list[str]]] = {}

    def add(self, table: Table, row: Row) -> None:
        """Write one row into the sheet of its table."""
        if table.name not in self._sheets:
            titles = "".join(_text(column.title, 1) for column in table.columns)
            self._sheets[table.name] = table, [f"<row>{titles}</row>"]
        cells = zip(map(row.get, table.names), table.columns, strict=True)
        said = "".join(["<c/>" if value is None else _cell(value, column) for value, column in cells])
        self._sheets[table.name][1].append(f"<row>{said}</row>")

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the workbook; nothing where no table has rows."""
        if self._sheets:
            sheets = tuple(self._sheets.values())
            yield f"{self._name}.xlsx", zip_bytes((path, text.encode()) for path, text in _parts(sheets))


def _parts(sheets: Sequence[tuple[Table, list[str]]]) -> Iterator[tuple[str, str]]:
    """The parts of the package."""
    numbers = range(1, len(sheets) + 1)
    types = f'<Override PartName="/xl/workbook.xml" ContentType="{_KINDS}.sheet.main+xml"/>'
    types += f'<Override PartName="/xl/styles.xml" ContentType="{_KINDS}.styles+xml"/>'
    for number in numbers:
        types += (
            f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_KINDS}.worksheet+xml"/>'
        )
    default = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    yield "[Content_Types].xml", f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{default}{types}</Types>'
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    named = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, _sheet_names([table for table, _ in sheets]), strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>',
    )
    inside = [("worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*inside, ("styles", "styles.xml")])
    yield "xl/styles.xml", _STYLES
    for number, (table, rows) in zip(numbers, sheets, strict=True):
        yield f"xl/worksheets/sheet{number}.xml", _sheet(table, rows)


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _sheet_names(tables: Sequence[Table]) -> list[str]:
    """Names of sheets: the titles of tables, as long as Excel takes them, no two the same."""
    found: list[str] = []
    for table in tables:
        name = table.title[:_LONGEST_NAME]
        if name in found:
            number = f"{len(found) + 1}"
            name = name[: _LONGEST_NAME - len(number)] + number
        found.append(name)
    return found


def _sheet(table: Table, rows: list[str]) -> str:
    """A sheet whose titles stay in sight; blank cells of text columns are text too."""
    view = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    widths = "".join(
        f'<col min="{number}" max="{number}" width="16" customWidth="1" style="{0 if column.is_numeric else 2}"/>'
        for number, column in enumerate(table.columns, 1)
    )
    body = "".join(rows)
    return f'{_HEAD}<worksheet xmlns="{_MAIN}">{view}<cols>{widths}</cols><sheetData>{body}</sheetData></worksheet>'


def _cell(value: Cell, column: Column) -> str:
    if value is None or value == ():
        return "<c/>"
    if column.is_numeric:
        return f"<c><v>{value:f}</v></c>" if column.type == "number" else f"<c><v>{value}</v></c>"
    return _text("\n".join(value) if isinstance(value, tuple) else str(value), 2)


_LIKE_A_SIGN = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Begins what a workbook reads as the number of a sign (`_x000D_`), though a text says just that (ECMA-376, ST_Xstring)."""


def _text(text: str, style: int) -> str:
    if len(text) > _LONGEST_CELL // 2 and len(text.encode("utf-16-le")) > 2 * _LONGEST_CELL:
        text = text[: _LONGEST_CELL // 2] + _CUT
    said = escape(_LIKE_A_SIGN.sub("_x005F_", text), quote=False)
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'


__all__ = ["XlsxTables"]
