"""An office document is packed so that what it holds alone decides its bytes, and says neither who made it nor when."""

from __future__ import annotations

import io
from collections.abc import Mapping
from xml.sax.saxutils import escape
from zipfile import ZipFile

from county_casebook.files.zipped import zip_bytes


def packed(data: bytes, instead: Mapping[str, bytes]) -> bytes:
    """Return a package whose parts all have one date, with some parts replaced: what it holds alone decides its bytes."""
    with ZipFile(io.BytesIO(data)) as old:
        return zip_bytes(
            (name, instead[name] if name in instead else old.read(name)) for name in old.namelist()
        )


def core_properties(title: str) -> bytes:
    """Return the properties of a document: a title, and nobody and no time."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title></cp:coreProperties>'
    ).encode()


__all__ = ["core_properties", "packed"]
