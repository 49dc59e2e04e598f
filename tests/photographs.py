"""Pictures made for tests: of any format, mode and size, with what a camera or an attacker puts beside the pixels."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

SECRETS = ("HIDDEN-COMMENT", "HIDDEN-EXIF", "HIDDEN-XMP", "HIDDEN-TEXT", "HIDDEN-TAIL")


def photograph(
    form: str = "JPEG",
    *,
    mode: str = "RGB",
    size: tuple[int, int] | list[int] = (8, 6),
    frames: int = 1,
    orientation: int = 1,
    gps: bool = False,
    secrets: bool = False,
    profile: bool = False,
    cut: int = 0,
    tail: str = "",
) -> bytes:
    """Return the bytes of a picture; `cut` bytes are taken off its end, `tail` is put behind it."""
    picture = _gradient(mode, (size[0], size[1]))
    options: dict[str, Any] = {"exif": _exif(orientation, gps=gps, secret=secrets)}
    if secrets and form == "JPEG":
        options["comment"] = SECRETS[0]
    if secrets:
        options |= {"xmp": f"<x:xmpmeta>{SECRETS[2]}</x:xmpmeta>".encode()} if form != "PNG" else {}
    if secrets and form == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", SECRETS[3])
        text.add_itxt("XML:com.adobe.xmp", SECRETS[2])
        options["pnginfo"] = text
    if profile:
        options["icc_profile"] = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    if frames > 1:
        others = [picture.point(lambda value, by=by: (value + by * 40) % 256) for by in range(1, frames)]
        options |= {"save_all": True, "append_images": others}
    out = io.BytesIO()
    picture.save(out, form, **options)
    data = out.getvalue()
    return data[: len(data) - cut] + tail.encode()


def _gradient(mode: str, size: tuple[int, int]) -> Image.Image:
    """Red grows from left to right, green from top to bottom."""
    red = Image.linear_gradient("L").rotate(90).resize(size)
    green = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (red, green, Image.new("L", size, 90))).convert(mode)


def _exif(orientation: int, *, gps: bool, secret: bool) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    if secret:
        exif[0x010F] = SECRETS[1]
    if gps:
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (IFDRational(30), IFDRational(15), IFDRational(0))
    return exif


def png_of(width: int, height: int) -> bytes:
    """A PNG whose head promises a size and whose pixels are never worth decoding."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    chunks = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
