"""A picture out of a form becomes a file of the library: its pixels and nothing else, or the reason why it may not be one."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from county_casebook.files.images import MOST_BYTES, NotPublishable, look, pixels, quiet

_KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "JPEG": (".jpg", {"quality": 92}),
    "PNG": (".png", {"optimize": True}),
    "WEBP": (".webp", {"quality": 92, "method": 4}),
}


def bare_picture(data: bytes) -> tuple[str, bytes]:
    """Return the suffix and the bytes of a picture made anew from its pixels; raise NotPublishable.

    When and where it was taken, by whom and with what stays behind. What would be too heavy for the library is made smaller.
    """
    suffix, options = _KINDS.get(kind := _kind(data), ("", {}))
    if not suffix:
        raise NotPublishable("图片不是 PNG、JPEG 或 WebP", "换成这三种格式再贴")
    name = f"图片{suffix}"
    look(data, name)
    with quiet():
        picture = pixels(data, name)
    while len(written := _written(picture, kind, options)) > MOST_BYTES:
        picture = picture.resize((max(1, picture.width * 3 // 4), max(1, picture.height * 3 // 4)))
    return suffix, written


def _written(picture: Image.Image, kind: str, options: dict[str, Any]) -> bytes:
    stream = io.BytesIO()
    with quiet():
        picture.save(stream, kind, **options)
    return stream.getvalue()


def _kind(data: bytes) -> str:
    """Return the format of a picture by its first bytes, as it will be checked against; empty for none of ours."""
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    return (
        "JPEG" if data.startswith(b"\xff\xd8\xff") else "PNG" if data.startswith(b"\x89PNG\r\n\x1a\n") else ""
    )


__all__ = ["bare_picture"]
