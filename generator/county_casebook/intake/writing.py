"""Files become records and texts in the content folder, one by one; what an editor reads of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from county_casebook.intake import Unreadable
from county_casebook.intake.policy import Draft, draft_policy, title_of
from county_casebook.intake.reading import read_file
from county_casebook.library.load import load
from county_casebook.problems import format_problems
from county_casebook.progress import counted
from county_casebook.records import Policy
from county_casebook.scaffold.new_files import NotWritten, files_of, write_new
from county_casebook.schema.fields import ID_PATTERN, NOT_STATED
from county_casebook.text.digest import fits, text_digest
from county_casebook.text.personal_data import masked


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file, in Chinese, personal numbers masked; `refused` is empty, `unreadable`, `unwritable` or `taken`."""

    told: str
    refused: Literal["", "unreadable", "unwritable", "taken"] = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "told", masked(self.told))


def import_policies(
    files: Sequence[Path], content: Path, *, record_id: str | None = None, dry: bool = False
) -> Iterator[Imported]:
    """Import files one by one into a content folder; `dry` shows what would be written and writes nothing."""
    known = load(content)
    if known.is_other_version:
        yield Imported(format_problems(known.problems).rstrip(), "unwritable")
        return
    numbers = {
        record.doc_no: key for key, record in known.records["policies"].items() if isinstance(record, Policy)
    }
    for path in counted("导入文件", files, len(files)):
        try:
            draft = draft_policy(read_file(path), known.divisions, record_id)
        except Unreadable as refusal:
            yield Imported(f"{path}：{refusal}", "unreadable")
            continue
        other = numbers.get(draft.values.get("doc_no", NOT_STATED))
        if other and other != draft.id:
            draft = replace(draft, left=(*draft.left, f"发文字号已是 {other} 的，请先核对是不是同一份"))
        yield _finish(path, draft, content / "policies", dry=dry)


def _finish(path: Path, draft: Draft, folder: Path, *, dry: bool) -> Imported:
    if not ID_PATTERN.fullmatch(draft.id):
        return Imported(f"编号“{draft.id}”不能用：写 3–80 个小写字母、数字和短横", "taken")
    record, text = (folder / f"{draft.id}{suffix}" for suffix in (".yml", ".txt"))
    is_half_done = _is_half_done(draft, folder, text)
    in_the_way = "" if is_half_done else _in_the_way(draft.id, folder)
    if in_the_way and not dry:
        return Imported(f"{path}：编号 {draft.id} 已经用了，没有覆盖；{in_the_way}", "taken")
    told = [f"  请核对：{sentence}" for sentence in draft.left]
    if dry:
        head = f"{path} → {record}" + ("（编号已经用了）" if in_the_way else "")
        return Imported("\n".join([head, *_shown(draft), *told]))
    new = {record: draft.yaml} if is_half_done else {text: draft.text, record: draft.yaml}
    try:
        written = write_new(new)
    except NotWritten as refusal:
        return Imported(f"{path}：{refusal}", "unwritable")
    kept = [f"{text} 是上次没有导入完的，内容相同，留用"] if is_half_done else []
    return Imported("\n".join([*(f"已写好 {file}" for file in reversed(written)), *kept, *told]))


def _is_half_done(draft: Draft, folder: Path, text: Path) -> bool:
    """Whether an import of this very text was cut off before its record was written."""
    found = [*files_of(folder, draft.id), *files_of(folder, draft.id, ".txt")]
    if found != [text] or not text.is_file():
        return False
    try:
        data = text.read_bytes()
    except OSError:
        return False
    return fits(text_digest(draft.text), data, data.decode("utf-8-sig", "replace"))


def _in_the_way(record_id: str, folder: Path) -> str:
    """Return what stands under this id and what an editor can do about it; empty when nothing does."""
    record = next(files_of(folder, record_id), None)
    text = next(files_of(folder, record_id, ".txt"), None)
    if record and text:
        return f"另写 --id，或先处理原来的记录 {record}"
    if record:
        mend = f"核对后把 .txt 改名为 {record_id}.txt，放在 {record} 旁边，text_sha256 抄进原记录"
        return f"原记录没有正文的话，用 --id 另存一份，{mend}"
    if text:
        return f"{text} 没有记录，和这次读到的也不同：核对后删掉或移走它再导入，或另写 --id"
    return ""


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
