"""Pictures and documents of the site: is each what its name says, whole, and without what it must not carry."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator

from PIL import Image, UnidentifiedImageError

_FORMATS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP"}
_CARRIED = ("exif", "xmp", "XML:com.adobe.xmp", "comment", "Raw profile type exif", "photoshop")
_PDF_ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|OpenAction|AA|RichMedia|XFA|SubmitForm|ImportData|GoToR|GoToE)(?![A-Za-z])"
)
_PDF_NAME = re.compile(rb"#([0-9a-fA-F]{2})")


def picture_faults(name: str, data: bytes) -> Iterator[str]:
    """The picture decodes, is of the format its name says, stands still, and carries no notes."""
    wanted = _FORMATS[name.rpartition(".")[2]]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as picture:
                found, frames = picture.format, getattr(picture, "n_frames", 1)
                picture.load()
                carried = [name for name in _CARRIED if name in picture.info]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        yield "不是能打开的图片"
        return
    if found != wanted:
        yield f"图片其实是 {found}，和文件名不符"
    if frames != 1:
        yield "图片会动"
    if carried:
        yield f"图片带着附加信息：{'、'.join(carried)}"
    if not _ends(found or "", data):
        yield "图片后面还接着别的内容"


def _ends(found: str, data: bytes) -> bool:
    """Whether the file ends where the picture ends: nothing else is hidden behind it."""
    if found == "PNG":
        return data.endswith(b"\x00\x00\x00\x00IEND\xaeB`\x82") and data.count(b"IEND\xaeB`\x82") == 1
    if found == "JPEG":
        return data.endswith(b"\xff\xd9")
    return found != "WEBP" or int.from_bytes(data[4:8], "little") + 8 == len(data)


def pdf_faults(data: bytes) -> Iterator[str]:
    """A PDF from its first byte to its last, that runs nothing and holds no files."""
    if not re.match(rb"%PDF-[12]\.\d", data) or b"%%EOF" not in data[-1024:]:
        yield "不是 PDF"
        return
    plain = _PDF_NAME.sub(lambda match: bytes([int(match[1], 16)]), data)
    for found in sorted({match[1].decode() for match in _PDF_ACTIVE.finditer(plain)}):
        yield f"PDF 里有会动作或夹带的内容：/{found}"
