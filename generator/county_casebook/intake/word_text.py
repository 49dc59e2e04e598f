"""A Word document becomes the paragraphs and tables it shows: insertions read, deletions left out, whatever holds them.

Content controls, tracked changes and compatibility blocks are seen through; text boxes, notes, comments, words hidden or struck out
and what cannot be read as text are set apart, so that nothing is lost in silence. Raised and lowered figures stay so: 10⁵ is not 105.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from county_casebook.intake import Unreadable
from county_casebook.intake.package import Package
from county_casebook.intake.word_numbering import Numbering
from county_casebook.intake.word_xml import name_of, value_of

_DEEPEST = 200
_GONE = (
    "del",
    "moveFrom",
    "pPr",
    "rPr",
    "tblPr",
    "tblGrid",
    "tcPr",
    "trPr",
    "sectPr",
    "sdtPr",
    "instrText",
    "delText",
    "rt",
    "Fallback",
)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "sym": "\ufffd"}
_PICTURES = {"blip": "embed", "imagedata": "id"}
_APART = {
    "footnoteReference": "脚注",
    "endnoteReference": "尾注",
    "commentReference": "批注",
    "object": "嵌入的对象",
    "chart": "图表",
    "relIds": "图示",
    "oMath": "公式",
    "ddList": "旧式的下拉框",
    "checkBox": "旧式的复选框",
}
_UNSEEN = {"vanish": "隐藏的文字", "strike": "划掉的文字", "dstrike": "划掉的文字"}
_OFF = ("0", "false", "off")
_PLAIN = "0123456789+-=()"
RAISED = {
    "superscript": str.maketrans(_PLAIN, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾"),
    "subscript": str.maketrans(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
}
"""Figures that stand above or below the line, by what office programs call it."""


NESTED = "格子里套着表格"


@dataclass(slots=True)
class Held:
    """What stands in a cell or between tables: paragraphs, relations of pictures, and what is set apart.

    `numbers` are the numbers Word writes before the paragraphs, one each, empty where there is none; `tables` stand inside a cell,
    each before the paragraph of its place; `chunk` is the relation of a document that is shown here and was never taken in.
    """

    paragraphs: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    tables: list[tuple[int, Table]] = field(default_factory=list)
    chunk: str = ""
    bullets: int = 0
    pictures: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)
    is_numbered: bool = False
    is_cropped: bool = False


@dataclass(slots=True)
class TableCell:
    """One cell of a table: what it holds, over how many columns, and whether it goes on the cell above."""

    held: Held
    span: int = 1
    goes_on: bool = False


@dataclass(slots=True)
class Table:
    """One table: its rows of cells."""

    rows: list[list[TableCell]] = field(default_factory=list)


def read_document(package: Package) -> Iterator[Held | Table]:
    """Yield the tables of a document, and what stands between them, in order."""
    yield from read_part(package, main_part(package))


def read_part(package: Package, part: str) -> Iterator[Held | Table]:
    """Yield the same of one part: the text itself, or the margin of its pages."""
    yield from _Reader(Numbering(package)).blocks(package.tree(part), 0)


def main_part(package: Package) -> str:
    """Return the name of the part that holds the text; raise Unreadable when there is none."""
    named = (part for part in package.relations("").values() if part.endswith("document.xml"))
    main = next(named, "word/document.xml")
    if main not in package.parts:
        raise Unreadable("打不开：不是 Word 文件（.docx）")
    return main


class _Reader:
    """Walks a document once."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering

    def blocks(self, element: Element, depth: int) -> Iterator[Held | Table]:
        _check(depth)
        for inner in element:
            name = name_of(inner)
            if name == "p":
                held = Held()
                self.paragraph(inner, held, depth + 1)
                yield held
            elif name == "tbl":
                table = Table()
                self.rows(inner, table, depth + 1)
                yield table
            elif name == "altChunk":
                yield Held(apart=["嵌入的文档"], chunk=value_of(inner, "id"))
            elif name not in _GONE:
                yield from self.blocks(inner, depth + 1)

    def rows(self, element: Element, table: Table, depth: int) -> None:
        _check(depth)
        for inner in element:
            name = name_of(inner)
            if name == "tr" and not _is_deleted(inner, "trPr", "del"):
                row: list[TableCell] = []
                self.cells(inner, row, depth + 1)
                table.rows.append(row)
            elif name not in (*_GONE, "tr"):
                self.rows(inner, table, depth + 1)

    def cells(self, element: Element, row: list[TableCell], depth: int) -> None:
        _check(depth)
        for inner in element:
            name = name_of(inner)
            if name == "tc" and not _is_deleted(inner, "tcPr", "cellDel"):
                cell = _cell(inner)
                self.inside(inner, cell.held, depth + 1)
                row.append(cell)
            elif name not in (*_GONE, "tc"):
                self.cells(inner, row, depth + 1)

    def inside(self, element: Element, held: Held, depth: int) -> None:
        """Gather the paragraphs below a cell."""
        _check(depth)
        for inner in element:
            name = name_of(inner)
            if name == "p":
                self.paragraph(inner, held, depth + 1)
            elif name == "tbl":
                self.nested(inner, held, depth + 1)
            elif name not in _GONE:
                self.inside(inner, held, depth + 1)

    def nested(self, element: Element, held: Held, depth: int) -> None:
        """Gather a table that stands inside a cell."""
        table = Table()
        self.rows(element, table, depth)
        inner = [cell.held for row in table.rows for cell in row]
        held.apart.append(f"{NESTED}：{' '.join(text for each in inner for text in each.paragraphs)}")
        held.apart += [told for each in inner for told in each.apart]
        held.pictures += [name for each in inner for name in each.pictures]
        held.tables.append((len(held.paragraphs), table))

    def paragraph(self, element: Element, held: Held, depth: int) -> None:
        words: list[str] = []
        self.words(element, held, words, depth)
        text = "".join(words)
        properties = next((inner for inner in element if name_of(inner) == "pPr"), Element("pPr"))
        number, is_bullet = self.numbering.number_of(properties) or ("", False)
        held.bullets += is_bullet
        held.is_numbered |= bool(text.strip() and (number or is_bullet))
        if held.paragraphs and held.paragraphs[-1].endswith("\0"):
            text = held.paragraphs.pop()[:-1] + text
            number = held.numbers.pop() or number
        is_joined = any(
            name_of(inner) == "del" for run in properties if name_of(run) == "rPr" for inner in run
        )
        held.paragraphs.append(text + "\0" * is_joined)
        held.numbers.append(number)

    def words(self, element: Element, held: Held, words: list[str], depth: int) -> None:
        """Gather the words of a paragraph; what is no text of it is set apart."""
        _check(depth)
        for inner in element:
            name = name_of(inner)
            if name == "t":
                words.append(inner.text or "")
            elif name in _SIGNS:
                words.append(_SIGNS[name])
            elif name == "txbxContent":
                box = Held()
                self.inside(inner, box, depth + 1)
                held.apart += [f"文本框：{' '.join(box.paragraphs).strip()}", *box.apart]
            elif name in _PICTURES:
                held.pictures.append(value_of(inner, _PICTURES[name]))
            elif name == "r":
                self.run(inner, held, words, depth)
            elif not (name in _GONE or (name == "sdt" and _is_placeholder(inner))):
                held.apart += [_APART[name]] if name in _APART else []
                held.is_cropped |= name == "srcRect" and any(
                    value_of(inner, side) not in ("", "0") for side in "ltrb"
                )
                self.words(inner, held, words, depth + 1)

    def run(self, run: Element, held: Held, words: list[str], depth: int) -> None:
        """Gather the words of a run as they are seen; hidden and struck ones are set apart."""
        found: list[str] = []
        self.words(run, held, found, depth + 1)
        look = {name_of(inner): value_of(inner) for each in run if name_of(each) == "rPr" for inner in each}
        unseen = next((told for name, told in _UNSEEN.items() if look.get(name, "0") not in _OFF), "")
        text = "".join(found).translate(RAISED.get(look.get("vertAlign", ""), {}))
        if not unseen:
            words.append(text)
        elif text.strip():
            held.apart.append(f"{unseen}：{text}")


def _check(depth: int) -> None:
    if depth > _DEEPEST:
        raise Unreadable("打不开：.docx 里的内容套得太深，文件可能已损坏")


def _cell(element: Element) -> TableCell:
    cell = TableCell(Held())
    for properties in (inner for inner in element if name_of(inner) == "tcPr"):
        for inner in properties:
            if name_of(inner) == "gridSpan" and value_of(inner).isdecimal():
                cell.span = min(int(value_of(inner)), 100)
            if name_of(inner) == "vMerge":
                cell.goes_on = value_of(inner) != "restart"
    return cell


def _is_deleted(element: Element, properties: str, mark: str) -> bool:
    return any(name_of(inner) == mark for held in element if name_of(held) == properties for inner in held)


def _is_placeholder(control: Element) -> bool:
    """Whether a content control shows what it asks for, and holds nothing yet."""
    return any(
        name_of(inner) == "showingPlcHdr" for held in control if name_of(held) == "sdtPr" for inner in held
    )


__all__ = ["NESTED", "RAISED", "Held", "Table", "TableCell", "main_part", "read_document", "read_part"]
