"""Bytes become text: UTF-8, UTF-16 and GB18030 as Chinese offices save them, or a sentence why not."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from unicodedata import category

from county_casebook.intake import Unreadable
from county_casebook.text.characters import hidden, what_it_is

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_GB = re.compile(r"gb(?:2312|k|18030)", re.IGNORECASE)


def decode_text(data: bytes, declared: str = "") -> str:
    """Return the characters of a text file, line ends as they are; raise Unreadable when they are no text.

    `declared` is the encoding a page names for itself; a byte-order mark wins over it, and it is tried before the rest.
    """
    for encoding in _candidates(data, declared):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        text = text.removeprefix("\ufeff")
        if not _CONTROL.search(text):
            return text
    raise Unreadable("读不出文字：不是 UTF-8、UTF-16 或 GB18030，文件可能已损坏")


def without_hidden(text: str) -> tuple[str, list[str]]:
    """Return a text without the characters no record may hold, and a sentence on each kind taken out."""
    broken = _SEPARATOR.sub("\n", text)
    told = ["看不见的分行符换成了换行"] if broken != text else []
    found = Counter(sign for _, sign in hidden(broken))
    told += [
        f"去掉了 {found[sign]} 个{what_it_is(sign)}{_CHECK.get(category(sign), '')}" for sign in sorted(found)
    ]
    return broken.translate(dict.fromkeys(map(ord, found))), told


_SEPARATOR = re.compile("[\x85\u2028\u2029]")
_CHECK = dict.fromkeys(("Co", "Cn", "So"), "：原文这里可能有字，请对照原件补上")


def _candidates(data: bytes, declared: str) -> list[str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return [encoding]
    if b"\0" in data:
        return (
            ["utf-16-le", "utf-16-be"]
            if data[1::2].count(0) >= data[::2].count(0)
            else ["utf-16-be", "utf-16-le"]
        )
    named = "gb18030" if _GB.fullmatch(declared) else declared
    return [*([named] if named else []), "utf-8", "gb18030"]
