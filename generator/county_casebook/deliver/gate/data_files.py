"""Data that readers load whole: whether each file is what its name says, and the texts in it, which are looked at like any other.

Nothing in them may run: no formula in a workbook, no trigger or code of another kind in a database.
"""

from __future__ import annotations

import io
import json
import re
import zlib
from collections.abc import Callable, Iterator
from zipfile import BadZipFile, ZipFile

import apsw

from county_casebook.deliver.gate.texts import Machine, text_faults
from county_casebook.publish.packed import MOST_UNPACKED

_GZIP = b"\x1f\x8b\x08"
_PART = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(?:workbook|styles)\.xml|xl/_rels/workbook\.xml\.rels|xl/worksheets/sheet[0-9]+\.xml"
)
_FORMULA = re.compile(r"<f[ />]")


class NotDataError(ValueError):
    """What is wrong with a file of data, in Chinese."""


def inflated(data: bytes) -> tuple[bytes, bytes]:
    """Return what is compressed at the head of bytes, and what follows it; raises NotDataError."""
    reader = zlib.decompressobj(wbits=31)
    try:
        found = reader.decompress(data, MOST_UNPACKED)
    except zlib.error:
        raise NotDataError("不是 gzip") from None
    if not reader.eof:
        raise NotDataError("不是完整的 gzip，或太大")
    return found, reader.unused_data


def _whole(data: bytes) -> bytes:
    found, rest = inflated(data)
    if rest:
        raise NotDataError("gzip 后面还有别的东西")
    return found


def json_line_texts(data: bytes) -> Iterator[str]:
    """Yield the text of compressed lines of JSON."""
    text = _decoded(_whole(data))
    try:
        for line in text.splitlines():
            json.loads(line)
    except (ValueError, RecursionError):
        raise NotDataError("不是一行一条 JSON") from None
    yield text


def database_texts(data: bytes) -> Iterator[str]:
    """Yield what can be read in a compressed SQLite database."""
    found = _whole(data)
    connection = apsw.Connection(":memory:")
    try:
        connection.deserialize("main", found)
        triggers = list(connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'"))
    except apsw.Error:
        raise NotDataError("不是 SQLite 数据库") from None
    if triggers:
        raise NotDataError("数据库里有触发器")
    yield found.decode("utf-8", "ignore")


def parquet_texts(data: bytes) -> Iterator[str]:
    """Yield what can be read in a Parquet file, in its pages and beside them."""
    if not (data.startswith(b"PAR1") and data.endswith(b"PAR1")):
        raise NotDataError("不是 Parquet")
    rest = data
    while (start := rest.find(_GZIP)) >= 0:
        yield rest[:start].decode("utf-8", "ignore")
        page, rest = inflated(rest[start:])
        yield page.decode("utf-8", "ignore")
    yield rest.decode("utf-8", "ignore")


def workbook_texts(data: bytes) -> Iterator[str]:
    """Yield the parts of a workbook: sheets of values alone."""
    try:
        with ZipFile(io.BytesIO(data)) as package:
            parts = {info.filename: info.file_size for info in package.infolist()}
            if sum(parts.values()) > MOST_UNPACKED:
                raise NotDataError("工作簿太大")
            held = {name: _decoded(package.read(name)) for name in parts}
    except (BadZipFile, zlib.error, OSError, ValueError):
        raise NotDataError("不是 Excel 工作簿") from None
    for name, text in held.items():
        if not _PART.fullmatch(name):
            raise NotDataError(f"工作簿里不许有 {name}")
        if _FORMULA.search(text):
            raise NotDataError("工作簿里有公式")
        yield text


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise NotDataError("不是 UTF-8") from None


def plain_text(data: bytes) -> Iterator[str]:
    """Yield a text as it is."""
    yield _decoded(data)


_TEXTS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "xlsx": workbook_texts,
    "parquet": parquet_texts,
    "ndjson.gz": json_line_texts,
    "sqlite.gz": database_texts,
    "txt": plain_text,
    "": plain_text,
}
"""What finds the texts in a file, by what its name ends in."""

DATA_FILE = (
    r"data/v[0-9]+/(?:xlsx/[a-z-]+\.xlsx|parquet/[a-z_-]+\.parquet|ndjson/[a-z-]+\.ndjson\.gz"
    r"|casebook\.sqlite\.gz|README\.txt|SHA256SUMS)"
)
"""Where each of them stands."""


def data_faults(name: str, data: bytes, machine: Machine) -> Iterator[str]:
    """Yield what is wrong with a file of data: that it cannot be read, or names this machine."""
    texts_of = _TEXTS[name.rpartition("/")[2].partition(".")[2]]
    try:
        yield from text_faults(list(texts_of(data)), machine)
    except NotDataError as fault:
        yield str(fault)


__all__ = ["DATA_FILE", "data_faults"]
