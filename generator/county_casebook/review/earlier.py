"""The last review becomes what has changed since: the text it read is found again in the repository by its digest."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from county_casebook.changes import FieldChange, Names, changed_fields
from county_casebook.git import Repository
from county_casebook.records import Case
from county_casebook.records.case import Submitted
from county_casebook.records.reviewed import reviewed_digest
from county_casebook.source import Refused, read

_NOT_TOLD = {"status", "published", "updated", "provenance"}


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
        was = _read(data, case)
        if was and reviewed_digest(was) == wanted:
            found = changed_fields(was, case, names)
            return tuple(change for change in found if change.path[0] not in _NOT_TOLD)
    return None


def _read(data: bytes, case: Case) -> Case | None:
    try:
        document = read(data, case.path)
        was: Case = Case.read(document.value, record_id=case.id, document=document.kept())
    except (Refused, ValidationError):
        return None
    return was
