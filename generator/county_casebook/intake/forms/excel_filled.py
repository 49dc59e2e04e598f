"""A filled Excel form becomes the cells of its places, found by the labels that people see; what stands elsewhere is told by its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from county_casebook.intake.forms.cells import Cell, fits
from county_casebook.intake.forms.excel_form import CODES
from county_casebook.intake.forms.excel_sheet import Sheet, Shown
from county_casebook.intake.forms.excel_values import read_sheets
from county_casebook.intake.forms.reading import Fault, Filled, Row
from county_casebook.intake.forms.shape import NOTE, Entry, Form, Listing
from county_casebook.intake.forms.word_filled import label_in, solid
from county_casebook.intake.package import Package
from county_casebook.text.width import half_width

_MARKED = re.compile(r"【([^】]+)】(?:一行一条)?+\s*+")
_HEADING = re.compile(r"〔[^〕]+〕")
_NUMBERS = "序号"
_TENTH = re.compile(r"[0-9]{4}\.1")


def read_excel_form(data: bytes, form: Form) -> Filled:
    """Return what stands in the places of a filled .xlsx form; raise Unreadable for what is no sound .xlsx."""
    package = Package(data, ".xlsx")
    filled = Filled()
    for sheet in read_sheets(package, data):
        if not sheet.cells.get((1, 1), Shown("", "")).text.startswith(CODES):
            _SheetReader(sheet, form, filled, package).read()
    return filled


class _SheetReader:
    """Reads one sheet: entries by their labels, items of a listing below the row that names it."""

    def __init__(self, sheet: Sheet, form: Form, filled: Filled, package: Package) -> None:
        self.sheet, self.form, self.filled, self.package = sheet, form, filled, package
        self.entries = {solid(entry.label): entry for entry in form.entries()}
        self.listings = {solid(listing.label): listing for listing in form.listings()}
        self.listing: Listing | None = None
        self.columns: dict[int, Entry] = {}
        self.is_unknown = False
        self.taken: set[tuple[int, int]] = set()

    def where(self, row: int, column: int) -> str:
        cell = self.sheet.cells.get((row, column))
        name = cell.name if cell else f"{_letters(column)}{row}"
        return f"{self.sheet.title}!{name}"

    def read(self) -> None:
        rows = sorted({row for row, _ in (*self.sheet.cells, *self.sheet.pictures)} | self.merged_rows())
        for row in rows:
            self.row(row)
        for (row, column), shown in sorted(self.sheet.cells.items()):
            if (row, column) not in self.taken and not shown.text.startswith(NOTE):
                self.filled.unplaced(self.where(row, column), shown.text)
        for at, told in self.sheet.apart:
            self.filled.unplaced(self.where(*at), told)
        for row, column in sorted(set(self.sheet.pictures) - self.taken):
            self.filled.faults.append(
                Fault(self.where(row, column), "这里不收图片（放到“图片”一栏的格子里）")
            )

    def merged_rows(self) -> set[int]:
        """The rows of merged ranges that are not over-long: what is merged downwards holds for each of them."""
        spans = ((top, bottom) for _, top, _, bottom in self.sheet.merged if bottom - top < 300)
        return {row for top, bottom in spans for row in range(top, bottom + 1)}

    def row(self, row: int) -> None:
        first = self.sheet.cells.get((row, 1))
        text = first.text.strip() if first else ""
        if match := _MARKED.match(text):
            self.begin(row, match, text)
        elif self.listing is not None:
            self.item(row) if self.columns else self.header(row)
        elif text.startswith(NOTE):
            self.check_kind(text)
            self.taken.add((row, 1))
        elif _HEADING.fullmatch(text):
            self.taken.add((row, 1))
        elif not self.is_unknown and text:
            self.labelled(row, text)

    def check_kind(self, text: str) -> None:
        if "表　第" in text and not text.startswith(f"{NOTE}{self.form.title}　"):
            self.filled.faults.append(
                Fault("", f"这是“{text.removeprefix(NOTE)}”，不是{self.form.title}（导入时写对种类）")
            )

    def begin(self, row: int, match: re.Match[str], text: str) -> None:
        self.listing, self.columns = self.listings.get(solid(match[1])), {}
        self.is_unknown = self.listing is None
        if self.listing and match.end() == len(text):
            self.taken.add((row, 1))

    def labelled(self, row: int, text: str) -> None:
        """Read a row of a label and its place."""
        label, more = label_in([text])
        entry = self.entries.get(label)
        if entry is None or more:
            return
        self.taken.add((row, 1))
        source = self.sheet.source(row, 2)
        if source[0] != row or self.is_merged_down(row):
            self.taken.add((row, 2))
            self.filled.faults.append(
                Fault(self.where(row, 2), "和上下的格子合并了，不知道写的是哪一项（拆开）")
            )
            return
        self.filled.place(entry, self.cell(row, 2, entry))

    def is_merged_down(self, row: int) -> bool:
        found = (
            bottom for left, top, right, bottom in self.sheet.merged if left <= 2 <= right and top == row
        )
        return any(
            (below, 1) in self.sheet.cells
            for bottom in found
            for below in range(row + 1, min(bottom, row + 300) + 1)
        )

    def header(self, row: int) -> None:
        """Take the labels of the columns of a listing."""
        assert self.listing is not None
        labels = {solid(column.label): column for column in self.listing.columns}
        for column in self.in_row(row):
            label, more = label_in([self.sheet.cells[row, column].text])
            if label == _NUMBERS or (label in labels and not more):
                self.taken.add((row, column))
            if label in labels:
                self.columns[column] = labels[label]

    def in_row(self, row: int) -> list[int]:
        return sorted(column for at, column in self.sheet.cells if at == row)

    def item(self, row: int) -> None:
        """Read a row of an item; a row of notes is passed over."""
        texts = [self.sheet.cells[row, column].text for column in self.in_row(row)]
        if texts and all(text.startswith(NOTE) for text in texts):
            return
        assert self.listing is not None
        number = self.sheet.cells.get((row, 1))
        found: dict[tuple[str, ...], Cell] = {}
        for column, entry in self.columns.items():
            if column == self.sheet.source(row, column)[1]:
                found[entry.path] = self.cell(row, column, entry)
                self.check_merged(row, column)
        if 1 not in self.columns and number:
            self.taken.add((row, 1))
        held = Row(f"{self.sheet.title}第 {row} 行", half_width(number.text) if number else "", found)
        self.filled.rows.setdefault(self.listing.path, []).append(held)

    def check_merged(self, row: int, column: int) -> None:
        """Tell a range merged over several columns: which of them it speaks of nobody knows."""
        for left, top, right, bottom in self.sheet.merged:
            covered = [each for each in self.columns if left <= each <= right]
            if (
                left == column
                and top <= row <= bottom
                and len(covered) > 1
                and (top, left) in self.sheet.cells
            ):
                self.filled.faults.append(
                    Fault(self.where(top, left), "和旁边几栏合并了，不知道写的是哪一栏（拆开）")
                )

    def cell(self, row: int, column: int, entry: Entry) -> Cell:
        """Return what a place shows; of a merged range that is what its first cell holds."""
        source = self.sheet.source(row, column)
        shown = self.sheet.cells.get(source, Shown("", ""))
        self.taken |= {source, (row, column)}
        where = self.where(*source)
        self.filled.faults += [Fault(where, told) for told in self.faults(shown, entry, source)]
        pictures = tuple(
            self.package.bytes_of(part) for part in self.sheet.pictures.get((row, column), ()) if part
        )
        return Cell((shown.text,) if shown.text else (), where, pictures, shown.numeric)

    def faults(self, shown: Shown, entry: Entry, source: tuple[int, int]) -> Iterator[str]:
        """Yield what is wrong with a cell before anybody asks what it says."""
        if shown.fault:
            yield shown.fault
        if shown.text and self.sheet.hides(*source):
            yield "是隐藏的（取消隐藏，看过再导入；不要的删掉）"
        if (
            shown.is_number
            and _TENTH.fullmatch(shown.text)
            and fits(entry, "2004-08")
            and not fits(entry, "12")
        ):
            yield f"“{shown.text}”是一个数，分不清 1 月还是 10 月（写成 {shown.text[:4]}-01 或 {shown.text[:4]}-10）"


def _letters(column: int) -> str:
    """The letters of a column: A, B, … Z, AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


__all__ = ["read_excel_form"]
