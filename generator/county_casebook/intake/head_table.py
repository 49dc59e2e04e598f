"""The head table of a government page, read from the lines of a text: 索引号, 主题分类, 发文机关, 成文日期, 标题, 发文字号, 发布日期.

What its labels mean comes from the titles of the record's fields; labels without a field are kept to be told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from county_casebook.records import Policy
from county_casebook.text.numbering import is_date, plain

_FIELDS = (
    "index_no",
    "subject_class",
    "issuers",
    "issued",
    "title",
    "doc_no",
    "released",
    "subject_words",
    "document_kind",
    "validity",
)
LABELS: dict[str, str] = {Policy.model_fields[name].title or name: name for name in _FIELDS}
"""The words of a label, and the field it fills; an empty name is a label that has no field."""
_OTHER_WORDS = {
    "index_no": "信息索引号 索取号",
    "doc_no": "文号 文件编号 发文文号 公文字号",
    "issuers": "发文单位 发文机构 制发机关",
    "issued": "成文时间",
    "released": "发布时间",
    "title": "文件名称 信息名称 名称",
    "validity": "有效性 时效性 效力状况",
    "": "信息类别 体裁 组配分类 体裁分类 生成日期 发文日期 印发日期 公开方式 公开形式 公开时限 公开范围 公开日期 公开属性 发布机构 "
    "发布单位 信息来源 责任部门 生效日期 实施日期 失效日期 废止日期 服务对象 关键词 文件下载",
}
"""What sites write instead; the last are no fields of ours (a 发布机构 need not be who issued the text)."""
LABELS |= {label: name for name, labels in _OTHER_WORDS.items() for label in labels.split()}

_BETWEEN = r"[ \t\u3000\u00a0]*"
_LABEL = re.compile(
    "|".join(
        _BETWEEN.join(re.escape(sign) for sign in label) + f"{_BETWEEN}[：:]"
        for label in sorted(LABELS, key=len, reverse=True)
    )
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label inside a line: its words without blanks, the field it fills (or none), and its place."""

    words: str
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table; `name` is empty for a label without a field."""

    label: str
    name: str
    value: str


def said(words: str) -> str:
    """Return what a cell says: without a colon before it, and nothing where it only holds a dash."""
    words = words.strip(" \t\u3000\u00a0：:")
    return "" if re.fullmatch(r"[—\-－/\s]*|无|暂无", words) else words


def labels_in(line: str) -> list[Label]:
    """Return the labels of a line in order, when it begins with one."""
    found = [
        Label(words := plain(match[0]).rstrip("：:"), LABELS[words], match.start(), match.end())
        for match in _LABEL.finditer(line)
        if match.start() == 0 or line[match.start() - 1] in " \t\u3000\u00a0"
    ]
    return found if found and found[0].start == 0 else []


_FIRST_LINES = 60
"""How far down the table may begin: after what a site prints above it."""


def split_table(text: str) -> tuple[tuple[Row, ...], str, list[str]]:
    """Return the rows of the table a text begins with, the text after it unchanged, and what stood before it.

    A table has at least two labels that fill a field; without one the whole text comes back.
    """
    reader = _Lines(text)
    first = next(
        (at for at in range(min(_FIRST_LINES, len(reader.words))) if labels_in(reader.words[at])), None
    )
    if first is None:
        return (), text, []
    rows, after = reader.rows(first)
    if sum(bool(row.name) for row in rows) < 2:
        return (), text, []
    before = [line for line in reader.words[:first] if line]
    left = [f"表前的 {len(before)} 行没有放进来：{'｜'.join(before)}"] if before else []
    return tuple(rows), text[reader.starts[after] :], left


class _Lines:
    """The lines of a text, stripped, with where each begins."""

    def __init__(self, text: str) -> None:
        lines = text.splitlines(keepends=True)
        self.words = [line.strip() for line in lines]
        self.starts = [0]
        for line in lines:
            self.starts.append(self.starts[-1] + len(line))

    def rows(self, at: int) -> tuple[list[Row], int]:
        """Return the rows from a line on, and the first line with words after them."""
        rows: list[Row] = []
        while at < len(self.words):
            line = self.words[at]
            labels = labels_in(line)
            if labels:
                ends = [*(label.start for label in labels[1:]), len(line)]
                rows += [
                    Row(label.words, label.name, said(line[label.end : end]))
                    for label, end in zip(labels, ends, strict=True)
                ]
            elif line and not self._belongs(rows, at):
                break
            elif line:
                last = rows[-1]
                rows[-1] = Row(last.label, last.name, last.value + line)
            at += 1
        return rows, at

    def _belongs(self, rows: list[Row], at: int) -> bool:
        """Whether a line without a label is (more of) the last row's value: an empty last row must not eat the title below."""
        line, last = self.words[at], rows[-1]
        if any(labels_in(following) for following in self.words[at + 1 : at + 3]):
            return True
        if last.value:
            return False
        if last.name in ("issued", "released"):
            return is_date(line)
        title = plain(next((row.value for row in rows if row.name == "title"), ""))
        is_list = last.name != "subject_words" or bool(re.search(r"[\s；;]", line))
        return bool(last.name and title and is_list) and not title.startswith(plain(line))
