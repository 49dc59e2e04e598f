"""The body of a form that a browser sent becomes fields and files; what cannot be taken is a sentence, and nothing of it is kept.

Names that a browser gives its files are not even read on: a file is bytes, and the field it was chosen in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import BoundedSemaphore
from typing import BinaryIO
from urllib.parse import parse_qs

from multipart import (
    MultipartError,
    MultipartSegment,
    ParserLimitReached,
    PushMultipartParser,
    parse_options_header,
)

MOST_BYTES = 4 << 20
"""What a form may send beside files: a record of the largest size with every character written as nine."""
MOST_OF_A_FILE = 20 << 20
MOST_WITH_FILES = MOST_OF_A_FILE + MOST_BYTES
_MOST_FIELDS = 20_000
_MOST_PARTS = 8_000
_CHUNK = 1 << 16
_BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,./:=?-]{1,70}")
_TURNS = BoundedSemaphore(2)
"""Bodies with files that are in memory at once."""


class NotTaken(Exception):
    """Why a body was not taken: a sentence in Chinese, and the status that goes with it."""

    def __init__(self, words: str, status: HTTPStatus) -> None:
        super().__init__(words)
        self.words, self.status = words, status


@dataclass(frozen=True, slots=True)
class Body:
    """What a form sent: the texts of each field, and the bytes of the files that were chosen in it."""

    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Mapping[str, Sequence[bytes]] = field(default_factory=dict)


def body_of(headers: Mapping[str, str], stream: BinaryIO) -> Body:
    """Read what a form sent; raise NotTaken."""
    length = headers.get("Content-Length", "")
    if not re.fullmatch("[0-9]{1,12}", length) or "Transfer-Encoding" in headers:
        raise NotTaken("缺少长度", HTTPStatus.LENGTH_REQUIRED)
    kind = headers.get("Content-Type", "").partition(";")[0].strip()
    if kind == "application/x-www-form-urlencoded":
        return Body(fields_of(_whole(stream, int(length), MOST_BYTES).decode("ascii", "replace")))
    if kind == "multipart/form-data":
        boundary = parse_options_header(headers["Content-Type"])[1].get("boundary", "")
        with _TURNS:
            return _multipart(_chunks(stream, int(length), MOST_WITH_FILES), boundary)
    raise NotTaken("只收表单", HTTPStatus.UNSUPPORTED_MEDIA_TYPE)


def fields_of(text: str) -> Mapping[str, Sequence[str]]:
    """The fields of a form or a query; more than anybody fills in are none."""
    try:
        return parse_qs(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return {}


def _whole(stream: BinaryIO, length: int, most: int) -> bytes:
    return b"".join(_chunks(stream, length, most))


def _chunks(stream: BinaryIO, length: int, most: int) -> Iterator[bytes]:
    """Yield a body piece by piece; raise NotTaken for one that is too much or ends too early."""
    if length > most:
        words = f"内容超过 {most >> 20} MiB，没有保存；图片缩小再放进来"
        raise NotTaken(words, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    left = length
    while left:
        chunk = stream.read(min(left, _CHUNK))
        if not chunk:
            raise NotTaken("没有收全，没有保存；请再发一次", HTTPStatus.BAD_REQUEST)
        left -= len(chunk)
        yield chunk


def _multipart(chunks: Iterator[bytes], boundary: str) -> Body:
    if not _BOUNDARY.fullmatch(boundary):
        raise _broken()
    reading = _Reading()
    try:
        with PushMultipartParser(
            boundary, max_segment_count=_MOST_PARTS, max_segment_size=MOST_OF_A_FILE, strict=True
        ) as parser:
            for chunk in chunks:
                for event in parser.parse(chunk):
                    reading.take(event)
    except ParserLimitReached:
        raise NotTaken(
            f"一次最多 {_MOST_PARTS} 栏，一个文件最多 {MOST_OF_A_FILE >> 20} MiB，没有保存",
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        ) from None
    except (MultipartError, LookupError, ValueError):
        raise _broken() from None
    return Body(reading.fields, reading.files)


def _broken() -> NotTaken:
    return NotTaken("表单没有写全，没有保存；请刷新页面再试", HTTPStatus.BAD_REQUEST)


class _Reading:
    """Takes the parts of a body as they come."""

    def __init__(self) -> None:
        self.fields: dict[str, list[str]] = {}
        self.files: dict[str, list[bytes]] = {}
        self._part: MultipartSegment | None = None
        self._held: list[bytes] = []
        self._texts = 0

    def take(self, event: MultipartSegment | bytes | bytearray | None) -> None:
        if event is None:
            self._end()
        elif isinstance(event, MultipartSegment):
            self._part, self._held = event, []
        elif self._part and (self._part.filename is not None or self._counts(len(event))):
            self._held.append(bytes(event))

    def _counts(self, many: int) -> bool:
        self._texts += many
        if self._texts > MOST_BYTES:
            raise ParserLimitReached("too much text")
        return True

    def _end(self) -> None:
        """Keep a part that is whole; a file field in which nothing was chosen has a file without name and bytes."""
        part, data = self._part, b"".join(self._held)
        if part is None or part.name is None:
            return
        if part.filename is None:
            self.fields.setdefault(part.name, []).append(data.decode("utf-8", "replace"))
        elif part.filename or data:
            self.files.setdefault(part.name, []).append(data)


__all__ = ["MOST_BYTES", "MOST_WITH_FILES", "Body", "NotTaken", "body_of", "fields_of"]
