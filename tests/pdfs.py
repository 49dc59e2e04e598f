"""PDF files made for tests: plain ones, and ones with what must not be published."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

Change = Callable[[PdfWriter], object]


def pdf(*changes: Change, text: str = "Annual report 2004") -> bytes:
    """Return a PDF of one page that says `text` (ASCII), changed by each of `changes`."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 200)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    fonts = named({"/F1": writer._add_object(named(font))})
    page[NameObject("/Resources")] = named({"/Font": fonts})
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode("ascii"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    for change in changes:
        change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def named(values: Mapping[str, object]) -> DictionaryObject:
    made = DictionaryObject()
    for key, value in values.items():
        is_name = isinstance(value, str) and value.startswith("/")
        made[NameObject(key)] = (
            NameObject(value) if is_name else TextStringObject(value) if isinstance(value, str) else value
        )
    return made


def in_root(key: str, value: Mapping[str, object]) -> Change:
    """Put a dictionary into the catalogue."""

    def change(writer: PdfWriter) -> None:
        writer._root_object[NameObject(key)] = writer._add_object(named(value))

    return change


def on_page(key: str, value: Mapping[str, object]) -> Change:
    def change(writer: PdfWriter) -> None:
        writer.pages[0][NameObject(key)] = named(value)

    return change


def annotated(value: Mapping[str, object]) -> Change:
    """Put an annotation on the page."""

    def change(writer: PdfWriter) -> None:
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(named(value))])

    return change


def unreferenced(value: Mapping[str, object]) -> Change:
    """Add an object nothing leads to."""

    def change(writer: PdfWriter) -> None:
        writer._add_object(named(value))

    return change


def opens_at_its_page(writer: PdfWriter) -> None:
    """The harmless action of most files: begin on page one."""
    target = ArrayObject([writer.pages[0].indirect_reference, NameObject("/Fit")])
    writer._root_object[NameObject("/OpenAction")] = target
