"""A PDF with a text layer becomes its text: lines joined into paragraphs, without page numbers and running heads.

Pages are read by PDFium in a process of its own (`pdf_worker`), which is ended when it takes too long. A scanned file has no text
layer, or one that a program guessed: the first is refused with advice, the second is told.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from county_casebook.intake import Unreadable
from county_casebook.intake.pdf_lines import PrintedLine, joined
from county_casebook.intake.pdf_worker import MOST_CHARACTERS, MOST_PAGES

_SECONDS = 60
_FEWEST = 8
"""A page with fewer characters has no words of its own."""
_MARGIN = 0.13
"""The part of a page, above and below, where running heads stand."""
_APART = 0.8
"""How far running heads stand from the words, at the least, in their height."""
_SMALL = 0.8
"""What stands there in smaller letters is no part of the text either, on one page alone."""
_PAGE_NUMBER = re.compile(
    r"[-—–─ \t·.]*(?:第\s*+)?[0-9]{1,4}(?:\s*+页)?(?:\s*+[,，/]?\s*+共\s*+[0-9]{1,4}\s*+页|\s*+/\s*+[0-9]{1,4})?[-—–─ \t·.]*|[-—– ]*[ivxIVX]{1,6}[-—– ]*"
)
_REFUSED = {
    "locked": "PDF 加了密码，请去掉密码再导入",
    "broken": "打不开：不是完好的 PDF，文件可能已损坏",
    "memory": "PDF 太复杂，读它要的内存太多：请从原文重新导出 PDF，或另存为 .docx",
    "pages": f"PDF 超过 {MOST_PAGES} 页，请分成几份",
    "characters": f"PDF 里的字超过 {MOST_CHARACTERS // 10_000} 万，不像一份公文",
}
_SCANNED = "PDF 里是扫描的图片，没有文字：请找原来的 Word 文件或网页；没有的，先用文字识别（OCR）软件识别、逐字校对，另存为 .docx 再导入"
_GARBLED = "PDF 的文字层是乱码（字体没有带对照表）：请用原来的 Word 文件，或识别、校对后另存为 .docx 再导入"
_MOST_GARBLED = 0.05


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a PDF, what of it was left out, and why every value read from it may be wrong; mostly for no reason."""

    text: str
    left: list[str]
    doubt: str = ""


def read_pdf(data: bytes) -> PdfText:
    """Return the text of a PDF; raise Unreadable with a sentence."""
    pages = _pages(data)
    own = [page for page in pages if not _is_empty(page)]
    _check(pages, own)
    around = _around(pages)
    kept = [[line for line in page if line not in around[number]] for number, page in enumerate(pages)]
    lines, tables = joined(kept)
    left = [*_told_around(around), *_told_pages(pages)]
    if tables:
        left.append(f"PDF 里的表格按字的位置读成 {tables} 行，请对照原件")
    scanned = sum(any(line.is_over_picture for line in page) for page in pages)
    guessed = "PDF 的文字是从扫描的图片识别出来的，可能有错字" if scanned else ""
    left += [f"{guessed}，请逐字核对"] if guessed else []
    headless = "第 1 页没有文字，文头可能在那里" if _is_empty(pages[0]) else ""
    return PdfText("".join(f"{line}\n" for line in lines), left, guessed or headless)


def _pages(data: bytes) -> list[list[PrintedLine]]:
    """Return the lines of every page, in characters as they are written: no radicals in place of characters."""
    told = _told_by_worker(data)
    if reason := told.get("refused"):
        raise Unreadable(_REFUSED[reason])
    return [
        [
            PrintedLine(
                left, bottom, right, top, _written(words), page["size"][0], page["size"][1], page["scanned"]
            )
            for left, bottom, right, top, words in page["lines"]
        ]
        for page in told["pages"]
    ]


def _told_by_worker(data: bytes) -> dict[str, Any]:
    command = [sys.executable, "-P", "-m", "county_casebook.intake.pdf_worker"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise Unreadable(
            f"读了 {_SECONDS} 秒还没有读完，PDF 太复杂：请从原文重新导出，或另存为 .docx"
        ) from None
    if done.returncode:
        raise Unreadable(_REFUSED["memory"])
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _written(words: str) -> str:
    """Return words with radicals and compatibility forms as the characters they look like."""
    return "".join(unicodedata.normalize("NFKC", sign) if _is_look_alike(sign) else sign for sign in words)


def _is_look_alike(sign: str) -> bool:
    return "\u2e80" <= sign <= "\u2fdf" or "\uf900" <= sign <= "\ufaff"


def _is_empty(page: Sequence[PrintedLine]) -> bool:
    return sum(len(line.words) for line in page) < _FEWEST


def _check(pages: Sequence[Sequence[PrintedLine]], own: Sequence[Sequence[PrintedLine]]) -> None:
    """Refuse a file without words, and one whose words are no characters."""
    if len(own) * 2 < len(pages) or not own:
        raise Unreadable(_SCANNED)
    words = "".join(line.words for page in own for line in page)
    lost = sum(
        unicodedata.category(sign) in ("Co", "Cn", "Cc") or sign == "\ufffd" for sign in words if sign != "\t"
    )
    if lost > _MOST_GARBLED * len(words):
        raise Unreadable(_GARBLED)


def _around(pages: Sequence[Sequence[PrintedLine]]) -> list[set[PrintedLine]]:
    """Return of each page the lines in its margins that are a page number, or stand on other pages too."""
    margins = [[line for line in page if _is_in_margin(line, page)] for page in pages]
    common = Counter(key for page in margins for key in {_key(line) for line in page})
    often = {key for key, count in common.items() if count > 1 and count * 2 >= len(pages) - 1}
    usual = median(line.height for page in pages for line in page)
    return [
        {
            line
            for line in page
            if _PAGE_NUMBER.fullmatch(line.words) or _key(line) in often or line.height < _SMALL * usual
        }
        for page in margins
    ]


def _key(line: PrintedLine) -> tuple[str, int]:
    """What two lines share that run along: their words but for figures, and their height on the page."""
    return re.sub(r"[0-9]+", "0", line.words), round(line.bottom / 6)


def _is_in_margin(line: PrintedLine, page: Sequence[PrintedLine]) -> bool:
    """Whether a line stands above or below all others of a page, apart from them."""
    if _MARGIN * line.page_height < line.bottom < (1 - _MARGIN) * line.page_height:
        return False
    is_above = line.bottom > line.page_height / 2
    others = [other for other in page if abs(other.bottom - line.bottom) > line.height]
    if is_above:
        return all(other.top < line.bottom - _APART * line.height for other in others)
    return all(other.bottom > line.top + _APART * line.height for other in others)


def _told_around(around: Sequence[set[PrintedLine]]) -> Iterator[str]:
    words = dict.fromkeys(
        line.words for page in around for line in page if not _PAGE_NUMBER.fullmatch(line.words)
    )
    numbers = sum(bool(_PAGE_NUMBER.fullmatch(line.words)) for page in around for line in page)
    if words:
        yield f"页眉页脚没有放进来：{'｜'.join(sorted(words)[:5])}"
    if numbers:
        yield f"{numbers} 个页码没有放进来"


def _told_pages(pages: Sequence[Sequence[PrintedLine]]) -> Iterator[str]:
    empty = [str(number) for number, page in enumerate(pages, 1) if _is_empty(page)]
    if empty:
        yield f"第 {'、'.join(empty[:20])} 页没有文字，可能是图片，请对照原件补上"


__all__ = ["PdfText", "read_pdf"]
