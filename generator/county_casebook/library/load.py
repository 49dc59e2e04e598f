"""The content folder becomes records and problems: files are found, read, and made into the models' values.

Everything wrong is found in one run. A record that cannot be read keeps its id known, so that its neighbours do not
complain about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from county_casebook.library.change_files import CHANGES, EARLIER, change_files
from county_casebook.library.content import Content, Entry
from county_casebook.library.facts import FACTS, fact_ids
from county_casebook.library.folder import walk
from county_casebook.library.handwritten import written_pages
from county_casebook.library.known import Known
from county_casebook.library.memory import Memory
from county_casebook.library.misplaced import is_reserved, name_faults
from county_casebook.library.policy_text import attach_text, orphan, texts_without_record
from county_casebook.library.refused import why_no_list, why_no_record
from county_casebook.library.reread import reread
from county_casebook.library.sweep import sweep
from county_casebook.library.version import FILE as VERSION_FILE
from county_casebook.library.version import version_of
from county_casebook.places.divisions import Divisions, real_divisions
from county_casebook.places.own_table import own_divisions
from county_casebook.problems import Location, Problem, did_you_mean
from county_casebook.progress import counted
from county_casebook.records import KINDS, Policy, Record
from county_casebook.records.change import Change
from county_casebook.records.gist import gist_of, to_rest, unread
from county_casebook.records.vocabulary import VOCABULARIES, Lead, Synonyms, Term, Waiver
from county_casebook.schema.fields import ID_PATTERN
from county_casebook.source import Kept, Refused, read
from county_casebook.text.image_marks import FILES

PAGES = "pages"
KNOWN_FOLDERS = (*KINDS, "vocabulary", PAGES, FILES, EARLIER)
KNOWN_FILES = (VERSION_FILE, "waivers.yml", CHANGES, "divisions.csv", "regions.csv", FACTS)
_T = TypeVar("_T")


def load(root: Path, memory: Memory | None = None, known: Known | None = None) -> Content:
    """Read a content folder (`content/`); problems are collected, never raised.

    With a memory of an earlier reading, only the files that changed since are read; with what earlier runs have found, records
    of files without fault are read when somebody asks for what is in them.
    """
    content = Content(root, memory=memory, known=known)
    if not root.is_dir():
        content.problems.append(
            Problem(Location(root.name), "no-content", "没有 content 文件夹", "在项目根目录运行")
        )
        return content
    content.standing = memory.walk(root) if memory else walk(root)
    content = reread(content, _load_record) or _whole(content)
    if memory:
        memory.last = content
    return content


def _whole(content: Content) -> Content:
    """Read what stands in a content folder."""
    root = content.root
    if of_version := version_of(content.standing).problems:
        content.problems.extend(of_version)
        content.is_other_version = True
        return content
    content.divisions = _divisions(content)
    for entry in content.standing.folders[root]:
        _check_top(content, entry)
    records = ((kind, path) for kind in KINDS for path in yaml_files(content, root / kind))
    for kind, path in counted("读取内容", records):
        _load_record(content, kind, path)
    _check_texts(content)
    for path in yaml_files(content, root / "vocabulary"):
        _load_vocabulary(content, path)
    content.pages = written_pages(content.standing, root / PAGES)
    content.files = content.standing.stored(root / FILES)
    if root / "waivers.yml" in content.standing.sizes:
        content.waivers = _load_list(content, root / "waivers.yml", Waiver)
    listed = (_load_list(content, path, Change) for path in change_files(content))
    content.changes = tuple(entry for entries in listed for entry in entries)
    if root / FACTS in content.standing.sizes:
        content.facts = content.given("facts", root / FACTS, _load_facts)
    content.personal_data = tuple(sweep(content.standing, content.memory, content.known))
    content.problems.extend(content.standing.problems)
    told = {problem.location.path for problem in content.problems if problem.level == "error"}
    for path, message, hint in _name_faults(content):
        if content.shown(path) not in told:
            content.problems.append(Problem(Location(content.shown(path)), "reserved-name", message, hint))
    return content


def _name_faults(content: Content) -> Iterable[tuple[Path, str, str]]:
    judge = partial(name_faults, content.root, content.standing.sizes)
    return content.memory.of_names(content.standing, judge) if content.memory else judge()


def _load_facts(content: Content, path: Path) -> frozenset[str]:
    ids, faults = fact_ids(path, content.shown(path))
    content.problems.extend(faults)
    content.broken.update(["facts"] if faults else [])
    return ids


def _check_top(content: Content, entry: Path) -> None:
    name = entry.name
    if entry in content.standing.sizes:
        if name in (*KNOWN_FILES, "README.md"):
            return
    elif name in KNOWN_FOLDERS:
        return
    content.problems.append(
        Problem(
            Location(content.shown(entry)),
            "unknown-folder",
            f"content 下没有 {name} 这一类",
            did_you_mean(name, KNOWN_FOLDERS) or f"可以是 {'、'.join(KNOWN_FOLDERS)}",
        )
    )


def yaml_files(content: Content, folder: Path) -> Iterator[Path]:
    """Yield the YAML files below a folder in order; what stands there and should not is a problem."""
    for path in content.standing.folders.get(folder, ()):
        if path in content.standing.folders:
            if path.suffix in (".yml", ".yaml"):
                content.refuse(path, "not-a-file", "这是文件夹，却以 .yml 结尾", "改名，或换成文件")
            else:
                yield from yaml_files(content, path)
        elif path.suffix == ".yml":
            yield path
        elif path.suffix == ".yaml":
            content.refuse(path, "wrong-suffix", "扩展名是 .yaml", "改成 .yml")
        elif not (path.suffix == ".txt" and folder.is_relative_to(content.root / "policies")):
            hint = f"图片和附件放进 content/{FILES}"
            content.refuse(path, "stray-file", "记录文件夹里只放 .yml 文件", hint)


def _load_record(content: Content, kind: str, path: Path) -> None:
    record_id = path.stem
    if not ID_PATTERN.fullmatch(record_id):
        hint = "用 3–80 个小写字母、数字和短横，如 xinchang-rd.yml"
        content.refuse(path, "bad-id", f"文件名 {path.name} 不能作编号", hint)
    if record_id in content.records[kind] or f"{kind}/{record_id}" in content.broken:
        first = content.records[kind].get(record_id)
        where = f"，第一次在 {first.path}" if first else ""
        content.refuse(path, "duplicate-id", f"编号 {record_id} 用了两次{where}", "换一个文件名")
        return
    text = (path.with_suffix(".txt"),) if kind == Policy.kind else ()
    record = content.given(kind, path, partial(_read_record, kind), *text)
    if record:
        content.records[kind][record_id] = record


def _read_record(kind: str, content: Content, path: Path) -> Record | None:
    """Read the record of a file; None, with the reasons among the problems, when it cannot be read."""
    data = content.bytes_of(path)
    known, shown = content.known, content.shown(path)
    if data and known and (gist := known.gist(shown)):
        return unread(KINDS[kind], path.stem, Kept(shown, data), gist, known.log)
    if data is None:
        content.broken.add(f"{kind}/{path.stem}")
        return None
    try:
        document = read(data, shown)
        record: Record = KINDS[kind].read(document.value, record_id=path.stem, document=document.kept())
    except (Refused, ValidationError):
        content.broken.add(f"{kind}/{path.stem}")
        content.problems.extend(why_no_record(data, shown, kind, content))
        return None
    if isinstance(record, Policy):
        _attach_text(content, record, path.with_suffix(".txt"))
    elif known:
        to_rest(record, known.log)
        known.note_gist(shown, gist_of(record))
    return record


def _attach_text(content: Content, policy: Policy, path: Path) -> None:
    there = path in content.standing.sizes
    content.problems.extend(attach_text(policy, path, content.shown(path), is_there=there))
    if policy.text_sha256 and policy.text is None:
        content.broken.add(policy.key)


def _check_texts(content: Content) -> None:
    """Name the texts below content/policies that belong to no record."""
    policies = [record for record in content.records["policies"].values() if isinstance(record, Policy)]
    for path in texts_without_record(content.standing.below(content.root / "policies")):
        content.problems.append(orphan(path, content.shown(path), policies))


def _load_vocabulary(content: Content, path: Path) -> None:
    name = path.stem
    if name == "synonyms":
        content.synonyms = tuple(entry.value for entry in _load_list(content, path, Synonyms))
        return
    if name == "leads":
        content.leads = _load_list(content, path, Lead)
        return
    if name not in VOCABULARIES:
        known = (*VOCABULARIES, "synonyms", "leads")
        content.problems.append(
            Problem(
                Location(content.shown(path)),
                "unknown-vocabulary",
                f"没有 {name} 这个词表",
                did_you_mean(name, known) or f"可以是 {'、'.join(known)}",
            )
        )
        return
    for entry in _load_list(content, path, Term):
        term_id = entry.value.id
        if not ID_PATTERN.fullmatch(term_id) or is_reserved(term_id):
            content.problems.append(
                Problem(entry.at("id"), "bad-id", f"{term_id} 不能作编号", "用 3–80 个小写字母、数字和短横")
            )
        if term_id in content.vocabulary[name]:
            content.problems.append(
                Problem(entry.at("id"), "duplicate-id", f"编号 {term_id} 用了两次", "换一个编号")
            )
            continue
        content.vocabulary[name][term_id] = entry


def _load_list(content: Content, path: Path, model: type[BaseModel]) -> tuple[Entry, ...]:
    """Take a file that is a list; an entry that is wrong is reported and left out."""
    return content.given("list", path, partial(_read_list, model))


def _read_list(model: type[BaseModel], content: Content, path: Path) -> tuple[Entry, ...]:
    data = content.bytes_of(path)
    if data is None:
        content.broken.add(f"vocabulary/{path.stem}")
        return ()
    try:
        document = read(data, content.shown(path))
    except Refused:
        document = None
    if document is None or not isinstance(document.value, list):
        content.broken.add(f"vocabulary/{path.stem}")
        content.problems.extend(why_no_list(data, content.shown(path), model))
        return ()
    entries: list[Entry] = []
    for position, value in enumerate(document.value):
        try:
            entries.append(Entry(model.model_validate(value), document, position))
        except ValidationError:
            content.broken.add(f"vocabulary/{path.stem}")
    if len(entries) < len(document.value):
        content.problems.extend(why_no_list(data, content.shown(path), model))
    return tuple(entries)


def _divisions(content: Content) -> Divisions:
    """The real table, or for a fictional library the one it brings."""
    own, regions = content.root / "divisions.csv", content.root / "regions.csv"
    if own not in content.standing.sizes:
        return real_divisions()
    return content.given("divisions", own, _own_divisions, regions)


def _own_divisions(content: Content, own: Path) -> Divisions:
    regions = content.root / "regions.csv"
    divisions, problems = own_divisions(own, regions if regions in content.standing.sizes else None)
    content.problems.extend(problems)
    if divisions is None:
        content.broken.add("divisions")
    return divisions or real_divisions()


__all__ = ["FILES", "KNOWN_FILES", "KNOWN_FOLDERS", "PAGES", "Content", "Entry", "load", "yaml_files"]
