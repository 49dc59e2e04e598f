"""Word documents for tests, part by part, as small as Word opens."""

from __future__ import annotations

import io
import zipfile
from base64 import encodebytes
from collections.abc import Mapping, Sequence

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CHUNK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A package of parts by their whole names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, held in parts.items():
            package.writestr(name, held)
    return stream.getvalue()


def document(body: str, **parts: str | bytes) -> bytes:
    """A .docx of one document part; `parts` are others below `word/`, by their names without `.xml`."""
    main = f"<w:document {W} {R}><w:body>{body}</w:body></w:document>"
    return packed({"word/document.xml": main} | {f"word/{name}.xml": held for name, held in parts.items()})


def with_chunk(name: str, held: bytes, before: str = "", after: str = "") -> bytes:
    """A .docx that shows another document in the middle of its text."""
    relation = f'<Relationship Id="rId7" Type="{_CHUNK}" Target="{name}"/>'
    main = f'<w:document {W} {R}><w:body>{before}<w:altChunk r:id="rId7"/>{after}</w:body></w:document>'
    return packed(
        {
            "word/document.xml": main,
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>',
            f"word/{name}": held,
        }
    )


def archive(html: str) -> bytes:
    """A page saved as one file (MHTML), its part in GBK, which the part alone declares."""
    held = html.replace("<meta charset='utf-8'>", "").replace('<meta charset="utf-8">', "").encode("gb18030")
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=b"\r\n\r\n--=b\r\nContent-Type: text/html; charset=gbk\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n"
        + encodebytes(held)
        + b"\r\n--=b\r\nContent-Type: image/png\r\n\r\nx\r\n--=b--\r\n"
    )


def paragraph(words: str, properties: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{words}</w:t></w:r></w:p>"


def listed(number: int, level: int, words: str) -> str:
    """A paragraph that Word numbers."""
    return paragraph(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def table(rows: Sequence[Sequence[str]]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def level(at: int, format_: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def numbering(*levels: str, numbers: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{numbers}</w:numbering>'
