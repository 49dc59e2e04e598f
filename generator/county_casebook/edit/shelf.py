"""What is put into a form stands in `content/files` from then on: bare, under a name made of the record's id, never over another.

A file that a form no longer names, and nothing else does, is set aside beside the drafts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from county_casebook.edit.desk import Desk, Key
from county_casebook.edit.drafts import Drafts, NotKept
from county_casebook.edit.shape import chosen_part, shapes
from county_casebook.files.documents import document_faults
from county_casebook.files.images import NotPublishable
from county_casebook.files.named import digest_of
from county_casebook.intake.forms.pictures import bare_picture
from county_casebook.library.load import FILES
from county_casebook.rules.files import is_fit_name
from county_casebook.scaffold.new_files import NotWritten, write_new

_EXPORT = "在电脑上打开，另存为 JPEG 或 PNG，再放进来"
_OTHERS = (
    (re.compile(rb".{4}ftyp(?:hei|hev|mif1|msf1)", re.DOTALL), "HEIC 图片", "在手机的相机设置里选“兼容性最佳”（JPEG）重拍，或另存为 JPEG"),
    (re.compile(rb".{4}ftypavi[fs]", re.DOTALL), "AVIF 图片", _EXPORT),
    (re.compile(rb"GIF8[79]a"), "GIF 图片", _EXPORT),
    (re.compile(rb"II\*\x00|MM\x00\*|II\+\x00|MM\x00\+"), "TIFF 图片", _EXPORT),
    (re.compile(rb"BM.{12}", re.DOTALL), "BMP 图片", _EXPORT),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s{0,64}<(?:\?xml|svg|!DOCTYPE svg)", re.IGNORECASE), "SVG 图片", "导出成 PNG，再放进来"),
    (re.compile(rb"8BPS"), "Photoshop 文件", "导出成 JPEG 或 PNG，再放进来"),
    (re.compile(rb"PK\x03\x04|\xd0\xcf\x11\xe0"), "Word、Excel 或压缩文件", "图片就从里面另存出来；文件就导出成 PDF"),
)  # fmt: skip
"""Files that are no pictures of ours by their first bytes, and what would do."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The pictures and documents of one library, as a form adds to them."""

    desk: Desk
    drafts: Drafts

    def put(self, key: Key, data: bytes, *, is_picture: bool) -> str:
        """Keep a picture, or a document of a source, and return its name; one that is there already is not kept twice.

        Raises NotPublishable with what would do, NotWritten when the disk refuses.
        """
        suffix, bare = _picture(data) if is_picture else _document(data)
        if held := self._held(suffix, bare):
            return held
        path = self.desk.host.content / FILES / self._free(key, suffix)
        write_new({path: bare})
        self.desk.touch([path])
        return path.name

    def _held(self, suffix: str, data: bytes) -> str:
        """Return the name of a file of the library with these bytes; empty where there is none."""
        digest = hashlib.sha256(data).hexdigest()
        for name, file in self.desk.content().files.items():
            is_like = file.size == len(data) and name.endswith(suffix) and is_fit_name(name)
            if is_like and digest_of(file) == digest:
                return name
        return ""

    def _free(self, key: Key, suffix: str) -> str:
        """Return the name of a file with the next number of a record, those that are set aside counted too."""
        pattern = re.compile(rf"{re.escape(key.id)}-([0-9]{{1,6}})\b")
        found = [*_names(self.desk.host.content / FILES), *_names(self.drafts.files)]
        numbers = [int(match[1]) for name in found if (match := pattern.match(name))]
        return f"{key.id}-{max(numbers, default=0) + 1}{suffix}"

    def clear_away(self, names: Iterable[str]) -> None:
        """Set aside those of some files that nothing names any more; raise NotKept when the disk refuses."""
        found = [(name, self.desk.content().files.get(name)) for name in names]
        for name, file in found:
            if file is not None and not self._is_named(name):
                self.drafts.set_file_aside(name, file.path)
                self.desk.touch([file.path])

    def _is_named(self, name: str) -> bool:
        """Whether any text of the library or any draft holds the name of a file, in whatever way."""
        written = name.encode()
        texts = (
            path for path in self.desk.content().standing.sizes if path.suffix in (".yml", ".yaml", ".md")
        )
        for path in (*texts, *self.drafts.paths()):
            try:
                if written in path.read_bytes():
                    return True
            except OSError:
                return True
        return False


def names_in(model: type[BaseModel], value: Any) -> Iterator[str]:
    """Yield the name of every picture and document in the fields of a record's value."""
    for shape in shapes(model):
        held = value.get(shape.name) if isinstance(value, dict) else None
        if shape.holds_file and isinstance(held, str):
            yield held
        if shape.parts:
            for part in held if isinstance(held, list) else [held]:
                yield from names_in(chosen_part(shape, part), part)


def _names(folder: Path) -> list[str]:
    with suppress(OSError):
        return [path.name for path in folder.iterdir()]
    return []


def _picture(data: bytes) -> tuple[str, bytes]:
    """Return the suffix and the bytes of a picture with nothing beside its pixels; raise NotPublishable."""
    if not data:
        raise NotPublishable("文件是空的", "重新选一张")
    for first, what, advice in _OTHERS:
        if first.match(data):
            raise NotPublishable(f"这是 {what}，不能用", advice)
    if data.startswith(b"%PDF-"):
        raise NotPublishable("这是 PDF，不是图片", "导出成 JPEG 或 PNG，再放进来")
    try:
        return bare_picture(data)
    except NotPublishable as reason:
        said = re.sub(r"^图片\.[a-z]{3,4} ", "这张图片", reason.message)
        raise NotPublishable(said, reason.hint) from None


def _document(data: bytes) -> tuple[str, bytes]:
    """Return the suffix and the bytes of a document: a PDF as it is, a scan as a picture; raise NotPublishable."""
    if not data.startswith(b"%PDF-"):
        return _picture(data)
    for message, hint in document_faults(data, words=False):
        raise NotPublishable(message, hint)
    return ".pdf", data


__all__ = ["NotKept", "NotWritten", "Shelf", "names_in"]
