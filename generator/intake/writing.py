"""Files become records and texts in the content folder, one by one; what an editor reads of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from generator.intake import Unreadable
from generator.intake.policy import Draft, draft_policy, title_of
from generator.intake.reading import read_file
from generator.load import load
from generator.records import Policy
from generator.records.fields import ID_PATTERN, NOT_STATED


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file, in Chinese; `refused` is empty, `unreadable` or `taken`."""

    told: str
    refused: Literal["", "unreadable", "taken"] = ""


def import_policies(
    files: Sequence[Path], content: Path, *, record_id: str | None = None, dry: bool = False
) -> Iterator[Imported]:
    """Import files one by one into a content folder; `dry` shows what would be written and writes nothing."""
    known = load(content)
    numbers = {
        record.doc_no: key for key, record in known.records["policies"].items() if isinstance(record, Policy)
    }
    broken = (key.removeprefix("policies/") for key in known.broken if key.startswith("policies/"))
    taken = {*known.records["policies"], *broken}
    for path in files:
        try:
            draft = draft_policy(read_file(path), known.divisions, record_id)
        except Unreadable as refusal:
            yield Imported(f"{path}：{refusal}", "unreadable")
            continue
        other = numbers.get(draft.values.get("doc_no", NOT_STATED))
        if other and other != draft.id:
            draft = replace(draft, left=(*draft.left, f"发文字号已是 {other} 的，请先核对是不是同一份"))
        yield _finish(path, draft, content, taken, dry=dry)


def _finish(path: Path, draft: Draft, content: Path, taken: set[str], *, dry: bool) -> Imported:
    if not ID_PATTERN.fullmatch(draft.id):
        return Imported(f"编号“{draft.id}”不能用：写 3–80 个小写字母、数字和短横", "taken")
    record, text = (content / "policies" / f"{draft.id}{suffix}" for suffix in (".yml", ".txt"))
    exists = draft.id in taken or record.exists() or text.exists()
    if exists and not dry:
        return Imported(f"{path}：编号 {draft.id} 已经用了，没有覆盖；{_way_out(text)}", "taken")
    told = [f"请核对：{sentence}" for sentence in draft.left]
    if dry:
        head = f"{path} → {record}" + ("（编号已经用了）" if exists else "")
        return Imported("\n".join([head, *_shown(draft), *(f"  {line}" for line in told)]))
    _write(text, draft.text)
    _write(record, draft.yaml)
    taken.add(draft.id)
    return Imported("\n".join([f"已写好 {record}", f"已写好 {text}", *(f"  {line}" for line in told)]))


def _way_out(text: Path) -> str:
    """What an editor can do about an id that is taken: a record held as metadata only may be waiting for this very text."""
    if text.exists():
        return "另写 --id，或先处理原来的记录"
    return f"原记录没有正文的话，用 --id 另存一份，核对后把 .txt 改名为 {text.name}，text_sha256 抄进原记录"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(text.encode())


def _shown(draft: Draft) -> Iterator[str]:
    """Yield the lines an editor reads before anything is written: metadata, clauses, what found no place."""
    for name, value in draft.values.items():
        if isinstance(value, list) and isinstance(value[0], dict):
            value = [" ".join(part.values()) for part in value]
        yield f"  {title_of(name)}　{'、'.join(value) if isinstance(value, list) else value}"
    yield f"  条款　{len(draft.parsed.clauses)} 条"
    for clause in draft.parsed.clauses:
        words = " ".join(draft.text[clause.start : clause.end].split())
        yield f"    {'  ' * clause.depth}#{clause.id}　{words if len(words) <= 36 else words[:36] + '…'}"
    for irregularity in draft.parsed.irregularities:
        yield f"  {irregularity.sentence}"
