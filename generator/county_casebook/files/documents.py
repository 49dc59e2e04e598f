"""The bytes of a PDF become the reasons, in Chinese, why it may not be published: what runs, what hides in it, whom it names.

A document is published byte for byte, since its SHA-256 stands in the record; so what is found is refused, never mended.
"""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from county_casebook.text.personal_data import personal_data

MOST_BYTES = 20_000_000
MOST_PAGES = 500
_BROKEN = (
    PyPdfError,
    OSError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    RecursionError,
    MemoryError,
    NotImplementedError,
    AssertionError,
    struct.error,
    zlib.error,
)
"""What pypdf raises on files made to break it."""
_RUNS = {
    "/JavaScript",
    "/JS",
    "/Launch",
    "/AA",
    "/SubmitForm",
    "/ImportData",
    "/RichMedia",
    "/XFA",
    "/Rendition",
}
_CARRIES = {"/EmbeddedFiles", "/EmbeddedFile", "/EF", "/FileAttachment"}
_HIDDEN_NAME = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia)\b")

Fault = tuple[str, str]
"""What was found, and what would do."""


def document_faults(data: bytes, *, words: bool = True) -> list[Fault]:
    """Return everything that keeps a PDF from being published, in order; nothing for one that may be.

    Without `words` only what the file itself is and does is looked at, not what is written in it.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if len(data) > MOST_BYTES:
        return [(f"文件有 {len(data) / 1e6:.1f} MB，超过 {MOST_BYTES // 1_000_000} MB", "压缩或分成几份")]
    if not data.startswith(b"%PDF-") or len(data.rpartition(b"%%EOF")[2].strip()) > 0:
        return [("文件不是 PDF，或前后还夹带别的内容", "从原文重新导出 PDF")]
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            return [("PDF 加了密", "导出不加密的 PDF")]
        return list(dict.fromkeys((*_faults(reader, data), *(_personal(reader) if words else ()))))
    except _BROKEN:
        return [("PDF 读不懂", "从原文重新导出 PDF")]


def _faults(reader: PdfReader, data: bytes) -> Iterator[Fault]:
    if len(reader.pages) > MOST_PAGES:
        yield f"PDF 有 {len(reader.pages)} 页，超过 {MOST_PAGES} 页", "分成几份"
        return
    names = set(_HIDDEN_NAME.findall(data))
    names |= {value.encode() for value in _values(reader) if value.startswith("/")}
    found = {name.decode("latin-1") for name in names}
    if found & _RUNS:
        yield f"PDF 里有脚本或会自动运行的动作（{'、'.join(sorted(found & _RUNS))}）", "打印成不带脚本的 PDF"
    if found & _CARRIES:
        yield "PDF 里带有附件", "去掉附件再导出"


def _personal(reader: PdfReader) -> Iterator[Fault]:
    """Yield the personal numbers in the words of a file that is not too long to be read."""
    if len(reader.pages) > MOST_PAGES:
        return
    words = [value for value in _values(reader) if not value.startswith("/")]
    words += [page.extract_text() for page in reader.pages]
    for number in personal_data("\n".join(words)):
        yield f"PDF 里有{number.what} {number.shown}", "遮去后重新导出（涂黑不够，文字还在）"


def _values(reader: PdfReader) -> Iterator[str]:
    """Yield every name and every text of all objects of a file, also of those no page leads to."""
    yield from _texts(reader.trailer)
    numbers = {number for objects in reader.xref.values() for number in objects} | set(reader.xref_objStm)
    for number in sorted(numbers):
        yield from _texts(reader.get_object(IndirectObject(number, _generation(reader, number), reader)))


def _generation(reader: PdfReader, number: int) -> int:
    return next((generation for generation, objects in reader.xref.items() if number in objects), 0)


def _texts(value: Any) -> Iterator[str]:
    """Yield the names and texts inside one object, without following references."""
    if isinstance(value, DictionaryObject):
        for key in value:
            yield str(key)
            yield from _texts(value.raw_get(key))
        if isinstance(value, StreamObject) and value.get("/Type") == "/Metadata":
            yield value.get_data().decode("utf-8", "replace")
    elif isinstance(value, ArrayObject):
        for member in list.__iter__(value):
            yield from _texts(member)
    elif isinstance(value, str):
        yield str(value)
