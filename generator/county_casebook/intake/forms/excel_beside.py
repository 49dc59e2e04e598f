"""What a sheet holds beside its cells becomes known: merged ranges, pictures, what is hidden, and words that no cell holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from openpyxl.utils import range_boundaries

from county_casebook.intake.forms.excel_sheet import Sheet
from county_casebook.intake.forms.shape import NOTE
from county_casebook.intake.forms.word_filled import PAGES
from county_casebook.intake.package import Package
from county_casebook.intake.word_xml import name_of, value_of

_COMMENTS = re.compile(r"(?:.*/)?comments?[0-9]*\.xml")
_MARGIN = re.compile(r"(?:odd|even|first)(?:Header|Footer)")
_CODE = re.compile(r'&(?:"[^"]*"|[0-9]+|.)')
_OFF = ("", "0", "false")


def look_beside(package: Package, part: str, sheet: Sheet) -> None:
    """Note in a sheet what its part and those it leads to hold beside the cells."""
    relations = package.relations(part)
    for element in package.tree(part).iter():
        name = name_of(element)
        if name == "mergeCell":
            sheet.merged += _ranges(element.get("ref", ""))
        elif name == "row" and element.get("hidden", "") not in _OFF and element.get("r", "").isdecimal():
            sheet.hidden_rows.add(int(element.get("r", "")))
        elif name == "col" and element.get("hidden", "") not in _OFF:
            sheet.hidden_columns += [(left, right) for left, _, right, _ in _columns(element)]
        elif _MARGIN.fullmatch(name) and PAGES.sub("", text := _CODE.sub(" ", element.text or "")):
            sheet.apart.append(((1, 1), f"页眉或页脚：{text.strip()}"))
        elif name == "drawing" and (drawing := relations.get(value_of(element, "id"), "")) in package.parts:
            _drawn(package, drawing, sheet)
    for other in sorted(set(filter(_COMMENTS.fullmatch, relations.values())) & package.parts):
        _comments(package.tree(other), sheet)


def _columns(element: Element) -> Iterator[tuple[int, int, int, int]]:
    first, last = element.get("min", ""), element.get("max", "")
    if first.isdecimal() and last.isdecimal():
        yield int(first), 1, int(last), 1


def _ranges(name: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield the range that a name such as B2:C4 stands for; nothing for what is no name of one."""
    try:
        left, top, right, bottom = range_boundaries(name)
    except (ValueError, TypeError):
        return
    yield left or 1, top or 1, right or 1, bottom or 1


def _comments(comments: Element, sheet: Sheet) -> None:
    """Note the comments of people; those of the form itself are notes."""
    for comment in (each for each in comments.iter() if name_of(each) == "comment"):
        text = _words(comment)
        for left, top, *_ in _ranges(comment.get("ref", "")):
            if not text.startswith(NOTE):
                sheet.apart.append(((top, left), f"批注：{text}"))


def _drawn(package: Package, drawing: str, sheet: Sheet) -> None:
    """Note pictures and the words of shapes by the cell their upper left corner lies in."""
    relations = package.relations(drawing)
    for anchor in package.tree(drawing):
        at = {
            name_of(each): (each.text or "").strip()
            for held in anchor
            if name_of(held) == "from"
            for each in held
        }
        row, column = (
            int(text) + 1 if (text := at.get(name, "")).isdecimal() else 0 for name in ("row", "col")
        )
        for name in (value_of(each, "embed") for each in anchor.iter() if name_of(each) == "blip"):
            sheet.pictures.setdefault((row, column), []).append(relations.get(name, ""))
        if text := _words(anchor):
            sheet.apart.append(((row, column), f"文本框：{text}"))
        if any(name_of(each) == "graphicFrame" for each in anchor.iter()):
            sheet.apart.append(((row, column), "图表"))


def _words(element: Element) -> str:
    return "".join(each.text or "" for each in element.iter() if name_of(each) == "t").strip()


__all__ = ["look_beside"]
