"""A form becomes a Word document: a table a section, a label and a place on each row, drop-downs, boxes to tick, blocks for items."""

from __future__ import annotations

import io
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from county_casebook.files.office import core_properties, packed
from county_casebook.intake.forms.cells import BLANK, OPEN, TICKED
from county_casebook.intake.forms.filling import Content, Paragraphs, Written
from county_casebook.intake.forms.hints import hint, listing_hint, offered
from county_casebook.intake.forms.names import Names
from county_casebook.intake.forms.shape import ID, NOTE, OWNER, REQUIRED, Entry, Form, Listing

_WIDTH, _LABEL = 9638, 2900
"""Twentieths of a point: the width of a page between its margins, and of the column of labels."""
_SPARE = 2
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_NOTES = (
    "怎样填：左边是项目，右边填写；带＊的必填，灰字是说明，不用删。来源没有写明的选“未载明”，不要猜，也不要留空。",
    "一条一块的（来源、做法、图片…），不够就把整块复制一份贴在后面；一行一条的，加行就行。多出来的空块、空行留着不要紧。",
    "“来源序号”写“来源”里第几条的号。个人姓名、手机号、身份证号都不要写。图片直接贴进“图片”一项的格子。",
    "填好存成 .docx，运行 casebook import，或交给管库的人。标题和左边的项目名不要改。",
)


def word_form(form: Form, content: Content, names: Names) -> bytes:
    """Return the form as a .docx, filled with a content; the same form and content give the same bytes."""
    document = _document()
    document.add_paragraph(form.title, "Title")
    for note in (form.mark, *(f"{NOTE}{note}" for note in _NOTES)):
        document.add_paragraph(note, "Caption")
    writer = _Writer(form, content, names)
    for block in form.blocks:
        if block.entries or block.listings:
            document.add_paragraph(block.heading, "Heading 1")
        tables = [writer.entries(block.entries)] if block.entries else []
        for table in (*tables, *map(writer.listing, block.listings)):
            document.element.body.insert(-1, parse_xml(table))
            document.add_paragraph()
    stream = io.BytesIO()
    document.save(stream)
    return packed(stream.getvalue(), {"docProps/core.xml": core_properties(form.title)})


def _document() -> Document:
    """Return an empty document of A4 in fonts that Chinese offices have."""
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    for name, font, size in (
        ("Normal", "宋体", 10.5),
        ("Title", "黑体", 18),
        ("Heading 1", "黑体", 13),
        ("Caption", "楷体", 9),
    ):
        style = document.styles[name]
        style.font.size, style.font.name = Pt(size), font
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for place in ("w:eastAsia", "w:ascii", "w:hAnsi"):
            fonts.set(qn(place), font)
        for theme in ("w:asciiTheme", "w:eastAsiaTheme", "w:hAnsiTheme"):
            fonts.attrib.pop(qn(theme), None)
    document.styles["Normal"].paragraph_format.space_after = Pt(2)
    return document


class _Writer:
    """Writes the tables of one form."""

    def __init__(self, form: Form, content: Content, names: Names) -> None:
        self.form, self.content, self.names = form, content, names

    def entries(self, entries: Sequence[Entry]) -> str:
        """Return a table with a row an entry."""
        return _table(
            (_LABEL, _WIDTH - _LABEL),
            [self.row(entry, self.content.entries.get(entry.path, ())) for entry in entries],
        )

    def row(self, entry: Entry, paragraphs: Paragraphs) -> str:
        label = _said(entry.label + (REQUIRED if entry.is_required else ""), bold=True)
        note = _said(hint(entry, self.form.kind), small=True)
        return _row(
            _cell(_LABEL, label + note, shade="F2F2F2"), _cell(_WIDTH - _LABEL, self.place(entry, paragraphs))
        )

    def listing(self, listing: Listing) -> str:
        """Return a table of items, each a row or a block of rows, with some left empty."""
        rows = self.content.rows.get(listing.path, [])
        rows = [*rows, *({} for _ in range(_SPARE + (not rows) + listing.is_narrow))]
        return self.narrow(listing, rows) if listing.is_narrow else self.blocks(listing, rows)

    def narrow(self, listing: Listing, rows: list[Written]) -> str:
        number, each = 700, (_WIDTH - 700) // len(listing.columns)
        head = _said(f"【{listing.label}】一行一条", bold=True) + _said(
            listing_hint(listing, self.form.kind), small=True
        )
        labels = "".join(
            _cell(
                each,
                _said(c.label + (REQUIRED if c.is_required else ""), bold=True)
                + _said(hint(c, self.form.kind), small=True),
            )
            for c in listing.columns
        )
        written = [_row(_cell(_WIDTH, head, span=len(listing.columns) + 1, shade="E2EFDA"))]
        written.append(_row(_cell(number, _said("序号", bold=True)) + labels))
        for order, row in enumerate(rows, 1):
            places = "".join(_cell(each, self.place(c, row.get(c.path, ()))) for c in listing.columns)
            written.append(_row(_cell(number, _said(str(order))) + places))
        return _table((number, *[each] * len(listing.columns)), written)

    def blocks(self, listing: Listing, rows: list[Written]) -> str:
        written: list[str] = []
        for order, row in enumerate(rows, 1):
            head = _said(f"【{listing.label}】第 {order} 条", bold=True)
            head += _said(listing_hint(listing, self.form.kind), small=True) if order == 1 else ""
            written.append(_row(_cell(_WIDTH, head, span=2, shade="E2EFDA")))
            written += [self.row(column, row.get(column.path, ())) for column in listing.columns]
        return _table((_LABEL, _WIDTH - _LABEL), written)

    def place(self, entry: Entry, paragraphs: Paragraphs) -> str:
        """Return the paragraphs of a place: a list to choose from, boxes to tick, or room to write."""
        words = [] if entry.path in ((ID,), (OWNER,)) else offered(entry, self.form.kind, self.names)
        if entry.holds_several and words:
            return _boxes(words, paragraphs)
        if words and len(paragraphs) < 2:
            return _drop_down(
                entry, words, next(iter(paragraphs), BLANK), is_open=bool(entry.field.reference)
            )
        return "".join(map(_said, paragraphs)) or _said("")


def _boxes(words: Sequence[str], chosen: Paragraphs) -> str:
    """Return boxes to tick, three a line, the chosen ones first and in their order."""
    boxes = [_box(word, is_ticked=True) for word in chosen]
    boxes += [_box(word, is_ticked=False) for word in words if word not in chosen]
    gap = '<w:r><w:t xml:space="preserve">\u3000</w:t></w:r>'
    lines = [gap.join(boxes[start : start + 3]) for start in range(0, len(boxes), 3)]
    return "".join(f"<w:p>{line}</w:p>" for line in lines)


def _box(word: str, *, is_ticked: bool) -> str:
    sign = TICKED if is_ticked else OPEN
    state = f'<w14:checked w14:val="{int(is_ticked)}"/><w14:checkedState w14:val="2612"/><w14:uncheckedState w14:val="2610"/>'
    return (
        f"<w:sdt><w:sdtPr><w14:checkbox>{state}</w14:checkbox></w:sdtPr><w:sdtContent>{_run(sign)}</w:sdtContent></w:sdt>"
        f"{_run(f' {word}')}"
    )


def _drop_down(entry: Entry, words: Sequence[str], chosen: str, *, is_open: bool) -> str:
    items = "".join(
        f"<w:listItem w:displayText={quoteattr(word)} w:value={quoteattr(word)}/>" for word in (BLANK, *words)
    )
    sort = "comboBox" if is_open or chosen not in (BLANK, *words) else "dropDownList"
    control = f"<w:alias w:val={quoteattr(entry.label)}/><w:{sort}>{items}</w:{sort}>"
    return (
        f"<w:p><w:sdt><w:sdtPr>{control}</w:sdtPr><w:sdtContent>{_run(chosen)}</w:sdtContent></w:sdt></w:p>"
    )


def _said(text: str, *, bold: bool = False, small: bool = False) -> str:
    return f"<w:p>{_run(text, bold=bold, small=small)}</w:p>"


def _run(text: str, *, bold: bool = False, small: bool = False) -> str:
    look = "<w:b/>" * bold + '<w:color w:val="595959"/><w:sz w:val="16"/>' * small
    lines = "<w:br/>".join(
        "<w:tab/>".join(_text(piece) for piece in line.split("\t")) for line in text.split("\n")
    )
    return f"<w:r><w:rPr>{look}</w:rPr>{lines}</w:r>" if text else ""


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""


def _cell(width: int, inside: str, *, span: int = 1, shade: str = "") -> str:
    look = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    look += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    look += f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{inside}</w:tc>"


def _row(*cells: str) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _table(widths: Sequence[int], rows: Sequence[str]) -> str:
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>' for side in _SIDES)
    look = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl {nsdecls('w')} {_W14}><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


__all__ = ["word_form"]
