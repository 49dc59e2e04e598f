"""What libyaml says of a broken text becomes a problem an editor can mend: where, what is wrong in Chinese, what would do."""

from __future__ import annotations

from typing import Any

from county_casebook.problems import Location, Problem

_SYNTAX = {
    "cannot start any token": ("这里不能用这个字符", "制表符请换成空格；文字以 @ 或 ` 开头时请加引号"),
    "mapping values are not allowed": ("这里多了一个冒号", "文字里有“: ”时，整句加引号"),
    "could not find expected ':'": ("这一行缺少冒号", "写成“字段: 内容”，冒号后空一格"),
    "did not find expected key": ("缩进对不上", "同一层的字段要左边对齐"),
    "did not find expected '-' indicator": ("列表的短横对不上", "同一列表的“- ”要左边对齐"),
    "found unexpected end of stream": ("引号没有成对", "补上另一半引号"),
    "while scanning a quoted scalar": ("引号没有成对", "补上另一半引号"),
    "found invalid Unicode character escape code": ("没有这个字符", "文字直接写，不用转义"),
    "found unknown escape character": ("双引号里的反斜杠不能这样用", "改用单引号"),
    "did not find expected ',' or": ("方括号或花括号里缺少逗号，或没有合上", "写成 [甲, 乙]"),
    "did not find expected alphabetic": ("* 或 & 后面不能是这个字符", "文字以 * 或 & 开头时请加引号"),
    "found a tab character": ("用了制表符（Tab）", "缩进请用空格"),
    "did not find expected node content": ("这里缺少内容", "检查逗号和括号"),
    "block sequence entries are not allowed": ("列表的短横不能写在这里", "“- ”另起一行"),
    "undefined alias": ("不支持引用（* 开头）", "把内容直接写出来；文字以 * 开头时请加引号"),
    "did not find expected whitespace or line break": ("不支持标签（! 开头）", "文字以 ! 开头时请加引号"),
    "did not find expected <document start>": ("这一行接不上前面的内容", "检查缩进：同一层要左边对齐"),
    "directive": ("文字不能以 % 开头", "整句加引号"),
    "undefined tag": ("不支持标签（! 开头）", "文字以 ! 开头时请加引号"),
}


def syntax_problem(error: Any, path: str, lines: tuple[str, ...]) -> Problem:
    """Return what libyaml says of a text as a problem, with what would do."""
    line, column = _stands(error, len(lines))
    if line > len(lines) and lines:  # where the file ends too early
        line, column = len(lines), len(lines[-1]) + 1
    text = lines[line - 1] if line <= len(lines) else ""
    place = Location(path, line, column, text)
    if text[column - 1 : column] == "\t" or "\t" in text[: len(text) - len(text.lstrip())]:
        return Problem(place, "yaml-syntax", "用了制表符（Tab）", "缩进请用空格")
    said = f"{error.context or ''} {error.problem or ''}"
    for pattern, (message, hint) in _SYNTAX.items():
        if pattern in said:
            return Problem(place, "yaml-syntax", message, hint)
    return Problem(place, "yaml-syntax", "这里不符合 YAML 写法", "检查缩进、冒号和引号")


def open_quote(error: Any, path: str, lines: tuple[str, ...], last: Any) -> Problem | None:
    """Return the problem of a quote that was closed by the next quote lines below, where the fault then is.

    `last` is the last value that was read whole; None is returned when it is not such a text.
    """
    if not last or last.style not in ("'", '"') or not error.problem_mark:
        return None
    start, end = last.start_mark, last.end_mark
    if not start.line < end.line == error.problem_mark.line:
        return None
    place = Location(path, start.line + 1, start.column + 1, lines[start.line])
    return Problem(place, "yaml-syntax", *_SYNTAX["while scanning a quoted scalar"])


_BEGUN = ("while scanning a quoted scalar", "while parsing a flow", "while scanning a simple key")
"""What was begun and never ended: the fault stands where it begins."""


def _stands(error: Any, count: int) -> tuple[int, int]:
    """Return the line and column of a fault in a text of `count` lines: where what is not ended begins, else where it was met."""
    mark = error.problem_mark or error.context_mark
    is_begun = any((error.context or "").startswith(begun) for begun in _BEGUN)
    if (
        mark
        and error.context_mark
        and (mark.line >= count or (is_begun and error.context_mark.line < mark.line))
    ):
        mark = error.context_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
