"""Signs that were typed in their Chinese form, or without the blank they need: colons, dashes, brackets, commas, quotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from county_casebook.mends.lines import Edit, Known, Line, Mend
from county_casebook.text.width import half_width

_FULL_COLONS = "：﹕︰∶꞉"
_NAMED = re.compile(
    rf"((?:- +)*+)([^\s:{_FULL_COLONS}#\-\[\]{{}},\"';；=＝，、][^\s:{_FULL_COLONS};；=＝，、]*+)"
    rf"([ \u3000\u00a0]*+)([:{_FULL_COLONS};；=＝，、]?)([ \u3000\u00a0]*+)"
)


def colons(told: Sequence[Line], known: Known) -> Iterator[Mend]:
    """Signs that stand where a half-width colon with a blank behind it belongs."""
    for line in told:
        match = _NAMED.match(line.rest)
        if not match or line.rest.startswith(("http:", "https:", "mailto:")):
            continue
        dashes, name, before, sign, behind = match.groups()
        value = line.rest[match.end() :]
        if said := _of_colon(name, before, sign, behind, value, known):
            column = len(line.blanks) + len(dashes) + len(name)
            new = ": " if value else ":"
            yield Mend(*said, (Edit(line.number, column, before + sign + behind, new),))


def _of_colon(
    name: str, before: str, sign: str, behind: str, value: str, known: Known
) -> tuple[str, str] | None:
    """What is wrong between a name and its value, and what would do; None where nothing is."""
    is_known = half_width(name) in known.names or name in known.titles
    better = f"写成“{name}: {value if len(value) <= _SHORT else value[:_SHORT] + '…'}”"
    if sign and sign in _FULL_COLONS:
        return (f"冒号是全角“{sign}”", "改成“: ”，半角冒号加一个空格") if is_known or name.isascii() else None
    if not value:
        return None
    if sign == ":":
        if wide := behind.strip(" "):
            return f"冒号后面是{'全角空格' if wide[0] == _WIDE else '网页或 Word 里的空格'}", "换成半角空格"
        return ("冒号后少一个空格", better) if not behind and not before and name.isascii() else None
    if not is_known:
        return None
    return (f"{name} 后面写成了“{sign}”", better) if sign else (f"{name} 后面少了冒号", better)


_SHORT, _WIDE = 16, "\u3000"


_BULLET = re.compile(
    r"(?:[－—–―−‐‑‒·•●○◆■□▪►➢※∙⁃◦*＊+＋]|[①-⑳]|[(（][0-9０-９一二三四五六七八九十]{1,2}[)）]|[0-9０-９]{1,2}[.．、)）])(?![0-9])[ \u3000\u00a0]*+(?=\S)"
)
_CLOSE_DASH = re.compile(r"-(?![ \-0-9])[\u3000\u00a0]*+(?=\S)")


def dashes(told: Sequence[Line], _: Known) -> Iterator[Mend]:
    """Signs that stand where the dash of a list and a blank belong; all of one list are one mend."""
    for run in _runs(told, lambda line: bool(_BULLET.match(line.rest) or _CLOSE_DASH.match(line.rest))):
        edits = []
        for line in run:
            match = _CLOSE_DASH.match(line.rest) or _BULLET.match(line.rest)
            edits.append(Edit(line.number, len(line.blanks), match[0] if match else "", "- "))
        yield Mend(*_of_dash(edits[0].old), tuple(edits))


def _of_dash(written: str) -> tuple[str, str]:
    sign = written.strip()
    if sign == "-":
        return "短横后少一个空格", "写成“- …”，短横后空一格"
    if sign in "－—–―−‐‑‒":
        return f"短横是全角“{sign}”", "改成“- ”，半角短横加一个空格"
    return f"“{sign}”不能当列表的短横", "改成“- ”，半角短横加一个空格"


def _runs(told: Sequence[Line], wanted: Callable[[Line], bool]) -> Iterator[list[Line]]:
    """Yield the lines that are wanted and stand equally deep, with deeper ones between them at most."""
    run: list[Line] = []
    for line in told:
        depth = len(line.blanks)
        if run and (depth < len(run[0].blanks) or (depth == len(run[0].blanks) and not wanted(line))):
            yield run
            run = []
        if wanted(line) and (not run or depth == len(run[0].blanks)):
            run.append(line)
    if run:
        yield run


_PARTED = re.compile("[，、；,]")
_BRACKETED = re.compile(r"[【［〔]([^【】［］〔〕]*)[】］〕]")


def brackets(told: Sequence[Line], _: Known) -> Iterator[Mend]:
    """Full-width brackets round a list."""
    for line in told:
        if line.value and (match := _BRACKETED.fullmatch(line.value)):
            better = f"[{', '.join(part.strip() for part in _PARTED.split(match[1]))}]"
            said = f"方括号是全角“{line.value[0]}{line.value[-1]}”", f"写成 {better}"
            yield Mend(*said, (edit_of(line, line.value, better),))


_BRACED = re.compile(r"[{｛]([^{}｛｝]*)[}｝]")
_PAIR = re.compile(r"([a-z_]++)\s*+[:：]\s*+(.+)")


def braces(told: Sequence[Line], _: Known) -> Iterator[Mend]:
    """Braces round fields, with full-width signs or without the blank behind a colon."""
    for line in told:
        match = _BRACED.fullmatch(line.value)
        pairs = [_PAIR.fullmatch(part.strip()) for part in _PARTED.split(match[1])] if match else []
        better = f"{{{', '.join(f'{pair[1]}: {pair[2]}' for pair in pairs if pair)}}}"
        if pairs and all(pairs) and better != line.value:
            edit = edit_of(line, line.value, better)
            yield Mend("花括号里的标点不对", f"写成 {better}", (edit,))


_REMARK = re.compile(r"＃|//")


def remarks(told: Sequence[Line], _: Known) -> Iterator[Mend]:
    """Signs that stand where a remark begins; else it would be taken for the next line of a text."""
    for line in told:
        if match := _REMARK.match(line.rest):
            edit = Edit(line.number, len(line.blanks), match[0], "# ")
            yield Mend(f"说明前面写的是“{match[0]}”", "改成半角“# ”", (edit,))


_SECOND = re.compile(r"[^\"'\[{].*?[;；，,、 ]([a-z_]+): ")


def joined(told: Sequence[Line], known: Known) -> Iterator[Mend]:
    """Two fields in one line; the first is taken as it is, to read on."""
    for line in told:
        if line.name and (match := _SECOND.match(line.value)) and match[1] in known.names:
            edit = edit_of(line, line.value, "'" + line.value.replace("'", "''") + "'")
            yield Mend("一行里写了两个字段", f"{match[1]} 另起一行写", (edit,), spoils=True)


_THOUSANDS = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9])")


def thousands(told: Sequence[Line], _: Known) -> Iterator[Mend]:
    """Commas of thousands inside brackets, which part a number in two."""
    for line in told:
        if not line.rest.endswith(("}", "]")):
            continue
        for match in _THOUSANDS.finditer(line.rest):
            better = match[0].replace(",", "")
            edit = Edit(line.number, len(line.blanks) + match.start(), match[0], better)
            yield Mend("括号里的数字不能写千分号", f"写成 {better}", (edit,))


def values(_: Sequence[Line], near: Iterable[Line]) -> Iterator[Mend]:
    """Values that begin with a sign that means something in YAML, are not closed, or hold a colon and a blank."""
    for line in near:
        value = line.value if line.name else line.rest.removeprefix("- ")
        if not value or (not line.name and not line.is_item):
            continue
        for message, hint, better in _of_value(value):
            yield Mend(message, hint, (edit_of(line, value, better),), spoils=True)


_CLOSING = {"[": "]", "{": "}", '"': '"', "'": "'"}
_TOLD = "[{\"'@`%*&!|>?"


def _of_value(value: str) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with a value, what would do, and the value as mended."""
    sign = value[0]
    closing = _CLOSING.get(sign, "")
    if sign in "\"'" and value[-1] in "”’“‘＂＇":
        said = f"前面是半角引号 {sign}，后面是中文引号 {value[-1]}"
        yield said, f"两边都用半角引号 {sign}", value[:-1] + sign
    if sign in "[{" and value[-1] in "】］｝":
        yield f"前面是半角括号，后面是全角“{value[-1]}”", f"改成 {closing}", value[:-1] + closing
    if sign in "[{" and value[-1] in "]}" and (better := _balanced(value)) != value:
        yield "括号没有成对", f"写成 {better}", better
    if closing and closing not in value[1:]:
        what = "引号" if sign in "\"'" else "括号"
        yield f"{what} {sign} 打开了，没有合上", f"补上 {closing}", value + closing
    yield from _unquoted(value, closing)


def _unquoted(value: str, closing: str) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with a value that wants quotes round it, or others inside it."""
    sign, quoted = value[0], "'" + value.replace("'", "''") + "'"
    is_whole = closing and (value.find(closing, 1) if sign in "\"'" else _end_of(value)) == len(value) - 1
    inside = "、里面的 ' 写成 ''" if "'" in value else ""
    if sign == value[-1] == "'" and not is_whole:
        better = "'" + value[1:-1].replace("''", "'").replace("'", "''") + "'"
        yield "单引号里面还有单引号", "里面的 ' 写成 ''", better
    elif sign in _TOLD and not is_whole:
        yield f"文字以 {sign} 开头", f"整句加单引号{inside}，或换一个开头", quoted
    elif ": " in value or value.endswith(":"):
        yield "文字里有半角冒号加空格，被当成了字段名", f"换成全角冒号“：”，或整句加单引号{inside}", quoted


def _end_of(value: str) -> int:
    """Where the bracket closes that a value begins with; -1 where it does not."""
    depth = 0
    for position, sign in enumerate(value):
        depth += (sign in "[{") - (sign in "]}")
        if depth == 0:
            return position
    return -1


def _balanced(value: str) -> str:
    """Return a list or mapping with the closing brackets that are missing inside it."""
    opened: list[str] = []
    better = ""
    for sign in value:
        if sign in "[{":
            opened.append(_CLOSING[sign])
        elif sign in "]}" and sign in opened:
            while (closing := opened.pop()) != sign:
                better += closing
        better += sign
    return better + "".join(reversed(opened))


def edit_of(line: Line, old: str, new: str) -> Edit:
    """The edit of a line in which the last of a text is replaced."""
    return Edit(line.number, len(line.blanks) + line.rest.rindex(old), old, new)


__all__ = ["braces", "brackets", "colons", "dashes", "joined", "remarks", "thousands", "values"]
