"""A Word document becomes the paragraphs and tables it shows: insertions read, deletions left out, whatever holds them.

Content controls, tracked changes and compatibility blocks are seen through; text boxes, notes, comments, words hidden or struck out
and what cannot be read as text are set apart, so that nothing is lost in silence. Raised and lowered figures stay so: 10⁵ is not 105.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from county_casebook.intake import Unreadable
from county_casebook.intake.forms.package import Package

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


@dataclass(slots=True)
class Held:
    """What stands in a cell or between tables: paragraphs, relations of pictures, and what is set apart."""

    paragraphs: list[str] = field(default_factory=list)
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
    main = next((part for part in _main(package)), "word/document.xml")
    if main not in package.parts:
        raise Unreadable("打不开：不是 Word 文件（.docx）")
    yield from read_part(package, main)


def read_part(package: Package, part: str) -> Iterator[Held | Table]:
    """Yield the same of one part: the text itself, or the margin of its pages."""
    reader = _Reader(frozenset(_numbered_styles(package)))
    yield from reader.blocks(package.tree(part), 0)


def _main(package: Package) -> Iterator[str]:
    yield from (part for part in package.relations("").values() if part.endswith("document.xml"))


def _numbered_styles(package: Package) -> Iterator[str]:
    """Yield the styles that number their paragraphs by themselves."""
    if "word/styles.xml" in package.parts:
        for style in package.tree("word/styles.xml"):
            if any(name_of(inner) == "numPr" for inner in style.iter()):
                yield value_of(style, "styleId")


def name_of(element: Element) -> str:
    """Return the name of an element without its namespace: strict and transitional documents differ only in that."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value_of(element: Element, name: str = "val") -> str:
    """Return an attribute by its name without namespace; empty where there is none."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


class _Reader:
    """Walks a document once."""

    def __init__(self, numbered_styles: frozenset[str]) -> None:
        self.numbered_styles = numbered_styles

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
                nested = Held()
                self.inside(inner, nested, depth + 1)
                held.apart += [f"格子里套着表格：{' '.join(nested.paragraphs)}", *nested.apart]
                held.pictures += nested.pictures
            elif name not in _GONE:
                self.inside(inner, held, depth + 1)

    def paragraph(self, element: Element, held: Held, depth: int) -> None:
        words: list[str] = []
        self.words(element, held, words, depth)
        text = "".join(words)
        properties = next((inner for inner in element if name_of(inner) == "pPr"), Element("pPr"))
        if text.strip() and any(self.numbers(inner) for inner in properties):
            held.is_numbered = True
        if held.paragraphs and held.paragraphs[-1].endswith("\0"):
            text = held.paragraphs.pop()[:-1] + text
        is_joined = any(
            name_of(inner) == "del" for run in properties if name_of(run) == "rPr" for inner in run
        )
        held.paragraphs.append(text + "\0" * is_joined)

    def numbers(self, inner: Element) -> bool:
        """Whether a property of a paragraph numbers it."""
        if name_of(inner) == "numPr":
            return any(name_of(number) == "numId" and value_of(number) not in ("", "0") for number in inner)
        return name_of(inner) == "pStyle" and value_of(inner) in self.numbered_styles

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


__all__ = ["RAISED", "Held", "Table", "TableCell", "name_of", "read_document", "read_part", "value_of"]
