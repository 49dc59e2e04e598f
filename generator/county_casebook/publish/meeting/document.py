"""Cases become the .docx of a brief for a meeting: what a printed brief of each says, its figures, pictures, sources and address."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from county_casebook.files.images import NotPublishable, pixels, quiet
from county_casebook.files.office import core_properties, packed
from county_casebook.library.edition import Edition
from county_casebook.publish.meeting.fonts import BODY, HEADING, TITLE, font_table
from county_casebook.records import Case
from county_casebook.records.case import Figure, Indicator
from county_casebook.records.record import GRADES, Source, measurer
from county_casebook.render.qr_code import qr_picture
from county_casebook.schema.fields import NOT_STATED
from county_casebook.text.phrases import PHRASES
from county_casebook.views.brief import BriefPart, on_paper
from county_casebook.views.told import period

_NUMERALS = "一二三四五六七八九十"
_WIDE = Mm(120)
_COLUMNS = (56, 32, 32, 20, 16)
"""Millimetres of the columns of a table of figures."""
_LONGEST = 1400
"""Pixels on the longer side of a picture: 300 a inch over the width it is printed in."""


def meeting_brief(edition: Edition, cases: Sequence[Case], title: str = "") -> bytes:
    """Return the brief of one case, or of several with contents; the same cases give the same bytes."""
    document = _document()
    heading = title or (cases[0].title if len(cases) == 1 else "县域科技案例简报")
    writer = _Writer(document, edition)
    if len(cases) > 1:
        writer.contents(heading, cases)
    for order, case in enumerate(cases, 1):
        writer.case(case, order, is_first=order == 1 and len(cases) == 1)
    stream = io.BytesIO()
    document.save(stream)
    instead = {"docProps/core.xml": core_properties(heading), "word/fontTable.xml": font_table()}
    return packed(stream.getvalue(), instead)


def _document() -> Document:
    """Return an empty document with the page and the styles of an official document, and numbered pages."""
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    for name, font, size in (
        ("Normal", BODY, 16),
        ("Title", TITLE, 22),
        ("Heading 1", HEADING, 16),
        ("Caption", BODY, 12),
    ):
        style = document.styles[name]
        style.font.size, style.font.bold, style.font.italic, style.font.color.rgb = (
            Pt(size),
            False,
            False,
            None,
        )
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("w:asciiTheme", "w:eastAsiaTheme", "w:hAnsiTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
        for place in ("w:ascii", "w:hAnsi", "w:eastAsia"):
            fonts.set(qn(place), font)
        space = style.paragraph_format
        space.space_before, space.space_after, space.line_spacing = Pt(0), Pt(0), Pt(28 if size > 12 else 20)
    for border in document.styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
        break
    foot = page.footer.paragraphs[0]
    foot.alignment = 1
    foot._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:t xml:space="preserve">— </w:t></w:r>'))
    foot._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )
    foot._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:t xml:space="preserve"> —</w:t></w:r>'))
    return document


class _Writer:
    """Writes case after case into one document."""

    def __init__(self, document: Document, edition: Edition) -> None:
        self.document, self.edition, self.library = document, edition, edition.library

    def contents(self, heading: str, cases: Sequence[Case]) -> None:
        """Write the title of several and where each begins; the program that opens it fills in the pages."""
        self.title(heading)
        self.line(self.edition.site.name, centred=True)
        self.line("")
        self.heading("目　录")
        for order, case in enumerate(cases, 1):
            link = f'<w:hyperlink {nsdecls("w")} w:anchor="case{order}"><w:r><w:t>{escape(f"{order}. {case.title}")}</w:t></w:r></w:hyperlink>'
            paragraph = self.document.add_paragraph()
            paragraph._p.append(parse_xml(link))
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(156), 2, 1)
            for piece in _page_of(f"case{order}"):
                paragraph._p.append(parse_xml(piece))

    def case(self, case: Case, order: int, *, is_first: bool) -> None:
        """Write one case, on a page of its own when it is one of several."""
        title = self.title(case.title, new_page=not is_first)
        for place, mark in ((0, "Start"), (len(title._p), "End")):
            name = f' w:name="case{order}"' if mark == "Start" else ""
            title._p.insert(
                place + (mark == "Start"),
                parse_xml(f'<w:bookmark{mark} {nsdecls("w")} w:id="{order}"{name}/>'),
            )
        self.line(
            "　".join(filter(None, (self.where(case), period(case.period.start, case.period.end)))),
            centred=True,
        )
        self.line("")
        self.text(case.summary)
        parts, sources = on_paper(case)
        for number, part in enumerate(parts):
            self.part(part, _NUMERALS[number])
        self.figures(case.indicators)
        self.pictures(case)
        self.sources(case.sources, sources)
        self.address(case)

    def where(self, case: Case) -> str:
        return "、".join(place.full_name for place in self.library.divisions_of(case))

    def part(self, part: BriefPart, number: str) -> None:
        self.heading(f"{number}、{part.heading}")
        several = len(part.texts) > 1
        for order, text in enumerate(part.texts, 1):
            lead = f"{text.label}：" if text.label else f"{order}. " if several else ""
            self.text(f"{lead}{text.text}")

    def figures(self, indicators: Sequence[Indicator]) -> None:
        """Write the figures as a table: before, after, who measured, which source."""
        if not indicators:
            return
        self.heading("主要指标")
        table = self.document.add_table(rows=0, cols=5, style="Table Grid")
        rows = [("指标", "之前", "之后", "谁来衡量", "来源"), *(tuple(_figures(each)) for each in indicators)]
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.paragraphs[0].style = self.document.styles["Caption"]
                cell.paragraphs[0].add_run(words)
        for column, width in zip(table.columns, _COLUMNS, strict=True):
            for cell in (column, *column.cells):
                cell.width = Mm(width)

    def pictures(self, case: Case) -> None:
        """Write the pictures, made anew as the site does, each with its words; one that cannot be is left out."""
        for image in case.media:
            file = self.library.files.get(image.file)
            try:
                data = _printed(file.read(), file.name) if file else b""
            except (NotPublishable, OSError):
                data = b""
            if data:
                paragraph = self.line("", centred=True)
                paragraph.paragraph_format.line_spacing = 1.0
                shape = paragraph.add_run().add_picture(io.BytesIO(data), width=_WIDE)
                shape._inline.docPr.set("descr", image.alt)
                words = f"{image.caption or image.alt}（{image.rights_holder}）"
                self.line(words, centred=True).style = self.document.styles["Caption"]

    def sources(self, sources: Sequence[Source], shown: int) -> None:
        if not sources:
            return
        self.heading("来源")
        for order, source in enumerate(sources[:shown], 1):
            told = [source.title, *(str(one) for one in (source.publisher, source.date) if one != NOT_STATED)]
            self.line(
                f"[{order}] {'，'.join(told)}（{source.grade} {GRADES[source.grade]}）"
            ).style = self.document.styles["Caption"]
        if len(sources) > shown:
            self.line(
                f"其余 {len(sources) - shown} 条来源没有列在这里，本库网页上有。"
            ).style = self.document.styles["Caption"]

    def address(self, case: Case) -> None:
        """Write the address of the page with its QR code; nothing where the site has none."""
        address = self.edition.site.address_of(case.url)
        if not address:
            return
        paragraph = self.line("", centred=True)
        paragraph.paragraph_format.line_spacing = 1.0
        shape = paragraph.add_run().add_picture(io.BytesIO(qr_picture(address)), width=Mm(28))
        shape._inline.docPr.set("descr", f"网页 {address} 的二维码")
        self.line(f"扫码看全文：{address}", centred=True).style = self.document.styles["Caption"]

    def title(self, words: str, *, new_page: bool = False) -> Paragraph:
        paragraph = self.document.add_paragraph(words, "Title")
        paragraph.alignment = 1  # type: ignore[assignment]
        paragraph.paragraph_format.line_spacing = Pt(36)
        paragraph.paragraph_format.page_break_before = new_page
        return paragraph

    def heading(self, words: str) -> None:
        self.document.add_paragraph(words, "Heading 1")

    def text(self, words: str) -> None:
        """Write a paragraph that begins two characters further in."""
        paragraph = self.document.add_paragraph(words)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:ind {nsdecls("w")} w:firstLineChars="200" w:firstLine="640"/>')
        )

    def line(self, words: str, *, centred: bool = False) -> Paragraph:
        paragraph = self.document.add_paragraph(words)
        if centred:
            paragraph.alignment = 1  # type: ignore[assignment]
        return paragraph


def _page_of(bookmark: str) -> Iterator[str]:
    """Yield the runs that say on which page a bookmark stands, counted anew when the document is opened."""
    space = nsdecls("w")
    yield f"<w:r {space}><w:tab/></w:r>"
    yield f'<w:r {space}><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
    yield f'<w:r {space}><w:instrText xml:space="preserve"> PAGEREF {quoteattr(bookmark)[1:-1]} \\h </w:instrText></w:r>'
    yield f'<w:r {space}><w:fldChar w:fldCharType="separate"/></w:r>'
    yield f"<w:r {space}><w:t>…</w:t></w:r>"
    yield f'<w:r {space}><w:fldChar w:fldCharType="end"/></w:r>'


def _figures(indicator: Indicator) -> Iterator[str]:
    yield f"{indicator.name}（{indicator.unit}）"
    for figure in (indicator.before, indicator.after):
        yield f"{figure.value:f}\n（{figure.when}）" if isinstance(figure, Figure) else PHRASES.not_stated
    yield measurer(indicator.measured_by)
    yield f"[{indicator.source}]" if indicator.source else "无"


def _printed(data: bytes, name: str) -> bytes:
    """Return a picture made anew from its pixels, no larger than it is printed."""
    with quiet():
        picture = pixels(data, name)
        picture.thumbnail((_LONGEST, _LONGEST))
        stream = io.BytesIO()
        kind = "PNG" if picture.mode == "RGBA" or name.lower().endswith(".png") else "JPEG"
        picture.save(stream, kind, **({"optimize": True} if kind == "PNG" else {"quality": 88}))
    return stream.getvalue()


__all__ = ["meeting_brief"]
