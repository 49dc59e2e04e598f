"""A hand-written page becomes its front matter, checked, and its body: Markdown files in `pages/` and nothing else.

The front matter is read by our own reader, with places; the theme is given only what stands in `FrontMatter`. What
MkDocs would read by itself (any key, also from lines without `---`) never reaches it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from county_casebook.library.folder import Standing
from county_casebook.problems import Location, Problem
from county_casebook.records.record import Part
from county_casebook.schema.fields import Plain
from county_casebook.schema.refusals import model_problems
from county_casebook.source import Document, Refused, decode, forbidden_characters, location_in, read

GRADE_TABLE = "[[来源等级表]]"
"""On a line of its own in a page: the table of what the grades of a source mean stands here."""

CALL = "[[征集]]"
"""On a line of its own in a page: how many cases state what, what is asked for next, and where to send it, stand here."""

_INDEX = re.compile(r"(?:^|(?<=/))(?:index|README)/$")
"""The page of a folder has the address of the folder."""
_FENCE = re.compile(r"---[ \t]*")
_NAME = re.compile(r"[0-9A-Za-z_\-\u4e00-\u9fff]{1,80}(?:\.md)?")


class FrontMatter(Part):
    """What the head of a page may say, as plain text."""

    title: Plain | None = Field(None, title="标题", description="页面标题；不写就取正文的第一个标题。")
    description: Plain | None = Field(None, title="说明", description="搜索引擎显示的一句话。")
    section: Literal["cases", "counties", "pairings", "policies", "duties", "guide"] | None = Field(
        None, title="栏目", description="页面属于哪一栏。"
    )


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A page: `name` below `pages/`, its file for messages, its head as plain text, and its Markdown.

    `first_line` is the line of the file on which the body begins.
    """

    name: str
    path: str
    title: str
    description: str
    section: str
    body: str
    first_line: int

    def at(self, offset: int) -> Location:
        """Where a character of the body stands in the file."""
        line = self.body.count("\n", 0, offset)
        column = offset - self.body.rfind("\n", 0, offset)
        text = self.body.split("\n")[line].rstrip("\r")
        return Location(self.path, self.first_line + line, column, text)


def written_pages(standing: Standing, folder: Path) -> dict[str, WrittenPage]:
    """Read the pages below a folder by their names in it; what cannot be read is refused in `standing.problems`."""
    pages: dict[str, WrittenPage] = {}
    for path in standing.below(folder):
        name = path.relative_to(folder).as_posix()
        if path.suffix != ".md":
            standing.refuse(path, "page-not-markdown", "pages 里只放 .md 文件", "图片放进 content/files")
        elif not all(_NAME.fullmatch(part) for part in name.split("/")):
            standing.refuse(
                path, "bad-name", "页面的文件名也是网址", "只用字母、数字、汉字、- 和 _，如 about.md"
            )
        else:
            page = _page(standing, path, name)
            if page:
                pages[name] = page
    return pages


def _page(standing: Standing, path: Path, name: str) -> WrittenPage | None:
    shown = standing.shown(path)
    try:
        text = decode(path.read_bytes(), shown)
        if hidden := tuple(forbidden_characters(text, shown)):
            raise Refused(*hidden)
        return _cut(text.replace("\r\n", "\n").replace("\r", "\n"), shown, name)
    except Refused as refused:
        standing.problems.extend(refused.problems)
    except OSError as error:
        standing.refuse(path, "unreadable", f"文件读不出来：{error.strerror}", "检查权限")
    return None


def page_with(pages: Mapping[str, WrittenPage], marker: str) -> str:
    """Return the address of the first page with a marker on a line of its own; empty without one."""
    held = (name for name, page in pages.items() if marker in page.body.splitlines())
    return next((_INDEX.sub("", f"{name.removesuffix('.md')}/") for name in held), "")


def _cut(text: str, path: str, name: str) -> WrittenPage:
    """Cut a page into its head and its body; raise Refused with everything that is wrong in the head."""
    lines = text.split("\n")
    end = _end_of_head(lines, path)
    head = _head("\n".join(["", *lines[1:end]]), path) if end else FrontMatter.model_validate({})
    first = end + 1 if end else 0
    body = "\n".join(lines[first:])
    return WrittenPage(
        name=name,
        path=path,
        title=head.title or _heading(lines[first:]) or Path(name).stem,
        description=head.description or "",
        section=head.section or "",
        body=body,
        first_line=first + 1,
    )


def _end_of_head(lines: list[str], path: str) -> int:
    """The index of the line that closes the head; 0 when there is no head; raises Refused when it is not closed."""
    if not _FENCE.fullmatch(lines[0]):
        return 0
    for number, line in enumerate(lines[1:], start=1):
        if _FENCE.fullmatch(line):
            return number
    place = location_in(path, tuple(lines), 1, 1)
    raise Refused(Problem(place, "open-head", "开头的 --- 没有收尾", "页面的标题写完后另起一行写 ---"))


def _head(text: str, path: str) -> FrontMatter:
    if not text.strip():
        return FrontMatter.model_validate({})
    document = read(text.encode(), path)
    if not isinstance(document.value, dict):
        raise Refused(
            Problem(document.location(), "wrong-type", "页面开头应当是“字段: 内容”", "如 title: 关于本站")
        )
    try:
        return FrontMatter.model_validate(document.value)
    except ValidationError as error:
        raise Refused(*_said(error, document)) from None


def _said(error: ValidationError, document: Document) -> list[Problem]:
    return list(model_problems(error, FrontMatter, document))


def _heading(lines: list[str]) -> str:
    """The text of the first heading of the first level; empty without one."""
    return next((line[2:].strip().rstrip("#").strip() for line in lines if line.startswith("# ")), "")
