"""A picture out of a form becomes a file of the library: its pixels and nothing else, or the reason why it may not be one."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from county_casebook.files.images import NotPublishable, look, pixels, quiet

_KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "JPEG": (".jpg", {"quality": 92}),
    "PNG": (".png", {"optimize": True}),
    "WEBP": (".webp", {"quality": 92, "method": 4}),
}


def bare_picture(data: bytes) -> tuple[str, bytes]:
    """Return the suffix and the bytes of a picture made anew from its pixels; raise NotPublishable.

    When and where it was taken, by whom and with what stays behind.
    """
    suffix, options = _KINDS.get(kind := _kind(data), ("", {}))
    if not suffix:
        raise NotPublishable("图片不是 PNG、JPEG 或 WebP", "换成这三种格式再贴")
    name = f"图片{suffix}"
    look(data, name)
    stream = io.BytesIO()
    with quiet():
        pixels(data, name).save(stream, kind, **options)
    return suffix, stream.getvalue()


def _kind(data: bytes) -> str:
    """Return the format of a picture by its first bytes, as it will be checked against."""
    try:
        with quiet(), Image.open(io.BytesIO(data), formats=tuple(_KINDS)) as picture:
            return "JPEG" if picture.format == "MPO" else str(picture.format)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ""


__all__ = ["bare_picture"]
