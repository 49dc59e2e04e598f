"""A filled Word form becomes the cells of its places, found by the labels that people see; what stands elsewhere is told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from county_casebook.intake.forms.cells import Cell
from county_casebook.intake.forms.reading import Fault, Filled, Row
from county_casebook.intake.forms.shape import NOTE, REQUIRED, Entry, Form, Listing
from county_casebook.intake.package import Package
from county_casebook.intake.word_text import Held, Table, TableCell, read_document, read_part
from county_casebook.text.width import half_width

_MARKED = re.compile(r"【([^】]+)】(.*)", re.DOTALL)
_NUMBER = re.compile(r"第 ?([0-9]{1,3}) ?条")
_OWN = re.compile(rf"\s*+(?:第 ?[0-9]{{1,3}} ?条|一行一条)?+\s*+(?:{NOTE}[^\n]*+)?+\s*+")
"""What the form itself writes into the row that names a listing."""
_NUMBERS = "序号"
_MARGIN = re.compile(r"word/(?:header|footer)[0-9]*\.xml")
PAGES = re.compile(r"[\s\d第共页/.,，、·—–-]+|page|of|文本框：", re.IGNORECASE)
"""What the margin of a page may say of pages."""


def read_word_form(data: bytes, form: Form) -> Filled:
    """Return what stands in the places of a filled .docx form; raise Unreadable for what is no sound .docx."""
    package = Package(data, ".docx")
    reader = _Reader(form, package)
    for block in read_document(package):
        if isinstance(block, Table):
            reader.table(block)
        else:
            reader.between(block)
    reader.margins()
    return reader.filled


def label_in(paragraphs: Sequence[str]) -> tuple[str, list[str]]:
    """Return the label at the head of a cell, and the lines below it that are no notes."""
    lines = [line.strip() for text in paragraphs for line in text.split("\n") if line.strip()]
    label = solid(lines[0]) if lines else ""
    return label, [line for line in lines[1:] if not line.startswith(NOTE)]


def solid(words: str) -> str:
    """Return a label as labels are compared: without blanks, the mark of what is required, and a colon behind it."""
    return re.sub(r"\s", "", words).rstrip(f"{REQUIRED}*：:").replace("．", "·")


class _Reader:
    """Goes through the blocks of a document, and keeps which listing is being read."""

    def __init__(self, form: Form, package: Package) -> None:
        self.form, self.filled = form, Filled()
        self.package = package
        self.relations = package.relations("word/document.xml")
        self.entries = {solid(entry.label): entry for entry in form.entries()}
        self.listings = {solid(listing.label): listing for listing in form.listings()}
        self.headings = {form.title, *(block.heading for block in form.blocks)}
        self.heading = ""

    def between(self, held: Held) -> None:
        """Take note of what stands between tables: headings and notes are ours, the rest has no place."""
        text = "\n".join(held.paragraphs).strip()
        if text in self.headings:
            self.heading = text
        elif text.startswith(NOTE) and not held.pictures:
            self.check_kind(text)
        elif text:
            self.filled.unplaced(f"“{self.heading}”一节、表格之外" if self.heading else "表格之外", text)
        if held.pictures and not text.startswith(NOTE):
            self.filled.faults.append(Fault("表格之外", "有图片不在格子里（贴到“图片”一项的格子里）"))
        self.apart(held, "表格之外")

    def margins(self) -> None:
        """Tell what stands in the margins of every page; that pages are numbered is no word of hers."""
        for part in sorted(set(filter(_MARGIN.fullmatch, self.relations.values())) & self.package.parts):
            for block in read_part(self.package, part):
                text = " ".join([*block.paragraphs, *block.apart]) if isinstance(block, Held) else "表格"
                if PAGES.sub("", text):
                    self.filled.unplaced("页眉或页脚", text)

    def check_kind(self, text: str) -> None:
        if "表　第" in text and not text.startswith(f"{NOTE}{self.form.title}　"):
            self.filled.faults.append(
                Fault("", f"这是“{text.removeprefix(NOTE)}”，不是{self.form.title}（导入时写对种类）")
            )

    def apart(self, held: Held, where: str) -> None:
        for told in held.apart:
            self.filled.unplaced(where, told)

    def table(self, table: Table) -> None:
        reading = _TableReader(self)
        for row in table.rows:
            reading.row(row)

    def cell(self, cells: Sequence[TableCell], where: str) -> Cell:
        """Return what several cells side by side hold together; faults of what cannot be read as text are noted."""
        paragraphs = [text for cell in cells for text in cell.held.paragraphs]
        pictures = [name for cell in cells for name in cell.held.pictures]
        for held in (cell.held for cell in cells):
            self.apart(held, where)
            if held.is_numbered:
                self.filled.faults.append(
                    Fault(where, "用了自动编号，号码不在文字里（改成手写的编号或短横）")
                )
            if held.is_cropped:
                self.filled.faults.append(
                    Fault(where, "图片在 Word 里裁剪过，裁掉的部分还在（先裁好再贴进来）")
                )
        found = tuple(self.picture(name, where) for name in pictures)
        return Cell(tuple(paragraphs), where, tuple(filter(None, found)))

    def picture(self, relation: str, where: str) -> bytes:
        part = self.relations.get(relation, "")
        if part not in self.package.parts:
            self.filled.faults.append(Fault(where, "图片只是一个链接，不在文件里（把图片本身贴进来）"))
            return b""
        return self.package.bytes_of(part)


class _TableReader:
    """Reads the rows of one table: entries by their labels, items of listings below a row that names the listing."""

    def __init__(self, reader: _Reader) -> None:
        self.reader, self.filled = reader, reader.filled
        self.listing: Listing | None = None
        self.columns: list[Entry | None] = []
        self.above: dict[int, TableCell] = {}
        self.is_unknown = False

    def row(self, cells: list[TableCell]) -> None:
        if not cells:
            return
        first = "\n".join(cells[0].held.paragraphs).strip()
        if match := _MARKED.match(first):
            self.begin(match, cells)
        elif self.listing and self.listing.is_narrow:
            self.narrow(cells)
        else:
            self.labelled(cells)

    def begin(self, match: re.Match[str], cells: list[TableCell]) -> None:
        """Begin a listing, or the next block of one."""
        title = solid(match[1])
        self.listing, self.columns, self.above = self.reader.listings.get(title), [], {}
        self.is_unknown = self.listing is None
        self.left_over(match[2], cells[1:], f"【{match[1]}】")
        if self.listing and not self.listing.is_narrow:
            number = _NUMBER.search(half_width(match[2]))
            where = f"【{self.listing.label}】第 {number[1] if number else '?'} 条"
            row = Row(where, number[1] if number else "", {})
            self.filled.rows.setdefault(self.listing.path, []).append(row)

    def left_over(self, told: str, cells: Sequence[TableCell], where: str) -> None:
        """Tell what somebody wrote into the row that names a listing."""
        if self.listing and not _OWN.fullmatch(half_width(told)):
            self.filled.unplaced(where, told)
        for cell in cells:
            if text := " ".join(cell.held.paragraphs).strip():
                self.filled.unplaced(where, text)

    def labelled(self, cells: list[TableCell]) -> None:
        """Read a row of a label and its place."""
        label, more = label_in(cells[0].held.paragraphs)
        value = self.reader.cell(cells[1:], f"「{label}」")
        block = self.filled.rows[self.listing.path][-1] if self.listing else None
        entry = self.entry(label) if not self.is_unknown else None
        where = f"{block.where}「{label}」" if block else f"「{label}」"
        value = Cell(value.paragraphs, where, value.pictures)
        if more:
            self.filled.unplaced(where, " ".join(more))
        self.reader.apart(cells[0].held, where)
        if entry is None:
            self.homeless(label, value)
        elif block:
            self.in_block(block, entry, value)
        else:
            self.filled.place(entry, value)

    def entry(self, label: str) -> Entry | None:
        if self.listing:
            return next((column for column in self.listing.columns if solid(column.label) == label), None)
        return self.reader.entries.get(label)

    def in_block(self, block: Row, entry: Entry, value: Cell) -> None:
        held = block.cells.get(entry.path)
        if held and not held.is_blank and not value.is_blank:
            self.filled.faults.append(
                Fault(value.where, "在同一条里写了两次（留下一处；是另一条，就复制整块）")
            )
        elif not (held and value.is_blank):
            block.cells[entry.path] = value  # type: ignore[index]

    def homeless(self, label: str, value: Cell) -> None:
        """Tell a row whose label no place of the form has."""
        if not value.is_blank:
            self.filled.unplaced(f"「{label or '没有名称的一行'}」", value.text or "图片")
        elif label and self.listing is None and len(label) > 40:
            self.filled.unplaced("表格里", label)

    def narrow(self, cells: list[TableCell]) -> None:
        """Read the row of labels, then items a row."""
        assert self.listing is not None
        if not self.columns:
            self.header(cells)
            return
        order = len(self.filled.rows.get(self.listing.path, [])) + 1
        where = f"【{self.listing.label}】第 {order} 行"
        found: dict[tuple[str, ...], Cell] = {}
        number, at = "", 0
        for cell in cells:
            covered = self.columns[at : at + cell.span]
            source = self.above.get(at, cell) if cell.goes_on else cell
            self.above[at] = source
            text = " ".join(source.held.paragraphs).strip()
            entries = [entry for entry in covered if entry]
            if not entries and at == 0:
                number = half_width(text)
            elif len(entries) == 1:
                found[entries[0].path] = self.reader.cell([source], f"{where}「{entries[0].label}」")
            elif text or source.held.pictures:
                self.filled.unplaced(where, text or "图片")
            at += cell.span
        self.filled.rows.setdefault(self.listing.path, []).append(Row(where, number, found))

    def header(self, cells: list[TableCell]) -> None:
        """Take the labels of the columns of a listing."""
        for cell in cells:
            label, more = label_in(cell.held.paragraphs)
            entry = self.entry(label)
            self.columns += [entry, *[None] * (cell.span - 1)]
            if more or (label and not entry and label != _NUMBERS):
                title = self.listing.label if self.listing else ""
                self.filled.unplaced(f"【{title}】的表头", " ".join([label, *more]))


__all__ = ["PAGES", "label_in", "read_word_form", "solid"]
