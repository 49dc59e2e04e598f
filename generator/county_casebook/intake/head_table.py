"""The head table of a government page, read from the lines of a text: 索引号, 主题分类, 发文机关, 成文日期, 标题, 发文字号, 发布日期.

What its labels mean comes from the titles of the record's fields; labels without a field are kept to be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from county_casebook.intake.head import ends_head, organs_in
from county_casebook.intake.site_lines import STAMP, is_around
from county_casebook.intake.values import date_of, doc_no_of, is_formed
from county_casebook.records import Policy
from county_casebook.text.numbering import is_date, plain
from county_casebook.text.table_rows import cells_of

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
    "doc_no": "文号 文件编号 发文文号 公文字号 文件字号 文件文号",
    "issuers": "发文单位 发文机构 制发机关",
    "issued": "成文时间 制发日期 发文时间",
    "released": "发布时间 发表时间 公布时间 公布日期 公开时间",
    "title": "文件名称 信息名称 名称",
    "validity": "有效性 时效性 效力状况",
    "": "信息类别 体裁 组配分类 体裁分类 生成日期 发文日期 印发日期 公开方式 公开形式 公开时限 公开范围 公开日期 公开属性 发布机构 "
    "发布单位 信息来源 来源 稿源 文章来源 作者 编辑 责任编辑 审核 浏览次数 浏览量 阅读次数 阅读量 点击数 点击量 点击率 访问次数 字体 字号 字体大小 "
    "时间 日期 浏览 阅读 点击 下载地址 归档时间 生效时间 废止时间 发布人 发布者 视力保护色 更新时间 更新日期 录入时间 内容概述 内容摘要 摘要 简介 载体类型 语种 所属类别 所属主题 主题 分类 所属栏目 栏目 公开主体 主办单位 "
    "规范性文件编号 规范性文件登记号 登记号 统一登记号 有效期 文件有效期 责任部门 生效日期 实施日期 失效日期 废止日期 服务对象 关键词 文件下载",
}
"""What sites write instead; the last are no fields of ours (a 发布机构 need not be who issued the text)."""
LABELS |= {label: name for name, labels in _OTHER_WORDS.items() for label in labels.split()}

_LONGEST = max(map(len, LABELS))
_BETWEEN = r"[ \t\u3000\u00a0]*+"
_RUN = rf"[\u4e00-\u9fff](?:{_BETWEEN}[\u4e00-\u9fff]){{1,{_LONGEST - 1}}}+"
_LABEL = re.compile(
    r"(?<![^ \t\u3000\u00a0|｜\[\]【】])"
    rf"(?:{_RUN}{_BETWEEN}[：:]|[\[【〔]{_BETWEEN}{_RUN}{_BETWEEN}[：:]?{_BETWEEN}[\]】〕]{_BETWEEN}[：:]?)"
)
"""What has the form of a label: words with a colon, or in brackets with or without, where a cell may begin."""
_SIGNS = " \t\u3000\u00a0：:[]【】〔〕"


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
    words = words.strip(" \t\u3000\u00a0：:|｜")
    return "" if re.fullmatch(r"[—\-－/\s]*|无|暂无", words) else words


def labels_in(line: str) -> list[Label]:
    """Return the labels of a line in order, when it begins with one, or with the day and hour that a site prints before them."""
    found = list(_labels(line))
    if found and found[0].start and STAMP.fullmatch(line[: found[0].start].strip()):
        return [Label("时间", LABELS["时间"], 0, 0), *found]
    return found if found and found[0].start == 0 else []


def _labels(line: str) -> Iterator[Label]:
    at = 0
    while match := _LABEL.search(line, at):
        words = plain(match[0]).strip(_SIGNS)
        at = match.start() + 1
        if words in LABELS:
            yield Label(words, LABELS[words], match.start(), match.end())
            at = match.end()


_FIRST_LINES = 60
"""How far down the head of a text may reach."""


def split_table(text: str) -> tuple[tuple[Row, ...], str, list[str]]:
    """Return the rows of the table in the head of a text, the text without what a site prints there, and what was left out.

    Labels stand before the title, or between it and the words; what stood above a table that has the title below it again is
    the site's.
    """
    lines = _Lines(text)
    rows: list[Row] = []
    kept: list[int] = []
    around: list[int] = []
    at = 0
    while at < min(_FIRST_LINES, len(lines.words)):
        line = lines.words[at]
        if _labels_of(lines, at):
            found, at = lines.rows(at)
            rows += found
            kept = _still_of_the_text(kept, lines, at, around, rows)
            continue
        if line and ends_head(line) and not is_around(line):
            break
        (around if line and is_around(line) else kept).append(at)
        at += 1
    left = (
        [f"正文前的 {len(around)} 行没有放进来：{'｜'.join(lines.words[each] for each in sorted(around))}"]
        if around
        else []
    )
    if not rows and not around:
        return (), text, []
    body = "".join(lines.raw[each] for each in kept) + text[lines.starts[at] :]
    return tuple(rows), body, left


def _labels_of(lines: _Lines, at: int) -> list[Label]:
    """Return the labels of a line of the head; a lone one that names no field is a line of the text."""
    found = labels_in(lines.words[at])
    if not found or (len(found) == 1 and found[0].words in _ALSO_WORDS.split() and not lines.is_table):
        return []
    return found


_ALSO_WORDS = "名称 主题 分类 来源 作者 摘要 简介 编辑 栏目 标题 有效期 主办单位 日期 时间"
"""Labels that texts begin lines with themselves; a table of a site has others beside them."""


def _still_of_the_text(
    kept: list[int], lines: _Lines, at: int, around: list[int], rows: list[Row]
) -> list[int]:
    """Return which lines above a table belong to the text: those of its title, unless the title comes again below."""
    words = [each for each in kept if lines.words[each]]
    if not words or sum(bool(row.name) for row in rows) < 1:
        return kept
    below = _head_below(lines, at)
    title = plain(next((row.value for row in rows if row.name == "title"), ""))
    has_title = any(is_formed(line) for line in below) or is_formed("".join(below))
    first = next(
        (order for order, each in enumerate(words) if _is_of_a_title(lines, words[order:])), len(words)
    )
    first = len(words) if has_title else first
    if title and not has_title:
        first = next(
            (order for order, each in enumerate(words) if title.startswith(plain(lines.words[each]))), first
        )
    around += words[:first]
    return words[first:]


def _is_of_a_title(lines: _Lines, places: list[int]) -> bool:
    """Whether the first of some lines begins what is formed like a title, or says a number or a date."""
    first = lines.words[places[0]]
    if doc_no_of(first):
        return True
    joined = ""
    for place in places[:4]:
        joined += lines.words[place]
        if is_formed(joined):
            return bool(organs_in(first)) or len(joined) > 8
    return False


def _head_below(lines: _Lines, at: int) -> list[str]:
    """Return the lines between a table and the words of the text."""
    found: list[str] = []
    for line in filter(None, lines.words[at : at + 20]):
        if ends_head(line):
            break
        found.append(line)
    return found


class _Lines:
    """The lines of a text, stripped, with where each begins."""

    def __init__(self, text: str) -> None:
        self.raw = text.splitlines(keepends=True)
        self.words = [_labelled(_without_bullets(_unboxed(line.strip()))) for line in self.raw]
        bare = [at for at, line in enumerate(self.words[:_FIRST_LINES]) if plain(line) in _BARE]
        if len(bare) >= _FEWEST_BARE:
            for at in bare:
                self.words[at] += "："
        self.is_below = False
        """Whether the values of the table stand below their labels."""
        self.is_table = sum(bool(labels_in(line)) for line in self.words[:_FIRST_LINES]) > 2
        self.starts = [0]
        for line in self.raw:
            self.starts.append(self.starts[-1] + len(line))

    def rows(self, at: int) -> tuple[list[Row], int]:
        """Return the rows from a line on, and the first line with words after them."""
        rows: list[Row] = []
        self.is_below = False
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
                self.is_below |= not last.value
                rows[-1] = Row(last.label, last.name, last.value + line)
            at += 1
        return rows, at

    def _belongs(self, rows: list[Row], at: int) -> bool:
        """Whether a line without a label is (more of) the last row's value: an empty last row must not eat the title below."""
        line, last = self.words[at], rows[-1]
        if is_around(line):
            return False
        following = [each for each in self.words[at + 1 : at + 4] if each][:2]
        if any(labels_in(each) for each in following):
            return not (last.value and (doc_no_of(line) or is_formed(line)))
        if last.value:
            return False
        if self.is_below and last.name == "issuers":
            return bool(organs_in(line))
        if last.name in ("issued", "released"):
            return is_date(line) or bool(date_of(line) and len(line) < 20)
        title = plain(next((row.value for row in rows if row.name == "title"), ""))
        is_list = last.name != "subject_words" or bool(re.search(r"[\s；;]", line))
        return bool(last.name and title and is_list) and not title.startswith(plain(line))


_BARE = frozenset(label for label, name in LABELS.items() if name and len(label) > 2) - {"标题", "名称"} | {
    "公开方式",
    "发布机构",
    "文号",
    "标题",
    "信息来源",
    "生成日期",
}
"""Labels that stand on lines of their own without a colon where a table was copied cell by cell."""
_FEWEST_BARE = 3
_BULLET = re.compile(r"[•·●◆■▪※]\s*+(?=[\u4e00-\u9fff])")
_AHEAD = 4 * _LONGEST


def _unboxed(line: str) -> str:
    """Return a line of several labels without the brackets around all of it."""
    inside = (
        line[1:-1].strip() if line.startswith(("[", "【", "（")) and line.endswith(("]", "】", "）")) else ""
    )
    return inside if len(labels_in(inside)) > 1 else line


def _without_bullets(line: str) -> str:
    """Return a line without the bullets that stand before the words of a label."""

    def left(found: re.Match[str]) -> str:
        words = plain(line[found.end() : found.end() + _AHEAD])
        return "" if any(words[:size] in LABELS for size in range(2, _LONGEST + 1)) else found[0]

    return _BULLET.sub(left, line)


def _labelled(line: str) -> str:
    """Return a row of cells as labels and values on one line; another line as it is."""
    cells = cells_of(line) or [cell.strip() for cell in line.split("\t")]
    if len(cells) < 2 or not any(plain(cell).strip(_SIGNS) in LABELS for cell in cells):
        return line
    return "　".join(
        f"{cell}：" if plain(cell).strip(_SIGNS) in LABELS and cell[-1:] not in "：:" else cell
        for cell in cells
    )
