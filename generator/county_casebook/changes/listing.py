"""What changed and is not told becomes new entries of the list of changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from county_casebook.changes.former import Former, former
from county_casebook.changes.said import said_of, what_of
from county_casebook.changes.untold import Changed, missing, since_listed
from county_casebook.git import GitFault, Repository, repository_of
from county_casebook.git.history import past_of
from county_casebook.library.library import Library


def new_entries(library: Library, root: Path, today: date) -> list[dict[str, str]] | None:
    """Return the entries that are missing from the list, as they are written; None where no commit holds a list yet.

    An entry has the day of the commit that changed the record last, or `today` where that is not committed yet. Raises GitFault.
    """
    past = past_of(root)
    if past is None or not past.head:
        raise GitFault("这里没有 git 的提交，说不出改了什么；请在从团队的库取下来的文件夹里运行。")
    told, repository = former(past), repository_of(root)
    if not told.listed:
        return None
    changed = (one for _, one in missing(since_listed(library, root, past, told)).values())
    return [_entry(one, _day(repository, root, told, one, today)) for one in changed]


def _entry(changed: Changed, day: str) -> dict[str, str]:
    said = said_of(changed.record, changed.fields)
    return {"date": day, "record": changed.record.key, "what": what_of(changed.fields), "said": said}


def _day(repository: Repository, root: Path, told: Former, changed: Changed, today: date) -> str:
    """The day of the newest commit that changed a record; today where the file on the disk is another."""
    name, blob, day = told.held.get(changed.record.key, ("", "", ""))
    path = repository.name_of(root / name) if name else ""
    is_committed = path and repository.blobs_of([path]).get(path) == blob
    return day if is_committed else today.isoformat()
