"""Which characters may stand in what an editor writes: letters, signs and blanks that a reader sees, and line ends.

Control, format, private-use and unassigned characters, line separators and fillers hide text from reviewers or show each
reader something else, so no file of ours holds one, written as it is or as an escape of YAML. There is no exception:
joiners and variation selectors change only how a sign is drawn, and Chinese texts need none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_ORDINARY = "\t\n\r -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u3000-\u3029\u3030-\u303f\u4e00-\u9fff\uff01-\uff60"
_UNUSUAL = re.compile(f"[^{_ORDINARY}]")
"""What is looked at one by one; the rest is nearly every character of nearly every text."""

_UNSEEN_RANGES = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x2800, 0x2800),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFFA0, 0xFFA0),
    (0xFFFC, 0xFFFD),
    (0xE0000, 0xE0FFF),
)
"""Default_Ignorable_Code_Point of Unicode where the category does not tell, the blank of braille, and what stands for a lost character."""
_REFUSED = ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")
_TURNS = frozenset(["LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"])
_MARKS = frozenset("\u200e\u200f\u061c")


def is_hidden(sign: str) -> bool:
    """Whether a character may not stand in a text; tab and line ends may."""
    if sign in "\t\n\r":
        return False
    code, category = ord(sign), unicodedata.category(sign)
    if category == "Cn":
        return not _is_new_han(code)
    return category in _REFUSED or any(first <= code <= last for first, last in _UNSEEN_RANGES)


def _is_new_han(code: int) -> bool:
    """Whether a code point unknown to this Python lies where Unicode adds Chinese characters year by year."""
    return 0x20000 <= code < 0x40000 and code & 0xFFFE != 0xFFFE


def hidden(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, character) for every character that may not stand in a text."""
    for match in _UNUSUAL.finditer(text):
        if is_hidden(match[0]):
            yield match.start(), match[0]


def what_it_is(sign: str) -> str:
    """What a hidden character is, as an editor is told, with its code point."""
    return f"{_kind(sign)} U+{ord(sign):04X}"


def _kind(sign: str) -> str:
    if sign in _MARKS or unicodedata.bidirectional(sign) in _TURNS:
        return "改变文字方向的隐藏字符"
    if sign == "\ufffd":
        return "乱码留下的替代字符"
    return _KINDS.get(unicodedata.category(sign), "看不见的字符")


_KINDS = {
    "Cc": "看不见的控制字符",
    "Co": "私用区字符（各人电脑上显示不同）",
    "Cn": "没有定义的字符",
    "Zl": "看不见的分行符",
    "Zp": "看不见的分行符",
}


def what_would_do(sign: str) -> str:
    """How an editor mends it: a lost or private character stood for a word, the rest for nothing."""
    return (
        "对照原件换成正式的字"
        if sign == "\ufffd" or unicodedata.category(sign) in ("Co", "Cn")
        else "删掉它再保存"
    )


def shown(text: str) -> str:
    """Return a text as a message may show it: on one line, with � for what cannot be seen."""
    return "".join(_SHOWN.get(sign, sign) for sign in _UNUSUAL.sub(_seen, text))


_SHOWN = {"\t": "→", "\n": "↵", "\r": ""}


def _seen(match: re.Match[str]) -> str:
    return "�" if is_hidden(match[0]) else match[0]
