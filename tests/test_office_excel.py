"""`casebook template` and `casebook import` through Excel: what people type and Excel makes of it, and every fault by its cell."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as Drawn
from openpyxl.styles import Font
from PIL import Image

from county_casebook.intake import Unreadable
from county_casebook.intake.forms.excel_filled import read_excel_form
from county_casebook.intake.forms.excel_form import write_text
from county_casebook.intake.forms.reading import read_form
from county_casebook.intake.forms.shape import form_of
from county_casebook.layout.canonical import formatted
from county_casebook.records import KINDS, Case, County
from tests.office import filled_form, names
from tests.photographs import photograph
from tests.test_office import imported, library_for


class Book:
    """An Excel form on an editor's screen."""

    def __init__(self, kind: str = "counties", record_id: str = "chengxi") -> None:
        self.kind = kind
        self.book = load_workbook(io.BytesIO(filled_form(kind, record_id, ".xlsx")))

    def place(self, sheet: str, label: str, item: int = 0) -> Any:
        """The cell of a label: beside it, or below it in the row of an item."""
        found = self.book[sheet]
        for row in found.iter_rows():
            for cell in row:
                if str(cell.value or "").rstrip("＊") == label:
                    return found.cell(cell.row, 2) if not item else found.cell(3 + item, cell.column)
        raise LookupError(label)

    def write(self, sheet: str, label: str, value: Any, item: int = 0, form: str = "General") -> Book:
        cell = self.place(sheet, label, item)
        cell.value, cell.number_format, cell.quotePrefix = value, form, False
        return self

    def data(self) -> bytes:
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()

    def value(self) -> dict[str, Any]:
        form = form_of(KINDS[self.kind])
        found = read_form(form, read_excel_form(self.data(), form), names())
        assert [str(fault) for fault in found.faults] == []
        return found.value

    def faults(self) -> list[str]:
        form = form_of(KINDS[self.kind])
        read = read_form(form, read_excel_form(self.data(), form), names())
        return [str(fault) for fault in (*read.faults, *read.lacking)]


def code_of(book: Book) -> str:
    return str(book.value()["designations"][0]["date"])


@pytest.mark.parametrize(
    ("typed", "form", "read_as"),
    [
        (2004, "General", "2004"),
        (38208, "General", "2004-08-09"),
        (datetime(2004, 8, 9), "yyyy-mm-dd", "2004-08-09"),
        (datetime(2004, 8, 1), 'yyyy"年"m"月"', "2004-08"),
        (datetime(2004, 1, 1), "yyyy", "2004"),
        ("２００４年８月", "@", "2004-08"),
        ("2004/8/9 ", "@", "2004-08-09"),
    ],
)
def test_dates_are_read_as_their_cells_show_them(typed: Any, form: str, read_as: str) -> None:
    assert code_of(Book().write("称号", "日期", typed, 1, form)) == read_as


def test_numbers_shares_and_sums_are_read() -> None:
    book = Book().write("科技投入", "科技投入", 350, 1).write("科技投入", "本级财政支出", "3.5亿元", 1)
    book.write("科技投入", "占比", 0.01, 1, "0.00%")
    found = book.value()["funding"][0]
    assert (found["st_spend"], found["fiscal_spend"], found["share"]) == ("350", "35000", "1")


@pytest.mark.slow
def test_what_is_merged_downwards_holds_for_every_row() -> None:
    book = Book()
    assert len(book.value()["funding"]) > 0
    sheet = book.book["科技投入"]
    for column in range(3, 9):
        sheet.cell(5, column).value = sheet.cell(4, column).value
    sheet.cell(5, 2).value = sheet.cell(4, 2).value
    before = book.value()["funding"]
    year = book.place("科技投入", "年度", 1)
    sheet.merge_cells(start_row=4, end_row=5, start_column=year.column, end_column=year.column)
    assert [each["year"] for each in book.value()["funding"][:2]] == [before[0]["year"]] * 2


def test_trailing_blanks_empty_rows_and_a_renamed_sheet_do_no_harm() -> None:
    book = Book()
    before = book.value()
    book.book["称号"].title = "我们的称号"
    book.book["我们的称号"].cell(200, 3).value = "   "
    book.place("县市表", "编号").value = " chengxi  "
    assert book.value() == before


FAULTS: list[tuple[str, Callable[[Book], object], str]] = [
    ("text for a year", lambda b: b.write("科技投入", "年度", "去年", 1), "科技投入!B4"),
    ("negative sum", lambda b: b.write("科技投入", "科技投入", -5, 1), "科技投入!C4"),
    ("date without a year", lambda b: b.write("称号", "日期", datetime(2026, 5, 3), 1, 'm"月"d"日"'), "称号!F4"),
    ("no such choice", lambda b: b.write("称号", "称号类别", "最先进", 1), "称号!B4"),
    ("no such scheme", lambda b: b.write("称号", "授予依据", "没有的计划", 1), "称号!D4"),
    ("blank", lambda b: b.write("县市表", "代码年份", None), "「代码年份」"),
    ("label changed", lambda b: relabel(b, "县市表", "代码年份", "年份"), "县市表!A"),
    ("column changed", lambda b: relabel(b, "称号", "称号", "荣誉"), "称号!C2"),
    ("beside the form", lambda b: set_at(b, "县市表", 9, 5, "记得问乡里"), "县市表!E9"),
    ("another sheet", lambda b: set_at(b, b.book.create_sheet("附页").title, 2, 2, "人口 30 万"), "附页!B2"),
    ("a gap", lambda b: set_at(b, "称号", 4, 1, "3"), "称号第 4 行"),
    ("error", lambda b: set_error(b, "科技投入", 4, 3), "科技投入!C4"),
    ("two columns in one", lambda b: b.book["称号"].merge_cells("B4:C4"), "称号!B4"),
    ("identity card", lambda b: b.write("县市表", "县情", "张某 11010519491231002X"), "县市表!B"),
    ("task of a designation that is not there", lambda b: b.write("称号·四级任务", "第几条称号", "9", 1), "称号·四级任务!B4"),
    ("picture", lambda b: draw(b, "称号", "C4"), "称号!C4"),
]  # fmt: skip


def test_a_form_that_nobody_touched_has_no_fault() -> None:
    assert Book().faults() == []


def relabel(book: Book, sheet: str, label: str, new: str) -> None:
    for row in book.book[sheet].iter_rows():
        for cell in row:
            if str(cell.value or "").rstrip("＊") == label:
                cell.value = new
                return
    raise LookupError(label)


def set_at(book: Book, sheet: str, row: int, column: int, value: str) -> None:
    book.book[sheet].cell(row, column).value = value


def set_error(book: Book, sheet: str, row: int, column: int) -> None:
    cell = book.book[sheet].cell(row, column)
    cell.value = "#DIV/0!"
    cell.data_type = "e"


def draw(book: Book, sheet: str, at: str, data: bytes = b"") -> None:
    book.book[sheet].add_image(Drawn(io.BytesIO(data or photograph())), at)


@pytest.mark.parametrize(
    ("change", "where"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_a_fault_is_named_by_its_cell(change: Callable[[Book], object], where: str) -> None:
    book = Book()
    change(book)
    assert any(fault.startswith(where) for fault in book.faults()), book.faults()


SHOWN_OTHERWISE: list[tuple[str, Callable[[Book], object], str]] = [
    ("comment", lambda b: note(b, "C4", "这个数待核"), "科技投入!C4：表里没有放这些字的地方：“批注：这个数待核”"),
    ("struck out", lambda b: strike(b, "C4"), "科技投入!C4：里面的字划掉了"),
    ("row", lambda b: hide(b.book["科技投入"].row_dimensions[4]), "科技投入!C4：是隐藏的"),
    ("column", lambda b: hide(b.book["科技投入"].column_dimensions["C"]), "科技投入!C4：是隐藏的"),
    ("sheet", lambda b: setattr(b.book["科技投入"], "sheet_state", "hidden"), "科技投入!C4：是隐藏的"),
    ("header", lambda b: setattr(b.book["科技投入"].oddHeader.left, "text", "填报：县科技局"), "科技投入!A1：表里没有放这些字的地方：“页眉或页脚：填报：县科技局”"),
    ("in thousands", lambda b: b.write("科技投入", "科技投入", 3500000, 1, '#,##0,"千元"'), "科技投入!C4：格式把 3500000 缩小了显示"),
    ("about", lambda b: b.write("科技投入", "科技投入", 350, 1, '"约"0'), "科技投入!C4："),
    ("October or January", lambda b: b.write("称号", "日期", 2004.10, 1, "0.00"), "称号!F4：“2004.1”是一个数，分不清 1 月还是 10 月"),
    ("behind an open box", lambda b: b.write("县市表", "状态", "☐ 草稿和别的　☒ 待审"), "县市表!B"),
]  # fmt: skip


def note(book: Book, cell: str, words: str) -> None:
    book.book["科技投入"][cell].comment = Comment(words, "甲")


def strike(book: Book, cell: str) -> None:
    book.book["科技投入"][cell].font = Font(strike=True)


def hide(dimension: Any) -> None:
    dimension.hidden = True


@pytest.mark.parametrize(
    ("change", "told"), [case[1:] for case in SHOWN_OTHERWISE], ids=[case[0] for case in SHOWN_OTHERWISE]
)
def test_what_people_see_otherwise_than_it_is_held_is_told(
    change: Callable[[Book], object], told: str
) -> None:
    book = Book()
    change(book)
    assert any(fault.startswith(told) for fault in book.faults()), book.faults()


def test_the_note_of_a_form_and_numbered_pages_are_no_words_of_hers() -> None:
    book = Book()
    book.book["科技投入"].oddFooter.center.text = "第 &P 页，共 &N 页"
    assert book.book["科技投入"]["C2"].comment
    assert book.faults() == []


@pytest.mark.parametrize(
    ("typed", "form", "read_as"),
    [
        (3.5, '0.0"亿元"', "35000"),
        (350, '#,##0"万元"', "350"),
        (5000, "#,##0\\元", "0.5"),
        (350, '_ * #,##0.00_ ;_ * "-"??_ ', "350"),
    ],
)
def test_a_number_is_read_with_the_unit_that_its_cell_shows(typed: float, form: str, read_as: str) -> None:
    book = Book().write("科技投入", "科技投入", typed, 1, form)
    assert book.value()["funding"][0]["st_spend"] == read_as


def as_excel_saves(words: str) -> bytes:
    """A form whose text of a county is held as Excel holds a text in which pieces look different."""
    place = Book().place("县市表", "县情").coordinate
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sort = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{sort}"/></Types>'
    cell = rf'<c r="{place}"[^>]*>.*?</c>'.encode()
    stream = io.BytesIO(
        changed(FIRST, lambda data: re.sub(cell, f'<c r="{place}" t="s"><v>0</v></c>'.encode(), data))
    )
    with zipfile.ZipFile(stream) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())
    parts["xl/sharedStrings.xml"] = f"<sst {space}><si>{words}</si></sst>".encode()
    with zipfile.ZipFile(stream := io.BytesIO(), "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return stream.getvalue()


def test_pieces_of_a_text_that_look_different_are_read_as_they_look() -> None:
    raised = '<r><t>亩产 10</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>5</t></r><r><t> 斤</t></r>'
    filled = read_excel_form(as_excel_saves(raised), form_of(County))
    assert (filled.entries["profile",].text, filled.faults) == ("亩产 10⁵ 斤", [])
    struck = "<r><t>派了</t></r><r><rPr><strike/></rPr><t>没派</t></r>"
    (fault,) = read_excel_form(as_excel_saves(struck), form_of(County)).faults
    assert "“没派”划掉了" in str(fault)


def test_words_in_a_shape_are_told() -> None:
    book = Book()
    draw(book, "称号", "C4")
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    shape = f"<xdr:sp {space}><xdr:txBody><a:p><a:r><a:t>人口 30 万</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    with zipfile.ZipFile(io.BytesIO(book.data())) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    (drawing,) = (name for name in parts if re.fullmatch(r"xl/drawings/drawing[0-9]+\.xml", name))
    parts[drawing] = re.sub(rb"<(?:xdr:)?pic>.*</(?:xdr:)?pic>", shape.encode(), parts[drawing])
    parts[drawing] = parts[drawing].replace(
        b"<wsDr ",
        b'<wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" ',
        1,
    )
    with zipfile.ZipFile(stream := io.BytesIO(), "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    faults = [str(fault) for fault in read_excel_form(stream.getvalue(), form_of(County)).faults]
    assert faults == ["称号!C4：表里没有放这些字的地方：“文本框：人口 30 万”（移到合适的格子，或删掉）"]


def test_a_formula_that_was_never_computed_is_named() -> None:
    book = Book().write("科技投入", "科技投入", "=1+1", 1)
    with pytest.raises(Unreadable, match=re.escape("单元格 C4 是公式，没有算出来的值")):
        book.value()


def test_a_county_arrives_under_the_id_of_its_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = library_for(tmp_path)
    before = (content / "counties/chengxi.yml").read_bytes()
    (content / "counties/chengxi.yml").unlink()
    book = Book().write("县市表", "编号", None).write("县市表", "行政区划代码", "云岚省澄溪县")
    (tmp_path / "县情.xlsx").write_bytes(book.data())
    code, told = imported(tmp_path, "county", str(tmp_path / "县情.xlsx"), "--id", "chengxi", capsys=capsys)
    assert code == 0, told
    assert (content / "counties/chengxi.yml").read_text("utf-8") == formatted(before, "chengxi.yml", County)


def test_a_county_has_one_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library_for(tmp_path)
    (tmp_path / "县情.xlsx").write_bytes(Book().write("县市表", "编号", None).data())
    code, told = imported(tmp_path, "county", str(tmp_path / "县情.xlsx"), capsys=capsys)
    assert code == 1
    assert "「行政区划代码」：这个县市已有记录 chengxi（改那一份）" in told


def test_a_county_without_an_id_is_called_by_its_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = library_for(tmp_path)
    (content / "counties/chengxi.yml").unlink()
    (tmp_path / "县情.xlsx").write_bytes(Book().write("县市表", "编号", None).data())
    code, told = imported(tmp_path, "county", str(tmp_path / "县情.xlsx"), capsys=capsys)
    assert code == 0, told
    assert "编号没有写，取 c990121-1981" in told
    assert (content / "counties/c990121-1981.yml").is_file()


def test_a_picture_in_a_cell_is_read_without_its_position() -> None:
    form = form_of(Case)
    book = Book("cases", "chengxi-envoys")
    book.write("图片", "图片", None, 1)
    draw(book, "图片", "B4", photograph(gps=True))
    found = read_form(form, read_excel_form(book.data(), form), names())
    assert [str(fault) for fault in found.faults] == []
    (data,) = found.pictures["media", 0, "file"]
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == (8, 6)


# Hostile workbooks ----------------------------------------------------------------------------------------------------


def changed(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A form with one part changed."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(filled_form("counties", "chengxi", ".xlsx"))) as old,
        zipfile.ZipFile(stream, "w") as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


FIRST = "xl/worksheets/sheet1.xml"
HOSTILE: dict[str, Callable[[], bytes]] = {
    "entity": lambda: changed(FIRST, lambda data: b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + data),
    "styles with entities": lambda: changed("xl/styles.xml", lambda data: b'<!DOCTYPE a [<!ENTITY x "a">]>' + data),
    "bomb": lambda: changed(FIRST, lambda data: data.replace(b"<sheetData>", b"<sheetData>" + b" " * (70 << 20))),
    "far away": lambda: changed(FIRST, lambda d: d.replace(b"<sheetData>", b'<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row>')),
    "far below": lambda: changed(FIRST, lambda d: d.replace(b"</sheetData>", b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>')),
    "broken": lambda: changed(FIRST, lambda data: data[:200]),
    "style that is not there": lambda: changed(FIRST, lambda data: re.sub(rb' s="[0-9]+"', b' s="99999"', data)),
    "string that is not there": lambda: changed(FIRST, lambda data: re.sub(rb't="inlineStr"><is><t[^>]*>[^<]*</t></is>', b't="s"><v>99999</v>', data)),
    "no workbook": lambda: changed("xl/workbook.xml", lambda data: b"<x/>").replace(b"xl/workbook.xml", b"xl/workbooc.xml"),
    "old": lambda: b"\xd0\xcf\x11\xe0" + bytes(500),
    "empty": bytes,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_in_a_sentence(name: str) -> None:
    data = HOSTILE[name]()
    with pytest.raises(Unreadable) as refusal:
        read_excel_form(data, form_of(County))
    assert "/etc" not in str(refusal.value)


def test_a_merged_range_over_the_whole_sheet_costs_nothing() -> None:
    data = changed(
        FIRST,
        lambda d: d.replace(
            b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="E1:XFD1048576"/></mergeCells>', 1
        ),
    )
    read_excel_form(data, form_of(County))


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_text_becomes_a_formula(text: str) -> None:
    book = Workbook()
    write_text(book.worksheets[0].cell(1, 1), text)
    stream = io.BytesIO()
    book.save(stream)
    cell = load_workbook(io.BytesIO(stream.getvalue())).worksheets[0].cell(1, 1)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    with zipfile.ZipFile(io.BytesIO(stream.getvalue())) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
