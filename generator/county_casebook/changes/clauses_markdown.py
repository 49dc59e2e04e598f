"""What changed between two texts becomes Markdown: for a terminal, and for the comment of a request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from county_casebook.changes.cited_clauses import CitingPlace
from county_casebook.changes.clauses import STATE_WORDS, ClauseChange, ClauseText, counted
from county_casebook.changes.markdown import pieces_markdown, quoted

_GONE = ("removed", "merged")
_COMMON = 0.1

Citing = Callable[[str], Iterable[CitingPlace]]
"""Who cites a clause of the old text, by its address in it."""


def clauses_markdown(titles: tuple[str, str], changes: Sequence[ClauseChange], citing: Citing) -> str:
    """Say what changed between two texts, clause by clause, then which records cite a clause that is another now."""
    lines = [f"## {quoted(titles[0])} → {quoted(titles[1])}：{counted(changes)}", ""]
    if _are_strange(changes):
        lines += ["两份正文几乎没有相同的条款，看看是不是同一份文件的两个文本。", ""]
    lines += [_line(change) for change in changes if change.state != "kept"]
    cited = [line for change in changes for line in _cited(change, citing)]
    if cited:
        lines += ["", "### 引用了这些条款的记录", "", *cited]
    return "\n".join(lines).rstrip("\n") + "\n"


def _are_strange(changes: Sequence[ClauseChange]) -> bool:
    """Whether two texts have so few clauses in common that they may be of two documents."""
    common = sum(bool(change.before and change.after) for change in changes)
    return common < _COMMON * len(changes)


def _line(change: ClauseChange) -> str:
    former = f"（原{quoted(change.former_name)}）" if change.former_name else ""
    name = change.name if change.after else f"原{change.name}"
    return f"- **{quoted(name)}**{former} {quoted(change.said)}{_words(change)}"


def _words(change: ClauseChange) -> str:
    if change.pieces:
        return f"：{pieces_markdown(change.pieces)}"
    if change.state == "split" and change.after:
        return f"：{quoted(_on_one_line(change.after))}"
    whole = change.after if change.state == "added" else change.before if change.state in _GONE else None
    tag = "ins" if change.state == "added" else "del"
    return f"：<{tag}>{quoted(_on_one_line(whole))}</{tag}>" if whole else ""


def _on_one_line(clause: ClauseText) -> str:
    return " ".join(clause.words.split())


def _cited(change: ClauseChange, citing: Citing) -> Iterator[str]:
    if change.before and change.state != "kept":
        after = change.after or change.other
        now = (
            f"现在{'是' if change.after else '并入'}{quoted(after.name)}（{after.id}）"
            if after
            else "已经删去"
        )
        words = f"{now}，{STATE_WORDS['changed']}" if change.state == "changed" else now
        for place in citing(change.before.id):
            yield f"- {quoted(place.key)}（{quoted(place.name)}）{quoted(place.where)}：原{quoted(change.before.name)}，{words}"


__all__ = ["clauses_markdown"]
