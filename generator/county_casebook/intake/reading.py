"""A file becomes a reading: the text of its body unchanged but for line ends, its head table, and what stands outside both."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from county_casebook.intake import Unreadable
from county_casebook.intake.archive import page_in
from county_casebook.intake.decoding import decode_text, without_hidden
from county_casebook.intake.head_table import Row, split_table
from county_casebook.intake.pdf import read_pdf
from county_casebook.intake.site_lines import without_lines_below
from county_casebook.intake.values import date_of
from county_casebook.intake.webpage import Webpage
from county_casebook.intake.word import read_word
from county_casebook.source import MAX_BYTES
from county_casebook.text.digest import with_newlines

_MAX_FILE = 20 << 20
_OLD_WORD = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: its text unchanged, its head table, what a page says of itself, and what was left out."""

    text: str
    table: tuple[Row, ...]
    left: tuple[str, ...]
    url: str = ""
    site: str = ""
    titles: tuple[str, ...] = ()
    """What a page calls itself, the surest first."""
    before: tuple[str, ...] = ()
    """The lines of a page above its text that are no part of its table."""
    behind: tuple[str, ...] = ()
    """Those beside and below its text."""
    above: str = ""
    """The line of a page right above its text that is formed like a title."""
    released: str = ""
    doubt: str = ""
    """Why whatever is read from the file may be wrong: its words were guessed from pictures."""


def read_file(path: Path) -> Reading:
    """Read a .txt, .docx, .html, .mht or .pdf file; raise Unreadable with one sentence."""
    if not path.is_file():
        raise Unreadable("没有这个文件")
    if path.stat().st_size > _MAX_FILE:
        raise Unreadable(f"文件超过 {_MAX_FILE >> 20} MB，不像一份公文")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"读不出来：{error.strerror}") from None
    suffix = path.suffix.lower()
    _check(suffix, data)
    return _visible(READERS[suffix](data))


def _check(suffix: str, data: bytes) -> None:
    """Raise Unreadable for a file that no reader reads, or whose name says another format than its bytes, with what would do."""
    found = next((each for each in _FORMATS if each.begins.match(data)), None)
    if suffix not in READERS:
        mend = f"这份文件里面是{found.what}，{found.mend}" if found else _SAVE_AGAIN
        raise Unreadable(f"只读 {'、'.join(READERS)} 文件；{mend}")
    if data.startswith(_OLD_WORD):
        raise Unreadable("这是旧版 Word 或加了密码的文件：请去掉密码，另存为 .docx")
    if found and suffix not in found.suffixes:
        raise Unreadable(f"名字是 {suffix}，里面是{found.what}：{found.mend}")


@dataclass(frozen=True, slots=True)
class _Format:
    """What files of a format begin with, whatever they are called, the endings that fit, and what would do."""

    begins: re.Pattern[bytes]
    what: str
    suffixes: tuple[str, ...]
    mend: str


_SAVE_AGAIN = ".doc、.wps、.ofd 请先另存为 .docx 或 .pdf，.rtf、.odt 也一样；图片请先识别成文字、逐字校对"
_RENAME = "把名字的末尾改成 {} 再导入"
_FORMATS = (
    _Format(re.compile(rb"\s*+\{\\rtf"), " RTF 文档", (), "请用 Word 或 WPS 打开，另存为 .docx"),
    _Format(re.compile(rb"%PDF-"), " PDF", (".pdf",), _RENAME.format(".pdf")),
    _Format(
        re.compile(rb"PK\x03\x04[\s\S]{26,4000}?word/"), " Word 文件", (".docx",), _RENAME.format(".docx")
    ),
    _Format(
        re.compile(rb"From: <Saved by|MIME-Version: 1"),
        "单个文件的网页",
        (".mht", ".mhtml"),
        _RENAME.format(".mht"),
    ),
    _Format(
        re.compile(rb"(?:\xef\xbb\xbf)?\s*+<(?:!doctype\s++html|html)\b", re.IGNORECASE),
        "网页",
        (".html", ".htm"),
        _RENAME.format(".html"),
    ),
)


def _plain_text(data: bytes) -> Reading:
    return _reading(decode_text(data), [])


def _word(data: bytes) -> Reading:
    return _reading(*read_word(data))


def _page(data: bytes, declared: str = "") -> Reading:
    page = Webpage(data, declared)
    reading = _reading(page.text, page.left)
    return replace(
        reading,
        table=(*page.table, *reading.table),
        url=page.url,
        site=page.metas.get("sitename", "").strip(),
        titles=page.titles,
        before=page.before,
        behind=page.behind,
        above=page.above,
        released=date_of(page.metas.get("pubdate", "")),
    )


def _archive(data: bytes) -> Reading:
    return _page(*page_in(data))


def _pdf(data: bytes) -> Reading:
    found = read_pdf(data)
    return replace(_reading(found.text, found.left), doubt=found.doubt)


def _reading(text: str, left: list[str]) -> Reading:
    table, body, before = split_table(text)
    body, below = without_lines_below(body)
    body, hidden = without_hidden(with_newlines(body))
    told = [f"文末的网站文字没有放进来：{'｜'.join(below)}"] if below else []
    if not body.strip():
        raise Unreadable("没有读到正文")
    if len(body.encode()) > MAX_BYTES:
        raise Unreadable(f"正文超过 {MAX_BYTES >> 20} MiB，请分成几份")
    return Reading(body, table, (*left, *before, *told, *hidden))


READERS = {
    ".txt": _plain_text,
    ".docx": _word,
    ".html": _page,
    ".htm": _page,
    ".mht": _archive,
    ".mhtml": _archive,
    ".pdf": _pdf,
}
"""What reads a file, by the ending of its name."""


def _visible(reading: Reading) -> Reading:
    """Return a reading whose head table and titles hold no hidden characters either; what was taken out is told."""
    told: list[str] = []

    def seen(text: str) -> str:
        kept, hidden = without_hidden(text)
        told.extend(hidden)
        return " ".join(kept.split("\n")) if hidden else text

    table = [replace(row, label=seen(row.label), value=seen(row.value)) for row in reading.table]
    site, titles = seen(reading.site), tuple(map(seen, reading.titles))
    above = seen(reading.above)
    left = (*reading.left, *dict.fromkeys(told))
    return replace(reading, table=tuple(table), site=site, titles=titles, above=above, left=left)
