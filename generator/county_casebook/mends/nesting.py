"""Lines that stand too far to the left or right, behind blanks that are none, or without the dash of their list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from county_casebook.mends.lines import Edit, Known, Line, Mend

_BAD_BLANK = re.compile("[\t\u3000\u00a0\u2002-\u200a\u202f]")
_BLANKS = {"\t": ("用了制表符（Tab）", "缩进请用空格"), "\u3000": ("缩进用了全角空格", "换成半角空格")}


def blanks(told: Sequence[Line], _: Known) -> Iterator[Mend]:
    """Blanks of Word and of web pages in the indentation, which YAML takes for letters."""
    spoilt = [line for line in told if _BAD_BLANK.search(line.blanks)]
    if not spoilt:
        return
    sign = next(iter(_BAD_BLANK.findall(spoilt[0].blanks)))
    message, hint = _BLANKS.get(sign, ("缩进用了网页或 Word 里的空格", "换成半角空格"))
    more = f"；第 {spoilt[0].number}–{spoilt[-1].number} 行都检查一下" if len(spoilt) > 1 else ""
    for wide in (2, 1, 4):
        edits = tuple(Edit(line.number, 0, line.blanks, _narrowed(line.blanks, wide)) for line in spoilt)
        yield Mend(message, f"{hint}{more}", edits)


def _narrowed(blanks: str, wide: int) -> str:
    return _BAD_BLANK.sub(lambda match: " " * (wide if match[0] in "\t\u3000" else max(1, wide // 2)), blanks)


def children(told: Sequence[Line], known: Known) -> Iterator[Mend]:
    """Fields of a part that stand as far to the left as its name, alone or with what is below them."""
    for position, line in enumerate(told):
        inside = known.parts.get(line.name)
        if line.value or not inside:
            continue
        run: list[Line] = []
        for below in told[position + 1 :]:
            is_child = len(below.blanks) == line.indent and below.name in inside
            if not is_child and not (run and len(below.blanks) > line.indent):
                break
            run.append(below)
        flat = [below for below in run if len(below.blanks) == line.indent]
        for moved in [flat, run] if len(run) > len(flat) else [run]:
            if moved:
                edits = tuple(Edit(below.number, 0, "", "  ") for below in moved)
                yield Mend(f"{_rows(moved)}是 {line.name} 里面的字段，没有缩进", "往右缩两格", edits)


def _rows(lines: Sequence[Line]) -> str:
    first, last = lines[0].number, lines[-1].number
    return f"第 {first}–{last} 行" if last > first else f"第 {first} 行"


def items(told: Sequence[Line], known: Known) -> Iterator[Mend]:
    """Items of a list of parts without their dashes: the same field comes again and again."""
    for position, line in enumerate(told):
        first = told[position + 1] if position + 1 < len(told) else None
        if line.value or not first or first.is_item or first.indent <= line.indent:
            continue
        if line.name not in known.lists or first.name not in known.parts.get(line.name, ()):
            continue
        run = []
        for below in told[position + 1 :]:
            if len(below.blanks) < first.indent:
                break
            run.append(below)
        edits = tuple(
            Edit(below.number, first.indent, "", "- " if _begins(below, first) else "  ") for below in run
        )
        yield Mend(f"{line.name} 是列表，每一条前面少了“- ”", f"写成“- {first.name or first.rest}”", edits)


def _begins(line: Line, first: Line) -> bool:
    return line.indent == first.indent and line.name == first.name


def indents(told: Sequence[Line], near: Iterable[Line]) -> Iterator[Mend]:
    """Lines of fields and items that stand a little to the left or right of those they belong with."""
    for line in near:
        if not line.name and not line.is_item:
            continue
        position = told.index(line)
        before, inside = told[:position], _inside(told[position + 1 :], line)
        for depth in _depths(before, line, told[position + 1 : position + 2]):
            apart = len(line.blanks) - depth
            if not apart or abs(apart) > 4:
                continue
            ways = ([line, *inside], [line]) if apart > 0 else ([line], [line, *inside])
            for moved in ways if inside else ([line],):
                yield _moved(moved, apart, before[-1:])


def _inside(below: Sequence[Line], line: Line) -> list[Line]:
    """The lines below that stand deeper."""
    return list(takewhile(lambda other: len(other.blanks) > len(line.blanks), below))


def _moved(lines: Sequence[Line], apart: int, above: Sequence[Line]) -> Mend:
    said = f"{'多' if apart > 0 else '少'}缩进了 {abs(apart)} 格"
    depth = len(lines[0].blanks) - apart
    beside = "比上一行" if any(depth in (line.indent, len(line.blanks)) for line in above) else "比同一层的"
    edits = (Edit(line.number, 0, line.blanks, " " * max(0, len(line.blanks) - apart)) for line in lines)
    return Mend(f"{beside}{said}", "同一层左边对齐", tuple(edits))


def _depths(before: Sequence[Line], line: Line, after: Sequence[Line]) -> Iterator[int]:
    """The depths at which a line may stand: those of lines like it, from the one above outwards, then the others."""
    like = [len(other.blanks) for other in reversed(before) if other.is_item] if line.is_item else []
    below = [before[-1].indent + 2] if before and before[-1].name and not before[-1].value else []
    below_it = [len(other.blanks) for other in after if len(other.blanks) < len(line.blanks)]
    others = [depth for other in reversed(before) for depth in (other.indent, len(other.blanks))]
    yield from dict.fromkeys([*like[:1], *below, *_outwards(others), *_outwards(like), *below_it])


def _outwards(depths: Iterable[int]) -> Iterator[int]:
    least: int | None = None
    for depth in depths:
        if least is None or depth < least:
            least = depth
            yield depth


def continued(told: Sequence[Line], near: Iterable[Line]) -> Iterator[Mend]:
    """Lines of a text that stand as far to the left as the name of its field."""
    for line in near:
        if line.name or line.is_item:
            continue
        above = next((other for other in reversed(told) if other.number < line.number and other.name), None)
        if above is None or len(line.blanks) > above.indent:
            continue
        run = [line]
        for below in told[told.index(line) + 1 :]:
            if below.name or below.is_item:
                break
            run.append(below)
        edits = tuple(Edit(below.number, 0, below.blanks, " " * (above.indent + 2)) for below in run)
        yield Mend(f"{_rows(run)}是上一字段 {above.name} 的续行，没有缩进", "往右缩两格", edits)


__all__ = ["blanks", "children", "continued", "indents", "items"]
