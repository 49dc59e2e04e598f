"""Files become records and texts in the content folder, one by one; what an editor reads of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from county_casebook.intake import Unreadable
from county_casebook.intake.policy import Draft, draft_policy, title_of
from county_casebook.intake.reading import read_file
from county_casebook.intake.report import NAME, Entry
from county_casebook.intake.same import Documents
from county_casebook.library.content import Content
from county_casebook.library.load import load
from county_casebook.problems import format_problems
from county_casebook.progress import counted
from county_casebook.records import Policy
from county_casebook.scaffold.new_files import NotWritten, files_of, write_new
from county_casebook.schema.fields import ID_PATTERN, NOT_STATED
from county_casebook.text.characters import shown
from county_casebook.text.digest import fits, text_digest
from county_casebook.text.personal_data import masked, personal_data

_MOST_TOLD = 5
_LEADS_OUT = "是指向文件夹以外的链接，没有读；确要导入的，单独写出那份文件"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file, in Chinese, personal numbers masked; `refused` is empty or says why; `entry` is its line in a report."""

    told: str
    refused: Literal["", "unreadable", "unwritable", "taken", "personal"] = ""
    entry: Entry | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "told", masked(self.told))


def papers_in(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield files as they are named, and of folders every file below them, in order; what a program keeps open is left out."""
    for path in paths:
        if path.is_dir():
            held = sorted(each for each in path.rglob("*") if each.is_file())
            yield from (each for each in held if not each.name.startswith(("~$", ".", f"{NAME}.")))
        else:
            yield path


def import_policies(
    paths: Sequence[Path], content: Path, *, record_id: str | None = None, dry: bool = False
) -> Iterator[Imported]:
    """Import files, and those of folders, one by one into a content folder; `dry` shows what would be written and writes nothing."""
    known = load(content)
    if known.is_other_version:
        yield Imported(format_problems(known.problems).rstrip(), "unwritable")
        return
    importer = _Importer(known, record_id, dry=dry)
    files = list(papers_in(paths))
    folders = [path.resolve() for path in paths if path.is_dir()]
    for path in counted("导入文件", files, len(files)):
        if path in paths or any(path.resolve().is_relative_to(folder) for folder in folders):
            yield importer.imported(path)
        else:
            yield _refused(path, _LEADS_OUT, "unreadable")


class _Importer:
    """Imports files into one library, and knows those that came before."""

    def __init__(self, known: Content, record_id: str | None, *, dry: bool) -> None:
        self.known, self.record_id, self.dry = known, record_id, dry
        self.documents = Documents(known.records["policies"].values())
        policies = (each for each in known.records["policies"].values() if isinstance(each, Policy))
        self.titles = {policy.id: policy.title for policy in policies}
        self.folder = known.root / "policies"

    def imported(self, path: Path) -> Imported:
        """Return what became of a file."""
        try:
            draft = draft_policy(read_file(path), self.known.divisions, self.record_id)
        except Unreadable as refusal:
            return _refused(path, f"{refusal}", "unreadable")
        if personal := list(_personal(draft)):
            return _refused(
                path, f"{'；'.join(personal)}（遮去或删去再导入，没有写任何文件）", "personal", draft
            )
        draft = self._apart(draft)
        title, number = draft.values["title"], draft.values.get("doc_no", "")
        same = self.documents.same_text(draft.text)
        alike = [f"和 {same} 是同一份，正文相同"] if same else []
        alike += self.documents.alike(draft.id, title, number)
        draft = replace(draft, left=(*draft.left, *alike))
        done = self._written(path, draft, same)
        if not done.refused:
            self.documents.add(shown(f"{path}"), title, number, draft.text)
            self.titles.setdefault(draft.id, title)
        return done

    def _apart(self, draft: Draft) -> Draft:
        """Return a draft with the day behind an id of initials that a document of another title has: 第一批 and 第二批 begin alike."""
        title, issued = draft.values["title"], draft.values["issued"]
        is_free = self.titles.get(draft.id, title) == title
        if self.record_id or is_free or "doc_no" in draft.values or issued == NOT_STATED:
            return draft
        return replace(draft, id=f"{draft.id}-{issued.replace('-', '')}")

    def _written(self, path: Path, draft: Draft, same: str) -> Imported:
        in_the_way = _in_the_way_of(draft, self.folder)
        if same and not self.record_id and not (self.dry or in_the_way):
            return _refused(
                path, f"和 {same} 是同一份，正文相同，没有再写（确要另存的，写 --id）", "taken", draft
            )
        if in_the_way and not self.dry:
            more = f"；和 {same} 是同一份，正文相同" if same else ""
            return _refused(path, f"编号 {draft.id} 已经用了，没有覆盖；{in_the_way}{more}", "taken", draft)
        return _finish(path, draft, self.folder, dry=self.dry)


def _personal(draft: Draft) -> Iterator[str]:
    """Yield where a text, or a value read from it, holds a personal number."""
    found = list(personal_data(draft.text))
    for number in found[:_MOST_TOLD]:
        line = draft.text.count("\n", 0, number.start) + 1
        yield f"正文第 {line} 行有{number.what} {number.shown}"
    if len(found) > _MOST_TOLD:
        yield f"正文里共有 {len(found)} 个这样的号码"
    for name, value in draft.values.items() if not found else ():
        for number in personal_data(f"{value}"):
            yield f"{title_of(name)}里有{number.what} {number.shown}"


def _refused(
    path: Path,
    why: str,
    kind: Literal["unreadable", "unwritable", "taken", "personal"],
    draft: Draft | None = None,
) -> Imported:
    entry = _entry(path, draft) if draft else Entry(shown(f"{path}"))
    return Imported(f"{shown(f'{path}')}：{why}", kind, replace(entry, refused=why))


def _entry(path: Path, draft: Draft) -> Entry:
    values = draft.values
    issuers = "、".join(name for name in values["issuers"] if name != NOT_STATED)
    issued = values["issued"] if values["issued"] != NOT_STATED else ""
    unsure = {title_of(name): why for name, why in draft.unsure.items()}
    told = tuple(
        sentence for sentence in draft.left if not any(f"（{name}）" in sentence for name in draft.unsure)
    )
    return Entry(
        shown(f"{path}"), draft.id, values["title"], values.get("doc_no", ""), issuers, issued, unsure, told
    )


def _in_the_way_of(draft: Draft, folder: Path) -> str:
    """Return what stands under the id of a draft; nothing does where an import of this very text was cut off."""
    if not ID_PATTERN.fullmatch(draft.id) or _is_half_done(draft, folder, folder / f"{draft.id}.txt"):
        return ""
    return _in_the_way(draft.id, folder)


def _finish(path: Path, draft: Draft, folder: Path, *, dry: bool) -> Imported:
    if not ID_PATTERN.fullmatch(draft.id):
        return _refused(path, f"编号“{draft.id}”不能用：写 3–80 个小写字母、数字和短横", "taken", draft)
    record, text = (folder / f"{draft.id}{suffix}" for suffix in (".yml", ".txt"))
    is_half_done = _is_half_done(draft, folder, text)
    told = [f"  请核对：{sentence}" for sentence in draft.left]
    if dry:
        head = f"{shown(f'{path}')} → {record}" + (
            "（编号已经用了）" if _in_the_way_of(draft, folder) else ""
        )
        return Imported("\n".join([head, *_shown(draft), *told]), entry=_entry(path, draft))
    new = {record: draft.yaml} if is_half_done else {text: draft.text, record: draft.yaml}
    try:
        written = write_new(new)
    except NotWritten as refusal:
        return _refused(path, f"{refusal}", "unwritable", draft)
    kept = [f"{text} 是上次没有导入完的，内容相同，留用"] if is_half_done else []
    said = [*(f"已写好 {file}" for file in reversed(written)), *kept, *told]
    return Imported("\n".join(said), entry=_entry(path, draft))


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
