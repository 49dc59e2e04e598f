"""The fonts of official documents (GB/T 9704-2012), each with those that stand in for it where a computer has it not."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

TITLE, HEADING, BODY = "方正小标宋简体", "黑体", "仿宋_GB2312"
"""Of titles, of headings of the first level, of the text."""
INSTEAD: Mapping[str, tuple[str, ...]] = {
    TITLE: ("方正小标宋_GBK", "小标宋", "华文中宋", "黑体"),
    HEADING: ("SimHei", "思源黑体 CN", "Noto Sans CJK SC"),
    BODY: ("仿宋", "FangSong", "华文仿宋", "思源宋体 CN", "Noto Serif CJK SC"),
}
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def font_table() -> bytes:
    """Return the part of a document that says which fonts may stand for which."""
    fonts = "".join(
        f'<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(",".join(others))}/><w:charset w:val="86"/></w:font>'
        for name, others in INSTEAD.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="{_SPACE}">{fonts}</w:fonts>'.encode()


__all__ = ["BODY", "HEADING", "INSTEAD", "TITLE", "font_table"]
