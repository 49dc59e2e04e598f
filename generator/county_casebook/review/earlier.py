"""The last review becomes what has changed since: the text it read is found again in the repository by its digest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from county_casebook.changes import FieldChange, Names, changed_fields
from county_casebook.git import GitFault, Repository, repository_of
from county_casebook.records import Case, Record
from county_casebook.records.case import Submitted
from county_casebook.records.gist import gist_of
from county_casebook.records.reading import record_in
from county_casebook.records.reviewed import reviewed_digest

_NOT_TOLD = {"status", "published", "updated", "former_ids", "withdrawal", "provenance"}


@dataclass(frozen=True, slots=True)
class SinceReview:
    """What a reviewer is told of a case: a sentence, what changed since the last review, and what that cannot say (may be empty)."""

    words: str
    changes: tuple[FieldChange, ...] = ()
    beside: str = ""


_FILES = "只比文字：图片、附件的文件名没有变而内容换过的，这里看不出，请看成稿。"
"""A review holds a digest of what the case says: of a picture that is its name, and not its bytes."""


def since_review(record: Record, path: Path, names: Names) -> SinceReview:
    """Return what has changed since the last review; where that cannot be told, the words say to read the whole."""
    if not _is_reviewed(record):
        return SinceReview("以前没有审过：请看全文。")
    try:
        changes = changed_since_review(record, path, repository_of(path), names)
    except GitFault:
        changes = None
    if changes is None:
        return SinceReview("找不到上次审的是哪一版：请看全文。")
    gist = gist_of(record)
    beside = _FILES if gist.pictures or gist.documents else ""
    if not changes:
        return SinceReview("上次审核以后文字没有改。", beside=beside)
    return SinceReview(f"上次审核以后改了 {len(changes)} 处：", changes, beside)


def _is_reviewed(record: Record) -> TypeGuard[Case]:
    trail = record.provenance if isinstance(record, Case) else None
    return isinstance(trail, Submitted) and bool(trail.reviews)


def changed_since_review(
    case: Case, path: Path, repository: Repository, names: Names
) -> tuple[FieldChange, ...] | None:
    """Return what changed since the last review; None when the text it read is not found, or nobody has reviewed it."""
    reviews = case.provenance.reviews if isinstance(case.provenance, Submitted) else ()
    wanted = reviews[-1].digest if reviews else None
    if not wanted:
        return None
    if wanted == reviewed_digest(case):
        return ()
    for data in repository.versions_of(path):
        was = record_in(data, case.path, case.key)
        if isinstance(was, Case) and reviewed_digest(was) == wanted:
            found = changed_fields(was, case, names)
            return tuple(change for change in found if change.path[0] not in _NOT_TOLD)
    return None
