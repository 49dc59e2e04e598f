"""What changed becomes Markdown for the comment of a request: every value quoted so that it is text and nothing else there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from county_casebook.changes.fields import FieldChange
from county_casebook.changes.since import Changes, RecordChange
from county_casebook.changes.texts import Piece
from county_casebook.records.record import LABELS
from county_casebook.text.characters import shown

MOST = 60_000
"""Characters of one comment: the forges take about 65,000."""

_MARKUP = re.compile(r"[&<>@#`*_~\[\]\\|!]|(?<=[A-Za-z]):(?=//)|(?<=www)\.")
_REFERS = "@#!&"
"""What begins a mention of a person, or the number of an issue, a request or an epic."""
_AROUND, _LONGEST = 24, 300
_WHAT = {
    "added": "新增",
    "changed": "改动",
    "published": "发布",
    "withdrawn": "撤回",
    "removed": "删除",
    "unreadable": "读不了",
}
_FILES = {"added": "新增", "changed": "改动", "removed": "删除"}


def as_markdown(changes: Changes, base: str, site: str = "", most: int = MOST) -> str:
    """Say what changed since a version; `site` is the address of a preview, with a closing slash, whose pages are linked.

    Pages are linked with the names of their files, since where the artifacts of a job are shown there is no page for a folder.
    """
    if not changes.records and not changes.files:
        return f"和 {quoted(base)} 相比，内容没有变化。\n"
    lines = [f"## 和 {quoted(base)} 相比：{_counted(changes)}", ""]
    used = len(lines[0])
    for position, record in enumerate(changes.records):
        block = "\n".join(_record(record, site)).rstrip("\n") + "\n"
        if used + len(block) > most:
            lines += [
                f"还有 {len(changes.records) - position} 条记录的改动写不下，请在本机运行 casebook diff 看。",
                "",
            ]
            break
        lines.append(block)
        used += len(block)
    return "\n".join([*lines, *_others(changes)]).rstrip("\n") + "\n"


def quoted(text: str) -> str:
    """Return a text so that a forge shows it as it is: no markup, link, mention of a person or number of a request in it.

    Forges look for mentions and numbers in what has become text again, so these are parted by a comment.
    """
    return _MARKUP.sub(_quoted, shown(text.strip("\n")))


def _quoted(sign: re.Match[str]) -> str:
    return f"&#{ord(sign[0])};{'<!-- -->' if sign[0] in _REFERS else ''}"


def _counted(changes: Changes) -> str:
    kinds = [record.what for record in changes.records]
    counts = [f"{word} {kinds.count(what)} 条" for what, word in _WHAT.items() if what in kinds]
    return "，".join(counts or ["记录没有变化"])


def _record(record: RecordChange, site: str) -> Iterator[str]:
    status = f"（{LABELS[record.status]}）" if record.status else ""
    is_shown = site and record.what not in ("removed", "unreadable") and record.status != "withdrawn"
    link = f"　[看这一页]({site}{quote(record.key)}/index.html)" if is_shown else ""
    yield f"### {_WHAT[record.what]} · {record.kind_name}：{quoted(record.title)}{status}{link}"
    yield ""
    if record.what == "unreadable":
        yield f"- {quoted(record.path)} 有错，读不了；先运行 casebook check。"
    elif not record.was_readable:
        yield "- 原来的写法和现在的格式不合，不能逐项比较；请整条重看。"
    yield from (f"- **{quoted(change.where)}**：{_change(change)}" for change in record.fields)


def _change(change: FieldChange) -> str:
    if change.kind == "moved":
        return f"换了先后，现在是 {_short(change.after)}"
    if change.kind == "added":
        return f"加上 <ins>{_short(change.after)}</ins>"
    if change.kind == "removed":
        return f"去掉 <del>{_short(change.before)}</del>"
    if change.pieces and any(piece.state == "kept" for piece in change.pieces):
        return pieces_markdown(change.pieces)
    return f"<del>{_short(change.before)}</del> 改成 <ins>{_short(change.after)}</ins>"


def pieces_markdown(pieces: tuple[Piece, ...]) -> str:
    """Quote the pieces of a text: what was taken out and put in, and of what stayed the words beside it."""
    return "".join(_piece(pieces, position) for position in range(len(pieces)))


def _piece(pieces: tuple[Piece, ...], position: int) -> str:
    """Quote one piece; of what stayed only the words beside a change."""
    piece = pieces[position]
    if piece.state != "kept":
        tag = "del" if piece.state == "removed" else "ins"
        return f"<{tag}>{_short(piece.text)}</{tag}>"
    head = piece.text[:_AROUND] if position > 0 else ""
    tail = piece.text[-_AROUND:] if position + 1 < len(pieces) else ""
    if len(head) + len(tail) >= len(piece.text):
        return quoted(piece.text)
    return f"{quoted(head)}…{quoted(tail)}"


def _short(text: str) -> str:
    """Quote a text; of a long one its beginning, and how long it is."""
    if len(text) <= _LONGEST:
        return quoted(text)
    return f"{quoted(text[:_LONGEST])}…（共 {len(text)} 字）"


def _others(changes: Changes) -> Iterable[str]:
    if changes.files:
        yield "### 其他文件"
        yield ""
        yield from (f"- {_FILES[change]} {quoted(name)}" for name, change in changes.files[:50])
        if len(changes.files) > 50:
            yield f"- 等 {len(changes.files)} 个"
