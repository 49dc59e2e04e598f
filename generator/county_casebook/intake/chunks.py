"""A document embedded in a Word file (`w:altChunk`, ECMA-376 part 1, 17.17.2) becomes its text: a web page, an MHTML archive or plain text."""

from __future__ import annotations

from county_casebook.intake import Unreadable
from county_casebook.intake.archive import is_archive, page_in
from county_casebook.intake.decoding import decode_text
from county_casebook.intake.webpage import Webpage

_RICH_TEXT = b"{\\rtf"


def read_chunk(name: str, data: bytes) -> tuple[str, list[str]]:
    """Return the text of an embedded document and what of it was left out; `name` is that of its part."""
    if data.lstrip()[:5] == _RICH_TEXT:
        raise Unreadable("正文是嵌在 .docx 里的 RTF 文档，读不了：请在 Word 里打开，另存为 .docx 再导入")
    if name.endswith(".txt"):
        return decode_text(data), []
    html, declared = page_in(data) if is_archive(data) else (data, "")
    page = Webpage(html, declared=declared, is_whole=True)
    return page.text, page.left


__all__ = ["read_chunk"]
