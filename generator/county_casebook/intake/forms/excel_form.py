"""A form becomes an Excel workbook: a sheet of entries, a sheet a list, drop-downs, and a sheet of what may be chosen from."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from county_casebook.files.office import core_properties, packed
from county_casebook.intake.forms.cells import UNKNOWN, word_of
from county_casebook.intake.forms.filling import Content, Paragraphs
from county_casebook.intake.forms.hints import hint, listing_hint
from county_casebook.intake.forms.names import NAMED, Names
from county_casebook.intake.forms.shape import ID, NOTE, OWNER, REQUIRED, Entry, Form, Listing
from county_casebook.records import KINDS
from county_casebook.records.vocabulary import VOCABULARIES

CODES = f"{NOTE}代码表"
"""What the sheet of codes begins with: it is looked up in, and not read."""
_SPARE, _REACH = 20, 300
_HEAD = PatternFill("solid", fgColor="E2EFDA")
_LABEL = PatternFill("solid", fgColor="F2F2F2")
_LAID, _WRITTEN = Alignment(wrap_text=True, vertical="top"), Font(name="宋体", size=11)
_ONE_LINE = Alignment(vertical="top")
"""Of notes that run over the empty cells beside them."""
_BOLD = Font(name="黑体", size=11, bold=True)
_NOTE = Font(name="宋体", size=9, color="595959")
_NOTES = (
    "怎样填：“填写”一栏写内容，带＊的必填，※开头的是说明，不用删。来源没有写明的选“未载明”，不要猜，也不要留空。",
    "一张工作表是一张单子的，一行写一条；“来源序号”写“来源”表里的序号。要选的格子点右边的箭头，名单见“代码表”。",
    "个人姓名、手机号、身份证号都不要写。标题和项目名不要改。填好运行 casebook import，或交给管库的人。",
)


def excel_form(form: Form, content: Content, names: Names) -> bytes:
    """Return the form as an .xlsx, filled with a content; the same form and content give the same bytes."""
    book = Workbook()
    writer = _Writer(form, content, names, book)
    writer.entries(book.worksheets[0])
    for listing in form.listings():
        writer.listing(book.create_sheet(_title(listing.label)), listing)
    writer.codes(book.create_sheet("代码表"))
    stream = io.BytesIO()
    book.save(stream)
    return packed(stream.getvalue(), {"docProps/core.xml": core_properties(form.title)})


def write_text(cell: Cell | Any, text: str) -> None:
    """Put a text into a cell as text: no program takes it for a formula, now or when the cell is edited."""
    cell.value = text
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = text[:1] in ("=", "+", "-", "@", "\t")
    cell.alignment, cell.font = _LAID, _WRITTEN


def _title(label: str) -> str:
    return label[:31]


class _Writer:
    """Writes the sheets of one form."""

    def __init__(self, form: Form, content: Content, names: Names, book: Workbook) -> None:
        self.form, self.content, self.names, self.book = form, content, names, book
        self.lists: dict[tuple[str, ...], str] = {}
        self.columns: list[tuple[str, tuple[str, ...]]] = []

    def entries(self, sheet: Worksheet) -> None:
        """Fill the sheet of entries: label, room to write, hint."""
        sheet.title = self.form.title
        for column, width in (("A", 26), ("B", 60), ("C", 70)):
            sheet.column_dimensions[column].width = width
        row = 0
        for note in (self.form.mark, *(f"{NOTE}{note}" for note in _NOTES)):
            row += 1
            self.note(sheet, row, 1, note)
        for block in self.form.blocks:
            if block.entries:
                row += 1
                self.head(sheet, row, 1, f"〔{block.heading}〕")
            for entry in block.entries:
                row += 1
                self.head(sheet, row, 1, entry.label + REQUIRED * entry.is_required, _LABEL)
                self.place(sheet, row, 2, entry, self.content.entries.get(entry.path, ()))
                self.note(sheet, row, 3, hint(entry, self.form.kind))
                self.drop_down(sheet, entry, f"B{row}")
        sheet.freeze_panes = "B1"
        sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)

    def listing(self, sheet: Worksheet, listing: Listing) -> None:
        """Fill the sheet of a listing: labels, hints, a row an item."""
        self.head(sheet, 1, 1, f"【{listing.label}】一行一条")
        self.note(sheet, 1, 2, listing_hint(listing, self.form.kind))
        self.head(sheet, 2, 1, "序号")
        for order, column in enumerate(listing.columns, 2):
            self.head(sheet, 2, order, column.label + REQUIRED * column.is_required, _LABEL)
            told = hint(column, self.form.kind)
            self.note(sheet, 3, order, told)
            sheet.cell(2, order).comment = Comment(told, "casebook", height=120, width=300)
            sheet.column_dimensions[get_column_letter(order)].width = 40 if column.is_prose else 22
            self.drop_down(sheet, column, f"{get_column_letter(order)}4:{get_column_letter(order)}{_REACH}")
        rows = self.content.rows.get(listing.path, [])
        for number in range(1, len(rows) + _SPARE + 1):
            row = rows[number - 1] if number <= len(rows) else {}
            write_text(sheet.cell(number + 3, 1), str(number))
            for order, column in enumerate(listing.columns, 2):
                self.place(sheet, number + 3, order, column, row.get(column.path, ()))
        sheet.freeze_panes = "B4"

    def head(self, sheet: Worksheet, row: int, column: int, text: str, fill: PatternFill = _HEAD) -> None:
        cell = sheet.cell(row, column)
        write_text(cell, text)
        cell.font, cell.fill = _BOLD, fill

    def note(self, sheet: Worksheet, row: int, column: int, text: str) -> None:
        cell = sheet.cell(row, column)
        write_text(cell, text)
        cell.font = _NOTE
        if row == 1 or column == 1:
            cell.alignment = _ONE_LINE

    def place(self, sheet: Worksheet, row: int, column: int, entry: Entry, paragraphs: Paragraphs) -> None:
        gap = "\n\n" if entry.is_prose else "\n"
        write_text(sheet.cell(row, column), gap.join(paragraphs))

    def drop_down(self, sheet: Worksheet, entry: Entry, cells: str) -> None:
        """Let a place choose from its list, if it has one; a name may be typed too."""
        if entry.holds_several or not (words := self.offered(entry)):
            return
        if words not in self.lists:
            self.columns.append((entry.label, words))
            column = get_column_letter(len(self.columns))
            self.lists[words] = f"'代码表'!${column}$3:${column}${len(words) + 2}"
        choice = DataValidation("list", self.lists[words], allow_blank=True, showErrorMessage=False)
        choice.add(cells)
        sheet.add_data_validation(choice)

    def offered(self, entry: Entry) -> tuple[str, ...]:
        if entry.is_whole:
            return (UNKNOWN,)
        if entry.path in ((ID,), (OWNER,)):
            return ()
        words = [word_of(entry, self.form.kind, choice) for choice in entry.choices]
        words += [word for kind in entry.field.reference for word in self.names.offered(kind)]
        return (*words, UNKNOWN) if words and entry.may_be_unknown else tuple(words)

    def codes(self, sheet: Worksheet) -> None:
        """Fill the sheet of what may be chosen: the lists of drop-downs, then every list a place of several may name."""
        named = [kind for entry in self.all_entries() for kind in entry.field.reference if kind in NAMED]
        for kind in dict.fromkeys(named):
            words = tuple(self.names.offered(kind))
            if words and words not in self.lists:
                self.columns.append((_called(kind), words))
        for entry in self.all_entries():
            words = self.offered(entry) if entry.holds_several and entry.choices else ()
            if words and words not in [held for _, held in self.columns]:
                self.columns.append((entry.label, words))
        self.note(sheet, 1, 1, f"{CODES}：各格可以选的词；这一张不用填，也不读。")
        for order, (title, words) in enumerate(self.columns, 1):
            self.head(sheet, 2, order, title)
            sheet.column_dimensions[get_column_letter(order)].width = 30
            for row, word in enumerate(words, 3):
                write_text(sheet.cell(row, order), word)

    def all_entries(self) -> Sequence[Entry]:
        return [*self.form.entries(), *(column for each in self.form.listings() for column in each.columns)]


def _called(kind: str) -> str:
    return KINDS[kind].kind_name if kind in KINDS else VOCABULARIES[kind]


__all__ = ["CODES", "excel_form", "write_text"]
