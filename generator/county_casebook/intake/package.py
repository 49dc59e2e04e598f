"""An office file as the package it is: its parts are unpacked within limits, and their XML is read without entities."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from county_casebook.intake import Unreadable

MOST_BYTES = 60 << 20
"""Of a file on disk, pictures included, and of all it holds unpacked that is read."""
_MOST_XML = 30 << 20
_MOST_PARTS = 3000
_MOST_TAGS = 1_000_000
_OLD = b"\xd0\xcf\x11\xe0"
_BROKEN = (BadZipFile, zlib.error, OSError, EOFError, KeyError, RuntimeError, ValueError, NotImplementedError)


class Package:
    """The parts of an office file; everything it cannot give raises Unreadable with one sentence."""

    def __init__(self, data: bytes, suffix: str, what: str = "一张填好的表") -> None:
        if data.startswith(_OLD):
            raise Unreadable(f"这是旧版格式或加了密码的文件：请去掉密码，另存为 {suffix}")
        self.suffix, self.what = suffix, what
        self.left = MOST_BYTES
        try:
            self._zip = ZipFile(io.BytesIO(data))
            self.parts = frozenset(self._zip.namelist())
        except _BROKEN:
            raise self._broken() from None
        if len(self.parts) > _MOST_PARTS:
            raise Unreadable(f"里面有 {len(self.parts)} 个部件，不像{self.what}")

    def _broken(self) -> Unreadable:
        return Unreadable(f"打不开：不是完好的 {self.suffix} 文件（加了密码的请先去掉密码）")

    def bytes_of(self, name: str) -> bytes:
        """Return what a part holds; sizes are limited while it is unpacked, whatever the package says of them."""
        try:
            with self._zip.open(name) as stream:
                data = stream.read(self.left + 1)
        except _BROKEN:
            raise self._broken() from None
        if len(data) > self.left:
            raise Unreadable(f"打开后超过 {MOST_BYTES >> 20} MB，不像{self.what}")
        self.left -= len(data)
        return data

    def tree(self, name: str) -> Element:
        """Return a part as XML; DTDs and entities are refused."""
        data = self.bytes_of(name)
        if len(data) > _MOST_XML:
            raise Unreadable(f"文字超过 {_MOST_XML >> 20} MB，不像{self.what}")
        if data.count(b"<") > _MOST_TAGS:
            raise Unreadable(f"里面有 {data.count(b'<')} 个标签，不像{self.what}")
        try:
            root: Element = fromstring(data, forbid_dtd=True)
        except (DefusedXmlException, ParseError, ValueError, LookupError):
            raise Unreadable(f"打不开：{self.suffix} 里的内容不合格式，文件可能已损坏") from None
        return root

    def relations(self, name: str) -> Mapping[str, str]:
        """Return the parts a part leads to, by the id it calls them; what lies outside the package is left out."""
        path = PurePosixPath(name)
        beside = f"{path.parent}/_rels/{path.name}.rels"
        if beside not in self.parts:
            return {}
        inside = (each for each in self.tree(beside) if each.get("TargetMode") != "External")
        return {each.get("Id", ""): _resolved(path.parent, each.get("Target", "")) for each in inside}


def _resolved(folder: PurePosixPath, target: str) -> str:
    """Return the name of a part by where it stands relative to a folder."""
    parts: list[str] = [] if target.startswith("/") else list(folder.parts)
    for part in PurePosixPath(target).parts:
        if part == "..":
            parts = parts[:-1]
        elif part not in ("/", "."):
            parts.append(part)
    return "/".join(parts)


__all__ = ["MOST_BYTES", "Package"]
