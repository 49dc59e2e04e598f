"""Data that readers load whole: whether each file is what its name says, and the texts in it, which are looked at like any other.

Nothing in them may run: no formula in a workbook, no trigger or code of another kind in a database.
"""

from __future__ import annotations

import io
import json
import re
import zlib
from collections.abc import Callable, Iterator
from itertools import islice
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


MOST_OF_WHOLE = 1 << 30
"""What is compressed as a whole, a database or the lines of a kind, may have so many bytes: three times what 30,000 records have."""


_TOO_LARGE = "解开超过 {} MB，很多电脑打不开；在 mkdocs.yml 的 data_formats 里去掉这种格式"


def inflated(data: bytes, most: int = MOST_UNPACKED) -> tuple[bytes, bytes]:
    """Return what is compressed at the head of bytes, and what follows it; raises NotDataError."""
    reader = zlib.decompressobj(wbits=31)
    try:
        found = reader.decompress(data, most)
    except zlib.error:
        raise NotDataError("不是 gzip") from None
    if not reader.eof and len(found) == most:
        raise NotDataError(_TOO_LARGE.format(most >> 20))
    if not reader.eof:
        raise NotDataError("不是完整的 gzip")
    return found, reader.unused_data


def _whole(data: bytes) -> bytes:
    found, rest = inflated(data, MOST_OF_WHOLE)
    if rest:
        raise NotDataError("gzip 后面还有别的东西")
    return found


def json_line_texts(data: bytes) -> Iterator[str]:
    """Yield the texts of compressed lines of JSON."""
    for line in io.BytesIO(_whole(data)):
        text = _decoded(line)
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            raise NotDataError("不是一行一条 JSON") from None
        yield text


def database_texts(data: bytes) -> Iterator[str]:
    """Yield the texts of a compressed SQLite database, and what can be read in its bytes.

    Of the bytes without colons: an index holds millions that are no text, and a letter, a colon and a backslash among them by chance.
    """
    found = _whole(data)
    connection = apsw.Connection(":memory:")
    try:
        connection.deserialize("main", found)
        triggers = list(connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'"))
        yield from _held(connection)
    except apsw.Error:
        raise NotDataError("不是 SQLite 数据库") from None
    if triggers:
        raise NotDataError("数据库里有触发器")
    connection.close()
    yield from (part.replace(b":", b"").decode("utf-8", "ignore") for part in _pieces(found))


_TABLES = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
_ROWS = 1_000


def _held(connection: apsw.Connection) -> Iterator[str]:
    """Yield the texts of all tables, some rows together; what an index of them holds is the same."""
    for (name,) in list(connection.execute(_TABLES)):
        rows = connection.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - a table's own name
        for some in iter(lambda rows=rows: list(islice(rows, _ROWS)), []):  # type: ignore[misc]
            yield "\n".join(value for row in some for value in row if isinstance(value, str))


_PIECE = 1 << 22


def _pieces(data: bytes) -> Iterator[bytes]:
    """Yield bytes in pieces that a zero byte parts: no text of a database goes on beyond one, and pieces are looked at in less memory."""
    start = 0
    while start < len(data):
        end = data.find(b"\0", start + _PIECE)
        end = len(data) if end < 0 else end
        yield data[start:end]
        start = end


def parquet_texts(data: bytes) -> Iterator[str]:
    """Yield what can be read in a Parquet file, in its pages and beside them."""
    if not (data.startswith(b"PAR1") and data.endswith(b"PAR1")):
        raise NotDataError("不是 Parquet")
    rest = data
    while (start := rest.find(_GZIP)) >= 0:
        yield _words(rest[:start])
        page, rest = inflated(rest[start:])
        yield _words(page)
    yield _words(rest)


_FEW = re.compile(r"(?<![^\x00-\x1f\x7f\ufffd])[^\x00-\x1f\x7f\ufffd]{1,7}(?![^\x00-\x1f\x7f\ufffd])")
"""So few signs between bytes that are none, as the bytes of numbers are by chance: no path that tells anything is so short."""


def _words(data: bytes) -> str:
    """Return what can be read in bytes of texts and numbers."""
    return _FEW.sub("\n", data.decode("utf-8", "replace"))


def workbook_texts(data: bytes) -> Iterator[str]:
    """Yield the parts of a workbook: sheets of values alone."""
    for name, text in _parts(data):
        if not _PART.fullmatch(name):
            raise NotDataError(f"工作簿里不许有 {name}")
        if _FORMULA.search(text):
            raise NotDataError("工作簿里有公式")
        yield text


def _parts(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every part of a workbook."""
    try:
        with ZipFile(io.BytesIO(data)) as package:
            held = package.infolist()
            if sum(info.file_size for info in held) > MOST_OF_WHOLE:
                raise NotDataError(_TOO_LARGE.format(MOST_OF_WHOLE >> 20))
            for info in held:
                yield info.filename, package.read(info).decode("utf-8")
    except (BadZipFile, zlib.error, OSError, UnicodeDecodeError, NotImplementedError):
        raise NotDataError("不是 Excel 工作簿") from None


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
        found: dict[str, None] = {}
        for text in texts_of(data):
            found |= dict.fromkeys(text_faults([text], machine))
        yield from found
    except NotDataError as fault:
        yield str(fault)


__all__ = ["DATA_FILE", "NotDataError", "data_faults", "inflated"]
