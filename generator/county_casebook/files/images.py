"""The bytes of a picture become its pixels and nothing else, or the reason in Chinese why they may not be published.

A photograph brings along where and when it was taken, by whom, comments and whole files behind its end. Only what the
decoder sees is kept: upright, in sRGB, without a profile.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np
from PIL import Image, ImageCms, ImageOps

MOST_BYTES = 10_000_000
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 16_000
"""WebP holds no more than 16,383 pixels on a side."""
SUFFIXES = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",)}
_GPS = 0x8825
"""The Exif tag that leads to GPS data (CIPA DC-008)."""
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
"""What Pillow raises on files made to break it."""


class NotPublishable(Exception):
    """Why a picture may not be published: what was found, and what would do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a picture tells: width and height as it is seen, and whether it says where it was taken."""

    width: int
    height: int
    has_position: bool


def look(data: bytes, name: str) -> Look:
    """Decode a picture as cheaply as shows that it is whole; raise NotPublishable."""
    with quiet(), _opened(data, name) as picture:
        try:
            has_position = bool(picture.getexif().get_ifd(_GPS))
            width, height = picture.size
            if picture.getexif().get(0x0112, 1) in (5, 6, 7, 8):
                width, height = height, width
            if picture.format == "JPEG":
                picture.draft(picture.mode, (max(1, picture.width // 8), max(1, picture.height // 8)))
            picture.load()
        except _BROKEN:
            raise _broken(name) from None
        return Look(width, height, has_position)


def pixels(data: bytes, name: str) -> Image.Image:
    """Return the pixels of a picture: upright, 8 bits, grey, RGB or RGBA in sRGB, with nothing beside them; raise NotPublishable."""
    with _opened(data, name) as picture:
        try:
            picture.load()
            seen = _in_srgb(ImageOps.exif_transpose(picture))
        except _BROKEN:
            raise _broken(name) from None
    bare = Image.new(seen.mode, seen.size)
    bare.paste(seen)
    return bare


def format_of(name: str) -> str:
    """The format a file's name promises: JPEG, PNG or WEBP; empty when it is none of ours."""
    suffix = PurePosixPath(name).suffix.lower()
    return next((known for known, suffixes in SUFFIXES.items() if suffix in suffixes), "")


@contextmanager
def quiet() -> Iterator[None]:
    """Keep Pillow's warnings about odd files from the screen: what matters is refused in words."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _opened(data: bytes, name: str) -> Image.Image:
    """Open a picture and look at its head; raise NotPublishable before any pixel is decoded."""
    if len(data) > MOST_BYTES:
        raise too_heavy(name, len(data))
    try:
        picture = Image.open(io.BytesIO(data), formats=tuple(SUFFIXES))
        frames = getattr(picture, "n_frames", 1)
    except Image.DecompressionBombError:
        raise NotPublishable(f"{name} 超过 {MOST_PIXELS // 10_000} 万像素", "缩小再放进来") from None
    except _BROKEN:
        raise NotPublishable(f"{name} 不是 PNG、JPEG 或 WebP 图片", "换成这三种格式") from None
    found = "JPEG" if picture.format == "MPO" else str(picture.format)
    if format_of(name) != found:
        raise NotPublishable(f"{name} 其实是 {found} 图片", f"扩展名改成 {SUFFIXES[found][0]}")
    _check_size(picture, name)
    if frames > 1 and picture.format != "MPO":
        raise NotPublishable(f"{name} 是动图", "换成一幅静止的图片")
    return picture


def _check_size(picture: Image.Image, name: str) -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise NotPublishable(
            f"{name} 有 {width}×{height} 像素，超过 {MOST_PIXELS // 10_000} 万像素", "缩小再放进来"
        )
    if max(width, height) > LONGEST_SIDE:
        raise NotPublishable(
            f"{name} 有 {width}×{height} 像素，一边超过 {LONGEST_SIDE} 像素", "裁剪或缩小再放进来"
        )


def too_heavy(name: str, size: int) -> NotPublishable:
    """The refusal of a file by its size, before it is read."""
    return NotPublishable(f"{name} 有 {size / 1e6:.1f} MB，超过 {MOST_BYTES // 1_000_000} MB", "缩小再放进来")


def _broken(name: str) -> NotPublishable:
    return NotPublishable(f"{name} 是坏的，解不出来", "从原图重新导出")


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Bring any mode to grey, RGB or RGBA; a colour profile is applied, and none is left."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):
        return Image.fromarray((np.asarray(picture) >> 8).clip(0, 255).astype("uint8"))
    if picture.mode in ("1", "L") and "transparency" not in picture.info:
        return picture.convert("L")
    has_alpha = "transparency" in picture.info or picture.mode in ("LA", "PA", "RGBA", "La", "RGBa")
    mode = "RGBA" if has_alpha else "RGB"
    if profile and picture.mode in ("RGB", "RGBA", "CMYK"):
        picture = _profiled(picture, profile, "RGBA" if picture.mode == "RGBA" else "RGB")
    return picture.convert(mode)


def _profiled(picture: Image.Image, profile: bytes, mode: str) -> Image.Image:
    """Convert by the picture's own profile; one that cannot be read is taken for none."""
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture
    return changed or picture
