"""Markdown becomes the pictures it names, as written: `![alt](files/x.jpg)`, and what is wrong with how it is written."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

FILES = "files"
"""The folder of a library's pictures and documents."""
_PREFIX = f"{FILES}/"
_REACH = 400
"""How far an address is followed."""
_CODE = re.compile(r"^(?:```|~~~).*?^(?:```|~~~)|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_BRACKET = re.compile(r"\\.|!?\[|\]")
_TITLED = re.compile(r"(\S+)\s+[\"'(].*", re.DOTALL)
FORM = "写成 ![替代文字](files/文件名)"


@dataclass(frozen=True, slots=True)
class ImageMark:
    """One picture in a text: where it begins, the address as written, and what is wrong with its form (empty: nothing)."""

    start: int
    target: str
    fault: str = ""
    hint: str = ""


def image_marks(text: str) -> Iterable[ImageMark]:
    """Return every picture of a Markdown text, in order; code is passed over."""
    return _marks(text) if "![" in text else ()


def _marks(text: str) -> Iterator[ImageMark]:
    shown = _CODE.sub(lambda code: " " * len(code.group()), text)
    for start, close in sorted(_bracketed(shown)):
        mark = _mark(shown, start, close)
        if mark:
            yield mark


def resolved(target: str, folder: str = "") -> str:
    """The name below `files/` that an address leads to from a page in `folder`; empty when it leads elsewhere."""
    path = posixpath.normpath(posixpath.join(folder, target))
    return path.removeprefix(_PREFIX) if path.startswith(_PREFIX) else ""


def _bracketed(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each `![` stands and where its bracket is closed, in one pass; escaped brackets are text."""
    opened: list[re.Match[str]] = []
    for bracket in _BRACKET.finditer(text):
        if bracket.group().endswith("["):
            opened.append(bracket)
        elif bracket.group() == "]" and opened:
            first = opened.pop()
            if first.group() == "![":
                yield first.start(), bracket.start()


def _mark(text: str, start: int, close: int) -> ImageMark | None:
    alt = text[start + 2 : close]
    if "\n\n" in alt:
        return None
    if text.startswith("[", close + 1):
        return ImageMark(start, "", "图片的写法不对", FORM)
    end = text.find(")", close + 2, close + 2 + _REACH)
    if not text.startswith("(", close + 1) or end < 0:
        return None
    target = text[close + 2 : end].strip()
    titled = _TITLED.fullmatch(target)
    target = titled[1] if titled else target
    return ImageMark(start, target, *_fault(alt, target))


def _fault(alt: str, target: str) -> tuple[str, str]:
    if target.startswith("<"):
        return "图片地址不用尖括号", "文件改名，去掉空格和括号，再" + FORM
    if re.search(r"\s", target) or "%20" in target:
        return f"图片的文件名里有空格：{target[:40]}", "文件改名，去掉空格"
    if not alt.strip():
        return "图片没有替代文字", FORM + "，替代文字说出图上有什么"
    return "", ""
