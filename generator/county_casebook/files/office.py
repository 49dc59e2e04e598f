"""An office document is packed so that what it holds alone decides its bytes, and says neither who made it nor when."""

from __future__ import annotations

import io
from collections.abc import Mapping
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIXED = (1980, 1, 1, 0, 0, 0)


def packed(data: bytes, instead: Mapping[str, bytes]) -> bytes:
    """Return a package whose parts all have one date, with some parts replaced: what it holds alone decides its bytes."""
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = ZipInfo(name, _FIXED)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, instead.get(name, old.read(name)))
    return stream.getvalue()


def core_properties(title: str) -> bytes:
    """Return the properties of a document: a title, and nobody and no time."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title></cp:coreProperties>'
    ).encode()


__all__ = ["core_properties", "packed"]
