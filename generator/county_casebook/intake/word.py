"""A Word document (.docx, ECMA-376) becomes the text it shows: one line a paragraph, table cells as lines of their own.

Tracked deletions are not part of the text; what stands outside it (notes, pictures, automatic numbers) is told.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from county_casebook.intake import Unreadable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BROKEN_PACKAGE = (BadZipFile, zlib.error, OSError, EOFError, KeyError, RuntimeError, ValueError)
_MAX_PART = 30 << 20
_MAX_DEPTH = 200
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_GONE = ("del", "moveFrom", "pPr", "rPr", "tblPr", "tcPr", "sectPr", "instrText", "delText")
_OUTSIDE = {
    "drawing": "图片或图形",
    "pict": "图片或图形",
    "object": "嵌入的对象",
    "footnoteReference": "脚注",
    "endnoteReference": "尾注",
    "commentReference": "批注",
    "sym": "符号字体里的字符",
}


def read_word(data: bytes) -> tuple[str, list[str]]:
    """Return a document's text and what of it could not be kept; raise Unreadable for anything but a sound .docx."""
    try:
        with ZipFile(io.BytesIO(data)) as package:
            body = _part(package, "word/document.xml")
            numbered_styles = frozenset(_numbered_styles(package))
    except (DefusedXmlException, ParseError):
        raise Unreadable("打不开：.docx 里的内容不合格式，文件可能已损坏") from None
    except _BROKEN_PACKAGE:
        raise Unreadable("打不开：不是完好的 .docx 文件（加了密码的请先去掉密码）") from None
    seen = _Seen(numbered_styles)
    text = "".join(seen.lines(body, 0))
    return text, seen.left()


def _part(package: ZipFile, name: str) -> Element:
    """Parse one part; sizes are checked before and while unpacking, DTDs and entities are refused."""
    if package.getinfo(name).file_size > _MAX_PART:
        raise ValueError(name)
    with package.open(name) as stream:
        data = stream.read(_MAX_PART + 1)
    if len(data) > _MAX_PART:
        raise ValueError(name)
    root: Element = fromstring(data, forbid_dtd=True)
    return root


def _numbered_styles(package: ZipFile) -> Iterator[str]:
    """Yield the styles that number their paragraphs by themselves."""
    if "word/styles.xml" not in package.namelist():
        return
    for style in _part(package, "word/styles.xml"):
        if any(_name(inner) == "numPr" for inner in style.iter()):
            yield _value(style, "styleId")


def _name(element: Element) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.removeprefix(_W).removeprefix(_STRICT)


def _value(element: Element, name: str = "val") -> str:
    return element.get(f"{_W}{name}") or element.get(f"{_STRICT}{name}") or ""


class _Seen:
    """Walks the document once, and remembers what stands outside its text."""

    def __init__(self, numbered_styles: frozenset[str]) -> None:
        self.numbered_styles = numbered_styles
        self.outside: dict[str, int] = {}
        self.numbered: list[str] = []
        self.boxes: list[str] = []

    def lines(self, element: Element, depth: int) -> Iterator[str]:
        """Yield the text of every paragraph below an element, each with its line end."""
        if depth > _MAX_DEPTH:
            raise Unreadable("打不开：.docx 里的内容套得太深，文件可能已损坏")
        for inner in element:
            if _name(inner) == "p":
                text = "".join(self.words(inner, depth + 1))
                if self._numbers_itself(inner):
                    self.numbered.append(text)
                yield text + "\n"
            elif _name(inner) not in _GONE and inner.tag != _FALLBACK:
                yield from self.lines(inner, depth + 1)

    def words(self, element: Element, depth: int) -> Iterator[str]:
        """Yield the characters of a paragraph; text boxes are set aside."""
        if depth > _MAX_DEPTH:
            raise Unreadable("打不开：.docx 里的内容套得太深，文件可能已损坏")
        for inner in element:
            name = _name(inner)
            if name == "t":
                yield inner.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "txbxContent":
                self.boxes.append("".join(self.lines(inner, depth + 1)).strip())
            elif name not in _GONE and name != "rt" and inner.tag != _FALLBACK:
                if name in _OUTSIDE:
                    self.outside[_OUTSIDE[name]] = self.outside.get(_OUTSIDE[name], 0) + 1
                yield from self.words(inner, depth + 1)

    def _numbers_itself(self, paragraph: Element) -> bool:
        properties = next((inner for inner in paragraph if _name(inner) == "pPr"), ())
        return any(
            _name(inner) == "numPr" or (_name(inner) == "pStyle" and _value(inner) in self.numbered_styles)
            for inner in properties
        )

    def left(self) -> list[str]:
        found = [f"{count} 处{what}没有放进来" for what, count in sorted(self.outside.items())]
        found += [f"文本框里的文字没有放进来：{text}" for text in self.boxes if text]
        found += [
            f"这一段用 Word 自动编号，正文里没有它的号，请在 Word 里转成文字再导入：{text}"
            for text in self.numbered
        ]
        return found
