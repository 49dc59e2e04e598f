"""`python -m county_casebook.intake.pdf_worker` reads a PDF from its input and writes its lines as JSON, within limits of its own.

A process apart: what a file made to break it does to PDFium, or how much it wants, ends this process and nothing else.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterator
from typing import Any

MOST_PAGES = 500
MOST_CHARACTERS = 1_500_000
_MOST_MEMORY = 1_500 << 20
_MOST_SECONDS = 50
_IMAGE = 3
_MOST_OBJECTS = 200
_COVERS = 0.7
"""The part of a page that a picture covers when the page was scanned."""
_CELL_GAP, _WIDE_GAP, _BLANK_GAP, _LATIN_GAP = 1.35, 0.75, 0.35, 0.12
"""The gap between two characters, in the height of their line, from which on it stands between cells, is a wide blank, a blank, or one
between letters; less is what programs put between characters and figures."""

_Sign = tuple[str, float, float, float, float]
"""A character, and left, bottom, right and top of its box."""
Line = tuple[float, float, float, float, str]
"""Left, bottom, right and top in points, and the words; a tab stands between cells."""


def main() -> int:
    """Write `{"pages": …}` or `{"refused": …}`."""
    _limit()
    data = sys.stdin.buffer.read()
    try:
        told = read_pages(data)
    except MemoryError:
        told = {"refused": "memory"}
    sys.stdout.write(json.dumps(told))
    return 0


def _limit() -> None:
    """Bound memory and time of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the time limit of whoever started this process holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read_pages(data: bytes) -> dict[str, Any]:
    """Return the pages of a PDF: size, lines in the order of the file, and whether a picture covers them."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"refused": "locked" if "assword" in str(error) else "broken"}
    if len(document) > MOST_PAGES:
        return {"refused": "pages", "count": len(document)}
    pages, left = [], MOST_CHARACTERS
    for number in range(len(document)):
        try:
            page = document[number]
            lines = list(_lines(page, left))
            pages.append({"size": page.get_size(), "lines": lines, "scanned": _is_scanned(page)})
            page.close()
        except pypdfium2.PdfiumError:
            return {"refused": "broken"}
        left -= sum(len(line[4]) for line in lines)
        if left <= 0:
            return {"refused": "characters"}
    return {"pages": pages}


def _is_scanned(page: Any) -> bool:
    """Whether one picture covers most of a page."""
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    for order in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        found = pdfium.FPDFPage_GetObject(page, order)
        if pdfium.FPDFPageObj_GetType(found) != _IMAGE:
            continue
        sides = [ctypes.c_float() for _ in range(4)]
        pdfium.FPDFPageObj_GetBounds(found, *sides)
        left, bottom, right, top = (side.value for side in sides)
        if (right - left) * (top - bottom) > _COVERS * width * height:
            return True
    return False


def _lines(page: Any, most: int) -> Iterator[Line]:
    """Yield the lines of a page in the order of the file, and no more than `most` characters."""
    line: list[_Sign] = []
    for sign, box in _characters(page, most):
        if box is None or (line and _is_elsewhere(line[0], box)):
            yield from _finished(line)
            line = []
        if box is not None:
            line.append((sign, *box))
    yield from _finished(line)


def _characters(page: Any, most: int) -> Iterator[tuple[str, tuple[float, float, float, float] | None]]:
    """Yield characters with their boxes, and the ends of lines without; blanks that PDFium only guesses are left out."""
    import pypdfium2.raw as pdfium

    held = page.get_textpage()
    box = pdfium.FS_RECTF()
    for order in range(min(pdfium.FPDFText_CountChars(held), most)):
        code = pdfium.FPDFText_GetUnicode(held, order)
        sign = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if sign in "\r\n":
            yield sign, None
        elif pdfium.FPDFText_IsGenerated(held, order) != 1:
            pdfium.FPDFText_GetLooseCharBox(held, order, box)
            yield sign, (box.left, box.bottom, box.right, box.top)
    held.close()


def _is_elsewhere(first: _Sign, box: tuple[float, float, float, float]) -> bool:
    """Whether a character stands on another line than the first: they have no height in common."""
    return box[1] >= first[4] or box[3] <= first[2]


def _finished(signs: list[_Sign]) -> Iterator[Line]:
    """Yield a line from its characters, from left to right: programs draw them in any order."""
    signs.sort(key=lambda sign: sign[1])
    words: list[str] = []
    right, height = 0.0, max((sign[4] - sign[2] for sign in signs), default=1.0)
    for sign, left, _, end, _ in signs:
        before = words[-1] if words else ""
        if before and not (sign.isspace() or before.isspace()):
            is_latin = before.isascii() and sign.isascii()
            words += _blank((left - right) / max(height, 1.0), _LATIN_GAP if is_latin else _BLANK_GAP)
        words.append(sign)
        right = max(right, end) if words else end
    said = "".join(words).strip()
    if said:
        seen = [sign for sign in signs if not sign[0].isspace()]
        yield (
            round(min(sign[1] for sign in seen), 1),
            round(min(sign[2] for sign in seen), 1),
            round(max(sign[3] for sign in seen), 1),
            round(max(sign[4] for sign in seen), 1),
            said,
        )


def _blank(gap: float, least: float) -> Iterator[str]:
    """Yield what stands in a gap, given in the height of the line: a tab between cells, a wide or a narrow blank."""
    if gap > least:
        yield "\t" if gap > _CELL_GAP else "\u3000" if gap > _WIDE_GAP else " "


if __name__ == "__main__":
    sys.exit(main())
